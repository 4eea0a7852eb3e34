import type { PostgresQueryable, PostgresTransactor } from './client.js'

/** The part of a `Kysely` or `Transaction` that is used. */
export interface KyselyLike {
  readonly isTransaction: boolean
  executeQuery(query: never): Promise<{ readonly rows: unknown[] }>
  transaction(): { execute<T>(work: (trx: unknown) => Promise<T>): Promise<T> }
  withoutPlugins(): unknown
}

/**
 * A Kysely instance as a client of the PostgreSQL store, or a transaction of its as `tx`.
 *
 * @example
 * await db.transaction().execute(async (trx) => {
 *   await trx.insertInto('orders').values(order).execute()
 *   await dispatcher.emit('order.placed', order, { namespaceId, tx: fromKysely(trx) })
 * })
 */
export function fromKysely(db: KyselyLike): PostgresQueryable | PostgresTransactor {
  // Plugins would rename our columns.
  const plain = db.withoutPlugins() as KyselyLike
  const query: PostgresQueryable['query'] = (text, values = []) => plain.executeQuery(compiled(text, values))
  if (db.isTransaction) return { query }
  return {
    query,
    transaction: (work) => plain.transaction().execute((trx) => work(fromKysely(trx as KyselyLike))),
  }
}

/** What `CompiledQuery.raw(text, values)` makes. */
function compiled(text: string, values: unknown[]): never {
  return {
    sql: text,
    parameters: values,
    query: { kind: 'RawNode', sqlFragments: [text], parameters: [] },
    queryId: { queryId: 'hookstamp' },
  } as never
}
