import type { PostgresQueryable, PostgresTransactor } from './client.js'

/** The part of a `DataSource`, `EntityManager` or `QueryRunner` that is used. */
export interface TypeormLike {
  query(text: string, values?: unknown[]): Promise<unknown>
}

interface TypeormTransactor extends TypeormLike {
  transaction<T>(work: (manager: TypeormLike) => Promise<T>): Promise<T>
}

/**
 * A TypeORM data source as a client of the PostgreSQL store, or the manager of a transaction of its (also the query
 * runner) as `tx`.
 *
 * @example
 * await dataSource.transaction(async (manager) => {
 *   await manager.save(order)
 *   await dispatcher.emit('order.placed', order, { namespaceId, tx: fromTypeorm(manager) })
 * })
 */
export function fromTypeorm(typeorm: TypeormLike): PostgresQueryable | PostgresTransactor {
  const query: PostgresQueryable['query'] = async (text, values) => ({
    rows: rowsOf(await typeorm.query(text, values)),
  })
  if (!canTransact(typeorm)) return { query }
  return { query, transaction: (work) => typeorm.transaction((manager) => work(fromTypeorm(manager))) }
}

/** A manager or runner that holds a connection is in a transaction; one that does not can begin one. */
function canTransact(typeorm: TypeormLike): typeorm is TypeormTransactor {
  const { transaction, queryRunner } = typeorm as { transaction?: unknown; queryRunner?: unknown }
  return typeof transaction === 'function' && queryRunner === undefined
}

/** Of an update or a delete the answer is `[rows, count]`. */
function rowsOf(answer: unknown): unknown[] {
  if (!Array.isArray(answer)) return []
  return Array.isArray(answer[0]) && typeof answer[1] === 'number' ? (answer[0] as unknown[]) : answer
}
