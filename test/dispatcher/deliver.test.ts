import { describe, expect, test } from 'vitest'
import type { TransportRequest, TransportResult } from '../../src/ports/transport.js'
import type { DispatcherChange } from '../../src/dispatcher/observe.js'
import { jsonOf, responded, setup, shop, type Answer, type Setup } from './setup.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const answered = (status: number, headers: Record<string, string>): TransportResult => ({
  response: { status, headers, body: new Uint8Array() },
  durationNs: 1,
})
const kinds = (changes: readonly DispatcherChange[]): string[] =>
  changes.map((change) => change.kind).filter((kind) => kind !== 'emitted' && kind !== 'attempted')
const idsOf = (sent: readonly TransportRequest[]): unknown[] =>
  sent.map((request) => (jsonOf(request) as { data: { id: number } }).data.id)

async function emitMany(setup: Setup, count: number, from = 1): Promise<string[]> {
  const ids: string[] = []
  for (let id = from; id < from + count; id++) {
    ids.push(
      ...(await setup.dispatcher.emit('order.paid', { id }, { namespaceId: setup.namespaceId })).deliveryIds,
    )
  }
  return ids
}

describe('a retry', () => {
  test.each([
    ['120', 120_000],
    ['Thu, 01 Jan 2026 00:05:00 GMT', 300_000],
    ['1000000000000', DAY],
    ['soon', 5000],
  ])('waits as long as Retry-After: %s asks, within bounds', async (value, waitMs) => {
    const { dispatcher, clock, webhook, namespaceId } = await setup({
      answer: () => answered(400, { 'retry-after': value }),
    })
    await webhook()
    const at = clock.now()
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 1 }, { namespaceId })
    await dispatcher.drain()
    expect((await dispatcher.deliveries.get(deliveryIds[0] as string))?.nextAttemptAt).toBe(at + waitMs)
  })

  test('never comes sooner than its own schedule', async () => {
    const { dispatcher, clock, webhook, namespaceId } = await setup({
      answer: () => answered(400, { 'retry-after': '1' }),
      retry: { delaysMs: [60_000], jitter: 'none' },
    })
    await webhook()
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 1 }, { namespaceId })
    await dispatcher.drain()
    expect((await dispatcher.deliveries.get(deliveryIds[0] as string))?.nextAttemptAt).toBe(
      clock.now() + MINUTE,
    )
  })
})

describe('a kept connection that breaks unanswered', () => {
  const broken: Answer = {
    error: { code: 'connect-failed', message: 'reset' },
    durationNs: 1,
    retry: 'at-once',
  }

  test('is tried again at once, on record, and not charged', async () => {
    const { dispatcher, webhook, namespaceId, sent, store } = await setup({
      answer: (_request, count) => (count === 1 ? broken : 204),
      retry: { delaysMs: [] },
    })
    const webhookId = await webhook()
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 1 }, { namespaceId })
    await dispatcher.drain()
    expect(sent).toHaveLength(2)
    const id = deliveryIds[0] as string
    expect(await dispatcher.deliveries.get(id)).toMatchObject({
      state: 'delivered',
      attempts: 2,
      uncharged: 1,
    })
    expect((await dispatcher.deliveries.attempts(id)).map((attempt) => attempt.outcome)).toEqual([
      'failed',
      'succeeded',
    ])
    expect((await store.webhooks.get(webhookId))?.health.failures).toBe(0)
  })

  test('is tried again once only', async () => {
    const { dispatcher, webhook, namespaceId, sent } = await setup({
      answer: () => broken,
      retry: { delaysMs: [1000] },
    })
    await webhook()
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 1 }, { namespaceId })
    await dispatcher.drain()
    expect(sent).toHaveLength(2)
    expect(await dispatcher.deliveries.get(deliveryIds[0] as string)).toMatchObject({
      state: 'pending',
      attempts: 2,
      uncharged: 1,
    })
  })
})

describe('a receiver that says "too much"', () => {
  test.each([429, 502, 503, 504])(
    'by %d is left alone as long as it asks, with everything for it',
    async (status) => {
      const one = await setup({
        concurrencyPerWebhook: 1,
        answer: (_request, count) => (count === 1 ? answered(status, { 'retry-after': '600' }) : 204),
      })
      const webhookId = await one.webhook()
      await emitMany(one, 3)
      one.dispatcher.start()
      await one.clock.advance(10 * MINUTE - 1)
      expect(one.sent).toHaveLength(1)
      expect(one.changes.find((change) => change.kind === 'webhook-paused')).toMatchObject({
        webhookId,
        failures: 1,
      })
      await one.clock.advance(1)
      expect(one.sent).toHaveLength(4)
      expect(kinds(one.changes)).toEqual(['webhook-paused', 'webhook-recovered'])
      await one.dispatcher.stop()
    },
  )
})

describe('a webhook that fails', () => {
  const failing = { pauseAfterFailures: 2, firstPauseMs: MINUTE, longestPauseMs: HOUR, overloadPauseMs: 0 }

  test('is paused, then probed by one delivery at a time until one succeeds', async () => {
    let status = 500
    const inFlight = { now: 0, most: 0 }
    const one = await setup({
      health: failing,
      retry: { delaysMs: Array(20).fill(1) },
      answer: async () => {
        inFlight.most = Math.max(inFlight.most, ++inFlight.now)
        await Promise.resolve()
        inFlight.now--
        return status
      },
    })
    const webhookId = await one.webhook()
    await emitMany(one, 6)
    one.dispatcher.start()
    await one.clock.advance(30_000)
    const beforePause = one.sent.length
    expect((await one.store.webhooks.get(webhookId))?.health.pausedUntil).not.toBeNull()
    inFlight.most = 0
    await one.clock.advance(MINUTE)
    expect(one.sent).toHaveLength(beforePause + 1)
    expect(inFlight.most).toBe(1)
    status = 204
    await one.clock.advance(2 * MINUTE)
    expect((await one.dispatcher.deliveries.list({ state: 'delivered' })).length).toBe(6)
    expect((await one.store.webhooks.get(webhookId))?.health).toMatchObject({
      failures: 0,
      pausedUntil: null,
    })
    expect(kinds(one.changes)).toEqual(['webhook-paused', 'webhook-paused', 'webhook-recovered'])
    await one.dispatcher.stop()
  })

  test('is known to be paused by the next process as well', async () => {
    const one = await setup({ health: failing, retry: { delaysMs: Array(20).fill(1) }, answer: () => 500 })
    const webhookId = await one.webhook()
    const pausedUntil = one.clock.now() + MINUTE
    await one.store.webhooks.updateHealth(webhookId, () => ({
      failures: 2,
      failingSince: 1,
      pausedAt: 1,
      pausedUntil,
    }))
    await emitMany(one, 1)
    await one.dispatcher.drain()
    expect(one.sent).toHaveLength(0)
    one.dispatcher.start()
    await one.clock.advance(MINUTE)
    expect(one.sent).toHaveLength(1)
    await one.dispatcher.stop()
  })

  test('for too long is made inactive, its owner told, and what waits for it cancelled', async () => {
    const one = await setup({
      health: { ...failing, disableAfterFailures: 4 },
      retry: { delaysMs: Array(20).fill(1) },
      answer: () => 500,
    })
    const webhookId = await one.webhook()
    await emitMany(one, 2)
    one.dispatcher.start()
    await one.clock.advance(2 * HOUR)
    expect(await one.store.webhooks.get(webhookId)).toMatchObject({
      active: false,
      disabledReason: 'webhook-failing',
    })
    expect(one.changes).toContainEqual({ kind: 'webhook-disabled', webhookId, reason: 'webhook-failing' })
    for (const { state, reason } of await one.dispatcher.deliveries.list()) {
      expect([state, reason]).toEqual(['cancelled', 'webhook-inactive'])
    }
    await one.dispatcher.stop()
  })

  test('comes back by a redelivery that succeeds', async () => {
    let status = 500
    const one = await setup({
      health: { ...failing, disableAfterFailures: 1 },
      answer: () => status,
    })
    const webhookId = await one.webhook()
    const [id] = await emitMany(one, 1)
    await one.dispatcher.drain()
    expect(await one.store.webhooks.get(webhookId)).toMatchObject({ active: false })
    status = 204
    await one.dispatcher.redeliver(id as string)
    await one.dispatcher.drain()
    expect(await one.store.webhooks.get(webhookId)).toMatchObject({ active: true, disabledReason: null })
    expect(kinds(one.changes)).toEqual(['webhook-disabled', 'webhook-recovered'])
  })

  test('is tried at once when its owner says it is mended', async () => {
    let status = 500
    const one = await setup({ health: { ...failing, pauseAfterFailures: 1 }, answer: () => status })
    const webhookId = await one.webhook()
    await emitMany(one, 2)
    one.dispatcher.start()
    await one.clock.advance(6000)
    const before = one.sent.length
    status = 204
    await one.dispatcher.resume(webhookId)
    await one.clock.advance(0)
    expect(one.sent.length).toBe(before + 2)
    await one.dispatcher.stop()
  })

  test('is not blamed for what is wrong on our side', async () => {
    const one = await setup({ health: { ...failing, pauseAfterFailures: 1 } })
    const webhookId = await one.webhook({ secret: undefined, secrets: [{ value: 'old', expiresAt: 1 }] })
    await emitMany(one, 1)
    await one.dispatcher.drain()
    expect((await one.store.webhooks.get(webhookId))?.health.failures).toBe(0)
  })
})

describe('a webhook that asks for', () => {
  test('order gets one at a time, and waits for the retry of the first', async () => {
    const one = await setup({ answer: (_request, count) => (count <= 2 ? 500 : 204) })
    await one.webhook({ ordered: true })
    await emitMany(one, 12)
    one.dispatcher.start()
    await one.clock.advance(4999)
    expect(idsOf(one.sent)).toEqual([1])
    await one.clock.advance(HOUR)
    expect(idsOf(one.sent)).toEqual([1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    await one.dispatcher.stop()
  })

  test('order keeps it when its owner resumes it while one is under way', async () => {
    let answer: () => void = () => {}
    const one = await setup({
      answer: (_request, count) =>
        count === 1 ? new Promise<Answer>((resolve) => (answer = () => resolve(204))) : 204,
    })
    const webhookId = await one.webhook({ ordered: true })
    await emitMany(one, 3)
    one.dispatcher.start()
    await one.clock.advance(0)
    await one.dispatcher.resume(webhookId)
    await one.clock.advance(1000)
    expect(idsOf(one.sent)).toEqual([1])
    answer()
    await one.clock.advance(0)
    expect(idsOf(one.sent)).toEqual([1, 2, 3])
    await one.dispatcher.stop()
  })

  test('order gets it after a restart too', async () => {
    const one = await setup({ answer: () => 500 })
    await one.webhook({ ordered: true })
    const ids = await emitMany(one, 2)
    await one.dispatcher.drain()
    // A new process knows the retry only from the store.
    const retryAt = (await one.dispatcher.deliveries.get(ids[0] as string))?.nextAttemptAt
    expect(retryAt).toBe(one.clock.now() + 5000)
    expect(await one.dispatcher.deliveries.get(ids[1] as string)).toMatchObject({ attempts: 0 })
  })

  test('a rate gets no more than that, and others are not slowed', async () => {
    const one = await setup()
    await one.webhook({ ratePerSecond: 2, payloadUrl: 'https://slow.example/' })
    await one.webhook({ payloadUrl: 'https://fast.example/' })
    await emitMany(one, 10)
    one.dispatcher.start()
    const sentTo = (url: string): number => one.sent.filter((request) => request.url === url).length
    await one.clock.advance(0)
    expect([sentTo('https://slow.example/'), sentTo('https://fast.example/')]).toEqual([2, 10])
    await one.clock.advance(1000)
    expect(sentTo('https://slow.example/')).toBe(4)
    await one.clock.advance(3000)
    expect(sentTo('https://slow.example/')).toBe(10)
    await one.dispatcher.stop()
  })
})

describe('cancel', () => {
  test('ends a delivery that waits, and says so', async () => {
    const one = await setup({ answer: () => 500 })
    await one.webhook()
    const [id] = await emitMany(one, 1)
    await one.dispatcher.drain()
    expect(await one.dispatcher.cancel(id as string)).toBe(true)
    expect(await one.dispatcher.deliveries.get(id as string)).toMatchObject({
      state: 'cancelled',
      reason: 'called-off',
      nextAttemptAt: null,
    })
    expect(one.changes.at(-1)).toMatchObject({ kind: 'cancelled', deliveryId: id })
    one.dispatcher.start()
    await one.clock.advance(DAY)
    expect(one.sent).toHaveLength(1)
    await one.dispatcher.stop()
  })

  test('while a request is under way makes it the last', async () => {
    let answer: (status: number) => void = () => {}
    const one = await setup({
      answer: () => new Promise<Answer>((resolve) => (answer = (status) => resolve(responded(status)))),
    })
    await one.webhook()
    const [id] = await emitMany(one, 1)
    one.dispatcher.start()
    await one.clock.advance(0)
    expect(await one.dispatcher.cancel(id as string)).toBe(true)
    answer(500)
    await one.clock.advance(DAY)
    expect(one.sent).toHaveLength(1)
    expect(await one.dispatcher.deliveries.get(id as string)).toMatchObject({
      state: 'cancelled',
      attempts: 1,
    })
    await one.dispatcher.stop()
  })

  test('is false for what has ended or was never there', async () => {
    const one = await setup()
    await one.webhook()
    const [id] = await emitMany(one, 1)
    await one.dispatcher.drain()
    expect(await one.dispatcher.cancel(id as string)).toBe(false)
    expect(await one.dispatcher.cancel('nothing')).toBe(false)
  })
})

test.each<[string, Partial<typeof shop>]>([
  ['headers', { requestHeaders: fail }],
  ['a proof', { schemes: { ...shop.schemes, hmac: { ...shop.schemes['hmac'], sign: fail } as never } }],
])('a dialect that throws when it makes %s costs an attempt, and is told of', async (_what, part) => {
  const one = await setup({ dialect: { ...shop, ...part }, retry: { delaysMs: [MINUTE], jitter: 'none' } })
  const webhookId = await one.webhook()
  const [id = ''] = await emitMany(one, 1)
  one.dispatcher.start()
  await one.clock.advance(MINUTE)
  await one.dispatcher.stop()
  expect(one.sent).toEqual([])
  expect(await one.dispatcher.deliveries.get(id)).toMatchObject({ state: 'dead', attempts: 2 })
  const [attempt] = await one.dispatcher.deliveries.attempts(id)
  expect(attempt?.error?.code).toBe('option-invalid')
  expect(one.changes.filter(({ kind }) => kind === 'faulted')).toHaveLength(2)
  expect((await one.store.webhooks.get(webhookId))?.health.failures).toBe(0)
})

function fail(): never {
  throw new TypeError('no such field')
}
