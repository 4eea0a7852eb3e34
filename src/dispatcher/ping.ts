/** A test event for one webhook, whichever events it wants. */
import { HookstampError } from '../errors.js'
import type { Delivery, StoredEvent } from '../ports/delivery.js'
import type { EmitContext } from './emit.js'
import { newDelivery } from './prepare.js'

/** What a ping is called. No dialect's event: receivers that tell events apart pass it over. */
export const PING = 'ping'

/** @throws HookstampError `not-found`; `conflict` for a webhook that is not active */
export async function ping(context: EmitContext, webhookId: number): Promise<Delivery> {
  const { dialect, store, record, clock, newId, observe } = context
  const webhook = await store.webhooks.get(webhookId)
  if (webhook === undefined) throw new HookstampError('not-found', `There is no webhook ${webhookId}.`)
  if (!webhook.active) {
    throw new HookstampError('conflict', 'The webhook is not active: nothing is sent to it. Resume it first.')
  }
  const createdAt = clock.now()
  const id = newId()
  const payload = { webhook_id: webhookId, namespace_id: webhook.namespaceId }
  const event: StoredEvent = {
    id,
    type: PING,
    namespaceId: webhook.namespaceId,
    idempotencyKey: null,
    traceContext: null,
    body: dialect.encode({ id, type: PING, payload, occurredAt: createdAt }),
    createdAt,
  }
  const delivery = newDelivery(newId(), event, webhookId, createdAt, {})
  await record([{ event, deliveries: [delivery] }], {})
  observe?.({ kind: 'emitted', event, deliveries: [delivery] })
  return delivery
}
