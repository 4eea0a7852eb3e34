/** Claims: ahead of their time, long ones, lost ones, those of a stop. */
import { describe, expect, test } from 'vitest'
import { memoryQueue } from 'hookstamp/queues/memory'
import { memoryStore } from 'hookstamp/stores/memory'
import { fakeClock } from 'hookstamp/testing'
import type { Claim } from '../../src/ports/queue.js'
import { setup, type Answer } from './setup.js'

const paid = { id: 7 }
const never = (): Promise<Answer> => new Promise(() => {})

describe('a claim', () => {
  test('ahead of the retry that was decided waits for it', async () => {
    const clock = fakeClock()
    const queue = memoryQueue({ clock })
    const first = await setup({ clock, queue, answer: (_request, count) => (count === 1 ? 500 : 204) })
    await first.webhook()
    const { deliveryIds } = await first.dispatcher.emit('order.paid', paid, {
      namespaceId: first.namespaceId,
    })
    await first.dispatcher.drain()
    const [id] = deliveryIds as [string]
    // As after a crash between the record of the attempt and the settling of its claim.
    const again = memoryQueue({ clock })
    await again.enqueue([{ id, key: '1', dueAt: clock.now() }])
    const { sent, dispatcher } = await setup({ clock, store: first.store, queue: again, namespace: 'second' })
    dispatcher.start()
    await clock.advance(4999)
    expect(sent).toEqual([])
    await clock.advance(1)
    expect(sent).toHaveLength(1)
    await dispatcher.stop()
  })

  test('is renewed for as long as its request is under way', async () => {
    const clock = fakeClock()
    const queue = memoryQueue({ clock })
    let answer: (answer: Answer) => void = () => {}
    const first = await setup({
      clock,
      queue,
      leaseMs: 3000,
      answer: () => new Promise((resolve) => (answer = resolve)),
    })
    const second = await setup({ clock, queue, store: first.store, namespace: 'second', leaseMs: 3000 })
    await first.webhook()
    await first.dispatcher.emit('order.paid', paid, { namespaceId: first.namespaceId })
    first.dispatcher.start()
    await clock.advance(0)
    second.dispatcher.start()
    await clock.advance(60_000)
    answer(204)
    await clock.advance(0)
    expect([first.sent.length, second.sent.length]).toEqual([1, 0])
    expect((await first.dispatcher.deliveries.list())[0]?.state).toBe('delivered')
    await Promise.all([first.dispatcher.stop(), second.dispatcher.stop()])
    expect(clock.waiting).toBe(0)
  })

  test('that is lost is told of, and settles nothing', async () => {
    const clock = fakeClock()
    const inner = memoryQueue({ clock })
    // Stands for a process that stood still for longer than its lease.
    const queue = { ...inner, extend: () => false }
    const answers: ((answer: Answer) => void)[] = []
    const made = await setup({
      clock,
      queue,
      leaseMs: 3000,
      answer: () => new Promise((resolve) => answers.push(resolve)),
    })
    await made.webhook()
    const { deliveryIds } = await made.dispatcher.emit('order.paid', paid, { namespaceId: made.namespaceId })
    made.dispatcher.start()
    await clock.advance(3000)
    // Somebody else has it by now: here it is the same dispatcher.
    expect(made.sent).toHaveLength(2)
    answers[0]?.(500)
    await clock.advance(0)
    expect(made.changes).toContainEqual({ kind: 'lease-lost', deliveryId: deliveryIds[0], webhookId: 1 })
    expect(await inner.claim({ max: 9, leaseMs: 1, perKeyMax: 9 })).toEqual([])
    answers[1]?.(204)
    await clock.advance(0)
    expect((await made.dispatcher.deliveries.get(deliveryIds[0] as string))?.state).toBe('delivered')
    expect(made.changes.filter(({ kind }) => kind === 'lease-lost')).toHaveLength(1)
    await made.dispatcher.stop()
  })

  test('of what cannot be read is put off, and not held until its lease runs out', async () => {
    const clock = fakeClock()
    const inner = memoryStore({ clock })
    const broken: { error?: Error } = { error: new Error('no connection') }
    const store = {
      ...inner,
      deliveries: {
        ...inner.deliveries,
        load: (ids: readonly string[]) => {
          if (broken.error !== undefined) throw broken.error
          return inner.deliveries.load(ids)
        },
      },
    }
    const made = await setup({ clock, store })
    await made.webhook()
    await made.dispatcher.emit('order.paid', paid, { namespaceId: made.namespaceId })
    made.dispatcher.start()
    await clock.advance(1000)
    expect(made.changes).toContainEqual({ kind: 'faulted', error: broken.error })
    delete broken.error
    await clock.advance(4000)
    expect(made.sent).toHaveLength(1)
    await made.dispatcher.stop()
  })
})

describe('a stop', () => {
  test('gives back what is claimed and not begun, and a start takes it up', async () => {
    const clock = fakeClock()
    const inner = memoryStore({ clock })
    let loaded: () => void = () => {}
    const loading = new Promise<void>((resolve) => (loaded = resolve))
    const store = {
      ...inner,
      deliveries: {
        ...inner.deliveries,
        load: async (ids: readonly string[]) => {
          await loading
          return inner.deliveries.load(ids)
        },
      },
    }
    const made = await setup({ clock, store })
    await made.webhook()
    await made.dispatcher.emit('order.paid', paid, { namespaceId: made.namespaceId })
    made.dispatcher.start()
    await clock.advance(0)
    const stopped = made.dispatcher.stop()
    loaded()
    expect(await stopped).toEqual({ unfinished: [] })
    expect(made.sent).toEqual([])
    made.dispatcher.start()
    await clock.advance(0)
    expect(made.sent).toHaveLength(1)
    await made.dispatcher.stop()
  })

  test('gives back what the queue hands out late', async () => {
    const clock = fakeClock()
    const inner = memoryQueue({ clock })
    let hand: () => void = () => {}
    const handing = new Promise<void>((resolve) => (hand = resolve))
    const queue = {
      ...inner,
      claim: async (request: Parameters<typeof inner.claim>[0]): Promise<readonly Claim[]> => {
        const claims = await inner.claim(request)
        await handing
        return claims
      },
    }
    const made = await setup({ clock, queue })
    await made.webhook()
    await made.dispatcher.emit('order.paid', paid, { namespaceId: made.namespaceId })
    made.dispatcher.start()
    await clock.advance(0)
    const stopped = made.dispatcher.stop()
    hand()
    expect(await stopped).toEqual({ unfinished: [] })
    expect(made.sent).toEqual([])
    expect(await inner.claim({ max: 9, leaseMs: 1, perKeyMax: 9 })).toHaveLength(1)
  })

  test('leaves a request that goes on for too long: it may still end well', async () => {
    let answer: (answer: Answer) => void = () => {}
    const made = await setup({ answer: () => new Promise((resolve) => (answer = resolve)) })
    await made.webhook()
    const { deliveryIds } = await made.dispatcher.emit('order.paid', paid, { namespaceId: made.namespaceId })
    made.dispatcher.start()
    await made.clock.advance(0)
    const stopped = made.dispatcher.stop({ drainMs: 1000 })
    await made.clock.advance(1000)
    expect(await stopped).toEqual({ unfinished: deliveryIds })
    expect(made.clock.waiting).toBe(0)
    answer(204)
    await made.clock.advance(0)
    expect((await made.dispatcher.deliveries.get(deliveryIds[0] as string))?.state).toBe('delivered')
  })

  test('ends a drain as well', async () => {
    const made = await setup({ answer: never, concurrency: 1 })
    await made.webhook()
    for (const id of [1, 2]) {
      await made.dispatcher.emit('order.paid', { id }, { namespaceId: made.namespaceId })
    }
    const drained = made.dispatcher.drain()
    await made.clock.advance(0)
    const stopped = made.dispatcher.stop({ drainMs: 0 })
    await made.clock.advance(0)
    expect((await stopped).unfinished).toHaveLength(1)
    expect(made.sent).toHaveLength(1)
    void drained
  })
})
