/** Saving webhooks that can be delivered to. */
import type { Dialect } from '../dialect.js'
import { HookstampError } from '../errors.js'
import type { Store } from '../ports/store.js'
import type { Transaction } from '../ports/transaction.js'
import type { Transport } from '../ports/transport.js'
import type { NewWebhook, StoredSecret, Webhook, WebhookChanges } from '../ports/webhook.js'
import { checkTransaction } from './record.js'
import { importSecret } from './rotate-secret.js'

export interface WebhooksContext {
  readonly dialect: Dialect
  readonly store: Store
  readonly checkUrl: Transport['checkUrl']
}

export async function createWebhook(
  context: WebhooksContext,
  input: NewWebhook,
  options: Transaction,
): Promise<Webhook> {
  const { payloadUrl, ssl = String(payloadUrl).startsWith('https:'), secret, secrets } = input
  check(context, { payloadUrl, ssl }, secrets ?? (secret === undefined ? [] : [{ value: secret }]))
  return context.store.webhooks.create(input, checkTransaction(context.store, options))
}

export async function updateWebhook(
  context: WebhooksContext,
  id: number,
  changes: WebhookChanges,
  options: Transaction,
): Promise<Webhook> {
  const { webhooks } = context.store
  const tx = checkTransaction(context.store, options)
  // What cannot be reached any more can still be turned off and mended otherwise.
  const isRouted = changes.payloadUrl !== undefined || changes.ssl === true
  const before = isRouted ? await webhooks.get(id, tx) : undefined
  if (isRouted && before === undefined) throw new HookstampError('not-found', `There is no webhook ${id}.`)
  check(context, before && { ...before, ...defined(changes) }, changes.secrets ?? [])
  return webhooks.update(id, changes, tx)
}

function check(
  { dialect, checkUrl }: WebhooksContext,
  to: Pick<Webhook, 'payloadUrl' | 'ssl'> | undefined,
  secrets: readonly StoredSecret[],
): void {
  const refusal = to && checkUrl(to.payloadUrl, { ssl: to.ssl })
  if (refusal !== undefined) throw refusal
  // Refused here rather than skipped at every delivery.
  for (const { value, scheme } of secrets) importSecret(dialect, value, scheme)
}

function defined({ payloadUrl, ssl }: WebhookChanges): Partial<Pick<Webhook, 'payloadUrl' | 'ssl'>> {
  return { ...(payloadUrl !== undefined && { payloadUrl }), ...(ssl !== undefined && { ssl }) }
}
