/** The memory store and queue, made to behave as ones that last and join transactions: what is written in one shows at its commit. */
import { memoryQueue } from 'hookstamp/queues/memory'
import { memoryStore } from 'hookstamp/stores/memory'
import type { Clock } from '../../src/internal/clock.js'
import type { NewEvent } from '../../src/ports/delivery.js'
import type { Queue, QueueItem } from '../../src/ports/queue.js'
import type { Store } from '../../src/ports/store.js'

/** A transaction of the host's. */
export interface HostTransaction {
  readonly writes: (() => unknown)[]
  commit(): void
}

export function begin(): HostTransaction {
  const writes: (() => unknown)[] = []
  return { writes, commit: () => writes.splice(0).forEach((write) => write()) }
}

export interface Durable {
  readonly store: Store
  readonly queue: Queue
  /** Every write that was a commit: how many events, how many items. */
  readonly commits: { readonly events: number; readonly items: number }[]
  /** What the next calls throw, each once. */
  readonly failures: { add?: Error; enqueue?: Error; commit?: Error }
}

const taken = <K extends string>(failures: Partial<Record<K, Error>>, name: K): void => {
  const error = failures[name]
  delete failures[name]
  if (error !== undefined) throw error
}

/** @param queueJoins whether the queue is in the same database */
export function durable(clock: Clock, queueJoins = true): Durable {
  const scope = { database: 'test' }
  const inner = memoryStore({ clock })
  const innerQueue = memoryQueue({ clock })
  const commits: { events: number; items: number }[] = []
  const failures: Durable['failures'] = {}

  const store: Store = {
    ...inner,
    caps: { durability: 'fsync', transactions: scope },
    transaction: async (work) => {
      const tx = begin()
      const result = await work(tx)
      taken(failures, 'commit')
      tx.commit()
      return result
    },
    deliveries: {
      ...inner.deliveries,
      add: async (events: readonly NewEvent[], options) => {
        taken(failures, 'add')
        const write = (): unknown => {
          commits.push({ events: events.length, items: 0 })
          return inner.deliveries.add(events)
        }
        const tx = options?.tx as HostTransaction | undefined
        if (tx === undefined) return write() as readonly string[]
        tx.writes.push(write)
        return events.map(({ event }) => event.id)
      },
    },
  }
  const queue: Queue = {
    ...innerQueue,
    caps: { ...innerQueue.caps, transactions: queueJoins ? scope : false },
    enqueue: async (items: readonly QueueItem[], options) => {
      taken(failures, 'enqueue')
      const write = (): unknown => innerQueue.enqueue(items)
      if (options?.tx === undefined) return void write()
      const last = (options.tx as HostTransaction).writes
      last.push(() => {
        const commit = commits.at(-1)
        if (commit !== undefined) commit.items = items.length
        write()
      })
    },
  }
  return { store, queue, commits, failures }
}
