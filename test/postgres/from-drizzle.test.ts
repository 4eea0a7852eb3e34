import { sql as drizzleSql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { fromDrizzle, postgresStore } from 'hookstamp/stores/postgres'
import { isLeftOut } from '../services/missing.js'
import { dropSchema, newPool, newSchema, noDatabase } from '../services/postgres-database.js'
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

it.skipIf(isLeftOut('secrets in errors of Drizzle', noDatabase))(
  'tells no secret when a write fails',
  async () => {
    const pool = newPool()
    const schema = newSchema()
    const store = postgresStore(fromDrizzle(drizzle(pool)), { schema })
    const user = { id: 1, username: 'ada' }
    const { id: namespaceId } = await store.namespaces.create({ name: 'shop', user })
    const payloadUrl = 'https://example.com'
    const create = async (headers: Record<string, string>): Promise<unknown> =>
      Promise.resolve(store.webhooks.create({ namespaceId, payloadUrl, secret: 's3cret', headers })).catch(
        (error: unknown) => error,
      )
    await pool.query(`drop table "${schema.replaceAll('"', '""')}".webhook_filters`)
    const failed = await create({})
    expect(failed).toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('42P01') as string,
    })
    expect(inspect(failed)).not.toContain('s3cret')
    await dropSchema(pool, schema)
    await pool.end()
  },
)
