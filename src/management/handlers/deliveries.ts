/** What was sent to a webhook, and what else its owner can have sent. */
import { HookstampError } from '../../errors.js'
import type { Delivery } from '../../ports/delivery.js'
import { notFound, PAGE_SIZE, type ApiContext, type Call, type Handlers } from '../call.js'
import type { ManagementDispatcher } from '../options.js'
import { webhookOf } from './webhooks.js'

type DeliveryHandlers = Pick<
  Handlers,
  'rotateSecret' | 'pingWebhook' | 'listDeliveries' | 'getDelivery' | 'redeliver'
>

export const deliveryHandlers: DeliveryHandlers = {
  rotateSecret: async (call) => {
    const { secret, overlap_seconds: overlapSeconds } = call.body
    const { id } = await webhookOf(call)
    const malformed = secret === undefined ? undefined : call.dispatcher?.checkSecret(secret)
    if (malformed !== undefined) throw malformed
    const made = await dispatcherOf(call).rotateSecret(id, {
      ...(secret !== undefined && { secret }),
      ...(overlapSeconds !== undefined && { overlapMs: overlapSeconds * 1000 }),
    })
    return { body: { secret: secret === undefined ? made : null } }
  },

  pingWebhook: async (call) => {
    const { id } = await webhookOf(call)
    return sent(call, await dispatcherOf(call).ping(id))
  },

  listDeliveries: async (call) => {
    const { store, target, query, present } = call
    const { id: webhookId } = await webhookOf(call)
    const found = await store.deliveries.list({
      webhookId,
      ...(query.state !== undefined && { state: query.state }),
      ...(query.event !== undefined && { types: [query.event] }),
      ...(query.before !== undefined && { before: query.before }),
      // One more, to see whether there is one.
      limit: PAGE_SIZE + 1,
    })
    const page = found.slice(0, PAGE_SIZE)
    return {
      body: page.map((delivery) => present.delivery(delivery, target.namespace)),
      hasMore: found.length > PAGE_SIZE,
    }
  },

  getDelivery: async (call) => {
    const { store, target, present } = call
    const delivery = await deliveryOf(call)
    const [event, attempts] = await Promise.all([
      store.deliveries.event(delivery.eventId),
      store.deliveries.attempts(delivery.id),
    ])
    return { body: present.wholeDelivery(delivery, target.namespace, event, attempts) }
  },

  redeliver: async (call) => {
    const { id } = await deliveryOf(call)
    return sent(call, await dispatcherOf(call).redeliver(id))
  },
}

async function deliveryOf(call: Pick<Call<'getDelivery'>, 'store' | 'params' | 'target'>): Promise<Delivery> {
  const webhook = await webhookOf(call)
  const delivery = await call.store.deliveries.get(call.params.delivery)
  if (delivery?.webhookId !== webhook.id) throw notFound()
  return delivery
}

function dispatcherOf({ dispatcher }: Pick<ApiContext, 'dispatcher'>): ManagementDispatcher {
  if (dispatcher !== undefined) return dispatcher
  throw new HookstampError('dispatcher-required', 'Nothing is sent from here.')
}

function sent(
  { present, target, urls }: Pick<Call<'redeliver'>, 'present' | 'target' | 'urls'>,
  delivery: Delivery,
) {
  return {
    body: present.delivery(delivery, target.namespace),
    location: urls.delivery(target.namespace, delivery.webhookId, delivery.id),
  }
}
