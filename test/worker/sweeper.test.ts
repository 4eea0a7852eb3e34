/** What a queue does not know of: after a crash, or because it forgot. */
import { describe, expect, test } from 'vitest'
import { memoryQueue } from 'hookstamp/queues/memory'
import { memoryStore } from 'hookstamp/stores/memory'
import { fakeClock } from 'hookstamp/testing'
import type { Queue } from '../../src/ports/queue.js'
import { dueDeliveries } from '../../src/dispatcher/due-deliveries.js'
import { createSweeper } from '../../src/worker/sweeper.js'
import { durable } from '../dispatcher/durable.js'
import { setup, type Answer } from '../dispatcher/setup.js'

const paid = { id: 7 }

/** A process that emitted and came to its end; its store is what is left. */
async function crashed(answer: () => Answer = () => 204) {
  const clock = fakeClock()
  const { store } = durable(clock, false)
  const before = await setup({ store, queue: memoryQueue({ clock }), clock, answer })
  await before.webhook()
  return { clock, store, before, namespaceId: before.namespaceId }
}

describe('with a queue that is lost with its process', () => {
  test('a start lines up what is stored, at once or when it is due', async () => {
    const { clock, store, before, namespaceId } = await crashed(() => 500)
    const failed = await before.dispatcher.emit('order.paid', paid, { namespaceId })
    await before.dispatcher.drain()
    const waiting = await before.dispatcher.emit('order.paid', paid, { namespaceId })
    const after = await setup({ store, queue: memoryQueue({ clock }), clock, namespace: 'after' })
    after.dispatcher.start()
    await clock.advance(0)
    expect((await store.deliveries.get(waiting.deliveryIds[0] as string))?.state).toBe('delivered')
    expect((await store.deliveries.get(failed.deliveryIds[0] as string))?.state).toBe('pending')
    await clock.advance(5000)
    expect((await store.deliveries.get(failed.deliveryIds[0] as string))?.state).toBe('delivered')
    expect(after.sent).toHaveLength(2)
    await after.dispatcher.stop()
  })

  test('so does a drain, for processes that never start', async () => {
    const { clock, store, before, namespaceId } = await crashed()
    await before.dispatcher.emit('order.paid', paid, { namespaceId })
    const after = await setup({ store, queue: memoryQueue({ clock }), clock, namespace: 'after' })
    await after.dispatcher.drain()
    expect(after.sent).toHaveLength(1)
    expect(clock.waiting).toBe(0)
  })

  test('what another process stored is found when it is overdue', async () => {
    const { clock, store, before, namespaceId } = await crashed()
    const after = await setup({ store, queue: memoryQueue({ clock }), clock, namespace: 'after' })
    after.dispatcher.start()
    await clock.advance(1000)
    await before.dispatcher.emit('order.paid', paid, { namespaceId })
    await clock.advance(12_000)
    expect(after.sent).toHaveLength(1)
    await after.dispatcher.stop()
  })
})

test('what a queue forgot is lined up again, and what it knows is left as it is', async () => {
  const clock = fakeClock()
  const { store, queue } = durable(clock, false)
  const answers: ((answer: Answer) => void)[] = []
  const answer = (): Promise<Answer> => new Promise((resolve) => answers.push(resolve))
  const made = await setup({ store, queue, clock, answer })
  await made.webhook()
  const emit = () => made.dispatcher.emit('order.paid', paid, { namespaceId: made.namespaceId })
  await queue.remove((await emit()).deliveryIds)
  made.dispatcher.start()
  await clock.advance(0)
  expect(made.sent).toHaveLength(1)
  // It is overdue by minutes now, and is not sent beside itself.
  await clock.advance(10 * 60_000)
  expect(made.sent).toHaveLength(1)
  answers.forEach((resolve) => resolve(204))
  await made.dispatcher.stop()
  expect(made.sent).toHaveLength(1)
})

describe('a round', () => {
  /** A sweeper over a backlog that stays overdue. */
  async function backlog(count: number, everyMs = 1000) {
    const clock = fakeClock()
    const inner = memoryStore({ clock })
    const asked: (string | undefined)[] = []
    const found: string[] = []
    const failures: unknown[] = []
    const ids = Array.from({ length: count }, (_, index) => String(index).padStart(6, '0'))
    const store = {
      ...inner,
      caps: { durability: 'fsync', transactions: false } as const,
      deliveries: {
        ...inner.deliveries,
        overdue: ({ after = '', limit = 0 }) => {
          asked.push(after || undefined)
          const from = ids.findIndex((id) => id > after)
          const page = from === -1 ? [] : ids.slice(from, from + limit)
          return page.map((id) => ({ id, webhookId: 1, nextAttemptAt: 0 }))
        },
      },
    }
    const queue: Queue = {
      ...memoryQueue({ clock }),
      caps: { durability: 'server', transactions: false, perKeyLimit: 'local' },
      enqueue: (items) => void found.push(...items.map(({ id }) => id)),
    }
    const failed = (error: unknown): void => void failures.push(error)
    const sweeper = createSweeper({
      store,
      source: dueDeliveries(store),
      queue,
      clock,
      everyMs,
      afterMs: everyMs,
      linedUp: () => {},
      failed,
    })
    return { clock, sweeper, asked, found, failures, store }
  }

  test('goes through everything at the start, then through so much at a time, going on where it ended', async () => {
    const { clock, sweeper, asked, found } = await backlog(12_500)
    sweeper.start()
    await clock.advance(0)
    expect(found).toHaveLength(12_500)
    found.length = asked.length = 0
    await clock.advance(1000)
    expect([found.length, asked[0], asked.length]).toEqual([10_000, undefined, 10])
    await clock.advance(1000)
    expect([found.length, asked[10], asked.length]).toEqual([12_500, '009999', 13])
    await clock.advance(1000)
    expect(asked[13]).toBeUndefined()
    sweeper.stop()
    found.length = 0
    await clock.advance(10_000)
    expect(found).toEqual([])
    expect(clock.waiting).toBe(0)
  })

  test('is one question when nothing is overdue', async () => {
    const { clock, sweeper, asked } = await backlog(0)
    sweeper.start()
    await clock.advance(3000)
    expect(asked).toHaveLength(4)
    sweeper.stop()
  })

  test('that fails is told of, and followed by the next', async () => {
    const { clock, sweeper, failures, store } = await backlog(1)
    const { overdue } = store.deliveries
    const broken = new Error('no connection')
    store.deliveries.overdue = () => {
      throw broken
    }
    sweeper.start()
    await clock.advance(1000)
    expect(failures).toEqual([broken, broken])
    store.deliveries.overdue = overdue
    await clock.advance(1000)
    expect(failures).toHaveLength(2)
    sweeper.stop()
  })

  test('a stop and a start during one leave one sweeper', async () => {
    const { clock, sweeper, asked } = await backlog(0)
    sweeper.start()
    sweeper.stop()
    sweeper.start()
    await clock.advance(0)
    const first = asked.length
    await clock.advance(2000)
    expect(asked.length - first).toBe(2)
    sweeper.stop()
    expect(clock.waiting).toBe(0)
  })
})
