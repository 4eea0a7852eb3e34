/** Events, deliveries and attempts of the memory store. */
import type { Attempt, Delivery, DeliveryQuery, DeliveryStore, StoredEvent } from '../ports/delivery.js'
import type { LastResponse, Webhook } from '../ports/webhook.js'
import { memoryIndex } from './memory-index.js'

interface Surroundings {
  readonly keepEnded: number
  readonly webhook: (id: number) => Webhook | undefined
  readonly responded: (webhookId: number, response: LastResponse) => void
  /** Called when a delivery of the webhook has ended. */
  readonly ended: (webhookId: number) => void
}

/** The port, answering at once, and what the rest of the store needs of it. */
export interface MemoryDeliveries extends DeliveryStore {
  /** Cancels what is pending for a webhook, but not what outlives it; whether any of that is left. */
  cancelFor(webhookId: number, reason: string): boolean
  hasPending(webhookId: number): boolean
}

interface Entry {
  delivery: Delivery
  readonly event: StoredEvent
  readonly attempts: Attempt[]
}

export function memoryDeliveries(around: Surroundings): MemoryDeliveries {
  const entries = new Map<string, Entry>()
  const events = new Map<string, StoredEvent>()
  const byEvent = memoryIndex<string>()
  const byWebhook = memoryIndex<number>()
  const byNamespace = memoryIndex<number>()
  const endedIds = new Set<string>()

  const drop = (id: string): void => {
    const { delivery } = entries.get(id) as Entry
    entries.delete(id)
    endedIds.delete(id)
    byEvent.remove(delivery.eventId, id)
    byWebhook.remove(delivery.webhookId, id)
    byNamespace.remove(delivery.namespaceId, id)
    if (isEmpty(byEvent.ids(delivery.eventId))) events.delete(delivery.eventId)
  }
  const finish = (entry: Entry): void => {
    endedIds.add(entry.delivery.id)
    // Insertion order is the order of ending: the first is the one that ended longest ago.
    if (endedIds.size > around.keepEnded) drop(endedIds.values().next().value as string)
    around.ended(entry.delivery.webhookId)
  }
  const end = (entry: Entry, state: 'dead' | 'cancelled', reason: string): void => {
    entry.delivery = { ...entry.delivery, state, reason, nextAttemptAt: null }
    finish(entry)
  }
  const pendingOf = (webhookId: number): Entry[] =>
    [...byWebhook.ids(webhookId)]
      .map((id) => entries.get(id) as Entry)
      .filter((entry) => entry.delivery.state === 'pending')

  /** From the narrowest index that the query allows. */
  const candidates = (query: DeliveryQuery): Iterable<string> => {
    if (query.eventId !== undefined) return byEvent.ids(query.eventId)
    if (query.webhookId !== undefined) return byWebhook.ids(query.webhookId)
    return query.namespaceId === undefined ? entries.keys() : byNamespace.ids(query.namespaceId)
  }

  return {
    add: (event, deliveries) => {
      if (deliveries.length === 0) return
      events.set(event.id, event)
      for (const delivery of deliveries) {
        entries.set(delivery.id, { delivery, event, attempts: [] })
        byEvent.add(delivery.eventId, delivery.id)
        byWebhook.add(delivery.webhookId, delivery.id)
        byNamespace.add(delivery.namespaceId, delivery.id)
      }
    },
    get: (id) => entries.get(id)?.delivery,
    event: (id) => events.get(id),
    attempts: (deliveryId) => [...(entries.get(deliveryId)?.attempts ?? [])],
    list: (query) =>
      [...candidates(query)]
        .map((id) => (entries.get(id) as Entry).delivery)
        .filter((delivery) => isAskedFor(delivery, query))
        // Ids are UUIDv7: their order is the order of creation.
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .slice(0, query.limit ?? 25),
    load: (ids) =>
      ids.map((id) => {
        const entry = entries.get(id)
        if (entry === undefined || entry.delivery.state !== 'pending') return undefined
        const webhook = around.webhook(entry.delivery.webhookId)
        return webhook === undefined ? undefined : { delivery: entry.delivery, event: entry.event, webhook }
      }),
    begin: (attempt) => {
      const entry = entries.get(attempt.deliveryId)
      if (entry === undefined) return
      entry.attempts[attempt.number - 1] = attempt
      entry.delivery = { ...entry.delivery, attempts: attempt.number }
    },
    complete: ({ attempt, delivery, lastResponse }) => {
      const entry = entries.get(attempt.deliveryId)
      if (entry === undefined) return
      entry.attempts[attempt.number - 1] = attempt
      around.responded(entry.delivery.webhookId, lastResponse)
      // Cancelled while the request was under way: what came back is recorded, the end stands.
      if (entry.delivery.state !== 'pending') return
      entry.delivery = { ...entry.delivery, ...delivery }
      if (delivery.state !== 'pending') finish(entry)
    },
    end: (id, state, reason) => {
      const entry = entries.get(id)
      if (entry === undefined || entry.delivery.state !== 'pending') return false
      end(entry, state, reason)
      return true
    },
    cancelFor: (webhookId, reason) => {
      const pending = pendingOf(webhookId)
      for (const entry of pending) if (!entry.delivery.outlivesWebhook) end(entry, 'cancelled', reason)
      return pending.some((entry) => entry.delivery.outlivesWebhook)
    },
    hasPending: (webhookId) => pendingOf(webhookId).length > 0,
  }
}

function isAskedFor(delivery: Delivery, query: DeliveryQuery): boolean {
  return (
    (query.namespaceId === undefined || delivery.namespaceId === query.namespaceId) &&
    (query.webhookId === undefined || delivery.webhookId === query.webhookId) &&
    (query.eventId === undefined || delivery.eventId === query.eventId) &&
    (query.state === undefined || delivery.state === query.state) &&
    (query.before === undefined || delivery.id < query.before)
  )
}

function isEmpty(ids: Iterable<string>): boolean {
  for (const _ of ids) return false
  return true
}
