import { sql as drizzleSql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { fromDrizzle } from 'hookstamp/stores/postgres'
import { newPool } from '../services/postgres-database.js'
import { idsIn, onServer } from './on-server.js'

onServer('Drizzle', (orders) => {
  const pool = newPool()
  const db = drizzle(pool)
  const table = drizzleSql.raw(orders)
  return Promise.resolve({
    client: fromDrizzle(db),
    place: (id, then) =>
      db.transaction(async (tx) => {
        await tx.execute(drizzleSql`insert into ${table} values (${id})`)
        await then(fromDrizzle(tx))
      }),
    orders: async () => idsIn(await db.execute(drizzleSql`select id from ${table}`)),
    end: () => pool.end(),
  })
})
