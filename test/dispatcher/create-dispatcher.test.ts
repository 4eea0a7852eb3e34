import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createDispatcher, defineDialect, gitlabHealth } from 'hookstamp'
import { memoryQueue } from 'hookstamp/queues/memory'
import { memoryStore } from 'hookstamp/stores/memory'
import { memoryTransport } from 'hookstamp/transports/memory'
import type { Transport, TransportRequest } from '../../src/ports/transport.js'
import { jsonOf, responded, setup, shop, verdictOf } from './setup.js'

const HOUR = 60 * 60 * 1000
const code = (expected: string): unknown => expect.objectContaining({ code: expected })

describe('emit', () => {
  test('stores an event once and a delivery for each webhook that wants it', async () => {
    const { dispatcher, store, namespaceId, webhook, changes } = await setup()
    const [all, paid] = [await webhook(), await webhook({ events: ['order.paid'] })]
    await webhook({ events: ['order.sent'] })
    await webhook({ active: false })
    const { eventId, deliveryIds } = await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    const deliveries = await Promise.all(deliveryIds.map((id) => dispatcher.deliveries.get(id)))
    expect(deliveries.map((delivery) => delivery?.webhookId)).toEqual([all, paid])
    expect(deliveries[0]).toMatchObject({ eventId, state: 'pending', attempts: 0, type: 'order.paid' })
    expect(JSON.parse(new TextDecoder().decode((await store.deliveries.event(eventId))?.body))).toMatchObject(
      {
        type: 'order.paid',
        data: { id: 7 },
      },
    )
    expect(changes.map((change) => change.kind)).toEqual(['emitted'])
  })

  test('nobody wants it: nothing is stored, and the emission says so', async () => {
    const { dispatcher, store, namespaceId } = await setup()
    const { eventId, deliveryIds } = await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    expect(deliveryIds).toEqual([])
    expect(await store.deliveries.event(eventId)).toBeUndefined()
  })

  test('only the exact namespace hears of it, unless the dialect says that the parent does too', async () => {
    const { dispatcher, store, namespaceId, webhook } = await setup()
    const above = await webhook()
    const below = await store.namespaces.create({
      name: 'books',
      user: { id: 1, username: 'ada' },
      parentId: namespaceId,
    })
    const own = await webhook({ namespaceId: below.id })
    const targets = async (id: number): Promise<unknown[]> => {
      const { eventId } = await dispatcher.emit('order.paid', { id }, { namespaceId: below.id })
      return (await dispatcher.deliveries.list({ eventId })).map((delivery) => delivery.webhookId).toSorted()
    }
    expect(await targets(7)).toEqual([own])
    expect(await targets(0)).toEqual([above, own])
  })

  test('refuses what cannot be sent, and stores nothing', async () => {
    const { dispatcher, namespaceId, webhook } = await setup()
    await webhook()
    const wrong = { id: 'seven' } as unknown as { id: number }
    await expect(dispatcher.emit('order.paid', wrong, { namespaceId })).rejects.toThrow(
      expect.objectContaining({
        code: 'payload-invalid',
        issues: [expect.objectContaining({ path: ['id'] })],
      }),
    )
    await expect(dispatcher.emit('order.lost' as 'order.paid', { id: 1 }, { namespaceId })).rejects.toThrow(
      code('event-unknown'),
    )
    await expect(dispatcher.emit('order.paid', { id: 1 }, { namespaceId: 99 })).rejects.toThrow(
      code('not-found'),
    )
    for (const odd of ['1', undefined, Number.NaN] as unknown as number[]) {
      await expect(dispatcher.emit('order.paid', { id: 1 }, { namespaceId: odd })).rejects.toThrow(
        code('option-invalid'),
      )
    }
    expect(await dispatcher.deliveries.list()).toEqual([])
  })

  test('validation off sends what it is given, if it is JSON', async () => {
    const { dispatcher, namespaceId, webhook } = await setup({ validation: 'off' })
    await webhook()
    const odd = { id: 'seven' } as unknown as { id: number }
    expect((await dispatcher.emit('order.paid', odd, { namespaceId })).deliveryIds).toHaveLength(1)
    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    await expect(
      dispatcher.emit('order.paid', cycle as unknown as { id: number }, { namespaceId }),
    ).rejects.toThrow(code('payload-not-json'))
  })

  test('refuses a body that no receiver would read, by the byte', async () => {
    const empty = JSON.stringify({
      type: 'order.sent',
      timestamp: new Date(0),
      data: { id: 1, carrier: '' },
    }).length
    const room = shop.maxBodyBytes - empty
    const { dispatcher, namespaceId, webhook } = await setup()
    await webhook()
    const emit = (length: number): Promise<unknown> =>
      dispatcher.emit('order.sent', { id: 1, carrier: 'x'.repeat(length) }, { namespaceId })
    await expect(emit(room + 1)).rejects.toThrow(code('payload-too-large'))
    expect(await dispatcher.deliveries.list()).toEqual([])
    await expect(emit(room)).resolves.toMatchObject({ deliveryIds: [expect.any(String)] })
  })

  test('a schema that throws refuses the payload with a typed error', async () => {
    const broken = defineDialect({
      name: 'broken',
      events: {
        tick: z.unknown().refine(() => {
          throw new RangeError('Maximum call stack size exceeded')
        }),
      },
      schemes: shop.schemes,
    })
    const { store, namespaceId, clock } = await setup()
    const transport = memoryTransport()
    const dispatcher = createDispatcher({ dialect: broken, store, transport, clock })
    await expect(dispatcher.emit('tick', 1, { namespaceId })).rejects.toThrow(
      expect.objectContaining({ code: 'payload-invalid', cause: expect.any(RangeError) }),
    )
  })

  test('sends the value as given, not what the schema makes of it', async () => {
    const coercing = defineDialect({
      name: 'coercing',
      events: { tick: z.object({ at: z.coerce.number() }) },
      schemes: shop.schemes,
    })
    const { store, sent, namespaceId, webhook, clock } = await setup()
    await webhook()
    const transport: Transport = {
      caps: { egress: 'none' },
      send: async (request) => {
        sent.push(request)
        return responded(200)
      },
      checkUrl: () => undefined,
      close: () => {},
    }
    const dispatcher = createDispatcher({ dialect: coercing, store, transport, clock })
    await dispatcher.emit('tick', { at: '12' }, { namespaceId })
    await dispatcher.drain()
    expect(jsonOf(sent[0])).toMatchObject({ data: { at: '12' } })
  })
})

describe('delivering', () => {
  test('the same bytes to every webhook, signed with its own secret', async () => {
    const { dispatcher, namespaceId, webhook, sent } = await setup()
    for (const secret of ['first', 'second', undefined]) {
      await webhook({ secret, payloadUrl: `https://example.com/${secret}` })
    }
    await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    await dispatcher.drain()
    expect(new Set(sent.map((request) => request.body)).size).toBe(1)
    const to = (path: string): TransportRequest | undefined => sent.find((one) => one.url.endsWith(path))
    expect(await verdictOf(to('first'), 'first')).toMatchObject({ code: 'verified' })
    expect(await verdictOf(to('second'), 'second')).toMatchObject({ code: 'verified' })
    expect(await verdictOf(to('undefined'), 'first')).toMatchObject({ code: 'missing' })
    expect(sent[0]?.headers['Content-Length']).toBe(String(sent[0]?.body.length))
  })

  test('several schemes at once, and the newest secret of each', async () => {
    const { dispatcher, namespaceId, webhook, sent } = await setup()
    const secrets = [{ value: 'new' }, { value: 'old' }, { value: 'other', scheme: 'second' }]
    await webhook({ secret: undefined, secrets })
    await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    await dispatcher.drain()
    expect(Object.keys(sent[0]?.headers ?? {})).toEqual(
      expect.arrayContaining(['X-Shop-Signature', 'X-Shop-Second']),
    )
    expect(await verdictOf(sent[0], 'new')).toMatchObject({ code: 'verified' })
    expect(await verdictOf(sent[0], 'old')).toMatchObject({ code: 'mismatch' })
  })

  test('2xx is delivered; the attempt, the last response and the delivery say so', async () => {
    const { dispatcher, store, namespaceId, webhook, clock } = await setup({
      answer: () => responded(201, 'thanks'),
    })
    const webhookId = await webhook()
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    await dispatcher.drain()
    const id = deliveryIds[0] as string
    expect(await dispatcher.deliveries.get(id)).toMatchObject({
      state: 'delivered',
      attempts: 1,
      reason: null,
      nextAttemptAt: null,
    })
    const [attempt] = await dispatcher.deliveries.attempts(id)
    expect(attempt).toMatchObject({ number: 1, outcome: 'succeeded', durationNs: 1_000_000, error: null })
    expect(attempt?.response?.status).toBe(201)
    expect((await store.webhooks.get(webhookId))?.lastResponse).toEqual({
      code: 201,
      duration: 1_000_000,
      error: null,
      createdAt: clock.now(),
    })
  })

  test('an attempt is on record before its request is made', async () => {
    const seen: unknown[] = []
    const { dispatcher, namespaceId, webhook } = await setup({
      answer: async () => {
        const [delivery] = await dispatcher.deliveries.list()
        seen.push(...(await dispatcher.deliveries.attempts(delivery?.id ?? '')))
        return 200
      },
    })
    await webhook()
    await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    await dispatcher.drain()
    expect(seen).toEqual([expect.objectContaining({ number: 1, outcome: 'unknown', durationNs: null })])
  })

  test.each([301, 304, 400, 404, 429, 500, 503])(
    '%d is tried again until the retries are used up',
    async (status) => {
      const { dispatcher, namespaceId, webhook, sent, clock } = await setup({
        answer: () => status,
        retry: { delaysMs: [1000, 60_000] },
        // No pause before the fourth failure.
        health: gitlabHealth,
      })
      await webhook()
      const { deliveryIds } = await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
      dispatcher.start()
      await clock.advance(0)
      const id = deliveryIds[0] as string
      expect(await dispatcher.deliveries.get(id)).toMatchObject({
        state: 'pending',
        attempts: 1,
        nextAttemptAt: clock.now() + 1000,
      })
      await clock.advance(999)
      expect(sent).toHaveLength(1)
      await clock.advance(1)
      expect(sent).toHaveLength(2)
      await clock.advance(60_000)
      expect(await dispatcher.deliveries.get(id)).toMatchObject({
        state: 'dead',
        reason: 'retries-exhausted',
        attempts: 3,
        nextAttemptAt: null,
      })
      await clock.advance(100 * HOUR)
      expect(sent).toHaveLength(3)
      await dispatcher.stop()
    },
  )

  test('each attempt is signed anew, with the secrets of that moment', async () => {
    const { dispatcher, store, namespaceId, webhook, sent, clock } = await setup({
      answer: (_request, count) => (count < 2 ? 500 : 200),
    })
    const webhookId = await webhook({ secret: 'before' })
    await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    dispatcher.start()
    await clock.advance(0)
    await store.webhooks.update(webhookId, {
      secrets: [{ value: 'after' }],
      payloadUrl: 'https://example.org/',
    })
    await clock.advance(5000)
    expect(await verdictOf(sent[0], 'before')).toMatchObject({ code: 'verified' })
    expect(await verdictOf(sent[1], 'after')).toMatchObject({ code: 'verified' })
    expect(sent.map((request) => request.url)).toEqual(['https://example.com/', 'https://example.org/'])
    await dispatcher.stop()
  })

  test('410 ends the delivery and turns the webhook off', async () => {
    const { dispatcher, store, namespaceId, webhook, changes } = await setup({ answer: () => 410 })
    const webhookId = await webhook()
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    await dispatcher.drain()
    expect(await dispatcher.deliveries.get(deliveryIds[0] as string)).toMatchObject({
      state: 'dead',
      reason: 'webhook-gone',
    })
    expect(await store.webhooks.get(webhookId)).toMatchObject({
      active: false,
      disabledReason: 'webhook-gone',
    })
    expect(changes.at(-1)).toEqual({ kind: 'webhook-disabled', webhookId, reason: 'webhook-gone' })
    expect((await dispatcher.emit('order.paid', { id: 8 }, { namespaceId })).deliveryIds).toEqual([])
  })

  test('of a response the headers, the first bytes and the times are kept', async () => {
    const { dispatcher, namespaceId, webhook, clock } = await setup({
      keepResponseBytes: 5,
      answer: () => ({
        response: {
          status: 200,
          headers: { server: 'x' },
          body: new TextEncoder().encode('s3cret and more'),
        },
        durationNs: 9,
        timings: { dnsNs: 1, firstByteNs: 5 },
      }),
    })
    await webhook()
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    await dispatcher.drain()
    const [attempt] = await dispatcher.deliveries.attempts(deliveryIds[0] as string)
    expect(attempt).toMatchObject({ durationNs: 9, timings: { dnsNs: 1, firstByteNs: 5 } })
    expect(attempt?.response?.headers).toEqual({ server: 'x' })
    // Redacted first, then cut: no half of the secret is left.
    expect(new TextDecoder().decode(attempt?.response?.body)).toBe('[reda')
    expect((await dispatcher.deliveries.get(deliveryIds[0] as string))?.endedAt).toBe(clock.now())
  })

  test('no response is tried again, and recorded with its code', async () => {
    const { dispatcher, store, namespaceId, webhook } = await setup({
      answer: () => ({ error: { code: 'address-not-public', message: 'private' }, durationNs: 5 }),
    })
    const webhookId = await webhook()
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    await dispatcher.drain()
    const [attempt] = await dispatcher.deliveries.attempts(deliveryIds[0] as string)
    expect(attempt).toMatchObject({
      outcome: 'failed',
      response: null,
      error: { code: 'address-not-public' },
    })
    expect((await store.webhooks.get(webhookId))?.lastResponse).toMatchObject({
      code: null,
      error: 'private',
    })
  })
})

describe('secrets', () => {
  const CANARY = 'canary-secret-value'

  test('are in no stored attempt and no change, even if the receiver says them back', async () => {
    const { dispatcher, namespaceId, webhook, changes } = await setup({
      answer: (request: TransportRequest) => ({
        response: {
          status: 200,
          headers: { echo: request.headers['X-Shop-Signature'] ?? '', leak: CANARY },
          body: new TextEncoder().encode(`${CANARY} ${request.headers['X-Shop-Signature']}`),
        },
        durationNs: 1,
      }),
    })
    await webhook({ secret: CANARY })
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    await dispatcher.drain()
    const [attempt] = await dispatcher.deliveries.attempts(deliveryIds[0] as string)
    expect(attempt?.requestHeaders['X-Shop-Signature']).toBe('[redacted]')
    const text = JSON.stringify([attempt, changes]) + new TextDecoder().decode(attempt?.response?.body)
    expect(text).not.toContain(CANARY)
    expect(text).not.toContain('sha256=')
  })

  test('a malformed one is skipped and reported, and the delivery signed by the next', async () => {
    const { dispatcher, store, namespaceId, webhook, sent, changes } = await setup()
    const webhookId = await webhook()
    // As a row of another version, or one edited by hand: our own store would refuse it.
    const secrets = [{ value: '' }, { value: 'old', expiresAt: 1 }, { value: 's3cret' }]
    const load = store.deliveries.load
    store.deliveries.load = async (ids) =>
      (await load(ids)).map(
        (loaded) =>
          loaded && {
            ...loaded,
            webhook: { ...loaded.webhook, headers: {}, auth: null, tls: null, secrets },
          },
      )
    await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    await dispatcher.drain()
    expect(await verdictOf(sent[0], 's3cret')).toMatchObject({ code: 'verified' })
    expect(changes.find((change) => change.kind === 'secrets-skipped')).toEqual({
      kind: 'secrets-skipped',
      webhookId,
      skipped: [{ scheme: 'hmac', index: 0, reason: expect.any(String) }],
    })
  })

  test('none usable: nothing is sent unsigned', async () => {
    const { dispatcher, namespaceId, webhook, sent } = await setup()
    await webhook({ secret: undefined, secrets: [{ value: 'old', expiresAt: 1 }] })
    await webhook({ secret: undefined, secrets: [{ value: 'x', scheme: 'unheard-of' }] })
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    await dispatcher.drain()
    expect(sent).toEqual([])
    const codes = await Promise.all(
      deliveryIds.map(async (id) => (await dispatcher.deliveries.attempts(id))[0]?.error?.code),
    )
    expect(codes).toEqual(['secret-malformed', 'scheme-unknown'])
  })
})

describe('redeliver', () => {
  test('is a delivery of its own, of the same event and bytes, signed with the secrets of today', async () => {
    const { dispatcher, store, namespaceId, webhook, sent } = await setup()
    const webhookId = await webhook({ secret: 'before' })
    const { eventId, deliveryIds } = await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    await dispatcher.drain()
    await store.webhooks.update(webhookId, { secrets: [{ value: 'after' }] })
    const again = await dispatcher.redeliver(deliveryIds[0] as string)
    await dispatcher.drain()
    expect(again).toMatchObject({ eventId, redeliveryOf: deliveryIds[0], attempts: 0 })
    expect(sent[1]?.body).toEqual(sent[0]?.body)
    expect(await verdictOf(sent[1], 'after')).toMatchObject({ code: 'verified' })
    expect(await dispatcher.deliveries.get(again.id)).toMatchObject({ state: 'delivered' })
    await expect(dispatcher.redeliver('nobody')).rejects.toThrow(code('not-found'))
  })
})

describe('deleting a webhook', () => {
  test('cancels what waits for it; what outlives it is still sent', async () => {
    const { dispatcher, store, namespaceId, webhook, sent } = await setup()
    await webhook()
    const ordinary = await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
    const farewell = await dispatcher.emit('order.paid', { id: 0 }, { namespaceId })
    await store.namespaces.delete(namespaceId)
    await dispatcher.drain()
    expect(await dispatcher.deliveries.get(ordinary.deliveryIds[0] as string)).toMatchObject({
      state: 'cancelled',
    })
    expect(await dispatcher.deliveries.get(farewell.deliveryIds[0] as string)).toMatchObject({
      state: 'delivered',
    })
    expect(sent.map((request) => jsonOf(request))).toEqual([expect.objectContaining({ data: { id: 0 } })])
  })
})

describe('lifecycle', () => {
  test('one that hangs does not delay the others, and no more than allowed are in flight', async () => {
    let hanging = 0
    const release: (() => void)[] = []
    const { dispatcher, namespaceId, webhook, sent } = await setup({
      concurrency: 4,
      concurrencyPerWebhook: 2,
      answer: async (request) => {
        if (!request.url.includes('slow')) return 200
        hanging++
        expect(hanging).toBeLessThanOrEqual(2)
        await new Promise<void>((resolve) => release.push(resolve))
        hanging--
        return 200
      },
    })
    await webhook({ payloadUrl: 'https://slow.example.com/' })
    await webhook()
    for (let id = 1; id <= 5; id++) await dispatcher.emit('order.paid', { id }, { namespaceId })
    const drained = dispatcher.drain()
    const fast = (): number => sent.filter((request) => !request.url.includes('slow')).length
    while (fast() < 5) await new Promise((resolve) => setImmediate(resolve))
    expect(hanging).toBe(2)
    while ((await dispatcher.deliveries.list({ state: 'pending' })).length > 0) {
      release.splice(0).forEach((go) => go())
      await new Promise((resolve) => setImmediate(resolve))
    }
    await drained
    expect(sent).toHaveLength(10)
  })

  test('stop waits for what is in flight and takes up nothing more', async () => {
    const finish: (() => void)[] = []
    const { dispatcher, namespaceId, webhook, sent, clock } = await setup({
      answer: () => new Promise((resolve) => finish.push(() => resolve(200))),
    })
    await webhook()
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 1 }, { namespaceId })
    dispatcher.start()
    await clock.advance(0)
    const stopped = dispatcher.stop()
    const late = await dispatcher.emit('order.paid', { id: 2 }, { namespaceId })
    finish[0]?.()
    await stopped
    expect(await dispatcher.deliveries.get(deliveryIds[0] as string)).toMatchObject({ state: 'delivered' })
    expect(sent).toHaveLength(1)
    expect(await dispatcher.deliveries.get(late.deliveryIds[0] as string)).toMatchObject({ attempts: 0 })
  })

  test('stop gives up waiting after drainMs, and says what it leaves behind', async () => {
    const { dispatcher, namespaceId, webhook, clock } = await setup({ answer: () => new Promise(() => {}) })
    await webhook()
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 1 }, { namespaceId })
    dispatcher.start()
    await clock.advance(0)
    let stopped = false
    const stopping = dispatcher.stop({ drainMs: 1000 })
    void stopping.then(() => (stopped = true))
    await clock.advance(999)
    expect(stopped).toBe(false)
    await clock.advance(1)
    expect(await stopping).toEqual({ unfinished: deliveryIds })
  })

  test('health tells what is in flight, who has to wait, and what the queue has to say', async () => {
    const { dispatcher, namespaceId, webhook, clock } = await setup({
      concurrency: 3,
      answer: ({ url }) => (url.endsWith('overloaded') ? 503 : new Promise(() => {})),
    })
    await webhook()
    const overloaded = await webhook({ payloadUrl: 'https://example.com/overloaded' })
    await dispatcher.emit('order.paid', { id: 1 }, { namespaceId })
    expect(await dispatcher.health()).toMatchObject({ inFlight: 0, waitingWebhookIds: [] })
    dispatcher.start()
    await clock.advance(0)
    expect(await dispatcher.health()).toEqual({
      inFlight: 1,
      concurrency: 3,
      waitingWebhookIds: [overloaded],
      warnings: [expect.stringContaining('store in memory'), expect.stringContaining('queue in memory')],
    })
    void dispatcher.stop()
  })

  test('a store that fails loses nothing: the delivery is taken up again after the lease', async () => {
    const { dispatcher, store, namespaceId, webhook, sent, changes, clock } = await setup({ leaseMs: 30_000 })
    await webhook()
    const begin = store.deliveries.begin
    let failures = 1
    store.deliveries.begin = (attempt) => {
      if (failures-- > 0) throw new Error('disk full')
      return begin(attempt)
    }
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 1 }, { namespaceId })
    dispatcher.start()
    await clock.advance(0)
    expect(changes.at(-1)).toMatchObject({ kind: 'faulted', error: { message: 'disk full' } })
    expect(sent).toHaveLength(0)
    await clock.advance(30_000)
    expect(await dispatcher.deliveries.get(deliveryIds[0] as string)).toMatchObject({ state: 'delivered' })
    await dispatcher.stop()
  })

  test('a queue that fails is asked again a second later', async () => {
    const queue = memoryQueue()
    const claim = queue.claim
    let failures = 1
    queue.claim = (request) => {
      if (failures-- > 0) throw new Error('connection lost')
      return claim(request)
    }
    const { dispatcher, namespaceId, webhook, sent, clock } = await setup({ queue })
    await webhook()
    await dispatcher.emit('order.paid', { id: 1 }, { namespaceId })
    dispatcher.start()
    await clock.advance(0)
    expect(sent).toHaveLength(0)
    await clock.advance(1000)
    expect(sent).toHaveLength(1)
    await dispatcher.stop()
  })

  test('an observer that throws loses no delivery', async () => {
    const thrown: unknown[] = []
    const listener = (error: unknown): void => void thrown.push(error)
    process.prependOnceListener('uncaughtException', listener)
    const before = process.listeners('uncaughtException').filter((other) => other !== listener)
    for (const other of before) process.removeListener('uncaughtException', other)
    const { dispatcher, namespaceId, webhook } = await setup({
      observe: (change) => {
        if (change.kind === 'attempted') throw new Error('observer')
      },
    })
    await webhook()
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 1 }, { namespaceId })
    await dispatcher.drain()
    await new Promise((resolve) => setImmediate(resolve))
    for (const other of before) process.on('uncaughtException', other)
    expect(thrown).toEqual([expect.objectContaining({ message: 'observer' })])
    expect(await dispatcher.deliveries.get(deliveryIds[0] as string)).toMatchObject({ state: 'delivered' })
  })
})

describe('createDispatcher', () => {
  const transport: Transport = {
    caps: { egress: 'none' },
    send: async () => responded(200),
    checkUrl: () => undefined,
    close: () => {},
  }

  test('a store that outlives the process needs a queue that does', () => {
    const store = { ...memoryStore(), caps: { durability: 'fsync', transactions: false } as const }
    expect(() => createDispatcher({ dialect: shop, store, transport })).toThrow(code('queue-required'))
  })

  test.each([
    { concurrency: 0 },
    { concurrencyPerWebhook: 1.5 },
    { leaseMs: Number.NaN },
    { keepResponseBytes: -1 },
  ])('refuses %j', (options) => {
    expect(() => createDispatcher({ dialect: shop, store: memoryStore(), transport, ...options })).toThrow(
      expect.objectContaining({
        code: 'option-invalid',
        message: expect.stringContaining(Object.keys(options)[0] as string),
      }),
    )
  })
})
