/** What the PostgreSQL plugs need of a client, in the words of `pg`; the user owns it. */
import { HookstampError } from '../errors.js'

/** Anything that runs a statement with `$1`, `$2`, … and answers with its rows. */
export interface PostgresQueryable {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: unknown[] }>
}

/** A pool of `pg`, or one like it: every transaction gets a connection of its own. */
export interface PostgresPool extends PostgresQueryable {
  connect(): Promise<PostgresQueryable & { release(broken?: boolean | Error): void }>
  readonly totalCount: number
}

/** Something with transactions of its own: PGlite, or what `fromKysely(db)` and the like make. */
export interface PostgresTransactor extends PostgresQueryable {
  transaction<T>(work: (tx: PostgresQueryable) => Promise<T>): Promise<T>
}

/**
 * A pool of `pg`; PGlite; what `fromKysely`, `fromDrizzle`, `fromPrisma` and `fromTypeorm` make of theirs; or a single
 * connection that nobody else uses.
 */
export type PostgresClient = PostgresQueryable | PostgresPool | PostgresTransactor

export function isPool(client: PostgresQueryable): client is PostgresPool {
  return 'totalCount' in client && 'connect' in client
}

export function isTransactor(client: PostgresQueryable): client is PostgresTransactor {
  return 'transaction' in client && typeof client.transaction === 'function'
}

/** @throws HookstampError `option-invalid` for something without `query` */
export function assertClient(client: unknown): asserts client is PostgresClient {
  if (isQueryable(client)) return
  throw new HookstampError(
    'option-invalid',
    'Expected a PostgreSQL client with query(text, values): a Pool of pg, PGlite, or what fromKysely, fromDrizzle, fromPrisma or fromTypeorm make of theirs.',
  )
}

/**
 * The transaction a call was given.
 *
 * @throws HookstampError `option-invalid` for what is none
 */
export function toTransaction(tx: unknown): PostgresQueryable {
  if (!isQueryable(tx)) {
    throw new HookstampError(
      'option-invalid',
      'tx: expected something with query(text, values) that is in a transaction: a client of pg, or fromKysely(trx), fromDrizzle(tx), fromPrisma(tx), fromTypeorm(manager).',
    )
  }
  // Each query of it would go to another connection, and stay when the transaction is rolled back.
  if (isPool(tx)) {
    throw new HookstampError(
      'option-invalid',
      'tx: a pool is not a transaction. Pass the client that has begun one.',
    )
  }
  return tx
}

function isQueryable(value: unknown): value is PostgresQueryable {
  return typeof value === 'object' && value !== null && 'query' in value && typeof value.query === 'function'
}
