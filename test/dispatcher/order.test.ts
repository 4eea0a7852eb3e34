/** Order by key at webhooks that are ordered, in one process and over two. */
import { describe, expect, test } from 'vitest'
import { memoryQueue } from 'hookstamp/queues/memory'
import { fakeClock } from 'hookstamp/testing'
import type { TransportRequest } from '../../src/ports/transport.js'
import { jsonOf, setup, type Answer, type Setup } from './setup.js'

const idOf = (request: TransportRequest | undefined): number =>
  (jsonOf(request) as { data: { id: number } }).data.id
const idsOf = ({ sent }: Setup): number[] => sent.map(idOf)

async function emit(made: Setup, ...events: [id: number, orderingKey?: string][]): Promise<void> {
  for (const [id, orderingKey] of events) {
    const key = orderingKey === undefined ? {} : { orderingKey }
    await made.dispatcher.emit('order.paid', { id }, { namespaceId: made.namespaceId, ...key })
  }
}

describe('an ordered webhook', () => {
  test('gets events with one key one at a time, and those of others beside them', async () => {
    const open: ((answer: Answer) => void)[] = []
    const made = await setup({ answer: () => new Promise((resolve) => open.push(resolve)) })
    await made.webhook({ ordered: true })
    await emit(made, [1, 'a'], [2, 'a'], [3, 'b'], [4, 'a'])
    made.dispatcher.start()
    await made.clock.advance(0)
    expect(idsOf(made)).toEqual([1, 3])
    open[0]?.(204)
    await made.clock.advance(0)
    expect(idsOf(made)).toEqual([1, 3, 2])
    open[2]?.(204)
    await made.clock.advance(0)
    expect(idsOf(made)).toEqual([1, 3, 2, 4])
    for (const answer of open) answer(204)
    await made.dispatcher.stop()
  })

  test('what follows waits until the one before it has ended, retries included', async () => {
    const made = await setup({ answer: (request) => (idOf(request) === 1 ? 500 : 204) })
    await made.webhook({ ordered: true })
    await emit(made, [1, 'a'], [2, 'a'], [3, 'b'])
    made.dispatcher.start()
    await made.clock.advance(60_000)
    expect(idsOf(made)).toEqual([1, 3, 1])
    await emit(made, [4, 'a'], [5, 'b'])
    await made.clock.advance(0)
    expect(idsOf(made)).toEqual([1, 3, 1, 5])
    // 75 hours later the first is given up.
    await made.clock.advance(76 * 3600_000)
    expect(idsOf(made).filter((id) => id !== 1)).toEqual([3, 5, 2, 4])
    await made.dispatcher.stop()
  })

  test('events without a key keep their order among themselves', async () => {
    let attempts = 0
    const made = await setup({ answer: () => (++attempts === 1 ? 500 : 204) })
    await made.webhook({ ordered: true })
    await emit(made, [1], [2])
    made.dispatcher.start()
    await made.clock.advance(60_000)
    expect(idsOf(made)).toEqual([1, 1, 2])
    await made.dispatcher.stop()
  })

  test('a redelivery takes its place at the end of its line', async () => {
    const made = await setup()
    await made.webhook({ ordered: true })
    await emit(made, [1, 'a'])
    await made.dispatcher.drain()
    const [first] = await made.dispatcher.deliveries.list()
    await emit(made, [2, 'a'])
    const again = await made.dispatcher.redeliver(first?.id as string)
    expect(again.orderingKey).toBe('a')
    await made.dispatcher.drain()
    expect(idsOf(made)).toEqual([1, 2, 1])
  })

  test('a stop gives back who waits in line', async () => {
    const open: ((answer: Answer) => void)[] = []
    const made = await setup({ answer: () => new Promise((resolve) => open.push(resolve)) })
    await made.webhook({ ordered: true })
    await emit(made, [1, 'a'], [2, 'a'], [3, 'a'])
    made.dispatcher.start()
    await made.clock.advance(0)
    expect((await made.dispatcher.health()).inFlight).toBe(3)
    const stopped = made.dispatcher.stop({ drainMs: 1000 })
    await made.clock.advance(1000)
    expect((await stopped).unfinished).toHaveLength(1)
    open[0]?.(204)
    await made.clock.advance(0)
    expect(idsOf(made)).toEqual([1])
    made.dispatcher.start()
    await made.clock.advance(0)
    expect(idsOf(made)).toEqual([1, 2])
    open[1]?.(204)
    await made.clock.advance(0)
    expect(idsOf(made)).toEqual([1, 2, 3])
    open[2]?.(204)
    await made.dispatcher.stop()
  })
})

test('webhooks that are not ordered pass the key over', async () => {
  const made = await setup({ answer: () => new Promise<Answer>(() => {}) })
  await made.webhook()
  await emit(made, [1, 'a'], [2, 'a'])
  made.dispatcher.start()
  await made.clock.advance(0)
  expect(idsOf(made)).toEqual([1, 2])
  void made.dispatcher.stop({ drainMs: 0 })
})

describe('over two processes', () => {
  test.each([['with a key', 'a'] as const, ['without', undefined] as const])(
    'order holds %s',
    async (_name, orderingKey) => {
      const clock = fakeClock()
      const queue = memoryQueue({ clock })
      const open: (() => void)[] = []
      const order: number[] = []
      let most = 0
      let now = 0
      const answer = async (request: TransportRequest): Promise<Answer> => {
        most = Math.max(most, ++now)
        order.push(idOf(request))
        await new Promise<void>((resolve) => open.push(resolve))
        now--
        return 204
      }
      const first = await setup({ queue, clock, answer })
      const { store } = first
      const second = await setup({ queue, clock, store, answer, namespace: 'second' })
      await first.webhook({ ordered: true })
      first.dispatcher.start()
      second.dispatcher.start()
      for (let id = 1; id <= 6; id++) {
        const key = orderingKey === undefined ? {} : { orderingKey }
        const { namespaceId } = first
        await (id % 2 ? first : second).dispatcher.emit('order.paid', { id }, { namespaceId, ...key })
        // Within one millisecond the order of two processes is nobody's.
        await clock.advance(1)
      }
      for (let turn = 0; turn < 60 && order.length < 6; turn++) {
        await clock.advance(1000)
        open.splice(0).forEach((go) => go())
      }
      await clock.advance(0)
      open.splice(0).forEach((go) => go())
      expect(order).toEqual([1, 2, 3, 4, 5, 6])
      expect(most).toBe(1)
      await Promise.all([first.dispatcher.stop(), second.dispatcher.stop()])
    },
  )
})
