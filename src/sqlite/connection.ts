/** One connection: its statements, its transactions, and what is to follow once they are committed. */
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { SqliteDatabase, Statement } from './sqlite-database.js'

/** What else is to be done about a write. */
export interface Effect {
  /** Called once it is committed. */
  readonly committed: () => void
  /** Called in place of it when a transaction of the host's is over, which may have been rolled back. */
  readonly unsure: () => void
}

export interface Connection {
  readonly database: SqliteDatabase
  /** The statement for an SQL text, prepared once. */
  statement(sql: string): Statement
  begin(): void
  /** Throws when nothing was committed. */
  commit(): void
  rollback(): void
  /** Runs a work that takes part as a whole or not at all; outside of a transaction, as one of its own. */
  atomically<T>(work: () => MaybePromise<T>): MaybePromise<T>
  /** Why the transaction is gone, if SQLite itself has rolled it back: as it may when the disk is full. */
  lostBy(): unknown
  /** Registers what is to follow the running work; forgotten if that fails. */
  follow(effect: Effect): void
  /** Hands over what has been registered since the last time. */
  takeEffects(): readonly Effect[]
}

/** @param undone told when something written is no more: what was derived from it must be forgotten */
export function createConnection(database: SqliteDatabase, undone: () => void): Connection {
  const statements = new Map<string, Statement>()
  let effects: Effect[] = []
  let lostBy: unknown

  const statement = (sql: string): Statement => {
    let prepared = statements.get(sql)
    if (prepared === undefined) statements.set(sql, (prepared = database.prepare(sql)))
    return prepared
  }
  const run = (sql: string): void => {
    statement(sql).run()
  }

  return {
    database,
    statement,
    begin: () => {
      run('BEGIN IMMEDIATE')
      lostBy = undefined
    },
    commit: () => run('COMMIT'),
    rollback: () => {
      effects = []
      undone()
      try {
        run('ROLLBACK')
      } catch {
        // There is none: SQLite was first.
      }
    },
    atomically: (work) => {
      const mark = effects.length
      const fail = (error: unknown): never => {
        effects.length = mark
        undone()
        try {
          run('ROLLBACK TO hookstamp')
          run('RELEASE hookstamp')
        } catch {
          lostBy = error
        }
        throw error
      }
      const succeed = <R>(result: R): R => {
        run('RELEASE hookstamp')
        return result
      }
      run('SAVEPOINT hookstamp')
      try {
        const result = work()
        return result instanceof Promise ? result.then(succeed).catch(fail) : succeed(result)
      } catch (error) {
        return fail(error)
      }
    },
    lostBy: () => lostBy,
    follow: (effect) => {
      effects.push(effect)
    },
    takeEffects: () => {
      const taken = effects
      effects = []
      return taken
    },
  }
}
