/** One attempt: build and sign the request, send it, judge and record what came back. */
import type { Dialect } from '../dialect.js'
import { HookstampError, isHookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import { attempt, chain, type MaybePromise } from '../internal/maybe-promise.js'
import type { Random } from '../internal/random.js'
import type { Attempt, Delivery, LoadedDelivery } from '../ports/delivery.js'
import type { Store } from '../ports/store.js'
import type { Telemetry } from '../ports/telemetry.js'
import type { Transport, TransportRequest, TransportResult } from '../ports/transport.js'
import { assemble, type Assembled } from './assemble.js'
import { conclude, type Conclusion } from './conclude.js'
import type { Observer } from './observe.js'
import { redactEchoes } from './redact.js'
import type { RetryPolicy } from '../worker/retry-policy.js'
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
  readonly telemetry: Telemetry | undefined
  /** Headers whose values prove or carry a secret. */
  readonly proofHeaders: ReadonlySet<string>
  /** Most bytes of a response body that are stored. */
  readonly keepResponseBytes: number
}

type HeaderFields = Readonly<Record<string, string>>

/**
 * Makes the next attempt of a delivery and stores what became of it. One that broke on a kept connection before any
 * answer is repeated at once, once, as an attempt of its own that is not charged.
 */
export async function attemptDelivery(
  context: AttemptContext,
  loaded: LoadedDelivery,
  mayRepeat = true,
): Promise<Conclusion> {
  const { store, transport, clock, observe } = context
  const { delivery, event, webhook } = loaded
  const startedAt = clock.now()
  let headers: HeaderFields = {}
  // Values that are there already are not awaited, here and below: on most stores every turn of the event loop that
  // an attempt does not take is a tenth of its cost.
  const proving = attempt<HeaderFields, HookstampError>(
    () => {
      headers = headersOf(context, loaded)
      return prove(context, loaded, startedAt)
    },
    (error) => toHookstampError(context, error),
  )
  const proof = proving instanceof Promise ? await proving : proving
  const number = delivery.attempts + 1
  const span = context.telemetry?.startAttempt({ event, delivery, webhook, number })
  const request = assemble(
    webhook,
    span === undefined ? headers : { ...span.headers, ...headers },
    proof instanceof HookstampError ? {} : proof,
    context.proofHeaders,
  )
  const begun: Attempt = {
    deliveryId: delivery.id,
    number,
    outcome: 'unknown',
    startedAt,
    durationNs: null,
    timings: null,
    requestHeaders: request.recorded,
    response: null,
    error: null,
  }
  const beginning = store.deliveries.begin(begun)
  if (beginning instanceof Promise) await beginning
  const result =
    proof instanceof HookstampError
      ? unsendable(proof)
      : storable(context, request, await transport.send(toSend(loaded, request)))
  const conclusion = conclude(context, delivery, begun, result, mayRepeat)
  span?.end(conclusion.attempt)
  const completing = store.deliveries.complete(conclusion)
  if (completing instanceof Promise) await completing
  const isRepeated = conclusion.judgement === 'repeat'
  if (observe === undefined && !isRepeated) return conclusion
  const after: Delivery = { ...delivery, ...conclusion.delivery, attempts: number }
  observe?.({ kind: 'attempted', delivery: after, attempt: conclusion.attempt, webhook })
  return isRepeated ? attemptDelivery(context, { ...loaded, delivery: after }, false) : conclusion
}

function headersOf({ dialect }: AttemptContext, { delivery, event, webhook }: LoadedDelivery): HeaderFields {
  return dialect.requestHeaders({
    type: event.type,
    eventId: event.id,
    deliveryId: delivery.id,
    webhookId: webhook.id,
    body: event.body,
    bodyBytes: event.body.length,
  })
}

/** The headers that prove the message; throws or rejects when the webhook is to be signed and none of its secrets can. */
function prove(
  { signerOf }: AttemptContext,
  { event, webhook }: LoadedDelivery,
  timestamp: number,
): MaybePromise<HeaderFields> {
  const signer = signerOf(webhook)
  return signer === undefined
    ? {}
    : chain(signer.sign({ id: event.id, timestamp, body: event.body }), assertSigned)
}

/** Never unsigned in place of signed: a receiver that expects a signature could not tell it from a forgery. */
function assertSigned(proof: HeaderFields): HeaderFields {
  for (const _ in proof) return proof
  throw new HookstampError('secret-malformed', 'Every secret of the webhook is malformed or has expired.')
}

/** What a dialect or a scheme of the user's throws is an attempt that failed: it would be begun again and again otherwise. */
function toHookstampError({ observe, dialect }: AttemptContext, error: unknown): HookstampError {
  if (isHookstampError(error)) return error
  observe?.({ kind: 'faulted', error })
  return new HookstampError(
    'option-invalid',
    `Dialect "${dialect.name}" threw when it was to make headers or a proof. Mend it, then redeliver.`,
  )
}

function unsendable({ code, message }: HookstampError): TransportResult {
  return { error: { code, message }, durationNs: 0 }
}

function toSend({ event, webhook }: LoadedDelivery, { sent }: Assembled): TransportRequest {
  const { payloadUrl: url, ssl, timeoutMs, tls, proxy } = webhook
  const request = { url, headers: sent, body: event.body, ssl }
  // Nearly always: nothing of its own.
  if (timeoutMs === null && tls === null && proxy === null) return request
  return {
    ...request,
    ...(timeoutMs !== null && { timeoutMs }),
    ...(tls !== null && { tls }),
    ...(proxy !== null && { proxy }),
  }
}

/** The result as it may be stored: without secrets that the response says back, and no more of its body than is kept. */
function storable(
  { keepResponseBytes }: AttemptContext,
  { secrets }: Assembled,
  result: TransportResult,
): TransportResult {
  if (result.response === undefined) return result
  // Redacted before it is cut, so that no half of a secret is left at the end.
  let response = redactEchoes(result.response, secrets)
  if (response.body.length > keepResponseBytes) {
    response = { ...response, body: response.body.slice(0, keepResponseBytes) }
  }
  return response === result.response ? result : { ...result, response }
}
