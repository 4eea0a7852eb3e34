import { describe, expect, test } from 'vitest'
import { memoryQueue } from 'hookstamp/queues/memory'
import { fakeClock, type FakeClock } from 'hookstamp/testing'
import type { Claim, Queue } from '../../src/ports/queue.js'
import { createGate } from '../../src/worker/gate.js'
import { createWorker, type WorkerOptions } from '../../src/worker/worker.js'

/** A worker whose claims wait for the test to finish them. */
function setup(options: Partial<WorkerOptions> & { readonly clock?: FakeClock } = {}) {
  const clock = options.clock ?? fakeClock()
  const queue = options.queue ?? memoryQueue({ clock })
  const gate = createGate()
  const begun: string[] = []
  const held = new Map<string, () => Promise<void>>()
  const failures: unknown[] = []
  const worker = createWorker({
    queue,
    clock,
    gate,
    concurrency: 4,
    perKeyMax: 2,
    leaseMs: 3000,
    work: async (claims: readonly Claim[], done: (claim: Claim) => void) => {
      for (const claim of claims) {
        begun.push(claim.id)
        held.set(claim.id, async () => {
          await queue.settle(claim, 'done')
          done(claim)
        })
      }
    },
    failed: (error) => failures.push(error),
    ...options,
  })
  const finish = async (id: string): Promise<void> => {
    await held.get(id)?.()
    await settled()
  }
  return { clock, queue: queue as Queue, gate, worker, begun, finish, failures }
}

/** Lets everything run that is not waiting for the clock. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const items = (clock: { now(): number }, ...ids: string[]) =>
  ids.map((id) => ({ id, key: id.slice(0, 1), dueAt: clock.now() }))

describe('createWorker', () => {
  test('keeps no more in flight than it may, and fills up as places come free', async () => {
    const { clock, queue, worker, begun, finish } = setup()
    await queue.enqueue(items(clock, 'a1', 'a2', 'a3', 'b1', 'c1', 'd1'))
    worker.start()
    await settled()
    expect(begun).toEqual(['a1', 'b1', 'c1', 'd1'])
    await finish('b1')
    expect(begun.slice(4)).toEqual(['a2'])
    await finish('c1')
    // One more of its key would be too many, although the worker has room.
    expect(worker.inFlight()).toBe(3)
    await finish('a1')
    expect(begun.slice(5)).toEqual(['a3'])
  })

  test('looks again when an item falls due', async () => {
    const { clock, queue, worker, begun } = setup()
    worker.start()
    await queue.enqueue([{ id: 'a1', key: 'a', dueAt: clock.now() + 500 }])
    await settled()
    expect(begun).toEqual([])
    await clock.advance(500)
    expect(begun).toEqual(['a1'])
  })

  test('drains what is due and leaves what is not', async () => {
    const { clock, queue, worker, begun, finish } = setup()
    await queue.enqueue([...items(clock, 'a1', 'b1'), { id: 'a2', key: 'a', dueAt: clock.now() + 1 }])
    const drained = worker.drain()
    await settled()
    await finish('a1')
    await finish('b1')
    await drained
    expect(begun).toEqual(['a1', 'b1'])
  })

  test('a stop ends a drain that is still being prepared', async () => {
    const { clock, queue, worker, begun } = setup()
    await queue.enqueue(items(clock, 'a1'))
    let prepared: () => void = () => {}
    const drained = worker.drain(() => new Promise((resolve) => (prepared = resolve)))
    expect(await worker.stop(1000)).toEqual([])
    prepared()
    await drained
    expect(begun).toEqual([])
  })

  test('what is handed out after a stop was given up is not renewed, and keeps no timer', async () => {
    const clock = fakeClock()
    const inner = memoryQueue({ clock })
    let hand: () => void = () => {}
    const late = new Promise<void>((resolve) => (hand = resolve))
    const claim: Queue['claim'] = async (request) => {
      await late
      return inner.claim(request)
    }
    const { worker, begun, finish } = setup({ queue: { ...inner, claim }, clock })
    await inner.enqueue(items(clock, 'a1'))
    worker.start()
    const stopped = worker.stop(100)
    await clock.advance(100)
    expect(await stopped).toEqual([])
    hand()
    await settled()
    expect([begun, clock.waiting]).toEqual([['a1'], 0])
    // A drain renews again.
    const drained = worker.drain()
    await settled()
    expect(clock.waiting).toBe(1)
    await finish('a1')
    await drained
    expect(clock.waiting).toBe(0)
  })

  test('drains what is there even if it could not be prepared', async () => {
    const { clock, queue, worker, begun, finish } = setup()
    await queue.enqueue(items(clock, 'a1'))
    const drained = worker.drain(() => Promise.reject(new Error('no connection')))
    const told = drained.catch((error: Error) => error.message)
    await settled()
    expect(begun).toEqual(['a1'])
    await finish('a1')
    expect(await told).toBe('no connection')
  })

  test('says what failed and looks again', async () => {
    const clock = fakeClock()
    const queue = memoryQueue({ clock })
    const broken = new Error('no connection')
    let isBroken = true
    const { worker, begun, failures } = setup({
      clock,
      queue: {
        ...queue,
        claim: (request) => {
          if (isBroken) throw broken
          return queue.claim(request)
        },
      },
    })
    await queue.enqueue(items(clock, 'a1'))
    worker.start()
    await settled()
    expect(failures).toEqual([broken])
    isBroken = false
    await clock.advance(1000)
    expect(begun).toEqual(['a1'])
  })

  test('stops without a wait when nothing is in flight, and tells what is left when something is', async () => {
    const { clock, queue, worker, begun } = setup()
    worker.start()
    expect(await worker.stop(1000)).toEqual([])
    await queue.enqueue(items(clock, 'a1'))
    await settled()
    expect(begun).toEqual([])
    worker.start()
    await settled()
    const stopped = worker.stop(1000)
    await clock.advance(1000)
    expect((await stopped).map((claim) => claim.id)).toEqual(['a1'])
  })
})
