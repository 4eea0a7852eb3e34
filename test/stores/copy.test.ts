import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { postgresGuard } from 'hookstamp/guards/postgres'
import { sqliteGuard } from 'hookstamp/guards/sqlite'
import { memoryQueue } from 'hookstamp/queues/memory'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { copyStore, type PostgresClient } from 'hookstamp/stores/copy'
import { aesSecretBox, encryptedStore } from 'hookstamp/stores/encrypted'
import { postgresStore } from 'hookstamp/stores/postgres'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { fakeClock } from 'hookstamp/testing'
import type { InboxEvent } from '../../src/ports/inbox.js'
import type { Store } from '../../src/ports/store.js'
import { setup } from '../dispatcher/setup.js'
import { isLeftOut } from '../services/missing.js'
import { dropSchema, newSchema, postgresKinds, type PostgresDatabase } from '../services/postgres-database.js'
import { newFile, open } from '../sqlite/open.js'
import { newEvent } from './new-event.js'

// A schema for each case: PGlite on a busy machine takes seconds for it.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const user = { id: 1, username: 'ada' }
const payloadUrl = 'https://example.com/hooks'
const box = aesSecretBox({ keys: [{ id: 'a', key: Buffer.alloc(32, 7).toString('base64') }] })

function inboxEvent(id: string, changes: Partial<InboxEvent> = {}): InboxEvent {
  return {
    id,
    dedupeKey: `dedupe-${id}`,
    key: 'shop',
    dialect: 'shop',
    type: 'order.paid',
    headers: { 'x-one': '1' },
    body: new TextEncoder().encode('{ "id" : 1 }'),
    verified: { ok: true, code: 'verified', scheme: 'hmac', secretIndex: 0 },
    receivedAt: 1000,
    state: 'pending',
    attempts: 0,
    nextAttemptAt: 1000,
    endedAt: null,
    lastError: null,
    ...changes,
  }
}

/** Something of everything, and of each the odd ones. */
async function fill(store: Store): Promise<void> {
  const root = await store.namespaces.create({ name: 'acme', user, externalId: 'x1', visibility: 'private' })
  const child = await store.namespaces.create({ name: 'engine', user, parentId: root.id })
  const late = await store.namespaces.create({ name: 'late', user, description: 'üñí' })
  // Older than its parent now.
  await store.namespaces.move(child.id, late.id)
  const gone = await store.namespaces.create({ name: 'gone', user })
  await store.namespaces.delete(gone.id)
  await store.collaborators.add({ rootId: root.id, userId: 7 })
  await store.invites.create({ rootId: root.id, inviteeId: 8, inviterId: 1 })
  const namespaceId = root.id
  const all = await store.webhooks.create({ namespaceId, payloadUrl, secret: 's3cret', ratePerSecond: 0.5 })
  await store.webhooks.create({
    namespaceId,
    payloadUrl,
    events: ['cron', 'cron', 'build.*'],
    headers: { 'X-Key': 'k' },
    auth: { username: 'u', password: 'p' },
    tls: { cert: 'c', key: 'k' },
    ordered: true,
    timeoutMs: 5000,
  })
  await store.webhooks.create({ namespaceId, payloadUrl, active: false })
  await store.webhooks.updateHealth(all.id, (health) => ({ ...health, failures: 3, pausedUntil: 2000 }))
  const farewell = await store.webhooks.create({ namespaceId, payloadUrl })
  const last = newEvent(farewell, 'farewell')
  await store.deliveries.add([
    newEvent(all, 'first', 'a key'),
    {
      ...last,
      deliveries: last.deliveries.map((one) => ({ ...one, outlivesWebhook: true, orderingKey: 'k' })),
    },
  ])
  await store.webhooks.delete(farewell.id)
  const attempt = {
    deliveryId: 'first-delivery',
    number: 1,
    outcome: 'unknown' as const,
    startedAt: 1000,
    durationNs: null,
    timings: null,
    requestHeaders: { 'X-One': '1' },
    response: null,
    error: null,
  }
  await store.deliveries.begin(attempt)
  await store.deliveries.complete({
    attempt: {
      ...attempt,
      outcome: 'failed',
      durationNs: 12_345_678,
      response: { status: 500, headers: { a: 'b' }, body: new Uint8Array([0, 255, 10]) },
    },
    delivery: { state: 'pending', reason: null, uncharged: 0, nextAttemptAt: 5000, endedAt: null },
    lastResponse: { code: 500, duration: 12_345_678, error: null, createdAt: 1000 },
  })
  await store.deliveries.begin({ ...attempt, number: 2 })
  await store.inbox?.add(inboxEvent('waiting'))
  await store.inbox?.add(
    inboxEvent('dead', {
      state: 'dead',
      nextAttemptAt: null,
      endedAt: 2000,
      attempts: 3,
      type: null,
      lastError: { code: 'handler-failed', message: 'no' },
    }),
  )
}

/** All that a store can be asked for. */
async function everything(store: Store): Promise<unknown> {
  const { namespaces, webhooks, deliveries, inbox } = store
  const page = (await namespaces.list({ userId: 1, limit: 100 })).namespaces
  const hooks = (await Promise.all(page.map(({ id }) => webhooks.list(id)))).flat()
  const listed = await deliveries.list({ limit: 100 })
  return {
    namespaces: page,
    trees: await Promise.all(page.map(({ id }) => namespaces.tree(id))),
    external: await namespaces.getByExternalId('x1'),
    collaborators: await store.collaborators.list(1),
    invites: await store.invites.list({ rootId: 1 }),
    webhooks: hooks.map((hook) => ({ ...hook, secrets: hook.secrets, headers: hook.headers })),
    secrets: hooks.map(({ auth, tls, proxy }) => [auth, tls, proxy]),
    matching: await Promise.all(
      ['cron', 'build.ended', 'other'].map(async (type) =>
        (await webhooks.matching([1], type)).map(({ id }) => id),
      ),
    ),
    deliveries: listed,
    attempts: await Promise.all(listed.map(({ id }) => deliveries.attempts(id))),
    // With the webhook that is deleted, and kept for its farewell.
    loaded: await deliveries.load(listed.map(({ id }) => id)),
    overdue: await deliveries.overdue({ dueBefore: 1e15 }),
    inbox: await inbox?.list({}),
    inboxEvents: await Promise.all(['waiting', 'dead'].map((id) => inbox?.get(id))),
  }
}

describe.each(postgresKinds)('copyStore to $name', (kind) => {
  describe.skipIf(isLeftOut(`copyStore to ${kind.name}`, kind.missing))('', () => {
    let opened: PostgresDatabase
    let client: PostgresClient
    let schema = ''
    beforeAll(async () => {
      opened = await kind.open()
      client = opened.client
    })
    beforeEach(() => {
      schema = newSchema()
      onTestFinished(() => dropSchema(client, schema))
    })
    afterAll(() => opened?.end())

    /** A SQLite database whose store was filled and closed. */
    const filled = async (how: (store: Store) => Promise<unknown>) => {
      const database = open()
      const store = sqliteStore(database, { clock: fakeClock(1000) })
      await how(store)
      await store.close()
      return database
    }

    test('copies everything as it is', async () => {
      const database = open()
      const source = sqliteStore(database, { clock: fakeClock(1000) })
      await fill(source)
      const before = await everything(source)
      await source.close()
      expect(await copyStore(database, client, { schema })).toEqual({
        namespaces: 3,
        collaborators: 1,
        invites: 1,
        webhooks: 4,
        events: 2,
        idempotency_keys: 1,
        deliveries: 2,
        attempts: 2,
        inbox: 2,
        replays: 0,
      })
      expect(await everything(postgresStore(client, { schema }))).toEqual(before)
    })

    test('goes on with ids that were never given', async () => {
      const database = await filled(fill)
      await copyStore(database, client, { schema })
      const store = postgresStore(client, { schema })
      // The fourth was deleted.
      expect(await store.namespaces.create({ name: 'next', user })).toMatchObject({ id: 5, rootId: 5 })
      expect(await store.webhooks.create({ namespaceId: 1, payloadUrl })).toMatchObject({ id: 5 })
      expect(await store.invites.create({ rootId: 1, inviteeId: 9, inviterId: 1 })).toMatchObject({ id: 2 })
    })

    test('keeps what is sealed sealed, and it opens', async () => {
      const database = await filled(async (store) => {
        const sealed = encryptedStore(store, box)
        const { id } = await sealed.namespaces.create({ name: 'acme', user })
        await sealed.webhooks.create({ namespaceId: id, payloadUrl, secret: 'canary' })
      })
      await copyStore(database, client, { schema })
      const bare = postgresStore(client, { schema })
      expect((await bare.webhooks.get(1))?.secrets[0]?.value).not.toContain('canary')
      expect((await encryptedStore(bare, box).webhooks.get(1))?.secrets).toEqual([{ value: 'canary' }])
    })

    test('keeps what a replay guard has handled, and who is at it', async () => {
      const database = open()
      const guard = sqliteGuard(database)
      const claim = async (key: string): Promise<string> => {
        const answer = await guard.claim(key)
        return answer.state === 'claimed' ? answer.token : ''
      }
      await guard.complete('done', await claim('done'))
      await claim('busy')
      await guard.release('free', await claim('free'))
      await guard.close()
      expect(await copyStore(database, client, { schema })).toMatchObject({ replays: 2 })
      const after = postgresGuard(client, { schema })
      expect(await after.claim('done')).toEqual({ state: 'done' })
      expect(await after.claim('busy')).toEqual({ state: 'busy' })
      expect(await after.claim('free')).toMatchObject({ state: 'claimed' })
    })

    test('what was emitted on one is delivered on the other, once, and its key still holds', async () => {
      const clock = fakeClock()
      const database = open()
      const store = sqliteStore(database, { clock })
      const queue = sqliteQueue(database, { clock })
      const before = await setup({ clock, store, queue, answer: (_, count) => (count === 1 ? 500 : 204) })
      await before.webhook()
      const { namespaceId } = before
      const emit = (id: number) =>
        before.dispatcher.emit('order.paid', { id }, { namespaceId, idempotencyKey: `order ${id}` })
      // One delivered, one to be tried again, the rest not begun.
      const first = [await emit(1), await emit(2)]
      await before.dispatcher.drain()
      const rest = await Promise.all(Array.from({ length: 1200 }, (_, index) => emit(index + 3)))
      await before.dispatcher.stop()
      await queue.close()
      await store.close()
      const states = await idsByState(store)
      expect([states['delivered']?.length, states['pending']?.length]).toEqual([1, 1201])

      await copyStore(database, client, { schema })
      const target = postgresStore(client, { schema, clock })
      const after = await setup({ clock, store: target, queue: memoryQueue({ clock }), namespace: 'after' })
      expect(await idsByState(target)).toEqual(states)
      const again = await after.dispatcher.emit(
        'order.paid',
        { id: 9 },
        { namespaceId, idempotencyKey: 'order 9' },
      )
      expect(again.eventId).toBe(rest[6]?.eventId)
      after.dispatcher.start()
      for (let turn = 0; turn < 2000 && after.sent.length < 1201; turn++) await clock.advance(100)
      await after.dispatcher.drain()
      await after.dispatcher.stop()
      const sent = after.sent.map(({ body }) => idIn(body))
      expect(new Set(sent).size).toBe(1201)
      expect(sent.length).toBe(1201)
      const all = [...first, ...rest].flatMap(({ deliveryIds }) => deliveryIds)
      expect(await idsByState(target)).toEqual({ delivered: all.toSorted() })
    })

    test('refuses a schema that holds something, and leaves it', async () => {
      const database = await filled(fill)
      const target = postgresStore(client, { schema })
      await target.namespaces.create({ name: 'mine', user })
      await expect(copyStore(database, client, { schema })).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(/not empty \(namespaces\)/),
      })
      expect((await target.namespaces.list({ userId: 1 })).namespaces).toMatchObject([{ name: 'mine' }])
    })

    test('copies nothing when something cannot be kept, and all of it once that is mended', async () => {
      const database = await filled(async (store) => {
        await fill(store)
        const webhook = await store.webhooks.create({ namespaceId: 1, payloadUrl })
        await store.deliveries.add([newEvent(webhook, 'odd', 'with a \0')])
      })
      await expect(copyStore(database, client, { schema })).rejects.toMatchObject({
        code: 'record-invalid',
        message: expect.stringMatching(/Nothing was copied: in hookstamp_(events|idempotency_keys)/),
      })
      const target = postgresStore(client, { schema })
      expect((await target.namespaces.list({ userId: 1 })).namespaces).toEqual([])
      database.exec("UPDATE hookstamp_events SET idempotency_key = 'mended' WHERE id = 'odd'")
      database.exec("UPDATE hookstamp_idempotency_keys SET key = 'mended' WHERE event_id = 'odd'")
      expect(await copyStore(database, client, { schema })).toMatchObject({ namespaces: 3, events: 3 })
    })

    test('refuses a database that is in use, and gives it up when it is done', async () => {
      const file = newFile()
      const database = open(file)
      const store = sqliteStore(database)
      await store.namespaces.create({ name: 'acme', user })
      await expect(copyStore(database, client, { schema })).rejects.toMatchObject({ code: 'database-owned' })
      // As another process would have it.
      await expect(copyStore(open(file), client, { schema })).rejects.toMatchObject({
        code: 'database-owned',
      })
      await store.close()
      expect(await copyStore(database, client, { schema })).toMatchObject({ namespaces: 1 })
      const again = sqliteStore(open(file))
      expect(await again.namespaces.get(1)).toMatchObject({ name: 'acme' })
    })

    test('touches no database that hookstamp was never used on', async () => {
      const database = open()
      await expect(copyStore(database, client, { schema })).rejects.toMatchObject({ code: 'option-invalid' })
      expect(database.prepare('SELECT count(*) AS count FROM sqlite_master').get()).toMatchObject({
        count: 0,
      })
      await expect(copyStore({} as typeof database, client, { schema })).rejects.toMatchObject({
        code: 'option-invalid',
      })
    })
  })
})

async function idsByState(store: Store): Promise<Record<string, string[]>> {
  const states: Record<string, string[]> = {}
  for (const { id, state } of await store.deliveries.list({ limit: 10_000 })) (states[state] ??= []).push(id)
  Object.values(states).forEach((ids) => ids.sort())
  return states
}

const idIn = (body: Uint8Array): number =>
  (JSON.parse(Buffer.from(body).toString()) as { data: { id: number } }).data.id
