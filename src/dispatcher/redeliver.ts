/** Sending again what was sent before, as deliveries of their own. */
import { HookstampError } from '../errors.js'
import type { Delivery } from '../ports/delivery.js'
import { enqueue, newDelivery, type EmitContext } from './emit.js'

/** @throws HookstampError `not-found` for an unknown delivery, or one whose webhook was deleted */
export async function redeliver(context: EmitContext, deliveryId: string): Promise<Delivery> {
  const { store, queue, clock, newId } = context
  const original = await store.deliveries.get(deliveryId)
  const event = original && (await store.deliveries.event(original.eventId))
  const webhook = original && (await store.webhooks.get(original.webhookId))
  if (original === undefined || event === undefined || webhook === undefined) {
    throw new HookstampError('not-found', `Delivery ${deliveryId}, its event or its webhook does not exist.`)
  }
  const delivery = newDelivery(newId(), event, webhook.id, clock.now(), false, original.id)
  await store.deliveries.add([{ event, deliveries: [delivery] }])
  await enqueue(queue, [delivery], {})
  context.observe?.({ kind: 'emitted', event, deliveries: [delivery] })
  return delivery
}
