/** Runs the cases with a library on a server, in a schema with a table `orders`. */
import pg from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { isLeftOut } from '../services/missing.js'
import { dropSchema, newPool, newSchema, noDatabase } from '../services/postgres-database.js'
import { emitsInTransactions, type Library } from './transactional-emit.js'

export interface Opened extends Library {
  end(): Promise<void>
}

/** @param orders the table, quoted; `schema` and `orders` are its parts */
export type Open = (orders: string, schema: string) => Promise<Opened>

export const idsIn = ({ rows }: { rows: unknown[] }): number[] =>
  (rows as { id: number }[]).map(({ id }) => id)

export function onServer(name: string, open: Open): void {
  describe.skipIf(isLeftOut(`transactional emit: ${name}`, noDatabase))(`transactional emit: ${name}`, () => {
    const schema = newSchema()
    const quoted = pg.escapeIdentifier(schema)
    const pool = newPool(1)
    let opened: Opened
    beforeAll(async () => {
      await pool.query(`create schema ${quoted}`)
      await pool.query(`create table ${quoted}.orders (id integer primary key)`)
      opened = await open(`${quoted}.orders`, schema)
    })
    afterAll(async () => {
      await opened?.end()
      await dropSchema(pool, schema)
      await pool.end()
    })
    emitsInTransactions(
      () => opened,
      () => schema,
    )
  })
}
