import { sql as drizzleSql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { DataSource } from 'typeorm'
import { afterAll, beforeAll, describe } from 'vitest'
import { fromDrizzle, fromKysely, fromTypeorm } from 'hookstamp/stores/postgres'
import { isLeftOut } from '../services/missing.js'
import { dropSchema, newPool, newSchema, noDatabase, postgresUrl } from '../services/postgres-database.js'
import { emitsInTransactions, type Library } from './transactional-emit.js'

interface Opened extends Library {
  end(): Promise<void>
}

type Open = (orders: string) => Promise<Opened>

const ids = ({ rows }: { rows: unknown[] }): number[] => (rows as { id: number }[]).map(({ id }) => id)

const openPool: Open = async (orders) => {
  const pool = newPool()
  return {
    client: pool,
    place: async (id, then) => {
      const client = await pool.connect()
      try {
        await client.query('begin')
        await client.query(`insert into ${orders} values ($1)`, [id])
        await then(client)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      } finally {
        client.release()
      }
    },
    orders: async () => ids(await pool.query(`select id from ${orders}`)),
    end: () => pool.end(),
  }
}

const openConnection: Open = async (orders) => {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  return {
    client,
    place: async (id, then) => {
      await client.query('begin')
      try {
        await client.query(`insert into ${orders} values ($1)`, [id])
        await then(client)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      }
    },
    orders: async () => ids(await client.query(`select id from ${orders}`)),
    end: () => client.end(),
  }
}

const openKysely: Open = (orders) => {
  // With a plugin that renames columns, as many have it.
  const plugins = [new CamelCasePlugin()]
  const db = new Kysely<Record<string, { id: number }>>({
    dialect: new PostgresDialect({ pool: newPool() }),
    plugins,
  })
  const [schema, table] = orders.slice(1, -1).replaceAll('""', '\0').split('"."')
  const plain = db.withoutPlugins().withSchema((schema as string).replaceAll('\0', '"'))
  return Promise.resolve({
    client: fromKysely(db),
    place: (id, then) =>
      db.transaction().execute(async (trx) => {
        await trx
          .withoutPlugins()
          .withSchema((schema as string).replaceAll('\0', '"'))
          .insertInto(table as string)
          .values({ id })
          .execute()
        await then(fromKysely(trx))
      }),
    orders: async () =>
      (
        await plain
          .selectFrom(table as string)
          .select('id')
          .execute()
      ).map(({ id }) => id),
    end: () => db.destroy(),
  })
}

const openDrizzle: Open = (orders) => {
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
    orders: async () => ids(await db.execute(drizzleSql`select id from ${table}`)),
    end: () => pool.end(),
  })
}

const openTypeorm: Open = async (orders) => {
  const source = await new DataSource({ type: 'postgres', url: postgresUrl }).initialize()
  return {
    client: fromTypeorm(source),
    place: (id, then) =>
      source.transaction(async (manager) => {
        await manager.query(`insert into ${orders} values ($1)`, [id])
        await then(fromTypeorm(manager))
      }),
    orders: async () => ids({ rows: await source.query(`select id from ${orders}`) }),
    end: () => source.destroy(),
  }
}

const openQueryRunner: Open = async (orders) => {
  const source = await new DataSource({ type: 'postgres', url: postgresUrl }).initialize()
  return {
    client: fromTypeorm(source.manager),
    place: async (id, then) => {
      const runner = source.createQueryRunner()
      try {
        await runner.startTransaction()
        await runner.query(`insert into ${orders} values ($1)`, [id])
        await then(fromTypeorm(runner))
        await runner.commitTransaction()
      } catch (error) {
        await runner.rollbackTransaction()
        throw error
      } finally {
        await runner.release()
      }
    },
    orders: async () => ids({ rows: await source.query(`select id from ${orders}`) }),
    end: () => source.destroy(),
  }
}

const libraries: readonly (readonly [name: string, open: Open])[] = [
  ['a pool of pg', openPool],
  ['a single connection of pg', openConnection],
  ['Kysely', openKysely],
  ['Drizzle', openDrizzle],
  ['TypeORM', openTypeorm],
  ["TypeORM's query runner", openQueryRunner],
]

describe.skipIf(isLeftOut('transactional emit', noDatabase)).each(libraries)(
  'transactional emit: %s',
  (_, open) => {
    const schema = newSchema()
    const orders = `"${schema.replaceAll('"', '""')}"."orders"`
    const pool = newPool(1)
    let opened: Opened
    beforeAll(async () => {
      await pool.query(`create schema "${schema.replaceAll('"', '""')}"`)
      await pool.query(`create table ${orders} (id integer primary key)`)
      opened = await open(orders)
    })
    afterAll(async () => {
      await opened.end()
      await dropSchema(pool, schema)
      await pool.end()
    })
    emitsInTransactions(
      () => opened,
      () => schema,
    )
  },
)
