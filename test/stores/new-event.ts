import type { NewEvent } from '../../src/ports/delivery.js'
import type { Webhook } from '../../src/ports/webhook.js'

/** An event with one delivery, `…-delivery`, to a webhook. */
export function newEvent(
  { id: webhookId, namespaceId }: Pick<Webhook, 'id' | 'namespaceId'>,
  id: string,
  idempotencyKey: string | null = null,
): NewEvent {
  const type = 'cron'
  const body = new TextEncoder().encode(`{"id":"${id}"}`)
  return {
    event: { id, type, namespaceId, idempotencyKey, traceContext: null, body, createdAt: 1000 },
    deliveries: [
      {
        id: `${id}-delivery`,
        eventId: id,
        type,
        namespaceId,
        webhookId,
        state: 'pending',
        reason: null,
        attempts: 0,
        uncharged: 0,
        nextAttemptAt: 1000,
        endedAt: null,
        redeliveryOf: null,
        outlivesWebhook: false,
        orderingKey: null,
        createdAt: 1000,
      },
    ],
  }
}
