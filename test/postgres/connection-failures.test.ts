/** What becomes of a connection of a pool, and of a transaction, when something fails on the way. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDispatcher, defineDialect, type Queue } from 'hookstamp'
import { memoryQueue } from 'hookstamp/queues/memory'
import { hmacHex } from 'hookstamp/signing'
import { memoryTransport } from 'hookstamp/transports/memory'
import { postgresStore, type PostgresClient, type PostgresQueryable } from 'hookstamp/stores/postgres'
import { isLeftOut } from '../services/missing.js'
import { dropSchema, newPool, newSchema, noDatabase, postgresUrl } from '../services/postgres-database.js'
import { newEvent } from '../stores/new-event.js'

const user = { id: 1, username: 'ada' }

describe.skipIf(isLeftOut('failing connections of PostgreSQL', noDatabase))('a connection that fails', () => {
  const pool = newPool()
  const schema = newSchema()
  const store = postgresStore(pool, { schema })
  const pidOf = async (queryable: PostgresQueryable): Promise<number> => {
    const { rows } = await queryable.query('select pg_backend_pid() as pid')
    return (rows[0] as { pid: number }).pid
  }
  const end = (pid: number): Promise<unknown> => pool.query('select pg_terminate_backend($1)', [pid])
  beforeAll(() => store.migrate())
  afterAll(async () => {
    await dropSchema(pool, schema)
    await pool.end()
  })

  it('does not come back into the pool inside of a transaction', async () => {
    const slow = new pg.Pool({ connectionString: postgresUrl, max: 1, query_timeout: 100 })
    slow.on('error', () => {})
    const other = postgresStore(slow, { schema })
    await other.migrate()
    const working = other.transaction(async (tx) => {
      await other.namespaces.create({ name: 'half', user }, { tx })
      // The driver gives up on it, and so on the rollback behind it.
      await (tx as PostgresQueryable).query('select pg_sleep(0.5)')
    })
    await expect(working).rejects.toThrow('timeout')
    await other.namespaces.create({ name: 'next', user })
    expect(await store.namespaces.getByPath('ada', 'next')).toBeDefined()
    expect(await store.namespaces.getByPath('ada', 'half')).toBeUndefined()
    await slow.end()
  })

  it('is told in words when there is none to spare, or no answer in time', async () => {
    const busy = new pg.Pool({
      connectionString: postgresUrl,
      max: 1,
      connectionTimeoutMillis: 50,
      query_timeout: 200,
    })
    busy.on('error', () => {})
    const other = postgresStore(busy, { schema })
    await other.migrate()
    const holder = await busy.connect()
    const refused = { code: 'store-unavailable', message: expect.stringContaining('timeout') as string }
    await expect(other.namespaces.get(1)).rejects.toMatchObject(refused)
    await expect(other.namespaces.update(1, { description: 'x' })).rejects.toMatchObject(refused)
    holder.release()
    const locker = await pool.connect()
    await locker.query('begin')
    await locker.query(`lock table ${pg.escapeIdentifier(schema)}.namespaces`)
    await expect(other.namespaces.get(1)).rejects.toMatchObject(refused)
    await locker.query('rollback')
    locker.release()
    await busy.end()
  })

  it('of its own is rid of a transaction before anything else is done', async () => {
    const client = new pg.Client({ connectionString: postgresUrl, query_timeout: 100 })
    await client.connect()
    const single = postgresStore(client, { schema })
    const working = single.transaction(async (tx) => {
      await single.namespaces.create({ name: 'half', user }, { tx })
      await (tx as PostgresQueryable).query('select pg_sleep(0.15)')
    })
    await expect(working).rejects.toThrow('timeout')
    const create = (): Promise<unknown> => Promise.resolve(single.namespaces.create({ name: 'after', user }))
    await create().catch(create)
    expect(await store.namespaces.getByPath('ada', 'after')).toBeDefined()
    expect(await store.namespaces.getByPath('ada', 'half')).toBeUndefined()
    await client.end()
  })

  it('is replaced for a transaction that may be repeated, after its end too', async () => {
    const namespace = await store.namespaces.create({ name: 'repeated', user })
    const webhook = await store.webhooks.create({
      namespaceId: namespace.id,
      payloadUrl: 'https://example.com',
    })
    let cuts = 0
    const add = (repeatable: boolean): Promise<unknown> =>
      store.transaction(
        async (tx) => {
          await store.deliveries.add([newEvent(webhook, 'repeated', 'key')], { tx })
          if (cuts++ === 0) await end(await pidOf(tx as PostgresQueryable))
        },
        { repeatable },
      )
    await expect(add(false)).rejects.toMatchObject({ code: 'store-unavailable' })
    cuts = 0
    await add(true)
    expect(cuts).toBe(2)
    expect(await store.deliveries.list({ webhookId: webhook.id })).toHaveLength(1)
  })

  it('is replaced for an event that is written together with its place in the queue', async () => {
    const namespace = await store.namespaces.create({ name: 'emitted', user })
    const namespaceId = namespace.id
    const webhook = await store.webhooks.create({ namespaceId, payloadUrl: 'https://example.com' })
    const memory = memoryQueue()
    let cuts = 0
    const queue: Queue = {
      ...memory,
      caps: { ...memory.caps, transactions: 'postgres' },
      enqueue: async (items, options) => {
        if (cuts++ === 0) await end(await pidOf(options?.tx as PostgresQueryable))
        await memory.enqueue(items)
      },
    }
    const anything = { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } as const
    const dialect = defineDialect({
      name: 'shop',
      events: { 'order.placed': { '~standard': anything } },
      schemes: { hmac: hmacHex({ header: 'X-Shop-Signature' }) },
    })
    const dispatcher = createDispatcher({ dialect, store, queue, transport: memoryTransport() })
    const emission = await dispatcher.emit('order.placed', { id: 1 }, { namespaceId })
    expect(cuts).toBe(2)
    const kept = await store.deliveries.list({ webhookId: webhook.id })
    expect(kept.map(({ id }) => id)).toEqual(emission.deliveryIds)
  })

  it('begins what reads as committed, whatever the default is', async () => {
    const strict = new pg.Pool({
      connectionString: postgresUrl,
      max: 1,
      options: '-c default_transaction_isolation=serializable',
    })
    strict.on('error', () => {})
    const transactor: PostgresClient = {
      query: (text, values) => strict.query(text, values),
      transaction: async (work) => {
        const connection = await strict.connect()
        try {
          await connection.query('begin')
          const result = await work(connection)
          await connection.query('commit')
          return result
        } finally {
          connection.release()
        }
      },
    }
    for (const client of [strict, transactor]) {
      const found = await postgresStore(client, { schema }).transaction(async (tx) => {
        const { rows } = await (tx as PostgresQueryable).query('show transaction_isolation')
        return rows
      })
      expect(found).toEqual([{ transaction_isolation: 'read committed' }])
    }
    await strict.end()
  })
})
