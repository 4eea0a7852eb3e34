/**
 * A queue in a SQLite database of one process: what waits survives a crash, and is due again at once after it. Hand it
 * the same database object as the store, so that an event and its turn are written in one commit.
 *
 * @example
 * const db = new DatabaseSync('hooks.db')
 * const dispatcher = createDispatcher({ dialect, transport, store: sqliteStore(db), queue: sqliteQueue(db) })
 */
import { HookstampError } from '../errors.js'
import { elapsedBy, systemClock, type Clock } from '../internal/clock.js'
import type { Queue, Settlement } from '../ports/queue.js'
import { openEngine, sharedBy, type Engine } from '../sqlite/engine.js'
import { fileOf } from '../sqlite/settings.js'
import type { SqliteDatabase } from '../sqlite/sqlite-database.js'
import { queueTable, type QueueTable } from './sqlite-table.js'
import { createTurns, type Lease, type Turns } from './sqlite-turns.js'

export type { SqliteDatabase, SqliteStatement } from '../sqlite/sqlite-database.js'

export interface SqliteQueueOptions {
  /** @default the computer's clock */
  readonly clock?: Clock
  /**
   * Tells queues in the same database apart: an inbox has one of its own.
   * @default 'deliveries'
   */
  readonly name?: string
}

/** What all queues of one name on one database share. */
interface Shared {
  readonly table: QueueTable
  readonly turns: Turns
  readonly listeners: Set<() => void>
}

const sharedByName = sharedBy((engine: Engine) => {
  const byName = new Map<string, Shared>()
  return (name: string): Shared => {
    let shared = byName.get(name)
    if (shared === undefined) {
      const table = queueTable(engine, name)
      byName.set(name, (shared = { table, turns: createTurns(table), listeners: new Set() }))
    }
    return shared
  }
})

/**
 * Takes the database over, as `sqliteStore` does. `close` gives it up again, but leaves it open.
 *
 * @throws HookstampError `database-owned` while another process has it; `database-newer`; `store-unavailable`
 */
export function sqliteQueue(
  database: SqliteDatabase,
  { clock = systemClock, name = 'deliveries' }: SqliteQueueOptions = {},
): Queue {
  if (typeof name !== 'string' || name === '') {
    throw new HookstampError('option-invalid', 'name: expected a text that is not empty.')
  }
  const { engine, close } = openEngine(database)
  const { table, turns, listeners } = sharedByName(engine)(name)
  const { write, follow } = engine
  const own = new Set<() => void>()
  let isWaiting = false

  const wake = (): void => {
    // Later: what listeners do is no part of a commit.
    queueMicrotask(() => listeners.forEach((listener) => listener()))
  }
  /** What could not be read because a transaction is open can be read once it is over. */
  const wakeWhenOver = (): void => {
    if (isWaiting) return
    isWaiting = true
    void Promise.resolve(write(undefined, () => {}))
      .catch(() => {})
      .then(() => {
        isWaiting = false
        wake()
      })
  }
  const writeSettlement = async (lease: Lease, as: Exclude<Settlement, 'release'>): Promise<true> => {
    lease.settling = true
    const { id, key } = lease.claim
    try {
      await write(undefined, () => {
        if (as === 'done') table.delete(id)
        const stays = as !== 'done' && table.postpone(id, as.retryAt)
        const item = stays ? { id, key, dueAt: as.retryAt } : undefined
        const committed = (): void => turns.end(lease, item, clock.now())
        follow({ committed, unsure: committed })
      })
      return true
    } catch (error) {
      lease.settling = false
      // It may have run out meanwhile.
      turns.extend(lease, lease.until)
      throw error
    }
  }

  return {
    caps: {
      durability: fileOf(database) === '' ? 'memory' : 'fsync',
      transactions: database,
      perKeyLimit: 'global',
    },
    enqueue: (items, options) =>
      write(options, () => {
        const fresh = items.filter((item) => table.insert(item))
        if (fresh.length === 0) return
        follow({
          committed: () => {
            const now = clock.now()
            for (const item of fresh) turns.arrived(item, now)
            wake()
          },
          unsure: () => {
            for (const key of new Set(fresh.map((item) => item.key))) turns.reload(key)
            wake()
          },
        })
      }),
    claim: (request) => {
      const mayRead = engine.underWay() === undefined && !engine.isUnsure()
      const claims = turns.claim(request, clock, mayRead)
      if (turns.isStarved()) wakeWhenOver()
      return claims
    },
    extend: (claim, leaseMs) => {
      const lease = turns.leaseOf(claim)
      if (lease === undefined || lease.settling) return false
      turns.extend(lease, elapsedBy(clock) + leaseMs)
      return true
    },
    settle: (claim, as) => {
      const lease = turns.leaseOf(claim)
      if (lease === undefined || lease.settling) return false
      if (as !== 'release') return writeSettlement(lease, as)
      turns.end(lease, lease.removed ? undefined : lease.item, clock.now())
      return true
    },
    remove: (ids) =>
      ids.length === 0
        ? undefined
        : write(undefined, () => {
            const found = ids.map((id) => table.find(id)).filter((item) => item !== undefined)
            for (const { id } of found) table.delete(id)
            const committed = (): void => found.forEach((item) => turns.removed(item))
            follow({ committed, unsure: committed })
          }),
    nextDueAt: () => turns.nextDueAt(clock),
    onReady: (callback) => {
      listeners.add(callback)
      own.add(callback)
      return () => {
        listeners.delete(callback)
        own.delete(callback)
      }
    },
    health: engine.health,
    close: () => {
      for (const callback of own) listeners.delete(callback)
      return close()
    },
  }
}
