/** What store, queue and guard on one SQLite database share: its connection, its commits, its ownership. */
import { HookstampError, isHookstampError } from '../errors.js'
import { systemClock } from '../internal/clock.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Transaction } from '../ports/transaction.js'
import { createConnection, type Effect } from './connection.js'
import { toStoreError } from './failure.js'
import { createGroupCommit } from './group-commit.js'
import { migrate } from './migrate.js'
import { lockFor, replaced, signAsOwner, unlock } from './owner.js'
import { applyRunningSettings, applySettings, findings } from './settings.js'
import type { SqliteDatabase, Statement } from './sqlite-database.js'

export interface Engine {
  readonly database: SqliteDatabase
  /** The statement for an SQL text, prepared once. */
  statement(sql: string): Statement
  /** Reads at once; without `tx`, only what no open transaction of ours may yet take back. */
  read<T>(options: Transaction | undefined, work: () => T): MaybePromise<T>
  /** Writes in the next commit and answers after it; with `tx` writes at once, as part of that. */
  write<T>(options: Transaction | undefined, work: () => T): MaybePromise<T>
  /** As `Store.transaction` says. */
  transaction<T>(work: (tx: unknown) => MaybePromise<T>): Promise<T>
  /** Registers what is to follow the write under way, once it is committed. */
  follow(effect: Effect): void
  /** Calls back when something that could be read before is no more, so that what is kept of it must be forgotten. */
  onUndone(forget: () => void): void
  /** Whether the host has written in a transaction of its own that may not be over: what is read may yet be taken back. */
  isUnsure(): boolean
  /** The end of a transaction of ours that is open while other things run, if there is one. */
  underWay(): Promise<void> | undefined
  health(): readonly string[]
}

/** A plug's share of an engine. */
export interface EngineShare {
  readonly engine: Engine
  /** Gives it back once everything is written; with the last one the database is given up. It stays open. */
  close(): Promise<void>
}

interface Opened {
  readonly engine: Engine
  readonly giveUp: () => void
  shares: number
}

const opened = new WeakMap<SqliteDatabase, Opened>()

/**
 * Takes a database over, or shares what has taken it over already.
 *
 * @throws HookstampError `database-owned`, `database-newer`, `store-unavailable`
 */
export function openEngine(database: SqliteDatabase): EngineShare {
  const known = opened.get(database) ?? takeOver(database)
  opened.set(database, known)
  known.shares++
  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    // Behind everything asked for so far; if even that fails there is nothing left to be written.
    await Promise.resolve(known.engine.write(undefined, () => {})).catch(() => {})
    if (--known.shares > 0) return
    opened.delete(database)
    known.giveUp()
  }
  return { engine: known.engine, close: () => (closing ??= close()) }
}

/** Whether a store, a queue or a guard of this process has taken the database over. */
export function isOpened(database: SqliteDatabase): boolean {
  return opened.has(database)
}

function takeOver(database: SqliteDatabase): Opened {
  if (typeof database?.prepare !== 'function' || typeof database.exec !== 'function') {
    throw new HookstampError(
      'option-invalid',
      'Expected an open SQLite database: of node:sqlite, better-sqlite3, libsql or bun:sqlite.',
    )
  }
  try {
    applySettings(database)
    lockFor(database)
    try {
      const now = systemClock.now()
      migrate(database, now)
      const token = signAsOwner(database, now)
      applyRunningSettings(database)
      return { engine: createEngine(database, token), giveUp: () => unlock(database), shares: 0 }
    } catch (error) {
      unlock(database)
      throw error
    }
  } catch (error) {
    throw toStoreError(error)
  }
}

/** What exists once for each engine: made when it is asked for first. */
export function sharedBy<T>(make: (engine: Engine) => T): (engine: Engine) => T {
  const made = new WeakMap<Engine, T>()
  return (engine) => {
    let one = made.get(engine)
    if (one === undefined) made.set(engine, (one = make(engine)))
    return one
  }
}

// A transaction holds up every other write.
const LONGEST_TRANSACTION_MS = 10_000

/** What `transaction` hands out, good for as long as its work runs. */
class OpenTransaction {
  /** Why it cannot be committed any more. */
  failure: HookstampError | undefined
}

function createEngine(database: SqliteDatabase, token: string): Engine {
  const forgetters: (() => void)[] = []
  const forget = (): void => forgetters.forEach((one) => one())
  const connection = createConnection(database, forget)
  const { statement } = connection
  let current: OpenTransaction | undefined
  /** What follows writes of the host's transaction; `undefined` while there are none. */
  let unsure: Effect[] | undefined

  const began = (): void => {
    // Ours could begin, so the host's is over: whatever became of it.
    const doubtful = unsure
    unsure = undefined
    if (doubtful !== undefined) forget()
    doubtful?.forEach((effect) => effect.unsure())
    const row = statement('SELECT token FROM hookstamp_owner').get() as { token: string } | undefined
    if (row?.token !== token) throw replaced()
  }
  const commits = createGroupCommit(connection, began)

  const join = <T>(tx: unknown, work: () => T): T => {
    if (current !== undefined && tx === current) return joinOurs(current, work)
    if (tx !== database || current !== undefined) throw foreign()
    const result = connection.atomically(work) as T
    const isFirst = unsure === undefined
    unsure = [...(unsure ?? []), ...connection.takeEffects()]
    // Its turn comes when the host's transaction is over.
    if (isFirst) commits.add(() => {}).catch(() => {})
    return result
  }
  /**
   * Without a savepoint of its own, which would cost as much as a write. What breaks a rule has written nothing yet, so the
   * transaction can go on; after a failure of the database it cannot.
   */
  const joinOurs = <T>(transaction: OpenTransaction, work: () => T): T => {
    try {
      return work()
    } catch (error) {
      if (!isHookstampError(error)) transaction.failure ??= toStoreError(error)
      throw error
    }
  }
  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw toStoreError(error)
    }
  }

  return {
    database,
    statement,
    read: (options, work) => {
      const tx = options?.tx
      if (tx !== undefined && tx !== current && tx !== database) throw foreign()
      const open = tx === undefined ? commits.underWay() : undefined
      return open === undefined ? guarded(work) : open.then(() => guarded(work))
    },
    write: (options, work) => {
      const tx = options?.tx
      return tx === undefined ? commits.add(() => guarded(work)) : guarded(() => join(tx, work))
    },
    transaction: <T>(work: (tx: unknown) => MaybePromise<T>) =>
      commits.add(() => {
        const transaction = (current = new OpenTransaction())
        const over = (): void => {
          if (current === transaction) current = undefined
        }
        const end = (result: T): T => {
          if (transaction.failure !== undefined) throw transaction.failure
          return result
        }
        try {
          const result = work(transaction)
          if (result instanceof Promise) return inTime(result).then(end).finally(over)
          over()
          return end(result)
        } catch (error) {
          over()
          throw error
        }
      }),
    follow: connection.follow,
    onUndone: (callback) => {
      forgetters.push(callback)
    },
    isUnsure: () => unsure !== undefined,
    underWay: commits.underWay,
    health: () => guarded(() => findings(database)),
  }
}

/** Ends the wait for a work that waits itself for what cannot happen before it has ended, such as a write without `tx`. */
function inTime<T>(result: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const callOff = systemClock.after(LONGEST_TRANSACTION_MS, () =>
      reject(
        new HookstampError(
          'store-unavailable',
          'A transaction was rolled back because its work did not end within ten seconds. ' +
            'Inside of it, pass `tx` to everything that writes: what does not waits for its end.',
        ),
      ),
    )
    result.then(resolve, reject).finally(callOff)
  })
}

function foreign(): HookstampError {
  return new HookstampError(
    'option-invalid',
    'tx: expected what store.transaction has handed out and is still open, ' +
      'or the database object itself while a transaction of yours is open on it.',
  )
}
