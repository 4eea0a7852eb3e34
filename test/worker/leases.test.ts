import { expect, test } from 'vitest'
import { memoryQueue } from 'hookstamp/queues/memory'
import { fakeClock } from 'hookstamp/testing'
import type { Claim } from '../../src/ports/queue.js'
import { createLeases } from '../../src/worker/leases.js'

async function setup(count: number) {
  const clock = fakeClock()
  const inner = memoryQueue({ clock })
  const extended: string[] = []
  const failures: unknown[] = []
  const broken: { error?: Error } = {}
  const queue = {
    ...inner,
    extend: (claim: Claim, leaseMs: number) => {
      extended.push(claim.id)
      if (broken.error !== undefined) throw broken.error
      return inner.extend(claim, leaseMs)
    },
  }
  await inner.enqueue(
    Array.from({ length: count }, (_, index) => ({
      id: `${index}`,
      key: `${index}`,
      dueAt: clock.now(),
    })),
  )
  const claims = await inner.claim({ max: count, leaseMs: 3000, perKeyMax: 1 })
  const leases = createLeases({
    queue,
    clock,
    leaseMs: 3000,
    failed: (error) => failures.push(error),
  })
  return { clock, inner, extended, failures, broken, claims, leases }
}
const next = { max: 9, leaseMs: 3000, perKeyMax: 1 }

test('what is held is renewed at a third of its lease, and is nobody else’s', async () => {
  const { clock, inner, extended, claims, leases } = await setup(2)
  leases.begin(claims)
  await clock.advance(1000)
  expect(extended).toEqual(['0', '1'])
  leases.end(claims[0] as Claim)
  await clock.advance(9000)
  expect(extended.filter((id) => id === '0')).toHaveLength(1)
  expect((await inner.claim(next)).map(({ id }) => id)).toEqual(['0'])
  leases.end(claims[1] as Claim)
  await clock.advance(1000)
  expect(clock.waiting).toBe(0)
})

test('what was claimed just before a round waits for the next', async () => {
  const { clock, extended, claims, leases } = await setup(2)
  leases.begin(claims.slice(0, 1))
  await clock.advance(900)
  leases.begin(claims.slice(1))
  await clock.advance(100)
  expect(extended).toEqual(['0'])
  await clock.advance(1000)
  expect(extended).toEqual(['0', '0', '1'])
})

test('what is lost is not asked for again; what could not be asked for is', async () => {
  const { clock, inner, extended, failures, broken, claims, leases } = await setup(2)
  leases.begin(claims)
  await inner.settle(claims[0] as Claim, 'done')
  await clock.advance(2000)
  expect(extended).toEqual(['0', '1', '1'])
  broken.error = new Error('no connection')
  await clock.advance(1000)
  expect(failures).toEqual([broken.error])
  delete broken.error
  await clock.advance(1000)
  expect(await inner.claim(next)).toEqual([])
  expect(leases.held()).toEqual(claims)
})

test('nothing is renewed after a stop, until it goes on', async () => {
  const { clock, extended, claims, leases } = await setup(1)
  leases.begin(claims)
  leases.stop()
  expect(clock.waiting).toBe(0)
  await clock.advance(1000)
  expect(extended).toEqual([])
  leases.renew()
  await clock.advance(1000)
  expect(extended).toEqual(['0'])
})

test.each([8, -8])(
  'what is held is renewed in time when the clock is set by %i hours meanwhile',
  async (hours) => {
    const clock = fakeClock()
    let set = 0
    const extended: string[] = []
    const claims = [{ id: '1', key: '1', token: 1 }]
    const queue = { ...memoryQueue(), extend: ({ id }: Claim) => extended.push(id) > 0 }
    const leases = createLeases({
      queue,
      clock: { now: () => clock.now() + set, elapsed: () => clock.now(), after: clock.after },
      leaseMs: 3000,
      failed: (error) => expect.unreachable(String(error)),
    })
    leases.begin(claims)
    set = hours * 3_600_000
    await clock.advance(6000)
    expect(extended.length).toBeGreaterThanOrEqual(4)
    leases.stop()
  },
)
