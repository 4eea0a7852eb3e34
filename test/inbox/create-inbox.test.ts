import { describe, expect, expectTypeOf, test, vi } from 'vitest'
import { createInbox, createReceiver, type InboxChange, type InboxOptions } from 'hookstamp'
import { gitlab } from 'hookstamp/dialects/gitlab'
import { fixture } from 'hookstamp/fixtures/gitlab'
import { memoryQueue } from 'hookstamp/queues/memory'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { memoryStore } from 'hookstamp/stores/memory'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { fakeClock, signedRequest } from 'hookstamp/testing'
import type { Queue } from '../../src/ports/queue.js'
import { acme, message, paid, secret, signed } from '../receiver/acme.js'
import { open } from '../sqlite/open.js'

const SECOND = 1000
const retry = { delaysMs: [5 * SECOND, 60 * SECOND], jitter: 'none' } as const

/** A receiver with an inbox in memory, both on one clock that stands still. */
function setup(options: Partial<InboxOptions> = {}) {
  const clock = fakeClock()
  const store = memoryStore({ clock })
  const changes: InboxChange[] = []
  const inbox = createInbox({ store, clock, retry, observe: (change) => changes.push(change), ...options })
  const errors: string[] = []
  const receiver = createReceiver({ dialect: acme, secrets: [secret], clock, inbox }).onError(({ code }) =>
    errors.push(code),
  )
  const kinds = (): string[] => changes.map(({ kind }) => kind)
  return { clock, store, inbox, receiver, changes, kinds, errors }
}

const delivery = (id: string) =>
  signed(message('invoice.paid', { id: 'in_1', cents: 42 }), { headers: { 'x-acme-delivery': id } })

describe('a receiver with an inbox', () => {
  test('answers once the event is stored, and has it handled later, typed as ever', async () => {
    const { clock, inbox, receiver, kinds } = setup()
    const seen: unknown[] = []
    receiver.on('invoice.paid', ({ type, payload, facts, id, verified, receivedAt, body }, context) => {
      expectTypeOf(payload.cents).toEqualTypeOf<number>()
      seen.push([type, payload, facts, id, verified.scheme, receivedAt, body.length, context])
    })
    const request = delivery('d1')
    const outcome = await receiver.receive({ ...request, context: { of: 'the platform' } })
    expect(outcome).toMatchObject({ ok: true, code: 'accepted', event: { type: 'invoice.paid' } })
    expect(seen).toEqual([])
    const receivedAt = clock.now()
    await clock.advance(500)
    await inbox.drain()
    expect(seen).toEqual([
      [
        'invoice.paid',
        { id: 'in_1', cents: 42 },
        { deliveryId: 'd1' },
        'd1',
        'hmac',
        receivedAt,
        request.body.length,
        undefined,
      ],
    ])
    expect(kinds()).toEqual(['accepted', 'handled'])
    expect(await inbox.events.list()).toMatchObject([{ state: 'handled', attempts: 1, lastError: null }])
  })

  test('takes a copy for what it is, whatever became of the first', async () => {
    const { inbox, receiver } = setup()
    const handler = vi.fn()
    receiver.onAny(handler)
    expect((await receiver.receive(delivery('d1'))).code).toBe('accepted')
    expect((await receiver.receive(delivery('d1'))).code).toBe('duplicate')
    await inbox.drain()
    expect((await receiver.receive(delivery('d1'))).code).toBe('duplicate')
    expect((await receiver.receive(delivery('d2'))).code).toBe('accepted')
    await inbox.drain()
    expect(handler).toHaveBeenCalledTimes(2)
  })

  test('stores nothing that nobody handles, and nothing that is refused', async () => {
    const { inbox, receiver, errors } = setup()
    receiver.on('invoice.voided', () => undefined)
    expect((await receiver.receive(paid)).code).toBe('handled')
    expect((await receiver.receive(signed(message('nope', {})))).code).toBe('event-unknown')
    expect((await receiver.receive(signed(message('ping', { n: 'x' })))).code).toBe('payload-invalid')
    expect((await receiver.receive({ ...paid, headers: {} })).code).toBe('unverified')
    expect(await inbox.events.list()).toEqual([])
    expect(errors).toEqual(['payload-invalid', 'unverified'])
  })

  test('hands unknown events and invalid payloads to who asked for them', async () => {
    const { inbox, receiver } = setup()
    const seen: unknown[] = []
    receiver.onUnknownEvent(({ type }) => seen.push(type))
    receiver.onInvalidPayload(({ type, issues }) => seen.push([type, issues.length]))
    expect((await receiver.receive(signed(message('nope', {})))).code).toBe('event-unknown')
    expect((await receiver.receive(signed(message('ping', { n: 'x' })))).code).toBe('accepted')
    expect(seen).toEqual([])
    await inbox.drain()
    expect(seen).toEqual(['nope', ['ping', 1]])
    expect(await inbox.events.list({ state: 'handled' })).toHaveLength(2)
  })

  test('asks the sender to come back when the event cannot be stored', async () => {
    const store = memoryStore()
    const failing = {
      ...store,
      inbox: { ...store.inbox!, add: () => Promise.reject(new Error('disk full')) },
    }
    const { receiver, errors } = setup({ store: failing })
    receiver.onAny(() => undefined)
    expect(await receiver.receive(paid)).toMatchObject({ ok: false, code: 'inbox-unavailable' })
    expect(errors).toEqual(['inbox-unavailable'])
  })

  test("keeps tenants' copies and turns apart", async () => {
    const clock = fakeClock()
    const store = memoryStore({ clock })
    const inbox = createInbox({ store, clock })
    const receiver = createReceiver({ dialect: acme, secrets: () => [secret], inbox }).onAny(() => undefined)
    expect((await receiver.receive({ ...delivery('d1'), url: '/a?x=1' })).code).toBe('accepted')
    expect((await receiver.receive({ ...delivery('d1'), url: '/b' })).code).toBe('accepted')
    expect((await receiver.receive({ ...delivery('d1'), url: '/a?x=2' })).code).toBe('duplicate')
    expect((await inbox.events.list()).map(({ key }) => key)).toEqual(['acme /b', 'acme /a'])
  })

  test("stores no proof and no credential: GitLab's token is one", async () => {
    const store = memoryStore()
    const inbox = createInbox({ store })
    const receiver = createReceiver({ dialect: gitlab, secrets: { token: ['canary-token'] }, inbox })
    const seen: unknown[] = []
    receiver.on('push', ({ facts }) => seen.push(facts))
    const request = await signedRequest(gitlab, fixture('push'), { secrets: { token: ['canary-token'] } })
    const headers = {
      ...request.headers,
      Authorization: 'Bearer canary',
      Cookie: 'canary',
      'X-Api-Key': 'canary',
    }
    expect((await receiver.receive({ ...request, headers })).code).toBe('accepted')
    const [entry] = await inbox.events.list()
    expect(JSON.stringify(entry)).not.toContain('canary')
    expect(entry?.headers).toHaveProperty('x-gitlab-event')
    const live: unknown[] = []
    await createReceiver({ dialect: gitlab, secrets: { token: ['canary-token'] } })
      .on('push', ({ facts }) => live.push(facts))
      .receive({ ...request, headers })
    await inbox.drain()
    expect(seen).toEqual(live)
  })
})

describe('handling', () => {
  test('tries again by the schedule, tells of each failure, and gives up at its end', async () => {
    const { clock, inbox, receiver, changes, kinds, errors } = setup()
    const handler = vi.fn().mockRejectedValue(new TypeError('with canary inside'))
    receiver.onAny(handler)
    await receiver.receive(paid)
    inbox.start()
    await clock.advance(0)
    expect(handler).toHaveBeenCalledTimes(1)
    await clock.advance(5 * SECOND)
    expect(handler).toHaveBeenCalledTimes(2)
    await clock.advance(59 * SECOND)
    expect(handler).toHaveBeenCalledTimes(2)
    await clock.advance(SECOND)
    expect(handler).toHaveBeenCalledTimes(3)
    await clock.advance(24 * 60 * 60 * SECOND)
    expect(handler).toHaveBeenCalledTimes(3)
    await inbox.stop()
    expect(kinds()).toEqual(['accepted', 'failed', 'failed', 'died'])
    expect(errors).toEqual(['handler-failed', 'handler-failed', 'handler-failed'])
    const [entry] = await inbox.events.list({ state: 'dead' })
    expect(entry).toMatchObject({
      attempts: 3,
      nextAttemptAt: null,
      lastError: { code: 'handler-failed', message: 'A handler of "invoice.paid" failed. (TypeError)' },
    })
    expect(JSON.stringify(entry)).not.toContain('canary')
    expect(changes.at(-1)).toMatchObject({ event: { state: 'dead' }, error: { code: 'handler-failed' } })
  })

  test('a dead event can be handled again, with all its attempts', async () => {
    const { clock, inbox, receiver } = setup({ retry: { delaysMs: [] } })
    const handler = vi.fn().mockRejectedValueOnce(new Error('boom'))
    receiver.onAny(handler)
    await receiver.receive(paid)
    await inbox.drain()
    const [dead] = await inbox.events.list({ state: 'dead' })
    await clock.advance(1000)
    await inbox.retry(dead!.id)
    await inbox.drain()
    expect(await inbox.events.get(dead!.id)).toMatchObject({ state: 'handled', attempts: 1 })
    await expect(inbox.retry(dead!.id)).rejects.toThrow(expect.objectContaining({ code: 'not-found' }))
    await expect(inbox.retry('nobody')).rejects.toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  test('renews the lease of what takes long, so that nobody else begins it', async () => {
    const { clock, inbox, receiver, kinds } = setup({ leaseMs: 1000 })
    let finish = (): void => {}
    const handler = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
    receiver.onAny(handler)
    await receiver.receive(paid)
    inbox.start()
    await clock.advance(30 * SECOND)
    expect(handler).toHaveBeenCalledTimes(1)
    expect(await inbox.health()).toMatchObject({ inFlight: 1, concurrency: 16 })
    finish()
    await clock.advance(0)
    expect(kinds()).toEqual(['accepted', 'handled'])
    expect(await inbox.stop()).toEqual({ unfinished: [] })
  })

  test('stop leaves behind what still runs, by its id, and begins nothing more', async () => {
    const { clock, inbox, receiver } = setup({ concurrency: 1 })
    const handler = vi.fn(() => new Promise<void>(() => {}))
    receiver.onAny(handler)
    await receiver.receive(delivery('d1'))
    await receiver.receive(delivery('d2'))
    inbox.start()
    await clock.advance(0)
    const stopping = inbox.stop({ drainMs: 100 })
    await clock.advance(100)
    const [, first] = await inbox.events.list()
    expect(await stopping).toEqual({ unfinished: [first?.id] })
    expect(handler).toHaveBeenCalledTimes(1)
  })

  test('what ends the process each time is given up, too', async () => {
    const { clock, store, inbox, receiver, kinds } = setup()
    const handler = vi.fn()
    receiver.onAny(handler)
    await receiver.receive(paid)
    const [entry] = await inbox.events.list()
    for (let crash = 0; crash < 3; crash++) await store.inbox?.begin(entry!.id)
    await clock.advance(1000)
    await inbox.drain()
    expect(handler).not.toHaveBeenCalled()
    expect(kinds()).toEqual(['accepted', 'died'])
  })

  test('what a receiver knows no more of fails like anything else', async () => {
    const clock = fakeClock()
    const store = memoryStore({ clock })
    const queue = memoryQueue({ clock })
    const before = createInbox({ store, queue, clock })
    await createReceiver({ dialect: acme, secrets: [secret], inbox: before })
      .onAny(() => undefined)
      .receive(paid)
    const inbox = createInbox({ store, queue, clock, retry })
    createReceiver({ dialect: gitlab, secrets: { token: ['t'] }, inbox }).onError(() => undefined)
    await inbox.drain()
    expect(await inbox.events.list()).toMatchObject([
      {
        state: 'pending',
        lastError: { code: 'payload-invalid', message: expect.stringContaining('"acme"') },
      },
    ])
  })

  test('tells when a claim was lost, and when store or queue fail', async () => {
    const clock = fakeClock()
    const inner = memoryQueue({ clock })
    let failing = false
    const queue: Queue = {
      ...inner,
      settle: async (claim, as) =>
        failing ? Promise.reject(new Error('gone')) : !(await inner.settle(claim, as)),
    }
    const { inbox, receiver, kinds } = setup({ queue, clock, store: memoryStore({ clock }) })
    receiver.onAny(() => undefined)
    await receiver.receive(delivery('d1'))
    await inbox.drain()
    failing = true
    await receiver.receive(delivery('d2'))
    await inbox.drain()
    expect(kinds()).toEqual(['accepted', 'handled', 'lease-lost', 'accepted', 'handled', 'faulted'])
  })

  test('drops what ended long ago, hourly while it is started', async () => {
    const { clock, inbox, receiver } = setup({ retention: { keepMs: 1000 } })
    receiver.onAny(() => undefined)
    await receiver.receive(paid)
    inbox.start()
    await clock.advance(0)
    expect(await inbox.events.list()).toHaveLength(1)
    await clock.advance(60 * 60 * SECOND)
    expect(await inbox.events.list()).toEqual([])
    expect((await receiver.receive(paid)).code).toBe('accepted')
    await inbox.stop()
    await clock.advance(2000)
    expect(await inbox.events.prune()).toBe(1)
  })
})

describe('on SQLite', () => {
  test('what a process accepted, the next one handles; a queue of its own keeps deliveries out', async () => {
    const clock = fakeClock()
    const database = open()
    const openInbox = () => {
      const store = sqliteStore(database, { clock })
      const queue = sqliteQueue(database, { clock, name: 'inbox' })
      const deliveries = sqliteQueue(database, { clock })
      const inbox = createInbox({ store, queue, clock, retry })
      const handler = vi.fn()
      const receiver = createReceiver({ dialect: acme, secrets: [secret], inbox }).onAny(handler)
      const close = async (): Promise<void> => {
        await inbox.stop()
        for (const each of [queue, deliveries, store]) await each.close()
      }
      return { inbox, receiver, handler, deliveries, close }
    }
    const before = openInbox()
    expect((await before.receiver.receive(delivery('d1'))).code).toBe('accepted')
    expect(await before.deliveries.claim({ max: 9, leaseMs: 1000, perKeyMax: 9 })).toEqual([])
    await before.close()
    const after = openInbox()
    expect((await after.receiver.receive(delivery('d1'))).code).toBe('duplicate')
    await after.inbox.drain()
    expect(after.handler).toHaveBeenCalledTimes(1)
    expect(await after.inbox.events.list({ state: 'handled' })).toHaveLength(1)
    await after.close()
  })

  test('what the queue forgot is found again', async () => {
    const clock = fakeClock()
    const database = open()
    const store = sqliteStore(database, { clock })
    const queue = { ...memoryQueue({ clock }), enqueue: () => Promise.reject(new Error('down')) }
    const accepting = createInbox({ store, queue, clock })
    const accepted = await createReceiver({ dialect: acme, secrets: [secret], inbox: accepting })
      .onAny(() => undefined)
      .receive(paid)
    expect(accepted.code).toBe('accepted')
    const inbox = createInbox({ store, queue: memoryQueue({ clock }), clock })
    const handler = vi.fn()
    createReceiver({ dialect: acme, secrets: [secret], inbox }).onAny(handler)
    inbox.start()
    await vi.waitFor(async () => {
      await clock.advance(1000)
      expect(handler).toHaveBeenCalledTimes(1)
    })
    await inbox.stop()
    await store.close()
  })
})

describe('options', () => {
  const store = memoryStore()
  const option = expect.objectContaining({ code: 'option-invalid' })

  test('a store without an inbox, and one that lasts without a queue, are refused', () => {
    const { inbox: _, ...without } = store
    expect(() => createInbox({ store: without })).toThrow(option)
    const lasting = { ...store, caps: { ...store.caps, durability: 'server' } as const }
    expect(() => createInbox({ store: lasting })).toThrow(expect.objectContaining({ code: 'queue-required' }))
    expect(() => createInbox({ store, concurrency: 0 })).toThrow(option)
    expect(() => createInbox({ store, leaseMs: -1 })).toThrow(option)
  })

  test('an inbox belongs to one receiver, and needs one', async () => {
    const inbox = createInbox({ store })
    expect(() => inbox.start()).toThrow(option)
    await expect(inbox.drain()).rejects.toThrow(option)
    createReceiver({ dialect: acme, secrets: [secret], inbox })
    expect(() => createReceiver({ dialect: acme, secrets: [secret], inbox })).toThrow(option)
  })

  test('a guard beside it is refused', () => {
    const guard = { claim: () => ({ state: 'busy' }) as const, complete: () => {}, release: () => {} }
    const inbox = createInbox({ store })
    expect(() => createReceiver({ dialect: acme, secrets: [secret], guard, inbox })).toThrow(option)
  })
})
