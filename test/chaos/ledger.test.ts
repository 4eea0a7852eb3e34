import { expect, test } from 'vitest'
import { createDispatcher } from 'hookstamp'
import { memoryStore } from 'hookstamp/stores/memory'
import { fakeClock } from 'hookstamp/testing'
import type { DispatcherChange } from '../../src/dispatcher/observe.js'
import type { Store } from '../../src/ports/store.js'
import { shop } from '../dispatcher/setup.js'
import { behaviours, chaosReceiver, type Behaviour } from './chaos-receiver.js'

const ENDPOINTS = 200
const EVENTS = 50
const HOUR = 60 * 60 * 1000
const SECRET = 's3cret'

/** Mulberry32: small, and the same run for the same seed. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A store that now and then fails to write, before or after a request. */
function unreliable(store: Store, chance: () => number): void {
  const { begin, complete } = store.deliveries
  store.deliveries.begin = (attempt) => {
    if (chance() < 0.005) throw new Error('disk full')
    return begin(attempt)
  }
  store.deliveries.complete = (result) => {
    if (chance() < 0.005) throw new Error('disk full')
    return complete(result)
  }
}

test.each([1, 2])(
  '10,000 deliveries to 200 endpoints through every fault balance to the last one (seed %d)',
  async (seed) => {
    const chance = seeded(seed)
    const clock = fakeClock()
    const store = memoryStore({ clock, keepEnded: Infinity })
    const receiver = chaosReceiver(clock, chance, SECRET)
    const faults: DispatcherChange[] = []
    const dispatcher = createDispatcher({
      dialect: shop,
      store,
      transport: receiver,
      clock,
      random: { fill: (target) => void crypto.getRandomValues(target), fraction: chance },
      // In few steps, for the sake of the clock: minutes, then hours.
      retry: { delaysMs: [1, 5, 30, 120, 300].map((minutes) => minutes * 60_000), jitter: 'none' },
      observe: (change) => {
        if (change.kind === 'faulted') faults.push(change)
      },
    })
    const namespace = await store.namespaces.create({ name: 'shop', user: { id: 1, username: 'ada' } })
    const behaviourOf = new Map<number, { readonly behaviour: Behaviour; readonly url: string }>()
    for (let index = 0; index < ENDPOINTS; index++) {
      // Half of them are healthy: it is they who must not suffer.
      const behaviour =
        index % 2 === 0 ? 'healthy' : (behaviours[((index - 1) / 2) % behaviours.length] as Behaviour)
      const url = `https://endpoint-${index}.example/${behaviour}`
      const webhook = await store.webhooks.create({
        namespaceId: namespace.id,
        payloadUrl: url,
        secret: SECRET,
      })
      behaviourOf.set(webhook.id, { behaviour, url })
    }
    await dispatcher.emitMany(
      Array.from({ length: EVENTS }, (_, index) => ({
        type: 'order.paid',
        payload: { id: index + 1 },
        namespaceId: namespace.id,
      })),
    )
    unreliable(store, chance)

    dispatcher.start()
    await clock.advance(60_000)
    // Longer than the five days after which a webhook that only fails is given up.
    await clock.advance(10 * 24 * HOUR)
    expect(await dispatcher.stop()).toEqual({ unfinished: [] })

    const ledger = await dispatcher.deliveries.list({ limit: ENDPOINTS * EVENTS + 1 })
    expect(ledger).toHaveLength(ENDPOINTS * EVENTS)
    const unbalanced: unknown[] = []
    const requests = { recorded: 0, arrived: 0 }
    for (const delivery of ledger) {
      const { behaviour, url } = behaviourOf.get(delivery.webhookId) as { behaviour: Behaviour; url: string }
      const attempts = await dispatcher.deliveries.attempts(delivery.id)
      const body = (await store.deliveries.event(delivery.eventId))?.body
      const { data } = JSON.parse(new TextDecoder().decode(body)) as { data: { id: number } }
      const arrivals = (receiver.arrivals.get(url) ?? []).filter((arrival) => arrival.eventId === data.id)
      requests.recorded += attempts.length
      requests.arrived += arrivals.length
      const balances =
        // Ended, and says why.
        delivery.state !== 'pending' &&
        delivery.endedAt !== null &&
        (delivery.reason === null) === (delivery.state === 'delivered') &&
        // Delivered means that it was accepted, with a signature that holds.
        (delivery.state !== 'delivered' || arrivals.some((arrival) => arrival.accepted)) &&
        arrivals.every((arrival) => arrival.verified) &&
        // Nothing arrived that is not on record, and what came before the last attempt is a reason for another.
        arrivals.length <= attempts.length &&
        attempts.slice(0, -1).every((attempt) => attempt.outcome !== 'succeeded') &&
        (behaviour !== 'healthy' || delivery.state === 'delivered')
      if (!balances) unbalanced.push({ behaviour, delivery, attempts, arrivals })
    }
    expect(unbalanced).toEqual([])
    // The chaos was one.
    expect(faults.length).toBeGreaterThan(20)
    expect(new Set(ledger.map((delivery) => `${delivery.state} ${delivery.reason}`))).toEqual(
      new Set([
        'delivered null',
        'dead retries-exhausted',
        'dead webhook-gone',
        'cancelled webhook-inactive',
      ]),
    )
    expect(requests.recorded).toBeGreaterThan(requests.arrived)
    expect(requests.arrived).toBeGreaterThan(ENDPOINTS * EVENTS * 0.8)
  },
  // Seconds of work, on machines that may be doing other things.
  60_000,
)
