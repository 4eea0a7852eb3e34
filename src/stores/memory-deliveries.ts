/** Events, deliveries and attempts of the memory store. */
import type {
  Attempt,
  Delivery,
  DeliveryQuery,
  DeliveryStore,
  Ending,
  StoredEvent,
} from '../ports/delivery.js'
import type { LastResponse, Webhook } from '../ports/webhook.js'
import { fifo } from '../internal/fifo.js'
import { memoryIdempotencyKeys } from './memory-idempotency-keys.js'
import { memoryIndex } from './memory-index.js'
import { refuseTransaction } from './memory-transaction.js'
import { memoryLines } from './memory-lines.js'

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
  cancelFor(webhookId: number, ending: Ending): boolean
  hasPending(webhookId: number): boolean
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Changed in place, several times in the life of a delivery; what is handed out to be kept is a copy. */
interface Entry {
  readonly delivery: Mutable<Delivery>
  readonly event: StoredEvent
  attempts: Attempt[]
}

interface HeldEvent {
  readonly event: StoredEvent
  readonly deliveryIds: string[]
  /** How many of them are still there; the event goes with the last. */
  left: number
}

// Shared by all that have not been attempted, so it must never be written to.
const NONE = Object.freeze([]) as unknown as Attempt[]

export function memoryDeliveries(around: Surroundings): MemoryDeliveries {
  const entries = new Map<string, Entry>()
  const events = new Map<string, HeldEvent>()
  const byWebhook = memoryIndex<number, string>()
  // Webhooks come and go more rarely than deliveries: the way from a namespace to its deliveries leads over them.
  const webhooksByNamespace = memoryIndex<number, number>()
  const lines = memoryLines((webhookId) => pendingOf(webhookId).map(({ delivery }) => delivery))
  /** In the order of ending: the first ended longest ago. */
  const ended = fifo<Entry>()
  const keys = memoryIdempotencyKeys()

  const dropOldest = (): void => {
    const { delivery, event } = ended.shift() as Entry
    const { id } = delivery
    entries.delete(id)
    if (byWebhook.remove(delivery.webhookId, id)) {
      webhooksByNamespace.remove(delivery.namespaceId, delivery.webhookId)
    }
    const held = events.get(event.id)
    if (held !== undefined && --held.left === 0) events.delete(event.id)
  }
  const addDeliveries = (event: StoredEvent, deliveries: readonly Delivery[]): void => {
    if (deliveries.length === 0) return
    const held = events.get(event.id) ?? { event, deliveryIds: [], left: 0 }
    events.set(event.id, held)
    for (const delivery of deliveries) {
      entries.set(delivery.id, { delivery: { ...delivery }, event: held.event, attempts: NONE })
      held.deliveryIds.push(delivery.id)
      held.left++
      lines.add(delivery)
      if (byWebhook.add(delivery.webhookId, delivery.id)) {
        webhooksByNamespace.add(delivery.namespaceId, delivery.webhookId)
      }
    }
  }
  const finish = (entry: Entry): void => {
    ended.push(entry)
    lines.remove(entry.delivery)
    if (ended.size > around.keepEnded) dropOldest()
    around.ended(entry.delivery.webhookId)
  }
  const end = (entry: Entry, ending: Ending): void => {
    Object.assign(entry.delivery, ending, { nextAttemptAt: null })
    finish(entry)
  }
  const pendingOf = (webhookId: number): Entry[] =>
    [...byWebhook.of(webhookId)]
      .map((id) => entries.get(id) as Entry)
      .filter((entry) => entry.delivery.state === 'pending')

  /** From the narrowest index that the query allows. */
  const candidates = (query: DeliveryQuery): readonly string[] => {
    if (query.eventId !== undefined) {
      return (events.get(query.eventId)?.deliveryIds ?? []).filter((id) => entries.has(id))
    }
    if (query.webhookId !== undefined) return [...byWebhook.of(query.webhookId)]
    if (query.namespaceId === undefined) return [...entries.keys()]
    return [...webhooksByNamespace.of(query.namespaceId)].flatMap((webhookId) => [...byWebhook.of(webhookId)])
  }

  return {
    add: (batch, options) => {
      refuseTransaction(options)
      return batch.map(({ event, deliveries }) => {
        const eventId = events.has(event.id) ? event.id : keys.claim(event)
        if (eventId === event.id) addDeliveries(event, deliveries)
        return eventId
      })
    },
    get: (id) => {
      const entry = entries.get(id)
      return entry && { ...entry.delivery }
    },
    event: (id) => events.get(id)?.event,
    attempts: (deliveryId) => [...(entries.get(deliveryId)?.attempts ?? [])],
    list: (query) =>
      candidates(query)
        .map((id) => (entries.get(id) as Entry).delivery)
        .filter((delivery) => isAskedFor(delivery, query))
        // Ids are UUIDv7: their order is the order of creation.
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .slice(0, query.limit ?? 25)
        .map((delivery) => ({ ...delivery })),
    load: (ids) =>
      ids.map((id) => {
        const entry = entries.get(id)
        if (entry === undefined || entry.delivery.state !== 'pending') return undefined
        const webhook = around.webhook(entry.delivery.webhookId)
        return webhook === undefined ? undefined : { delivery: entry.delivery, event: entry.event, webhook }
      }),
    overdue: ({ dueBefore, after = '', limit = 1000 }) =>
      [...entries.values()]
        .map(({ delivery }) => delivery)
        .filter(({ id, nextAttemptAt }) => nextAttemptAt !== null && nextAttemptAt < dueBefore && id > after)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map(({ id, webhookId, nextAttemptAt }) => ({ id, webhookId, nextAttemptAt })),
    predecessor: (delivery) => {
      const first = entries.get(lines.first(delivery) ?? '')
      if (first === undefined || first.delivery.id >= delivery.id) return undefined
      const { id, webhookId, nextAttemptAt } = first.delivery
      return { id, webhookId, nextAttemptAt }
    },
    begin: (attempt) => {
      const entry = entries.get(attempt.deliveryId)
      if (entry === undefined) return
      // Nearly every delivery has one attempt: a list that grows would take room for sixteen.
      if (attempt.number === 1) entry.attempts = [attempt]
      else entry.attempts[attempt.number - 1] = attempt
      entry.delivery.attempts = attempt.number
    },
    complete: ({ attempt, delivery, lastResponse }) => {
      const entry = entries.get(attempt.deliveryId)
      if (entry === undefined) return
      entry.attempts[attempt.number - 1] = attempt
      entry.delivery.uncharged = delivery.uncharged
      around.responded(entry.delivery.webhookId, lastResponse)
      // Cancelled while the request was under way: what came back is recorded, the end stands.
      if (entry.delivery.state !== 'pending') return
      entry.delivery.state = delivery.state
      entry.delivery.reason = delivery.reason
      entry.delivery.nextAttemptAt = delivery.nextAttemptAt
      entry.delivery.endedAt = delivery.endedAt
      if (delivery.state !== 'pending') finish(entry)
    },
    end: (id, ending, options) => {
      refuseTransaction(options)
      const entry = entries.get(id)
      if (entry === undefined || entry.delivery.state !== 'pending') return false
      end(entry, ending)
      return true
    },
    prune: ({ endedBefore = 0, keepEnded = Infinity }) => {
      const before = ended.size
      for (let oldest = ended.peek(); oldest !== undefined; oldest = ended.peek()) {
        if (ended.size <= keepEnded && (oldest.delivery.endedAt as number) >= endedBefore) break
        dropOldest()
      }
      return before - ended.size
    },
    cancelFor: (webhookId, ending) => {
      const pending = pendingOf(webhookId)
      for (const entry of pending) {
        if (!entry.delivery.outlivesWebhook) end(entry, ending)
      }
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
    (query.types === undefined || query.types.includes(delivery.type)) &&
    (query.since === undefined || delivery.createdAt >= query.since) &&
    (query.until === undefined || delivery.createdAt < query.until) &&
    (query.before === undefined || delivery.id < query.before)
  )
}
