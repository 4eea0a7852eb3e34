import { afterAll, afterEach, describe, expect, it } from 'vitest'
import pg from 'pg'
import { postgresStore } from 'hookstamp/stores/postgres'
import { migrations } from '../../src/postgres/migrations.js'
import { isLeftOut } from '../services/missing.js'
import { dropSchema, newPool, newSchema, noDatabase, postgresUrl } from '../services/postgres-database.js'

describe.skipIf(isLeftOut('migrations on PostgreSQL', noDatabase))('migrate', () => {
  const pool = newPool()
  const quoted = (schema: string): string => `"${schema.replaceAll('"', '""')}"`
  let schema = ''
  const fresh = (): string => (schema = newSchema())
  const versions = async (): Promise<number[]> => {
    const { rows } = await pool.query<{ version: number }>(
      `select version from ${quoted(schema)}.migrations order by version`,
    )
    return rows.map(({ version }) => version)
  }
  const all = migrations.map((_, index) => index + 1)
  afterEach(() => dropSchema(pool, schema))
  afterAll(() => pool.end())

  it('is done once, by ten processes that start together', async () => {
    fresh()
    const pools = Array.from({ length: 10 }, () => newPool(2))
    try {
      const user = { id: 1, username: 'ada' }
      const made = await Promise.all(
        pools.map((one, index) =>
          postgresStore(one, { schema }).namespaces.create({ name: `shop${index}`, user }),
        ),
      )
      expect(new Set(made.map(({ id }) => id)).size).toBe(10)
      expect(await versions()).toEqual(all)
    } finally {
      await Promise.all(pools.map((one) => one.end()))
    }
  })

  it('waits for nobody, and changes nothing, when there is nothing to do', async () => {
    fresh()
    await postgresStore(pool, { schema }).migrate()
    const holder = await pool.connect()
    try {
      await holder.query('begin')
      await holder.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`hookstamp ${schema}`])
      const other = newPool(1)
      await postgresStore(other, { schema }).migrate()
      await other.end()
    } finally {
      await holder.query('rollback')
      holder.release()
    }
    expect(await versions()).toEqual(all)
  })

  it('needs no right to change anything then, nor to make a schema that is there', async () => {
    fresh()
    const role = `hookstamp_test_${process.pid}`
    await pool.query(`create role ${role}`)
    await pool.query(`create schema ${quoted(schema)} authorization ${role}`)
    const client = new pg.Client({ connectionString: postgresUrl })
    await client.connect()
    try {
      await client.query(`set role ${role}`)
      await expect(postgresStore(client, { schema }).migrate()).resolves.toBeUndefined()
      await pool.query(`revoke create on schema ${quoted(schema)} from ${role}`)
      const again = new pg.Client({ connectionString: postgresUrl })
      await again.connect()
      await again.query(`set role ${role}`)
      await postgresStore(again, { schema }).migrate()
      await again.end()
    } finally {
      await client.end()
      await dropSchema(pool, schema)
      await pool.query(`drop role ${role}`)
    }
  })

  it('refuses a schema of a newer version, and leaves it alone', async () => {
    fresh()
    await postgresStore(pool, { schema }).migrate()
    await pool.query(`insert into ${quoted(schema)}.migrations (version) values ($1)`, [all.length + 1])
    const other = newPool(1)
    const store = postgresStore(other, { schema })
    await expect(store.namespaces.get(1)).rejects.toMatchObject({ code: 'database-newer' })
    await expect(store.migrate()).rejects.toMatchObject({ code: 'database-newer' })
    await other.end()
    expect(await versions()).toEqual([...all, all.length + 1])
  })

  it('is all or nothing', async () => {
    fresh()
    // In the way of one of the tables.
    await pool.query(`create schema ${quoted(schema)}`)
    await pool.query(`create table ${quoted(schema)}.attempts (id integer)`)
    const store = postgresStore(pool, { schema })
    await expect(store.migrate()).rejects.toMatchObject({ code: 'store-unavailable' })
    const { rows } = await pool.query(
      'select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1',
      [schema],
    )
    expect(rows).toEqual([{ relname: 'attempts' }])
    await pool.query(`drop table ${quoted(schema)}.attempts`)
    await store.migrate()
    expect(await versions()).toEqual(all)
  })
})
