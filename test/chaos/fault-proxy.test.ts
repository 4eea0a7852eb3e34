import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createDispatcher } from 'hookstamp'
import { memoryStore } from 'hookstamp/stores/memory'
import { httpTransport } from 'hookstamp/transports/http'
import { jsonOf, shop, verdictOf } from '../dispatcher/setup.js'
import type { Delivery } from '../../src/ports/delivery.js'
import { faultProxy, type Fault } from './fault-proxy.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Sends events through a proxy with these faults, until each has ended; what arrived behind it, and the record. */
async function sendThrough(
  faultOf: (number: number) => Fault,
  count: number,
): Promise<{
  arrived: Map<number, number>
  unproven: number
  deliveries: readonly Delivery[]
  attempts: number
}> {
  const arrived = new Map<number, number>()
  let unproven = 0
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('error', () => {})
    request.on('end', async () => {
      const headers = { 'X-Shop-Signature': String(request.headers['x-shop-signature']) }
      const body = Buffer.concat(chunks)
      const received = { url: '', ssl: false, headers, body }
      if (!(await verdictOf(received, 's3cret')).ok) unproven++
      const { id } = (jsonOf(received) as { data: { id: number } }).data
      arrived.set(id, (arrived.get(id) ?? 0) + 1)
      response.end('thank you')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy = await faultProxy((server.address() as AddressInfo).port, faultOf)
  const transport = httpTransport({
    egress: { allowHttp: true, allow: ['127.0.0.1'], ports: 'any' },
    timeoutMs: 500,
  })
  closers.push(
    () => transport.close(),
    () => proxy.close(),
    () => server.close(),
  )
  const store = memoryStore()
  const dispatcher = createDispatcher({
    dialect: shop,
    store,
    transport,
    retry: { delaysMs: Array(12).fill(1) },
    health: { pauseAfterFailures: 1000, firstPauseMs: 1, longestPauseMs: 1, overloadPauseMs: 0 },
  })
  const namespace = await store.namespaces.create({ name: 'shop', user: { id: 1, username: 'ada' } })
  await store.webhooks.create({
    namespaceId: namespace.id,
    payloadUrl: `http://127.0.0.1:${proxy.port}/`,
    secret: 's3cret',
  })
  await dispatcher.emitMany(
    Array.from({ length: count }, (_, index) => ({
      type: 'order.paid',
      payload: { id: index + 1 },
      namespaceId: namespace.id,
    })),
  )
  // Each round makes the retries that have come due; the store says when there are none left.
  while ((await dispatcher.deliveries.list({ state: 'pending', limit: 1 })).length > 0)
    await dispatcher.drain()
  const deliveries = await dispatcher.deliveries.list({ limit: count })
  const attempts = deliveries.reduce((sum, delivery) => sum + delivery.attempts, 0)
  return { arrived, unproven, deliveries, attempts }
}

describe('through a proxy', () => {
  test('that resets, slices and swallows, everything arrives whole, and no more often than is on record', async () => {
    const faults: readonly Fault[] = [
      { kind: 'none' },
      { kind: 'refuse' },
      { kind: 'slice' },
      { kind: 'reset-request', afterBytes: 10 },
      { kind: 'reset-request', afterBytes: 260 },
      { kind: 'reset-response', afterBytes: 5 },
      { kind: 'reset-response', afterBytes: 100 },
      { kind: 'black-hole' },
    ]
    // Faulty connections first; what is kept open in the end carries the rest.
    const run = await sendThrough((number) => faults[number % faults.length] as Fault, 60)
    expect(run.deliveries.map((delivery) => delivery.state)).toEqual(Array(60).fill('delivered'))
    expect([...run.arrived.keys()].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, index) => index + 1),
    )
    expect(run.unproven).toBe(0)
    const arrivals = [...run.arrived.values()].reduce((sum, times) => sum + times, 0)
    expect(arrivals).toBeLessThanOrEqual(run.attempts)
    expect(run.attempts).toBeGreaterThan(60)
  })

  test('that lets nothing through, everything ends dead, and says why', async () => {
    const run = await sendThrough(() => ({ kind: 'refuse' }), 3)
    expect(run.deliveries.map(({ state, reason }) => [state, reason])).toEqual(
      Array(3).fill(['dead', 'retries-exhausted']),
    )
    expect(run.arrived.size).toBe(0)
  })
})
