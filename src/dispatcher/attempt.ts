/** One attempt: build and sign the request, send it, judge and record what came back. */
import type { Dialect } from '../dialect.js'
import { HookstampError, isHookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import type { Random } from '../internal/random.js'
import type { Attempt, AttemptResult, LoadedDelivery } from '../ports/delivery.js'
import type { Store } from '../ports/store.js'
import type { Transport, TransportResult } from '../ports/transport.js'
import type { Webhook } from '../ports/webhook.js'
import { judge } from './judge.js'
import type { Observer } from './observe.js'
import { redactEchoes, redactHeaders } from './redact.js'
import { retryDelayMs, type RetryPolicy } from './retry-policy.js'
import type { SignerOf } from './signers.js'

export interface AttemptContext {
  readonly dialect: Dialect
  readonly store: Store
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  readonly retry: RetryPolicy
  readonly signerOf: SignerOf
  readonly observe: Observer | undefined
  /** Headers whose values prove or carry a secret. */
  readonly proofHeaders: ReadonlySet<string>
}

/** Why a delivery ended without being delivered. */
export const reasons = {
  exhausted: 'retries-exhausted',
  gone: 'webhook-gone',
} as const

/** Makes the next attempt of a delivery; resolves to when the one after it is due, null if the delivery has ended. */
export async function attemptDelivery(
  context: AttemptContext,
  loaded: LoadedDelivery,
): Promise<number | null> {
  const { store, transport, clock } = context
  const { delivery, event, webhook } = loaded
  const headers = context.dialect.requestHeaders({
    type: event.type,
    eventId: event.id,
    deliveryId: delivery.id,
    webhookId: webhook.id,
    bodyBytes: event.body.length,
  })
  const startedAt = clock.now()
  const proof = await prove(context, loaded, startedAt)
  const signed = proof instanceof HookstampError ? headers : { ...headers, ...proof }
  const begun: Attempt = {
    deliveryId: delivery.id,
    number: delivery.attempts + 1,
    outcome: 'unknown',
    startedAt,
    durationNs: null,
    requestHeaders: redactHeaders(signed, context.proofHeaders),
    response: null,
    error: null,
  }
  await store.deliveries.begin(begun)
  const result =
    proof instanceof HookstampError
      ? { error: { code: proof.code, message: proof.message }, durationNs: 0 }
      : await transport.send({ url: webhook.payloadUrl, headers: signed, body: event.body, ssl: webhook.ssl })
  const outcome = conclude(context, begun, result, webhook, signed)
  await store.deliveries.complete(outcome)
  context.observe?.({
    kind: 'attempted',
    delivery: { ...delivery, ...outcome.delivery, attempts: begun.number },
    attempt: outcome.attempt,
    webhook,
  })
  if (outcome.delivery.reason === reasons.gone) await disable(context, webhook)
  return outcome.delivery.nextAttemptAt
}

/** The headers that prove the message; an error when the webhook is to be signed and none of its secrets can. */
async function prove(
  { signerOf }: AttemptContext,
  { event, webhook }: LoadedDelivery,
  timestamp: number,
): Promise<Readonly<Record<string, string>> | HookstampError> {
  try {
    const signer = signerOf(webhook)
    if (signer === undefined) return {}
    const proof = await signer.sign({ id: event.id, timestamp, body: event.body })
    // Never unsigned in place of signed: a receiver that expects a signature could not tell it from a forgery.
    for (const _ in proof) return proof
    return new HookstampError('secret-malformed', 'Every secret of the webhook is malformed or has expired.')
  } catch (error) {
    if (isHookstampError(error)) return error
    throw error
  }
}

function conclude(
  context: AttemptContext,
  begun: Attempt,
  result: TransportResult,
  webhook: Webhook,
  signed: Readonly<Record<string, string>>,
): AttemptResult {
  const now = context.clock.now()
  const judgement = judge(result)
  const retryMs =
    judgement === 'retry' ? retryDelayMs(context.retry, begun.number, context.random) : undefined
  const attempt: Attempt = {
    ...begun,
    outcome: judgement === 'delivered' ? 'succeeded' : 'failed',
    durationNs: result.durationNs,
    response: result.response ? redactEchoes(result.response, secretsOf(context, webhook, signed)) : null,
    error: result.error ?? null,
  }
  return {
    attempt,
    delivery: {
      state: judgement === 'delivered' ? 'delivered' : retryMs === undefined ? 'dead' : 'pending',
      reason:
        judgement === 'gone'
          ? reasons.gone
          : judgement === 'retry' && retryMs === undefined
            ? reasons.exhausted
            : null,
      nextAttemptAt: retryMs === undefined ? null : now + retryMs,
    },
    lastResponse: {
      code: result.response?.status ?? null,
      duration: result.durationNs,
      error: result.error?.message ?? null,
      createdAt: begun.startedAt,
    },
  }
}

function secretsOf(
  { proofHeaders }: AttemptContext,
  webhook: Webhook,
  signed: Readonly<Record<string, string>>,
): string[] {
  const secrets = webhook.secrets.map((secret) => secret.value)
  for (const name in signed) if (proofHeaders.has(name)) secrets.push(signed[name] as string)
  return secrets
}

/** 410 Gone: the receiver wants nothing more. */
async function disable({ store, observe }: AttemptContext, webhook: Webhook): Promise<void> {
  if ((await store.webhooks.get(webhook.id)) === undefined) return
  await store.webhooks.update(webhook.id, { active: false, disabledReason: reasons.gone })
  observe?.({ kind: 'webhook-disabled', webhookId: webhook.id, reason: reasons.gone })
}
