import { expect, test } from 'vitest'
import { memoryQueue } from 'hookstamp/queues/memory'
import { fakeClock } from 'hookstamp/testing'
import { responded, setup, type Answer, type Setup } from './setup.js'

async function emit({ dispatcher }: Setup, namespaceId: number, ...ids: number[]): Promise<void> {
  for (const id of ids) await dispatcher.emit('order.paid', { id }, { namespaceId })
}

test('after a pause one delivery is under way alone, though one from before the pause ends meanwhile', async () => {
  const open: ((answer: Answer) => void)[] = []
  const made = await setup({ answer: () => new Promise((resolve) => open.push(resolve)) })
  await made.webhook()
  await emit(made, made.namespaceId, 1, 2)
  made.dispatcher.start()
  await made.clock.advance(0)
  // Too many requests: a pause of 5 seconds.
  open[1]?.(429)
  await made.clock.advance(0)
  await emit(made, made.namespaceId, 3, 4, 5)
  await made.clock.advance(5000)
  expect(open).toHaveLength(3)
  open[0]?.(500)
  await made.clock.advance(0)
  expect(open).toHaveLength(3)
  open[2]?.(204)
  await made.clock.advance(0)
  expect(open).toHaveLength(6)
  for (const answer of open) answer(204)
  await made.dispatcher.stop()
})

test('a pause that is ended in another process is over here within a minute', async () => {
  const clock = fakeClock()
  const queue = memoryQueue({ clock })
  const { response } = responded(429)
  const overloaded = {
    response: { ...response, headers: { 'retry-after': '36000' } },
    durationNs: 1,
  } as Answer
  const worker = await setup({ clock, queue, answer: (_, count) => (count === 1 ? overloaded : 204) })
  // Emits and manages, and never starts.
  const web = await setup({ clock, queue, store: worker.store, namespace: 'second' })
  const webhookId = await worker.webhook()
  await emit(web, worker.namespaceId, 1)
  worker.dispatcher.start()
  await clock.advance(1000)
  await emit(web, worker.namespaceId, 2)
  await clock.advance(600_000)
  expect(worker.sent).toHaveLength(1)
  await web.dispatcher.resume(webhookId)
  await clock.advance(60_000)
  expect(worker.sent).toHaveLength(2)
  await worker.dispatcher.stop()
})
