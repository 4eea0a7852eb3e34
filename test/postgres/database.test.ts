import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { postgresStore, type PostgresClient, type PostgresStore } from 'hookstamp/stores/postgres'
import { openDatabase } from '../../src/postgres/database.js'
import { isLeftOut } from '../services/missing.js'
import { noPostgres, postgresServer, type PostgresServer } from '../services/postgres.js'
import { dropSchema, newPool, newSchema, noDatabase, postgresUrl } from '../services/postgres-database.js'
import { newEvent } from '../stores/new-event.js'

const user = { id: 1, username: 'ada' }
const code = (expected: string): unknown => expect.objectContaining({ code: expected })

describe('postgresStore', () => {
  it.each([undefined, null, {}, 'postgres://localhost', { query: 5 }])(
    'refuses %j for a client',
    (client) => {
      expect(() => postgresStore(client as unknown as PostgresClient)).toThrow(code('option-invalid'))
    },
  )
  it.each(['', 'a\0b', 'a'.repeat(64)])('refuses %j for a schema', (schema) => {
    const client = { query: () => Promise.reject(new Error('not asked')) }
    expect(() => postgresStore(client, { schema })).toThrow(code('option-invalid'))
  })
  it.each([
    ['TypeORM', () => Promise.resolve([{ found: 1 }])],
    ['another database', () => Promise.resolve(undefined)],
  ])('says what is wrong with a client that answers as %s does', async (_, query) => {
    const client = { query } as unknown as PostgresClient
    const refused = { code: 'option-invalid', message: expect.stringContaining('{ rows }') as string }
    await expect(postgresStore(client).namespaces.get(1)).rejects.toMatchObject(refused)
  })
  it('says in words that it cannot be reached', async () => {
    const pool = newPool(1, 'postgresql://postgres@127.0.0.1:1/none')
    const store = postgresStore(pool)
    expect(await store.health()).toEqual([expect.stringContaining('ECONNREFUSED')])
    await expect(store.namespaces.get(1)).rejects.toThrow(code('store-unavailable'))
    await pool.end()
  })
})

describe.skipIf(isLeftOut('transactions of PostgreSQL', noDatabase))('a database', () => {
  const pool = newPool()
  const schema = newSchema()
  const store = postgresStore(pool, { schema })
  const quoted = `"${schema.replaceAll('"', '""')}"`
  beforeAll(() => store.migrate())
  afterEach(() => pool.query(`truncate ${quoted}.namespaces cascade`))
  afterAll(async () => {
    await dropSchema(pool, schema)
    await pool.end()
  })

  it('refuses a whole database, and what has no query, for a transaction', async () => {
    const transactor = { query: pool.query.bind(pool), transaction: () => Promise.reject(new Error('no')) }
    for (const tx of [pool, transactor, {}, 'begin', null, Symbol('tx')]) {
      await expect(store.namespaces.get(1, { tx })).rejects.toThrow(code('option-invalid'))
    }
  })

  it('does not take a rolled back transaction for a committed one', async () => {
    const working = store.transaction(async (tx) => {
      await store.namespaces.create({ name: 'lost', user }, { tx })
      await (tx as pg.ClientBase).query('select 1 / 0').catch(() => {})
    })
    await expect(working).rejects.toThrow(code('store-unavailable'))
    expect(await store.namespaces.getByPath('ada', 'lost')).toBeUndefined()
  })

  it('leaves statements and errors of the host as they are', async () => {
    const found = await store.transaction(async (tx) => {
      const { rows } = await (tx as pg.ClientBase).query("select '{deliveries}' as text")
      return rows as unknown
    })
    expect(found).toEqual([{ text: '{deliveries}' }])
    await expect(store.transaction((tx) => (tx as pg.ClientBase).query('select 1 / 0'))).rejects.toThrow(
      'division by zero',
    )
  })

  it('does not break the transaction of the host by refusing', async () => {
    await store.namespaces.create({ name: 'taken', user, externalId: 'x' })
    await store.transaction(async (tx) => {
      for (const input of [{ name: 'taken' }, { name: 'other', externalId: 'x' }, { name: '-' }]) {
        const making = store.namespaces.create({ ...input, user }, { tx })
        await expect(making).rejects.toThrow(code(input.name === '-' ? 'record-invalid' : 'conflict'))
      }
      await expect(store.namespaces.move(-1, null, { tx })).rejects.toThrow(code('not-found'))
      await expect(store.webhooks.delete(-1, { tx })).rejects.toThrow(code('not-found'))
      await store.namespaces.create({ name: 'fine', user }, { tx })
    })
    expect(await store.namespaces.getByPath('ada', 'fine')).toBeDefined()
  })

  it('asks one connection for one thing at a time', async () => {
    const client = new pg.Client({ connectionString: postgresUrl })
    await client.connect()
    const single = postgresStore(client, { schema })
    const outside = single.transaction(async (tx) => {
      await Promise.all(
        ['one', 'two', 'three'].map((name) => single.namespaces.create({ name, user }, { tx })),
      )
      throw new Error('rolled back')
    })
    const beside = single.namespaces.create({ name: 'beside', user })
    await expect(outside).rejects.toThrow('rolled back')
    await beside
    const { namespaces } = await single.namespaces.list({ userId: 1 })
    expect(namespaces.map(({ name }) => name)).toEqual(['beside'])
    await client.end()
  })

  it('goes around a deadlock', async () => {
    const database = openDatabase(pool, schema)
    const [a, b] = await Promise.all(['aaa', 'bbb'].map((name) => store.namespaces.create({ name, user })))
    let tries = 0
    let arrived = 0
    let bothIn = (): void => {}
    const both = new Promise<void>((resolve) => (bothIn = resolve))
    const lockBoth = (first: number, second: number): Promise<void> =>
      database.transaction(async (tx) => {
        tries++
        const lock = 'select id from {namespaces} where id = $1 for update'
        await tx.query(lock, [first])
        if (++arrived === 2) bothIn()
        await both
        await tx.query(lock, [second])
      })
    await Promise.all([lockBoth(a?.id ?? 0, b?.id ?? 0), lockBoth(b?.id ?? 0, a?.id ?? 0)])
    // Whoever gave way may have had to twice, on a machine that is slow.
    expect(tries).toBeGreaterThanOrEqual(3)
  })

  it('reads again, and writes again what has an id, when its connection is ended', async () => {
    const one = newPool(1)
    const other = postgresStore(one, { schema })
    const namespace = await other.namespaces.create({ name: 'cut', user })
    const webhook = await other.webhooks.create({
      namespaceId: namespace.id,
      payloadUrl: 'https://example.com',
    })
    const cut = async (): Promise<void> => {
      const { rows } = await one.query<{ pid: number }>('select pg_backend_pid() as pid')
      await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    }
    const event = newEvent(webhook, 'cut-1')
    for (const run of [
      () => other.namespaces.get(namespace.id),
      () => other.deliveries.add([event]),
      () => other.deliveries.load(['cut-1-delivery']),
    ]) {
      await cut()
      await expect(Promise.resolve(run())).resolves.toBeDefined()
    }
    expect(await other.deliveries.list({ eventId: 'cut-1' })).toHaveLength(1)
    await one.end()
  })

  it('says what it cannot keep', async () => {
    const namespace = await store.namespaces.create({ name: 'texts', user })
    const { id } = namespace
    await expect(store.namespaces.update(id, { description: 'a\0b' })).rejects.toThrow(code('record-invalid'))
    await expect(store.namespaces.getByExternalId('\0')).rejects.toThrow(code('record-invalid'))
    const webhook = await store.webhooks.create({ namespaceId: id, payloadUrl: 'https://example.com' })
    const long = newEvent(webhook, 'long')
    const key = 'k'.repeat(100_000)
    const keyed = { ...long, event: { ...long.event, idempotencyKey: key } }
    expect(await store.deliveries.add([keyed])).toEqual(['long'])
    expect(await store.deliveries.add([newEvent(webhook, 'again', key)])).toEqual(['long'])
  })
})

describe.skipIf(isLeftOut('a PostgreSQL server that is killed', noPostgres))(
  'a server that is killed',
  () => {
    let server: PostgresServer
    let pool: pg.Pool
    let store: PostgresStore
    beforeAll(async () => {
      server = await postgresServer()
      pool = newPool(8, server.url)
      store = postgresStore(pool)
    }, 60_000)
    afterAll(async () => {
      await pool?.end()
      await server?.end()
    })

    it('loses nothing that was acknowledged, and is used again when it is back', async () => {
      const namespace = await store.namespaces.create({ name: 'crash', user })
      const webhook = await store.webhooks.create({
        namespaceId: namespace.id,
        payloadUrl: 'https://example.com',
      })
      const acknowledged: string[] = []
      const refused: unknown[] = []
      for (let round = 0; round < 3; round++) {
        let running = true
        const emit = async (lane: number): Promise<void> => {
          for (let n = 0; running; n++) {
            const id = `${round}-${lane}-${n}`
            try {
              await store.deliveries.add([newEvent(webhook, id)])
              acknowledged.push(id)
            } catch (error) {
              refused.push(error)
              return
            }
          }
        }
        const before = acknowledged.length
        const lanes = [1, 2, 3, 4].map(emit)
        while (acknowledged.length < before + 50) await new Promise((resolve) => setImmediate(resolve))
        await server.kill()
        await Promise.all(lanes)
        running = false
        await expect(store.deliveries.get('0-1-0')).rejects.toThrow(code('store-unavailable'))
        await server.start()
        expect(await store.health()).toEqual([])
      }
      expect(refused).toHaveLength(12)
      expect(refused.every((error) => (error as { code: string }).code === 'store-unavailable')).toBe(true)
      const kept = await store.deliveries.list({ webhookId: webhook.id, limit: Infinity })
      const there = new Set(kept.map(({ eventId }) => eventId))
      expect(acknowledged.filter((id) => !there.has(id))).toEqual([])
    }, 120_000)
  },
)
