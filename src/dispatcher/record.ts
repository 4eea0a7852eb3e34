/** Writes events into the store and lines their deliveries up, in one transaction wherever both can join one. */
import { HookstampError } from '../errors.js'
import { chain, type MaybePromise } from '../internal/maybe-promise.js'
import type { NewEvent } from '../ports/delivery.js'
import type { Queue, QueueItem } from '../ports/queue.js'
import type { Store } from '../ports/store.js'
import type { Transaction } from '../ports/transaction.js'
import { createGroup } from './group.js'

export interface RecordOptions extends Transaction {
  /** Calls the write off as long as it is not begun. */
  readonly signal?: AbortSignal
}

/** Answers with the ids of the events, as the store does. */
export type Recorder = (
  events: readonly NewEvent[],
  options: RecordOptions,
) => MaybePromise<readonly string[]>

export interface RecordContext {
  readonly store: Store
  readonly queue: Queue
  /** Told what is or will be stored, but is not lined up: the sweeper is to look for it soon. */
  readonly missing: (items: readonly QueueItem[]) => void
  /** Told when something new is lined up, if the queue does not say so itself. */
  readonly linedUp: () => void
  /** Told when the queue failed after the store had written. */
  readonly failed: (error: unknown) => void
}

export function createRecorder({ store, queue, missing, linedUp, failed }: RecordContext): Recorder {
  const scope = store.caps.transactions
  const isJoint = scope !== false && scope === queue.caps.transactions
  const notify = queue.onReady === undefined ? linedUp : undefined

  const inTransaction = (
    events: readonly NewEvent[],
    transaction: Transaction,
  ): MaybePromise<readonly string[]> =>
    chain(store.deliveries.add(events, transaction), (ids) =>
      chain(queue.enqueue(itemsOf(events, ids), transaction), () => ids),
    )

  /** Store first, queue second: what the queue does not take is found by the sweeper, and is not lost. */
  const oneByOne = (events: readonly NewEvent[]): MaybePromise<readonly string[]> =>
    chain(store.deliveries.add(events), (ids) => {
      const items = itemsOf(events, ids)
      const forgotten = (error: unknown): readonly string[] => {
        // Without a store that lasts there is no sweeper: then it would never be sent.
        if (store.caps.durability === 'memory') throw error
        failed(error)
        missing(items)
        return ids
      }
      try {
        const lining = queue.enqueue(items)
        return lining instanceof Promise ? lining.then(() => ids, forgotten) : ids
      } catch (error) {
        return forgotten(error)
      }
    })

  const write = (events: readonly NewEvent[]): MaybePromise<readonly string[]> =>
    isJoint && store.transaction !== undefined
      ? // Everything in it has an id.
        store.transaction((tx) => inTransaction(events, { tx }), { repeatable: true })
      : oneByOne(events)

  // In memory there is nothing to be saved: a write costs less than gathering it.
  const group = store.caps.durability === 'memory' ? undefined : createGroup(write)

  const written = (ids: readonly string[]): readonly string[] => {
    notify?.()
    return ids
  }
  return (events, { tx, signal }) => {
    if (tx === undefined) {
      const writing = group === undefined ? write(events) : group(events, signal)
      return notify === undefined ? writing : chain(writing, written)
    }
    if (isJoint) return inTransaction(events, { tx })
    // Nothing may be lined up that may be rolled back yet.
    return chain(store.deliveries.add(events, { tx }), (ids) => {
      missing(itemsOf(events, ids))
      return ids
    })
  }
}

/** @throws HookstampError `option-invalid` for a transaction that the store cannot join */
export function checkTransaction(store: Store, { tx }: Transaction): Transaction {
  if (tx === undefined) return NONE
  if (store.caps.transactions !== false) return { tx }
  throw new HookstampError(
    'option-invalid',
    'tx: this store joins no transaction, so nothing could be rolled back with it. Leave `tx` out, or use a store in the database that it belongs to.',
  )
}

const NONE: Transaction = {}

/** The deliveries of those events that are stored under their own id, the webhook as key, so that none crowds out another. */
function itemsOf(events: readonly NewEvent[], storedIds: readonly string[]): readonly QueueItem[] {
  const items: QueueItem[] = []
  for (const [index, { event, deliveries }] of events.entries()) {
    if (storedIds[index] !== event.id) continue
    for (const { id, webhookId, createdAt } of deliveries) {
      items.push({ id, key: String(webhookId), dueAt: createdAt })
    }
  }
  return items
}
