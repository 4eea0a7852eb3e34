/**
 * Deliveries between a store and a queue, as simply as it can be said, and commands that do the same to both and to the
 * model: what a dispatcher does, with a crash or a slow worker wherever one can be.
 */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { FakeClock } from 'hookstamp/testing'
import type { Attempt, AttemptResult, Delivery, StoredEvent } from '../../src/ports/delivery.js'
import type { Claim, Queue, Settlement } from '../../src/ports/queue.js'
import type { Store } from '../../src/ports/store.js'

type Known = Pick<Delivery, 'state' | 'reason' | 'attempts' | 'nextAttemptAt' | 'endedAt'> & {
  readonly event: StoredEvent
  readonly outcomes: Attempt['outcome'][]
}

export interface DeliveryModel {
  readonly deliveries: Map<string, Known>
  readonly eventByKey: Map<string, string>
  /** Attempts whose request is under way, by workers that are slow. */
  readonly underWay: { readonly claim: Claim; readonly number: number }[]
  /** Until when whoever claimed a delivery has it. */
  readonly leasedUntil: Map<string, number>
  readonly webhookIds: readonly number[]
  readonly namespaceId: number
}

export interface DeliveryReal {
  readonly store: Store
  readonly queue: Queue
  readonly clock: FakeClock
  readonly newId: () => string
  /** The process dies and comes back. */
  readonly crash: () => Promise<DeliveryReal>
}

interface Box {
  current: DeliveryReal
}
type DeliveryCommand = fc.AsyncCommand<DeliveryModel, Box>

function command(name: string, run: (model: DeliveryModel, box: Box) => Promise<void>): DeliveryCommand {
  return {
    check: () => true,
    run: async (model, box) => {
      await run(model, box)
      await expectSame(model, box.current)
    },
    toString: () => name,
  }
}

const LEASE_MS = 100

/** Looks into the store whether it says what the model says. */
async function expectSame(model: DeliveryModel, { store }: DeliveryReal): Promise<void> {
  for (const [id, { event, outcomes, ...known }] of model.deliveries) {
    expect(await store.deliveries.get(id), id).toMatchObject({ ...known, eventId: event.id })
    expect((await store.deliveries.attempts(id)).map(({ outcome }) => outcome)).toEqual(outcomes)
  }
  const pending = [...model.deliveries.values()].filter(({ state }) => state === 'pending')
  const listed = await store.deliveries.list({ state: 'pending', limit: 1000 })
  expect(listed).toHaveLength(pending.length)
}

const newDelivery = (event: StoredEvent, id: string, webhookId: number, at: number): Delivery => ({
  id,
  eventId: event.id,
  type: event.type,
  namespaceId: event.namespaceId,
  webhookId,
  state: 'pending',
  reason: null,
  attempts: 0,
  uncharged: 0,
  nextAttemptAt: at,
  endedAt: null,
  redeliveryOf: null,
  outlivesWebhook: false,
  orderingKey: null,
  createdAt: at,
})

function know(model: DeliveryModel, { id, nextAttemptAt }: Delivery, event: StoredEvent): void {
  const fresh = { state: 'pending', reason: null, attempts: 0, nextAttemptAt, endedAt: null } as const
  model.deliveries.set(id, { ...fresh, event, outcomes: [] })
}

const emit = fc
  .record({
    to: fc.subarray([0, 1, 2], { minLength: 1 }),
    key: fc.option(fc.constantFrom('k1', 'k2')),
    dies: fc.boolean(),
  })
  .map(({ to, key, dies }) =>
    command(
      `emit to ${to.join('')}, key ${key}${dies ? ', and die before lining up' : ''}`,
      async (model, box) => {
        const { store, queue, clock, newId } = box.current
        const at = clock.now()
        const event: StoredEvent = {
          id: newId(),
          type: 'order.paid',
          namespaceId: model.namespaceId,
          idempotencyKey: key,
          traceContext: null,
          body: new TextEncoder().encode('{}'),
          createdAt: at,
        }
        const deliveries = to.map((index) =>
          newDelivery(event, newId(), model.webhookIds[index] as number, at),
        )
        const expected = (key !== null && model.eventByKey.get(key)) || event.id
        expect(await store.deliveries.add([{ event, deliveries }])).toEqual([expected])
        if (expected !== event.id) return
        if (key !== null) model.eventByKey.set(key, event.id)
        for (const one of deliveries) know(model, one, event)
        if (dies) await die(model, box)
        else
          await queue.enqueue(
            deliveries.map((one) => ({ id: one.id, key: String(one.webhookId), dueAt: at })),
          )
      },
    ),
  )

async function die(model: DeliveryModel, box: Box): Promise<void> {
  box.current = await box.current.crash()
  model.underWay.length = 0
  model.leasedUntil.clear()
}

type Fate = 'delivered' | 'retry' | 'dead'
type DiesAt = 'never' | 'claimed' | 'begun' | 'completed'

/** Writes how an attempt ended. What has ended in the meantime stays ended. */
async function complete(
  model: DeliveryModel,
  box: Box,
  id: string,
  number: number,
  fate: Fate,
): Promise<number | undefined> {
  const { store, clock } = box.current
  const known = model.deliveries.get(id) as Known
  const now = clock.now()
  const retryAt = now + 30
  const delivery: AttemptResult['delivery'] =
    fate === 'retry'
      ? { state: 'pending', reason: null, nextAttemptAt: retryAt, endedAt: null, uncharged: 0 }
      : {
          state: fate,
          reason: fate === 'dead' ? 'given up' : null,
          nextAttemptAt: null,
          endedAt: now,
          uncharged: 0,
        }
  const outcome = fate === 'delivered' ? 'succeeded' : 'failed'
  await store.deliveries.complete({
    attempt: { ...attempt(id, number, now), outcome, durationNs: 1 },
    delivery,
    lastResponse: { code: 204, duration: 1, error: null, createdAt: now },
  })
  known.outcomes[number - 1] = outcome
  if (known.state === 'pending') {
    const { uncharged: _, ...written } = delivery
    Object.assign(known, written)
  }
  return fate === 'retry' ? retryAt : undefined
}

const attempt = (deliveryId: string, number: number, startedAt: number): Attempt => ({
  deliveryId,
  number,
  outcome: 'unknown',
  startedAt,
  durationNs: null,
  timings: null,
  requestHeaders: {},
  response: null,
  error: null,
})

/** Claims and loads; what has ended is settled. Answers with what is to be sent. */
async function take(model: DeliveryModel, { current }: Box, max: number): Promise<Claim[]> {
  const { store, queue } = current
  const now = current.clock.now()
  const claims = await queue.claim({ max, leaseMs: LEASE_MS, perKeyMax: 3 })
  for (const { id } of claims) {
    expect(model.leasedUntil.get(id) ?? 0, 'a lease that still runs').toBeLessThanOrEqual(now)
    model.leasedUntil.set(id, now + LEASE_MS)
  }
  const loaded = await store.deliveries.load(claims.map(({ id }) => id))
  const wanted: Claim[] = []
  for (const [index, claim] of claims.entries()) {
    const known = model.deliveries.get(claim.id)
    expect(known !== undefined, 'a delivery that nobody emitted').toBe(true)
    expect(loaded[index]?.delivery.id, 'what is to be sent').toBe(
      known?.state === 'pending' ? claim.id : undefined,
    )
    if (known?.state === 'pending') wanted.push(claim)
    else await settleHeld(model, queue, claim, 'done')
  }
  return wanted
}

async function settleHeld(model: DeliveryModel, queue: Queue, claim: Claim, as: Settlement): Promise<void> {
  expect(await queue.settle(claim, as), 'whether the holder could settle').toBe(true)
  model.leasedUntil.delete(claim.id)
}

async function begin(model: DeliveryModel, { current }: Box, { id }: Claim): Promise<number> {
  const known = model.deliveries.get(id) as Known
  const number = known.attempts + 1
  await current.store.deliveries.begin(attempt(id, number, current.clock.now()))
  Object.assign(known, { attempts: number })
  known.outcomes.push('unknown')
  return number
}

const work = fc
  .record({
    max: fc.integer({ min: 1, max: 4 }),
    fates: fc.array(fc.constantFrom<Fate>('delivered', 'delivered', 'retry', 'dead'), {
      minLength: 4,
      maxLength: 4,
    }),
    diesAt: fc.constantFrom<DiesAt>('never', 'never', 'never', 'claimed', 'begun', 'completed'),
  })
  .map(({ max, fates, diesAt }) =>
    command(`work on ${max}: ${fates.slice(0, max).join()}; dies: ${diesAt}`, async (model, box) => {
      const claims = await take(model, box, max)
      for (const [index, claim] of claims.entries()) {
        if (diesAt === 'claimed') return await die(model, box)
        const number = await begin(model, box, claim)
        if (diesAt === 'begun') return await die(model, box)
        const retryAt = await complete(model, box, claim.id, number, fates[index] as Fate)
        if (diesAt === 'completed') return await die(model, box)
        await settleHeld(model, box.current.queue, claim, retryAt === undefined ? 'done' : { retryAt })
      }
    }),
  )

const beginSlowly = fc.constant(
  command('a slow worker begins', async (model, box) => {
    const [claim] = await take(model, box, 1)
    if (claim !== undefined) model.underWay.push({ claim, number: await begin(model, box, claim) })
  }),
)

const endSlowly = fc.constantFrom<Fate>('delivered', 'retry', 'dead').map((fate) =>
  command(`a slow worker ends: ${fate}`, async (model, box) => {
    const slow = model.underWay.shift()
    if (slow === undefined) return
    const wasPending = model.deliveries.get(slow.claim.id)?.state === 'pending'
    const retryAt = await complete(model, box, slow.claim.id, slow.number, fate)
    // It may have lost its lease: then whoever has it goes on, and settling is refused.
    const as = retryAt === undefined || !wasPending ? 'done' : { retryAt }
    if (await box.current.queue.settle(slow.claim, as)) model.leasedUntil.delete(slow.claim.id)
  }),
)

const cancel = fc.nat().map((which) =>
  command(`cancel #${which}`, async (model, box) => {
    const [id, known] = [...model.deliveries][which % model.deliveries.size] ?? []
    if (id === undefined || known === undefined) return
    const { store, queue, clock } = box.current
    const ending = { state: 'cancelled', reason: 'asked', endedAt: clock.now() } as const
    expect(await store.deliveries.end(id, ending)).toBe(known.state === 'pending')
    if (known.state === 'pending') Object.assign(known, ending, { nextAttemptAt: null })
    await queue.remove([id])
  }),
)

const redeliver = fc.nat().map((which) =>
  command(`redeliver #${which}`, async (model, box) => {
    const known = [...model.deliveries.values()][which % model.deliveries.size]
    if (known === undefined) return
    const { store, queue, clock, newId } = box.current
    const at = clock.now()
    const one = newDelivery(known.event, newId(), model.webhookIds[0] as number, at)
    expect(await store.deliveries.add([{ event: known.event, deliveries: [one] }])).toEqual([known.event.id])
    know(model, one, known.event)
    await queue.enqueue([{ id: one.id, key: String(one.webhookId), dueAt: at }])
  }),
)

/** Lines up what is overdue: what the queue knows of stays as it is. */
async function sweepAll(model: DeliveryModel, { store, queue, clock }: DeliveryReal): Promise<void> {
  const dueBefore = clock.now() + 1
  const expected = [...model.deliveries]
    .filter(([, { nextAttemptAt }]) => nextAttemptAt !== null && nextAttemptAt < dueBefore)
    .map(([id]) => id)
  const found: string[] = []
  for (let after = ''; ;) {
    const page = await store.deliveries.overdue({ dueBefore, after, limit: 3 })
    found.push(...page.map(({ id }) => id))
    await queue.enqueue(
      page.map(({ id, webhookId, nextAttemptAt }) => ({
        id,
        key: String(webhookId),
        dueAt: nextAttemptAt as number,
      })),
    )
    if (page.length < 3) break
    after = page.at(-1)?.id as string
  }
  expect(found).toEqual(expected.toSorted())
}

const sweep = fc.constant(command('sweep', (model, { current }) => sweepAll(model, current)))
const crash = fc.constant(command('crash', die))
const pass = fc
  .integer({ min: 1, max: 150 })
  .map((ms) => command(`${ms} ms pass`, (_model, { current }) => current.clock.advance(ms)))

export const deliveryCommands = (): fc.Arbitrary<Iterable<DeliveryCommand>> =>
  fc.commands(
    [emit, emit, work, work, work, beginSlowly, endSlowly, cancel, redeliver, sweep, crash, pass, pass],
    {
      maxCommands: 40,
    },
  )

/** At the end everything that was emitted has ended, each delivery once. */
export async function expectAllEnded(model: DeliveryModel, box: Box): Promise<void> {
  for (let rounds = 0; rounds < 5; rounds++) {
    await box.current.clock.advance(1000)
    await sweepAll(model, box.current)
    for (let claims = await take(model, box, 5); claims.length > 0; claims = await take(model, box, 5)) {
      for (const claim of claims) {
        const number = await begin(model, box, claim)
        await complete(model, box, claim.id, number, 'delivered')
        await settleHeld(model, box.current.queue, claim, 'done')
      }
    }
  }
  expect([...model.deliveries.values()].filter(({ state }) => state === 'pending')).toEqual([])
  await expectSame(model, box.current)
}
