import { describe, expect, test } from 'vitest'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { fakeClock, storeContract } from 'hookstamp/testing'
import type { Delivery, NewEvent } from '../../src/ports/delivery.js'
import { newFile, open } from '../sqlite/open.js'

describe('the contract of stores', () => {
  storeContract({
    test,
    caps: { durability: 'fsync', transactions: true },
    inbox: true,
    create: ({ clock }) => {
      const database = open()
      return { store: sqliteStore(database, { clock }), end: () => void database.close() }
    },
  })
})

const user = { id: 1, username: 'ada' }
const payloadUrl = 'https://example.com/hooks'

/** An event of a webhook, with its delivery. */
function newEvent(number: number, webhookId: number, changes: Partial<Delivery> = {}): NewEvent {
  const id = String(number).padStart(6, '0')
  const shared = { type: 'build.created', namespaceId: 1, createdAt: 1000 }
  const event = {
    ...shared,
    id: `e${id}`,
    idempotencyKey: null,
    traceContext: null,
    body: new TextEncoder().encode('{}'),
  }
  const delivery: Delivery = {
    ...shared,
    id: `d${id}`,
    eventId: event.id,
    webhookId,
    state: 'pending',
    reason: null,
    attempts: 0,
    uncharged: 0,
    nextAttemptAt: 1000,
    endedAt: null,
    redeliveryOf: null,
    outlivesWebhook: false,
    orderingKey: null,
    ...changes,
  }
  return { event, deliveries: [delivery] }
}

async function setUp(database = open()) {
  const clock = fakeClock(1000)
  const store = sqliteStore(database, { clock })
  const namespace = await store.namespaces.create({ name: 'engine', user })
  const webhook = await store.webhooks.create({ namespaceId: namespace.id, payloadUrl, secret: 's3cret' })
  return { database, clock, store, namespace, webhook }
}

test('everything is there after a restart', async () => {
  const file = newFile()
  const { database, store, namespace, webhook } = await setUp(open(file))
  await store.deliveries.add([newEvent(1, webhook.id)])
  await store.deliveries.begin({
    deliveryId: 'd000001',
    number: 1,
    outcome: 'unknown',
    startedAt: 1000,
    durationNs: null,
    timings: null,
    requestHeaders: { 'X-One': '1' },
    response: null,
    error: null,
  })
  await store.close()
  database.close()
  const after = sqliteStore(open(file))
  expect(await after.namespaces.get(namespace.id)).toEqual(namespace)
  const [loaded] = await after.deliveries.load(['d000001'])
  expect(loaded).toMatchObject({
    delivery: { attempts: 1 },
    event: { id: 'e000001' },
    webhook: { id: webhook.id },
  })
  expect(loaded?.webhook.secrets).toEqual([{ value: 's3cret' }])
  expect(await after.deliveries.attempts('d000001')).toMatchObject([{ outcome: 'unknown' }])
})

test('two stores on one database object see each other at once', async () => {
  const { database, store, namespace, webhook } = await setUp()
  const other = sqliteStore(database)
  const heard = async (from: typeof store) => (await from.webhooks.matching([namespace.id], 'cron')).length
  expect([await heard(store), await heard(other)]).toEqual([1, 1])
  await other.webhooks.update(webhook.id, { active: false })
  expect([await heard(store), await heard(other)]).toEqual([0, 0])
})

test('what a rolled back transaction of the host has changed is not remembered', async () => {
  const { database, store, namespace, webhook } = await setUp()
  const read = async () => [
    (await store.webhooks.get(webhook.id))?.payloadUrl,
    (await store.webhooks.list(namespace.id)).length,
    (await store.namespaces.get(namespace.id))?.description,
  ]
  const before = await read()
  database.exec('BEGIN')
  await store.webhooks.update(webhook.id, { payloadUrl: 'https://example.org/' }, { tx: database })
  await store.webhooks.create({ namespaceId: namespace.id, payloadUrl }, { tx: database })
  await store.namespaces.update(namespace.id, { description: 'changed' }, { tx: database })
  expect(await read()).toEqual(['https://example.org/', 2, 'changed'])
  database.exec('ROLLBACK')
  expect(await read()).toEqual(before)
  // The host's transaction is known to be over with the next write.
  await store.webhooks.updateHealth(webhook.id, (health) => health)
  expect(await read()).toEqual(before)
})

test('pruning drops a long past in several commits, with attempts and events, and nothing that is pending', async () => {
  const { database, store, webhook } = await setUp()
  await store.deliveries.add(Array.from({ length: 1000 }, (_, number) => newEvent(number, webhook.id)))
  for (let number = 0; number < 900; number++) {
    const ending = { state: 'dead', reason: 'retries-exhausted', endedAt: 2000 + number } as const
    void store.deliveries.end(`d${String(number).padStart(6, '0')}`, ending)
  }
  expect(await store.deliveries.prune({ endedBefore: 2500, keepEnded: 800 })).toBe(500)
  expect(await store.deliveries.prune({ keepEnded: 100 })).toBe(300)
  const count = (table: string): unknown =>
    (database.prepare(`SELECT count(*) AS count FROM ${table}`).get() as { count: number }).count
  expect([count('hookstamp_deliveries'), count('hookstamp_events')]).toEqual([200, 200])
  expect(await store.deliveries.list({ state: 'pending', limit: 1000 })).toHaveLength(100)
})

test.each([
  [
    'hookstamp_deliveries_webhook',
    "SELECT * FROM hookstamp_deliveries WHERE webhook_id = 1 AND id < 'x' ORDER BY id DESC LIMIT 25",
  ],
  [
    'hookstamp_deliveries_namespace',
    "SELECT * FROM hookstamp_deliveries WHERE namespace_id = 1 AND id < 'x' ORDER BY id DESC LIMIT 25",
  ],
  [
    'hookstamp_deliveries_event',
    "SELECT * FROM hookstamp_deliveries WHERE event_id = 'e' ORDER BY id DESC LIMIT 25",
  ],
  [
    'hookstamp_deliveries_ended',
    "SELECT id, event_id, ended_at FROM hookstamp_deliveries WHERE state <> 'pending' ORDER BY ended_at, id LIMIT 200",
  ],
  [
    'hookstamp_webhooks_namespace',
    'SELECT * FROM hookstamp_webhooks WHERE namespace_id = 1 AND deleted_at IS NULL ORDER BY id',
  ],
  ...['user', 'root', 'parent'].map((list) => [
    `hookstamp_namespaces_${list}`,
    `SELECT * FROM hookstamp_namespaces WHERE ${list}_id = 1 ORDER BY path DESC, id DESC LIMIT 25`,
  ]),
  [
    'hookstamp_queue_line',
    "SELECT id, due_at FROM hookstamp_queue WHERE queue = 'q' AND key = 'k' ORDER BY due_at, id LIMIT 64",
  ],
])('%s answers in order, without sorting', async (index, sql) => {
  const { database } = await setUp()
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]
  const details = plan.map(({ detail }) => detail).join('; ')
  expect(details).toContain(index)
  expect(details).not.toContain('TEMP B-TREE')
})

describe('a page of very many namespaces', () => {
  test('is the same from either end', async () => {
    const { store } = await setUp()
    const other = await store.namespaces.create({ name: 'shared', user: { id: 2, username: 'bob' } })
    for (let number = 100; number < 160; number++) {
      const owner = number % 3 === 0 ? { parentId: other.id, user: { id: 2, username: 'bob' } } : { user }
      void store.namespaces.create({ name: `n${number}`, ...owner })
    }
    await store.namespaces.create({ name: 'last', user })
    const query = { userId: user.id, rootIds: [other.id] }
    const all = (await store.namespaces.list({ ...query, limit: 1000 })).namespaces
    expect(all).toHaveLength(63)
    for (let offset = 0; offset < 70; offset += 7) {
      expect(await store.namespaces.list({ ...query, offset, limit: 7 })).toEqual({
        namespaces: all.slice(offset, offset + 7),
        hasMore: offset + 7 < 63,
      })
    }
    const searched = await store.namespaces.list({ ...query, search: 'SHARED/N1', offset: 18, limit: 5 })
    expect(searched.namespaces).toEqual(all.filter(({ path }) => path.startsWith('shared/n1')).slice(18))
    const many = {
      userId: user.id,
      rootIds: [other.id, ...Array.from({ length: 500 }, (_, id) => id + 1000)],
    }
    expect((await store.namespaces.list({ ...many, limit: 1000 })).namespaces).toEqual(all)
  })
})
