import { describe, expect, test, vi } from 'vitest'
import { memoryQueue } from 'hookstamp/queues/memory'
import { fakeClock } from 'hookstamp/testing'
import type { Claim, ClaimRequest, Queue } from '../../src/ports/queue.js'

const request: ClaimRequest = { max: 10, leaseMs: 1000, perKeyMax: 10 }

function setup(): {
  queue: Queue
  clock: ReturnType<typeof fakeClock>
  claim: (changes?: Partial<ClaimRequest>) => Promise<readonly Claim[]>
  ids: (changes?: Partial<ClaimRequest>) => Promise<string[]>
} {
  const clock = fakeClock(0)
  const queue = memoryQueue({ clock })
  const claim = async (changes: Partial<ClaimRequest> = {}): Promise<readonly Claim[]> =>
    queue.claim({ ...request, ...changes })
  return { queue, clock, claim, ids: async (changes) => (await claim(changes)).map((one) => one.id) }
}

const due = (key: string, ...ids: string[]): { id: string; key: string; dueAt: number }[] =>
  ids.map((id) => ({ id, key, dueAt: 0 }))

describe('claim', () => {
  test('keys take turns, and within a key the oldest comes first', async () => {
    const { queue, ids } = setup()
    await queue.enqueue([...due('a', 'a1', 'a2', 'a3'), ...due('b', 'b1'), ...due('c', 'c1', 'c2')])
    expect(await ids({ max: 4 })).toEqual(['a1', 'b1', 'c1', 'a2'])
    expect(await ids()).toEqual(['c2', 'a3'])
    expect(await ids()).toEqual([])
  })

  test('never more of a key in flight than allowed', async () => {
    const { queue, claim, ids } = setup()
    await queue.enqueue([...due('a', 'a1', 'a2', 'a3'), ...due('b', 'b1')])
    const [first] = await claim({ perKeyMax: 1 })
    expect(first).toMatchObject({ id: 'a1', key: 'a' })
    expect(await ids({ perKeyMax: 1 })).toEqual([])
    expect(await queue.settle(first as Claim, 'done')).toBe(true)
    expect(await ids({ perKeyMax: 1 })).toEqual(['a2'])
  })

  test('passes over keys that are to be skipped, without losing their place', async () => {
    const { queue, ids } = setup()
    await queue.enqueue([...due('a', 'a1'), ...due('b', 'b1')])
    expect(await ids({ skipKeys: new Set(['a']) })).toEqual(['b1'])
    expect(await ids()).toEqual(['a1'])
  })

  test('nothing before its time; the queue tells when that is', async () => {
    const { queue, clock, ids } = setup()
    await queue.enqueue([{ id: 'late', key: 'a', dueAt: 500 }, ...due('a', 'now')])
    expect(await ids()).toEqual(['now'])
    expect(await queue.nextDueAt()).toBe(500)
    await clock.advance(499)
    expect(await ids()).toEqual([])
    await clock.advance(1)
    expect(await ids()).toEqual(['late'])
  })
})

describe('leases of different lengths', () => {
  test('run out each at its own time, and what was left comes back to its place', async () => {
    const { queue, clock, claim, ids } = setup()
    await queue.enqueue(due('a', 'a1', 'a2', 'a3'))
    await claim({ max: 1, leaseMs: 60_000 })
    await claim({ max: 1, leaseMs: 1000 })
    expect(await queue.nextDueAt()).toBe(1000)
    await clock.advance(1000)
    expect(await ids()).toEqual(['a2', 'a3'])
    expect(await queue.nextDueAt()).toBe(2000)
  })
})

describe('settle', () => {
  test('done is over, release comes back, retryAt comes back then', async () => {
    const { queue, clock, claim, ids } = setup()
    await queue.enqueue(due('a', 'x', 'y', 'z'))
    const [x, y, z] = (await claim()) as [Claim, Claim, Claim]
    await queue.settle(x, 'done')
    await queue.settle(y, 'release')
    await queue.settle(z, { retryAt: 200 })
    expect(await ids()).toEqual(['y'])
    await clock.advance(200)
    expect(await ids()).toEqual(['z'])
  })

  test('a lost lease can settle nothing: the item is due again and belongs to the next claimer', async () => {
    const { queue, clock, claim } = setup()
    await queue.enqueue(due('a', 'x'))
    const [stale] = await claim()
    await clock.advance(1000)
    const [fresh] = await claim()
    expect(fresh).toMatchObject({ id: 'x' })
    expect(await queue.settle(stale as Claim, 'done')).toBe(false)
    expect(await queue.extend(stale as Claim, 5000)).toBe(false)
    expect(await queue.settle(fresh as Claim, 'done')).toBe(true)
    await clock.advance(10_000)
    expect(await claim()).toEqual([])
  })

  test('a renewed lease lasts, and does not hide one that runs out', async () => {
    const { queue, clock, claim, ids } = setup()
    await queue.enqueue(due('a', 'x', 'y'))
    const [x] = (await claim()) as [Claim, Claim]
    await clock.advance(900)
    expect(await queue.extend(x, 1000)).toBe(true)
    await clock.advance(100)
    expect(await ids()).toEqual(['y'])
    expect(await queue.settle(x, 'done')).toBe(true)
  })
})

describe('enqueue and remove', () => {
  test('an item that waits or is in flight is not taken twice, one that is done can come again', async () => {
    const { queue, claim, ids } = setup()
    await queue.enqueue([...due('a', 'x'), ...due('a', 'x')])
    const [x] = (await claim()) as [Claim]
    await queue.enqueue(due('a', 'x'))
    expect(await ids()).toEqual([])
    await queue.settle(x, 'done')
    await queue.enqueue(due('a', 'x'))
    expect(await ids()).toEqual(['x'])
  })

  test('removed items do not come, whether they wait, are due or are in flight', async () => {
    const { queue, clock, claim, ids } = setup()
    await queue.enqueue([...due('a', 'x', 'y'), { id: 'later', key: 'a', dueAt: 100 }])
    const [x] = (await claim({ max: 1 })) as [Claim]
    await queue.remove(['x', 'y', 'later', 'unknown'])
    await queue.settle(x, 'release')
    await clock.advance(100)
    expect(await ids()).toEqual([])
    await queue.enqueue(due('a', 'y'))
    expect(await ids()).toEqual(['y'])
  })

  test('listeners hear of new items until they stop listening', async () => {
    const { queue } = setup()
    const heard = vi.fn()
    const stop = queue.onReady?.(heard)
    await queue.enqueue(due('a', 'x'))
    stop?.()
    await queue.enqueue(due('a', 'y'))
    expect(heard).toHaveBeenCalledTimes(1)
  })

  test('a long line is worked off in order', async () => {
    const { queue, claim } = setup()
    const all = Array.from({ length: 5000 }, (_, index) => String(index))
    await queue.enqueue(due('a', ...all))
    const seen: string[] = []
    for (let claims = await claim(); claims.length > 0; claims = await claim()) {
      for (const one of claims) {
        seen.push(one.id)
        await queue.settle(one, 'done')
      }
    }
    expect(seen).toEqual(all)
  })
})

test('says in words that it keeps nothing', async () => {
  const { queue } = setup()
  expect(queue.caps.durability).toBe('memory')
  expect(await queue.health()).toEqual([expect.stringContaining('lost when the process ends')])
})

test.each([8, -8])(
  'leases last as long as they last, also when the clock is set by %i hours meanwhile',
  async (hours) => {
    const time = { now: 0, elapsed: 0 }
    const queue = memoryQueue({ clock: { now: () => time.now, elapsed: () => time.elapsed } })
    await queue.enqueue(due('a', 'a1'))
    const [first] = await queue.claim(request)
    time.now += hours * 3_600_000
    expect(await queue.claim(request)).toEqual([])
    expect(await queue.nextDueAt()).toBe(time.now + 1000)
    time.elapsed += 1000
    // Due at an instant that is yet to come again, if the clock was set back.
    time.now = 2000
    const [second] = await queue.claim(request)
    expect(second?.id).toBe('a1')
    expect(await queue.settle(first as Claim, 'done')).toBe(false)
    expect(await queue.settle(second as Claim, 'done')).toBe(true)
  },
)
