import type { PostgresQueryable, PostgresTransactor } from './client.js'

/** The part of a Drizzle database for PostgreSQL, or of a transaction of its, that is used. */
export interface DrizzleLike {
  execute(query: never): PromiseLike<unknown>
  transaction<T>(work: (tx: unknown) => Promise<T>): Promise<T>
}

/**
 * A Drizzle database as a client of the PostgreSQL store, or a transaction of its as `tx`.
 *
 * @example
 * await db.transaction(async (tx) => {
 *   await tx.insert(orders).values(order)
 *   await dispatcher.emit('order.placed', order, { namespaceId, tx: fromDrizzle(tx) })
 * })
 */
export function fromDrizzle(db: DrizzleLike): PostgresQueryable | PostgresTransactor {
  const query: PostgresQueryable['query'] = async (text, values = []) => {
    const result = await db.execute(statement(text, values))
    // postgres.js answers with the rows themselves.
    return Array.isArray(result) ? { rows: result } : (result as { rows: unknown[] })
  }
  if ('rollback' in db) return { query }
  return { query, transaction: (work) => db.transaction((tx) => work(fromDrizzle(tx as DrizzleLike))) }
}

/** What the `sql` template makes, with the text as it is: Drizzle asks it for text and parameters. */
function statement(text: string, values: unknown[]): never {
  const made = { sql: text, params: values }
  return { getSQL: () => ({ toQuery: () => made }) } as never
}
