import { describe, expect, test } from 'vitest'
import { memoryQueue } from 'hookstamp/queues/memory'
import { fakeClock } from 'hookstamp/testing'
import { jsonOf, setup, type Setup } from './setup.js'

const idsOf = ({ sent }: Setup): number[] =>
  sent.map((request) => (jsonOf(request) as { data: { id: number } }).data.id)

/** Emits orders 1 to `count`; answers with the ids of their deliveries. */
async function emit({ dispatcher, namespaceId }: Setup, count: number, key?: string): Promise<string[]> {
  const ids: string[] = []
  for (let id = 1; id <= count; id++) {
    const target = { namespaceId, ...(key !== undefined && { orderingKey: key }) }
    ids.push(...(await dispatcher.emit('order.paid', { id }, target)).deliveryIds)
  }
  return ids
}

describe('what waits in an order behind a delivery that is called off', () => {
  test.each([['a', 1200] as const, [undefined, 12] as const])(
    'goes on at once, key %s',
    async (key, count) => {
      const delaysMs = [1, 3_600_000]
      const answer = (): number => (made.sent.length <= 2 ? 500 : 204)
      const made = await setup({ answer, retry: { delaysMs, jitter: 'none' } })
      await made.webhook({ ordered: true })
      const [first = ''] = await emit(made, count, key)
      made.dispatcher.start()
      await made.clock.advance(1000)
      expect(idsOf(made)).toEqual([1, 1])
      expect(await made.dispatcher.cancel(first)).toBe(true)
      await made.clock.advance(10_000)
      expect(idsOf(made)).toEqual([1, ...Array.from({ length: count }, (_, index) => index + 1)])
      await made.dispatcher.stop()
    },
  )

  test('stays behind what is still ahead of it', async () => {
    const delaysMs = [3_600_000]
    const made = await setup({ answer: () => 500, retry: { delaysMs, jitter: 'none' } })
    await made.webhook({ ordered: true })
    const [, second = ''] = await emit(made, 3, 'a')
    made.dispatcher.start()
    await made.clock.advance(1000)
    await made.dispatcher.cancel(second)
    await made.clock.advance(60_000)
    expect(idsOf(made)).toEqual([1])
    await made.dispatcher.stop()
  })
})

test('a delivery is called off even if the queue cannot be told', async () => {
  const clock = fakeClock()
  const error = new Error('no connection')
  const queue = { ...memoryQueue({ clock }), remove: () => Promise.reject(error) }
  const made = await setup({ clock, queue })
  await made.webhook()
  const [id = ''] = await emit(made, 1)
  expect(await made.dispatcher.cancel(id)).toBe(true)
  expect(made.changes.slice(1)).toEqual([
    { kind: 'faulted', error },
    { kind: 'cancelled', deliveryId: id, webhookId: 1, reason: 'called-off' },
  ])
  await made.dispatcher.drain()
  expect(made.sent).toEqual([])
  expect(await made.dispatcher.cancel(id)).toBe(false)
  expect(await made.dispatcher.cancel('unknown')).toBe(false)
})
