/** The dispatcher over real databases: what it writes together, joins, orders and finds again. */
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { memoryQueue } from 'hookstamp/queues/memory'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { postgresStore } from 'hookstamp/stores/postgres'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { fakeClock, type FakeClock } from 'hookstamp/testing'
import type { Queue } from '../../src/ports/queue.js'
import type { Store } from '../../src/ports/store.js'
import { dropSchema, newSchema, noDatabase, postgresKinds } from '../services/postgres-database.js'
import { newFile, open } from '../sqlite/open.js'
import { setup, type Answer } from './setup.js'

// A server where there is one; starting PGlite takes seconds, so all share it.
const kind = postgresKinds[noDatabase === undefined ? 0 : 1] as (typeof postgresKinds)[number]
const postgres = await kind.open()
afterAll(() => postgres.end())

interface Engine {
  readonly store: Store
  readonly queue: Queue
  /** Both as a process that starts after this one has died finds them. */
  restart(): Promise<Pick<Engine, 'store' | 'queue'>>
}

const engines: Readonly<Record<string, (clock: FakeClock) => Promise<Engine>>> = {
  'SQLite for both': async (clock) => {
    const file = newFile()
    const database = open(file)
    const [store, queue] = [sqliteStore(database, { clock }), sqliteQueue(database, { clock })]
    return {
      store,
      queue,
      restart: async () => {
        await queue.close()
        await store.close()
        database.close()
        const again = open(file)
        return { store: sqliteStore(again, { clock }), queue: sqliteQueue(again, { clock }) }
      },
    }
  },
  'SQLite and a queue in memory': async (clock) => {
    const store = sqliteStore(open(), { clock })
    return {
      store,
      queue: memoryQueue({ clock }),
      restart: async () => ({ store, queue: memoryQueue({ clock }) }),
    }
  },
  'PostgreSQL and a queue in memory': async (clock) => {
    const schema = newSchema()
    const store = postgresStore(postgres.client, { clock, schema })
    onTestFinished(() => dropSchema(postgres.client, schema))
    return {
      store,
      queue: memoryQueue({ clock }),
      restart: async () => ({ store, queue: memoryQueue({ clock }) }),
    }
  },
}

async function on(engine: (clock: FakeClock) => Promise<Engine>, answer: () => Answer = () => 204) {
  const clock = fakeClock()
  const made = await engine(clock)
  const { store, queue } = made
  return { ...made, ...(await setup({ clock, store, queue, answer })), clock }
}

/** Until something is so: databases take their time, which no clock of ours knows. */
async function until(clock: FakeClock, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 500 && !(await isSo()); turn++) await clock.advance(10)
  expect(await isSo()).toBe(true)
}

describe.each(Object.entries(engines))('%s', (_name, engine) => {
  test('emissions at the same time are stored and sent once each', async () => {
    const { dispatcher, namespaceId, webhook, sent, store } = await on(engine)
    await webhook()
    const emissions = await Promise.all(
      Array.from({ length: 100 }, (_, id) => dispatcher.emit('order.paid', { id: id + 1 }, { namespaceId })),
    )
    await dispatcher.drain()
    expect(sent).toHaveLength(100)
    for (const { deliveryIds } of emissions) {
      expect((await store.deliveries.get(deliveryIds[0] as string))?.state).toBe('delivered')
    }
  })

  test('what was emitted is sent by the next process', async () => {
    const { dispatcher, namespaceId, webhook, restart, clock, sent } = await on(engine)
    await webhook()
    await dispatcher.emit('order.paid', { id: 1 }, { namespaceId })
    const after = await setup({ clock, ...(await restart()), namespace: 'after' })
    await after.dispatcher.drain()
    expect([sent.length, after.sent.length]).toEqual([0, 1])
    expect((await after.dispatcher.deliveries.list())[0]?.state).toBe('delivered')
  })

  test('in a transaction: rolled back it never was, committed it is sent', async () => {
    const { dispatcher, namespaceId, webhook, sent, clock, store } = await on(engine)
    await webhook()
    dispatcher.start()
    const rolledBack = store.transaction?.(async (tx) => {
      await dispatcher.emit('order.paid', { id: 1 }, { namespaceId, tx })
      throw new Error('rolled back')
    })
    await expect(rolledBack).rejects.toThrow('rolled back')
    const emission = await store.transaction?.((tx) =>
      dispatcher.emit('order.paid', { id: 2 }, { namespaceId, tx }),
    )
    await until(clock, () => sent.length > 0)
    await until(clock, async () => (await dispatcher.health()).inFlight === 0)
    await dispatcher.stop()
    const deliveries = await dispatcher.deliveries.list()
    expect(deliveries.map(({ id, state }) => [id, state])).toEqual([[emission?.deliveryIds[0], 'delivered']])
    expect(sent).toHaveLength(1)
  })

  test('order by key holds with retries', async () => {
    let attempts = 0
    const { dispatcher, namespaceId, webhook, sent, clock } = await on(engine, () =>
      ++attempts === 1 ? 500 : 204,
    )
    await webhook({ ordered: true })
    for (const id of [1, 2, 3]) {
      await dispatcher.emit('order.paid', { id }, { namespaceId, orderingKey: 'a' })
      await clock.advance(1)
    }
    dispatcher.start()
    await until(clock, () => sent.length === 1)
    await clock.advance(10_000)
    await until(clock, () => sent.length === 4)
    await dispatcher.stop()
    const ids = sent.map(
      ({ body }) => (JSON.parse(Buffer.from(body).toString()) as { data: { id: number } }).data.id,
    )
    expect(ids).toEqual([1, 1, 2, 3])
  })
})
