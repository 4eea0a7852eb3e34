import { beforeEach, describe, expect, test } from 'vitest'
import { memoryStore } from 'hookstamp/stores/memory'
import { fakeClock } from 'hookstamp/testing'
import type { Attempt, Delivery, StoredEvent } from '../../src/ports/delivery.js'
import type { Namespace } from '../../src/ports/namespace.js'
import type { Store } from '../../src/ports/store.js'

const user = { id: 1, username: 'ada' }
const code = (expected: string): unknown => expect.objectContaining({ code: expected })

let store: Store
let root: Namespace
beforeEach(async () => {
  store = memoryStore({ clock: fakeClock(1000), keepEnded: 3 })
  root = await store.namespaces.create({ name: 'engine', user, externalId: 'tenant-1' })
})

const child = async (name: string, parentId: number): Promise<Namespace> =>
  store.namespaces.create({ name, user, parentId })

describe('namespaces', () => {
  test('are found by id, path and external id', async () => {
    const parts = await child('parts', root.id)
    expect(root).toMatchObject({ id: 1, rootId: 1, createdAt: 1000 })
    expect(await store.namespaces.get(parts.id)).toEqual(parts)
    expect(await store.namespaces.getByPath('ada', 'engine/parts')).toEqual(parts)
    expect(await store.namespaces.getByPath('bob', 'engine/parts')).toBeUndefined()
    expect(await store.namespaces.getByExternalId('tenant-1')).toEqual(root)
    expect(await store.namespaces.get(99)).toBeUndefined()
  })

  test('one path and one external id exist once; another user may have the same path', async () => {
    expect(() => store.namespaces.create({ name: 'engine', user })).toThrow(code('conflict'))
    expect(() => store.namespaces.create({ name: 'other', user, externalId: 'tenant-1' })).toThrow(
      code('conflict'),
    )
    expect(await store.namespaces.create({ name: 'engine', user: { id: 2, username: 'bob' } })).toMatchObject(
      { id: 2 },
    )
  })

  test('children come in the order of their paths', async () => {
    await child('zeta', root.id)
    await child('alpha', root.id)
    expect((await store.namespaces.children(root.id)).map((namespace) => namespace.name)).toEqual([
      'alpha',
      'zeta',
    ])
    await expect(child('orphan', 99)).rejects.toThrow(code('not-found'))
  })

  test('the visibility of a root changes its whole tree', async () => {
    const parts = await child('parts', root.id)
    const deep = await child('bolts', parts.id)
    await store.namespaces.update(root.id, { visibility: 'public' })
    expect(await store.namespaces.get(deep.id)).toMatchObject({ visibility: 'public' })
    await store.namespaces.update(deep.id, { visibility: 'private', description: 'M8' })
    expect(await store.namespaces.get(deep.id)).toMatchObject({ visibility: 'public', description: 'M8' })
  })

  test('deleting takes the tree and its webhooks, and frees path and external id', async () => {
    const parts = await child('parts', root.id)
    const deep = await child('bolts', parts.id)
    const webhook = await store.webhooks.create({ namespaceId: deep.id, payloadUrl: 'https://example.com' })
    await store.namespaces.delete(root.id)
    expect(await store.namespaces.get(deep.id)).toBeUndefined()
    expect(await store.webhooks.get(webhook.id)).toBeUndefined()
    expect(await store.webhooks.matching([deep.id], 'cron')).toEqual([])
    expect(await store.namespaces.create({ name: 'engine', user, externalId: 'tenant-1' })).toMatchObject({
      id: 4,
    })
    expect(() => store.namespaces.delete(root.id)).toThrow(code('not-found'))
  })
})

describe('webhooks', () => {
  const payloadUrl = 'https://example.com/hooks'

  test('are listed and found by what they want, in exactly their namespace', async () => {
    const parts = await child('parts', root.id)
    const all = await store.webhooks.create({ namespaceId: root.id, payloadUrl })
    const some = await store.webhooks.create({ namespaceId: root.id, payloadUrl, events: ['cron'] })
    const below = await store.webhooks.create({ namespaceId: parts.id, payloadUrl })
    expect(await store.webhooks.list(root.id)).toEqual([all, some])
    expect(await store.webhooks.matching([root.id], 'cron')).toEqual([all, some])
    expect(await store.webhooks.matching([root.id], 'images')).toEqual([all])
    expect(await store.webhooks.matching([parts.id, root.id], 'images')).toEqual([all, below])
  })

  test('a change is seen by the next question', async () => {
    const webhook = await store.webhooks.create({ namespaceId: root.id, payloadUrl, secret: 's' })
    expect(await store.webhooks.matching([root.id], 'cron')).toHaveLength(1)
    const off = await store.webhooks.update(webhook.id, { active: false })
    expect(off.secrets).toEqual([{ value: 's' }])
    expect(await store.webhooks.matching([root.id], 'cron')).toEqual([])
    await store.webhooks.delete(webhook.id)
    expect(() => store.webhooks.update(webhook.id, {})).toThrow(code('not-found'))
    expect(() => store.webhooks.create({ namespaceId: 99, payloadUrl })).toThrow(code('not-found'))
  })
})

describe('deliveries', () => {
  let lastId = 0
  const event = (type = 'cron'): StoredEvent => ({
    id: `event-${++lastId}`,
    type,
    namespaceId: root.id,
    idempotencyKey: null,
    traceContext: null,
    body: new Uint8Array([123, 125, 10]),
    createdAt: 1000,
  })
  const delivery = (of: StoredEvent, webhookId: number, changes: Partial<Delivery> = {}): Delivery => ({
    id: `delivery-${String(++lastId).padStart(6, '0')}`,
    eventId: of.id,
    type: of.type,
    namespaceId: of.namespaceId,
    webhookId,
    state: 'pending',
    reason: null,
    attempts: 0,
    uncharged: 0,
    endedAt: null,
    nextAttemptAt: 1000,
    redeliveryOf: null,
    outlivesWebhook: false,
    orderingKey: null,
    createdAt: 1000,
    ...changes,
  })
  const attempt = (of: Delivery, changes: Partial<Attempt> = {}): Attempt => ({
    deliveryId: of.id,
    number: 1,
    outcome: 'unknown',
    startedAt: 1000,
    durationNs: null,
    timings: null,
    requestHeaders: {},
    response: null,
    error: null,
    ...changes,
  })
  const lastResponse = { code: 204, duration: 5, error: null, createdAt: 1000 }
  const delivered = {
    state: 'delivered',
    reason: null,
    nextAttemptAt: null,
    endedAt: 2000,
    uncharged: 0,
  } as const

  const webhook = async (): Promise<number> =>
    (await store.webhooks.create({ namespaceId: root.id, payloadUrl: 'https://example.com' })).id

  test('an attempt is there before it is over, and both writes move delivery and webhook', async () => {
    const webhookId = await webhook()
    const happened = event()
    const one = delivery(happened, webhookId)
    await store.deliveries.add([{ event: happened, deliveries: [one] }])
    await store.deliveries.begin(attempt(one))
    expect(await store.deliveries.attempts(one.id)).toEqual([attempt(one)])
    expect(await store.deliveries.get(one.id)).toMatchObject({ attempts: 1, state: 'pending' })

    const over = attempt(one, { outcome: 'succeeded', durationNs: 5 })
    await store.deliveries.complete({ attempt: over, delivery: delivered, lastResponse })
    expect(await store.deliveries.attempts(one.id)).toEqual([over])
    expect(await store.deliveries.get(one.id)).toMatchObject({
      state: 'delivered',
      nextAttemptAt: null,
      uncharged: 0,
    })
    expect(await store.webhooks.get(webhookId)).toMatchObject({ lastResponse })
    expect(await store.deliveries.load([one.id])).toEqual([undefined])
  })

  test('are listed newest first, narrowed by any field, page by page', async () => {
    const [a, b] = [await webhook(), await webhook()]
    const [first, second] = [event(), event()]
    const all = [delivery(first, a), delivery(first, b), delivery(second, a), delivery(second, b)]
    await store.deliveries.add([{ event: first, deliveries: all.slice(0, 2) }])
    await store.deliveries.add([{ event: second, deliveries: all.slice(2) }])
    const ids = async (query: object): Promise<string[]> =>
      (await store.deliveries.list(query)).map((found) => found.id)
    const newest = all.map((one) => one.id).toReversed()
    expect(await ids({})).toEqual(newest)
    expect(await ids({ webhookId: a })).toEqual([newest[1], newest[3]])
    expect(await ids({ eventId: second.id, webhookId: b })).toEqual([newest[0]])
    expect(await ids({ namespaceId: root.id, limit: 2 })).toEqual(newest.slice(0, 2))
    expect(await ids({ before: newest[1], limit: 2 })).toEqual(newest.slice(2))
    expect(await ids({ state: 'dead' })).toEqual([])
    expect(await ids({ namespaceId: 99 })).toEqual([])
  })

  test('a deleted webhook cancels what waits, except what outlives it, and is kept for just that', async () => {
    const webhookId = await webhook()
    const happened = event()
    const [ordinary, farewell] = [
      delivery(happened, webhookId),
      delivery(happened, webhookId, { outlivesWebhook: true }),
    ]
    await store.deliveries.add([{ event: happened, deliveries: [ordinary, farewell] }])
    await store.webhooks.delete(webhookId)
    expect(await store.deliveries.get(ordinary.id)).toMatchObject({
      state: 'cancelled',
      reason: 'webhook-deleted',
    })
    expect(await store.webhooks.get(webhookId)).toBeUndefined()
    const [loaded] = await store.deliveries.load([farewell.id])
    expect(loaded?.webhook).toMatchObject({ id: webhookId, payloadUrl: 'https://example.com' })
    await store.deliveries.begin(attempt(farewell))
    await store.deliveries.complete({ attempt: attempt(farewell), delivery: delivered, lastResponse })
    expect(await store.deliveries.get(farewell.id)).toMatchObject({ state: 'delivered' })

    // Gone for good now: nothing of it can be loaded any more.
    const late = delivery(happened, webhookId)
    await store.deliveries.add([{ event: happened, deliveries: [late] }])
    expect(await store.deliveries.load([late.id])).toEqual([undefined])
  })

  test('what was cancelled while its request was under way stays cancelled', async () => {
    const happened = event()
    const one = delivery(happened, await webhook())
    await store.deliveries.add([{ event: happened, deliveries: [one] }])
    await store.deliveries.begin(attempt(one))
    expect(await store.deliveries.end(one.id, { state: 'cancelled', reason: 'asked', endedAt: 2000 })).toBe(
      true,
    )
    const over = attempt(one, { outcome: 'succeeded' })
    await store.deliveries.complete({ attempt: over, delivery: delivered, lastResponse })
    expect(await store.deliveries.get(one.id)).toMatchObject({ state: 'cancelled', reason: 'asked' })
    expect(await store.deliveries.attempts(one.id)).toEqual([over])
    expect(await store.deliveries.end(one.id, { state: 'dead', reason: 'again', endedAt: 2000 })).toBe(false)
    expect(await store.deliveries.end('nobody', { state: 'dead', reason: 'never', endedAt: 2000 })).toBe(
      false,
    )
  })

  test('are narrowed by type and time, and pruned by age and number of what has ended', async () => {
    const webhookId = await webhook()
    const happened = [event('cron'), event('images'), event('cron')]
    const all = happened.map((one, index) => delivery(one, webhookId, { createdAt: 1000 + index }))
    for (const [index, one] of all.entries()) {
      await store.deliveries.add([{ event: happened[index] as StoredEvent, deliveries: [one] }])
    }
    const ids = async (query: object): Promise<string[]> =>
      (await store.deliveries.list({ webhookId, ...query })).map((one) => one.id)
    const [a, b, c] = all.map((one) => one.id) as [string, string, string]
    expect(await ids({ types: ['cron'] })).toEqual([c, a])
    expect(await ids({ since: 1001 })).toEqual([c, b])
    expect(await ids({ until: 1001 })).toEqual([a])
    for (const [index, id] of [b, a].entries()) {
      await store.deliveries.end(id, { state: 'dead', reason: 'test', endedAt: 2000 + index })
    }
    expect(await store.deliveries.prune({ endedBefore: 2000 })).toBe(0)
    expect(await store.deliveries.prune({ endedBefore: 2001 })).toBe(1)
    expect(await ids({})).toEqual([c, a])
    expect(await store.deliveries.prune({ keepEnded: 0 })).toBe(1)
    expect(await ids({})).toEqual([c])
  })

  test('an idempotency key is taken once in a day and a namespace, by the first event with it', async () => {
    const webhookId = await webhook()
    const keyed = (changes: Partial<StoredEvent> = {}): StoredEvent => ({
      ...event(),
      idempotencyKey: 'order-1',
      ...changes,
    })
    const add = async (one: StoredEvent): Promise<string | undefined> =>
      (await store.deliveries.add([{ event: one, deliveries: [delivery(one, webhookId)] }]))[0]
    const [first, second] = [keyed(), keyed()]
    expect(await add(first)).toBe(first.id)
    expect(await add(second)).toBe(first.id)
    expect(await store.deliveries.list({ eventId: second.id })).toEqual([])
    const elsewhere = keyed({ namespaceId: 99 })
    expect(await add(elsewhere)).toBe(elsewhere.id)
    const dayLater = keyed({ createdAt: 1000 + 24 * 60 * 60 * 1000 })
    expect(await add(dayLater)).toBe(dayLater.id)
    // More deliveries of the first, though its key belongs to another now.
    expect(await add(first)).toBe(first.id)
    expect(await store.deliveries.list({ eventId: first.id })).toHaveLength(2)
  })

  test('keeps only so many that have ended, oldest out first, and forgets their event with the last', async () => {
    const webhookId = await webhook()
    const events = Array.from({ length: 5 }, () => event())
    const all = events.map((happened) => delivery(happened, webhookId))
    for (const [index, one] of all.entries())
      await store.deliveries.add([{ event: events[index] as StoredEvent, deliveries: [one] }])
    for (const one of all)
      await store.deliveries.end(one.id, { state: 'dead', reason: 'test', endedAt: 2000 })
    expect((await store.deliveries.list({ webhookId })).map((one) => one.id)).toEqual(
      all
        .slice(2)
        .map((one) => one.id)
        .toReversed(),
    )
    expect(await store.deliveries.event((events[0] as StoredEvent).id)).toBeUndefined()
    expect(await store.deliveries.event((events[4] as StoredEvent).id)).toEqual(events[4])
  })
  test('the predecessor is the oldest pending delivery of the same webhook and ordering key', async () => {
    const [webhookId, other] = [await webhook(), await webhook()]
    const happened = event()
    const make = (orderingKey: string | null, id = webhookId) => delivery(happened, id, { orderingKey })
    const [a1, b1, none1, a2, elsewhere] = [make('a'), make('b'), make(null), make('a'), make('a', other)]
    await store.deliveries.add([{ event: happened, deliveries: [a1, b1, none1, a2, elsewhere] }])
    for (const first of [a1, b1, none1, elsewhere])
      expect(await store.deliveries.predecessor(first)).toBeUndefined()
    const before = { id: a1.id, webhookId, nextAttemptAt: 1000 }
    expect(await store.deliveries.predecessor(a2)).toEqual(before)
    // From here on the line is known, and kept.
    const [a3, none2] = [make('a'), make(null)]
    await store.deliveries.add([{ event: happened, deliveries: [a3, none2] }])
    expect(await store.deliveries.predecessor(none2)).toMatchObject({ id: none1.id })
    expect(await store.deliveries.predecessor(a3)).toEqual(before)
    await store.deliveries.end(a1.id, { state: 'dead', reason: 'test', endedAt: 2000 })
    expect(await store.deliveries.predecessor(a2)).toBeUndefined()
    expect(await store.deliveries.predecessor(a3)).toMatchObject({ id: a2.id })
    await store.deliveries.end(a2.id, { state: 'dead', reason: 'test', endedAt: 2000 })
    expect(await store.deliveries.predecessor(a3)).toBeUndefined()
  })
})
