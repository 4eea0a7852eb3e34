/**
 * What a queue has to do, as simply as it can be said, and commands that do it to a queue and to the model at the same
 * time. Whose turn it is between keys is left open, except that no key is served twice before another is served once.
 */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { FakeClock } from 'hookstamp/testing'
import type { Claim, Queue, QueueItem } from '../../src/ports/queue.js'

interface Item extends QueueItem {
  /** Absent while it waits. */
  lease?: { readonly token: Claim['token']; until: number }
}

export interface QueueModel {
  readonly items: Map<string, Item>
  /** Claims that somebody still believes to have, newest last. */
  readonly held: Claim[]
  /** Everything that was ever put in. */
  readonly ids: string[]
}

export interface QueueReal {
  readonly queue: Queue
  readonly clock: FakeClock
  readonly newId: () => string
  /** The process dies and comes back: what it held it has forgotten. Answers with the queue as it is then. */
  readonly crash: () => Promise<QueueReal>
}

type QueueCommand = fc.AsyncCommand<QueueModel, { current: QueueReal }>

/** `run` is given a name for the report of a counterexample. */
function command(
  name: string,
  run: (model: QueueModel, real: QueueReal, change: (real: QueueReal) => void) => Promise<void>,
): QueueCommand {
  return {
    check: () => true,
    run: (model, real) => run(model, real.current, (changed) => (real.current = changed)),
    toString: () => name,
  }
}

const isClaimable = (item: Item, now: number): boolean =>
  item.lease === undefined ? item.dueAt <= now : item.lease.until <= now
const isInFlight = (item: Item, now: number): boolean => item.lease !== undefined && item.lease.until > now
const byDueAt = (a: QueueItem, b: QueueItem): number => a.dueAt - b.dueAt

const KEYS = ['a', 'b', 'c']

const enqueue = fc
  .record({
    key: fc.constantFrom(...KEYS),
    count: fc.integer({ min: 1, max: 4 }),
    inMs: fc.integer({ min: -50, max: 200 }),
  })
  .map(({ key, count, inMs }) =>
    command(`enqueue ${count} of ${key} in ${inMs}`, async (model, { queue, clock, newId }) => {
      const items = Array.from({ length: count }, () => ({ id: newId(), key, dueAt: clock.now() + inMs }))
      await queue.enqueue(items)
      for (const item of items) {
        model.items.set(item.id, { ...item })
        model.ids.push(item.id)
      }
    }),
  )

/** What was put in once is put in again: as long as it is there, nothing changes. */
const again = fc
  .record({ which: fc.nat(), inMs: fc.integer({ min: -50, max: 200 }) })
  .map(({ which, inMs }) =>
    command(`enqueue #${which} again in ${inMs}`, async (model, { queue, clock }) => {
      const id = model.ids[which % model.ids.length]
      if (id === undefined) return
      const key = model.items.get(id)?.key ?? 'a'
      const item = { id, key, dueAt: clock.now() + inMs }
      await queue.enqueue([item])
      if (!model.items.has(id)) model.items.set(id, { ...item })
    }),
  )

const claim = fc
  .record({
    max: fc.integer({ min: 1, max: 6 }),
    perKeyMax: fc.integer({ min: 1, max: 3 }),
    leaseMs: fc.constantFrom(50, 100, 100_000),
    skip: fc.subarray(KEYS, { maxLength: 2 }),
  })
  .map(({ max, perKeyMax, leaseMs, skip }) =>
    command(
      `claim ${max}, ${perKeyMax} a key, for ${leaseMs}, not ${skip.join('')}`,
      async (model, { queue, clock }) => {
        const now = clock.now()
        const skipKeys = new Set(skip)
        const claims = await queue.claim({ max, leaseMs, perKeyMax, skipKeys })
        expect(claims.length, 'how many').toBeLessThanOrEqual(max)
        const served = new Map(KEYS.map((key) => [key, 0]))
        const room = new Map(
          KEYS.map((key) => {
            const inFlight = [...model.items.values()].filter(
              (item) => item.key === key && isInFlight(item, now),
            )
            return [key, skipKeys.has(key) ? 0 : Math.max(0, perKeyMax - inFlight.length)]
          }),
        )
        const waiting = (key: string): Item[] =>
          [...model.items.values()]
            .filter((item) => item.key === key && isClaimable(item, now))
            .toSorted(byDueAt)
        for (const { id, key, token } of claims) {
          const item = model.items.get(id)
          expect(
            item !== undefined && item.key === key && isClaimable(item, now),
            `whether ${id} is due`,
          ).toBe(true)
          // Of those that fell due together any may be the first.
          expect(item?.dueAt, `the next of ${key}`).toBe(waiting(key)[0]?.dueAt)
          served.set(key, (served.get(key) as number) + 1)
          ;(item as Item).lease = { token, until: now + leaseMs }
        }
        for (const key of KEYS) {
          expect(served.get(key), `how many of ${key} are in flight`).toBeLessThanOrEqual(
            room.get(key) as number,
          )
        }
        const open = KEYS.filter(
          (key) => waiting(key).length > 0 && (served.get(key) as number) < (room.get(key) as number),
        )
        if (claims.length < max) expect(open, 'keys with something left').toEqual([])
        for (const key of open) {
          const most = Math.max(...served.values())
          expect(most - (served.get(key) as number), `how far ${key} is behind`).toBeLessThanOrEqual(1)
        }
        model.held.push(...claims)
      },
    ),
  )

/** Takes a claim that is believed to be held, and tells whether it is: `undefined` when it ran out and nobody has it. */
function heldClaim(
  model: QueueModel,
  which: number,
  now: number,
):
  | { readonly claim: Claim; readonly item: Item | undefined; readonly holds: boolean | undefined }
  | undefined {
  if (model.held.length === 0) return undefined
  const claim = model.held[which % model.held.length] as Claim
  const item = model.items.get(claim.id)
  if (item?.lease?.token !== claim.token) return { claim, item, holds: false }
  return { claim, item, holds: item.lease.until > now ? true : undefined }
}

const settle = fc
  .record({
    which: fc.nat(),
    as: fc.oneof(
      fc.constant('done' as const),
      fc.constant('release' as const),
      fc.integer({ min: -50, max: 200 }).map((inMs) => ({ inMs })),
    ),
  })
  .map(({ which, as }) =>
    command(`settle #${which} as ${JSON.stringify(as)}`, async (model, { queue, clock }) => {
      const found = heldClaim(model, which, clock.now())
      if (found === undefined) return
      const retryAt = clock.now() + (typeof as === 'object' ? as.inMs : 0)
      const settled = await queue.settle(found.claim, typeof as === 'object' ? { retryAt } : as)
      if (found.holds !== undefined) expect(settled, 'whether it could be settled').toBe(found.holds)
      if (!settled || found.item === undefined) return
      if (as === 'done') model.items.delete(found.claim.id)
      else {
        const { id, key, dueAt } = found.item
        model.items.set(id, { id, key, dueAt: as === 'release' ? dueAt : retryAt })
      }
    }),
  )

const extend = fc
  .record({ which: fc.nat(), leaseMs: fc.constantFrom(50, 100, 100_000) })
  .map(({ which, leaseMs }) =>
    command(`extend #${which} by ${leaseMs}`, async (model, { queue, clock }) => {
      const found = heldClaim(model, which, clock.now())
      if (found === undefined) return
      const extended = await queue.extend(found.claim, leaseMs)
      if (found.holds !== undefined) expect(extended, 'whether it could be renewed').toBe(found.holds)
      if (extended && found.item?.lease !== undefined) found.item.lease.until = clock.now() + leaseMs
    }),
  )

const remove = fc.nat().map((which) =>
  command(`remove #${which}`, async (model, { queue, clock }) => {
    const id = model.ids[which % model.ids.length]
    const item = model.items.get(id ?? '')
    // What is claimed, or was and ran out, is for its holder to settle.
    if (item === undefined || item.lease !== undefined) return
    await queue.remove([item.id])
    model.items.delete(item.id)
    expect(clock.now()).toBeGreaterThan(0)
  }),
)

const pass = fc
  .integer({ min: 1, max: 150 })
  .map((ms) => command(`${ms} ms pass`, (_model, { clock }) => clock.advance(ms)))

const crash = fc.constant(
  command('crash', async (model, real, change) => {
    change(await real.crash())
    model.held.length = 0
    for (const item of model.items.values()) {
      // Given back at once, or when it runs out: nobody else may have it before.
      if (item.lease !== undefined) item.lease.until = Math.min(item.lease.until, real.clock.now())
    }
  }),
)

export const queueCommands = (withCrash: boolean): fc.Arbitrary<Iterable<QueueCommand>> =>
  fc.commands(
    [
      enqueue,
      enqueue,
      again,
      claim,
      claim,
      claim,
      settle,
      settle,
      extend,
      remove,
      pass,
      pass,
      ...(withCrash ? [crash] : []),
    ],
    { maxCommands: 60 },
  )

/** At the end everything comes out, each item once, in its order. */
export async function expectNothingLost(model: QueueModel, { queue, clock }: QueueReal): Promise<void> {
  await clock.advance(200_000)
  const out: string[] = []
  const expected = [...model.items.values()].toSorted(byDueAt)
  for (;;) {
    const claims = await queue.claim({ max: 5, leaseMs: 1_000_000, perKeyMax: 2 })
    if (claims.length === 0) break
    for (const claim of claims) {
      expect(await queue.settle(claim, 'done')).toBe(true)
      out.push(claim.id)
    }
  }
  for (const key of KEYS) {
    const dueOf = (items: readonly (Item | undefined)[]): unknown[] =>
      items.filter((item) => item?.key === key).map((item) => item?.dueAt)
    expect(dueOf(out.map((id) => model.items.get(id))), `what came out of ${key}`).toEqual(dueOf(expected))
  }
  expect(new Set(out).size).toBe(out.length)
  expect(out).toHaveLength(expected.length)
}
