/** What the PostgreSQL plugs need of a client, in the words of `pg`; the user owns it. */
import { HookstampError } from '../errors.js'

/** Anything that runs a statement with `$1`, `$2`, … and answers with its rows. */
export interface PostgresQueryable {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: unknown[] }>
}

/** A connection of a pool. */
export interface PostgresPoolClient extends PostgresQueryable {
  release(broken?: boolean | Error): void
  on?(event: 'error', listener: () => void): unknown
  off?(event: 'error', listener: () => void): unknown
}

/** A pool of `pg`, or one like it: every transaction gets a connection of its own. */
export interface PostgresPool extends PostgresQueryable {
  connect(): Promise<PostgresPoolClient>
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
  if (isPool(tx) || isTransactor(tx)) {
    throw new HookstampError(
      'option-invalid',
      'tx: a whole database is not a transaction. Pass the client that has begun one, or what the library hands out in one.',
    )
  }
  return tx
}

/**
 * Its statements, with a look at the answer.
 *
 * @throws HookstampError `option-invalid` for one that answers otherwise, as that of TypeORM does
 */
export function queryOf(queryable: PostgresQueryable): PostgresQueryable['query'] {
  return async (text, values) => {
    const answer: Partial<Awaited<ReturnType<PostgresQueryable['query']>>> | null | undefined =
      await queryable.query(text, values)
    if (Array.isArray(answer?.rows)) return answer as { rows: unknown[] }
    throw new HookstampError(
      'option-invalid',
      'The query(text, values) of this client does not answer with { rows }: pass what fromKysely, fromDrizzle, fromPrisma or fromTypeorm makes of it.',
    )
  }
}

function isQueryable(value: unknown): value is PostgresQueryable {
  return typeof value === 'object' && value !== null && 'query' in value && typeof value.query === 'function'
}
