/** The inbox of the memory store. */
import type { InboxEntry, InboxEvent, InboxQuery, InboxResult, InboxStore } from '../ports/inbox.js'
import { refuseTransaction } from './memory-transaction.js'

interface Surroundings {
  /** How many that have ended are kept; the ones that ended first make way. */
  readonly keepEnded: number
}

/** The port, answering at once. */
export function memoryInbox({ keepEnded }: Surroundings): InboxStore {
  const events = new Map<string, InboxEvent>()
  const byDedupeKey = new Map<string, string>()
  /** Ids in the order of ending. */
  const ended = new Set<string>()

  const pending = (id: string): InboxEvent | undefined => {
    const event = events.get(id)
    return event?.state === 'pending' ? event : undefined
  }
  const drop = ({ id, dedupeKey }: InboxEvent): void => {
    ended.delete(id)
    events.delete(id)
    byDedupeKey.delete(dedupeKey)
  }
  const dropOldest = (limits: { readonly endedBefore: number; readonly keepEnded: number }): number => {
    const before = ended.size
    for (const id of ended) {
      const event = events.get(id) as InboxEvent
      if (ended.size <= limits.keepEnded && (event.endedAt as number) >= limits.endedBefore) break
      drop(event)
    }
    return before - ended.size
  }
  const put = (event: InboxEvent, changes: Partial<InboxEvent>): void => {
    events.set(event.id, { ...event, ...changes })
  }

  return {
    add: (event, options) => {
      refuseTransaction(options)
      if (byDedupeKey.has(event.dedupeKey)) return false
      byDedupeKey.set(event.dedupeKey, event.id)
      events.set(event.id, event)
      return true
    },
    get: (id) => events.get(id),
    list: (query) =>
      [...events.values()]
        .filter((event) => isAskedFor(event, query))
        // Ids are UUIDv7: their order is the order of arrival.
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .slice(0, query.limit ?? 25)
        .map(entryOf),
    load: (ids) => ids.map(pending),
    begin: (id, options) => {
      refuseTransaction(options)
      const event = pending(id)
      if (event === undefined) return false
      put(event, { attempts: event.attempts + 1 })
      return true
    },
    complete: (id, { state, nextAttemptAt, endedAt, lastError }: InboxResult, options) => {
      refuseTransaction(options)
      const event = pending(id)
      if (event === undefined) return false
      put(event, { state, nextAttemptAt, endedAt, lastError })
      if (state === 'pending') return true
      ended.add(id)
      dropOldest({ endedBefore: -Infinity, keepEnded })
      return true
    },
    retry: (id, at, options) => {
      refuseTransaction(options)
      const event = events.get(id)
      if (event?.state !== 'dead') return false
      ended.delete(id)
      put(event, { state: 'pending', attempts: 0, nextAttemptAt: at, endedAt: null })
      return true
    },
    overdue: ({ dueBefore, after = '', limit = 1000 }) =>
      [...events.values()]
        .filter(({ id, nextAttemptAt }) => nextAttemptAt !== null && nextAttemptAt < dueBefore && id > after)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map(({ id, key, nextAttemptAt }) => ({ id, key, nextAttemptAt })),
    prune: (limits) =>
      dropOldest({ endedBefore: limits.endedBefore ?? 0, keepEnded: limits.keepEnded ?? Infinity }),
  }
}

function isAskedFor(event: InboxEvent, query: InboxQuery): boolean {
  return (
    (query.state === undefined || event.state === query.state) &&
    (query.dialect === undefined || event.dialect === query.dialect) &&
    (query.types === undefined || (event.type !== null && query.types.includes(event.type))) &&
    (query.since === undefined || event.receivedAt >= query.since) &&
    (query.until === undefined || event.receivedAt < query.until) &&
    (query.before === undefined || event.id < query.before)
  )
}

function entryOf({ body: _body, ...entry }: InboxEvent): InboxEntry {
  return entry
}
