/** The engine below everything that is kept in PostgreSQL: migrated before its first use, patient where it is safe. */
import { HookstampError, isHookstampError } from '../errors.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Transaction } from '../ports/transaction.js'
import {
  assertClient,
  queryOf,
  toTransaction,
  type PostgresClient,
  type PostgresQueryable,
} from './client.js'
import { connectionOf } from './connection.js'
import { quoteIdentifier } from './identifier.js'
import { inTurn } from './in-turn.js'
import { migrate } from './migrate.js'
import { isContention, isTimeout, isUnavailable, isUnstorable, originOf, sqlStateOf } from './sql-state.js'

export interface RunOptions extends Transaction {
  /** Whether it comes to the same when it is done twice: then it is, if the connection breaks. Reads, and writes of what has an id. */
  readonly repeatable?: boolean
}

/** A statement's text may name tables of the schema as `{deliveries}`. */
export interface Database {
  run<Row>(text: string, values: unknown[], options?: RunOptions): Promise<Row[]>
  /** In the given `tx`, or in a transaction of its own. */
  transaction<T>(work: (tx: PostgresQueryable) => Promise<T>, options?: RunOptions): Promise<T>
  /** A transaction for the host, whose statements and, unless it may be repeated, errors are left as they are. */
  hostTransaction<T>(
    work: (tx: PostgresQueryable) => MaybePromise<T>,
    options?: Pick<RunOptions, 'repeatable'>,
  ): Promise<T>
  /** Brings the schema up to date, unless that was done. */
  migrate(): Promise<void>
}

// Each try takes another connection of a pool, or waits for the other transaction to end.
const TRIES = 5

// The store and the guard of one client are migrated once.
const opened = new WeakMap<PostgresClient, Map<string, Database>>()

/** @throws HookstampError `option-invalid` */
export function openDatabase(client: PostgresClient, schema: string): Database {
  assertClient(client)
  const schemas = opened.get(client) ?? new Map<string, Database>()
  opened.set(client, schemas)
  const database = schemas.get(schema) ?? createDatabase(client, schema)
  schemas.set(schema, database)
  return database
}

function createDatabase(client: PostgresClient, schema: string): Database {
  const quoted = quoteIdentifier(schema, 'schema')
  const connection = connectionOf(client)
  const texts = new Map<string, string>()
  let migrated: Promise<void> | undefined

  const resolve = (text: string): string => {
    let resolved = texts.get(text)
    if (resolved === undefined) {
      resolved = text.replace(/\{(\w+)\}/g, (_, table: string) => `${quoted}.${table}`)
      // Those of lists are as many as their conditions can be combined, with as many types as are asked for.
      if (texts.size < 500) texts.set(text, resolved)
    }
    return resolved
  }
  const over = (queryable: PostgresQueryable): PostgresQueryable => {
    const query = queryOf(queryable)
    return { query: (text, values) => query(resolve(text), values?.length === 0 ? undefined : values) }
  }
  const within = (tx: PostgresQueryable): PostgresQueryable => {
    const { query } = over(tx)
    return { query: (text, values) => inTurn(tx, () => query(text, values)) }
  }
  const plain = over(connection)

  const prepare = (): Promise<void> => {
    migrated ??= patient(true, () => migrate({ ...connection, query: queryOf(connection) }, schema)).catch(
      (error: unknown) => {
        // Asked for again: the server may have been down.
        migrated = undefined
        throw error
      },
    )
    return migrated
  }

  return {
    run: async <Row>(text: string, values: unknown[], { tx, repeatable = false }: RunOptions = {}) => {
      const joined = tx === undefined ? undefined : toTransaction(tx)
      await prepare()
      const { rows } =
        joined === undefined
          ? await patient(repeatable, () => plain.query(text, values))
          : await inHosts(() => within(joined).query(text, values))
      return rows as Row[]
    },
    transaction: async (work, { tx, repeatable = false } = {}) => {
      const joined = tx === undefined ? undefined : toTransaction(tx)
      await prepare()
      if (joined !== undefined) return inHosts(() => work(within(joined)))
      return patient(repeatable, () => connection.transaction((own) => work(within(own))))
    },
    hostTransaction: async <T>(
      work: (tx: PostgresQueryable) => MaybePromise<T>,
      { repeatable = false }: Pick<RunOptions, 'repeatable'> = {},
    ) => {
      await prepare()
      const run = (): Promise<T> =>
        connection.transaction(async (own) =>
          work({ query: (text, values) => inTurn(own, () => own.query(text, values)) }),
        )
      if (repeatable) return patient(true, run)
      try {
        return await run()
      } catch (error) {
        throw isUnavailable(error) ? toOurs(error) : error
      }
    },
    migrate: prepare,
  }
}

/** Does it again where that is safe; what is left of the database's errors is one of ours. */
export async function patient<T>(repeatable: boolean, run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run()
    } catch (error) {
      const worthIt = isContention(error) || (repeatable && isUnavailable(error))
      if (!worthIt || tries === TRIES) throw toOurs(error)
    }
  }
}

/** In the host's transaction its own error handling has to see what the database said, to do it all again. */
async function inHosts<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw isUnstorable(error) ? toOurs(error) : error
  }
}

function toOurs(error: unknown): unknown {
  if (isHookstampError(error)) return error
  if (isUnstorable(error)) {
    // Without what the database said: it quotes from the record.
    return new HookstampError(
      'record-invalid',
      'PostgreSQL cannot keep a value: text with a NUL or half a surrogate pair, a number out of range, or a key longer than 2,600 bytes.',
    )
  }
  const state = sqlStateOf(error)
  if (state === undefined && !isUnavailable(error) && !isTimeout(error)) return error
  const cause = originOf(error)
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new HookstampError(
    'store-unavailable',
    `PostgreSQL did not do it${state === undefined ? '' : ` (${state})`}: ${reason}`,
    { cause },
  )
}
