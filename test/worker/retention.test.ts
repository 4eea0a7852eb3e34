import { expect, test } from 'vitest'
import { setup } from '../dispatcher/setup.js'

const HOUR = 60 * 60 * 1000

test('ended deliveries go when they are old, hourly; pending ones stay', async () => {
  let status = 204
  const one = await setup({ retention: { keepMs: 10 * HOUR }, answer: () => status })
  await one.webhook()
  const emit = async (id: number): Promise<string> =>
    (await one.dispatcher.emit('order.paid', { id }, { namespaceId: one.namespaceId }))
      .deliveryIds[0] as string
  one.dispatcher.start()
  const delivered = await emit(1)
  await one.clock.advance(0)
  status = 500
  const pending = await emit(2)
  await one.clock.advance(10 * HOUR)
  expect(await one.dispatcher.deliveries.get(delivered)).toMatchObject({ state: 'delivered' })
  await one.clock.advance(HOUR)
  expect(await one.dispatcher.deliveries.get(delivered)).toBeUndefined()
  expect(await one.dispatcher.deliveries.get(pending)).toMatchObject({ state: 'pending' })
  await one.dispatcher.stop()
  expect(one.clock.waiting).toBe(0)
})

test('only so many are kept, the newest', async () => {
  const one = await setup({ retention: { keepEnded: 2 } })
  await one.webhook()
  for (let id = 1; id <= 5; id++) {
    await one.dispatcher.emit('order.paid', { id }, { namespaceId: one.namespaceId })
    await one.dispatcher.drain()
  }
  const before = await one.dispatcher.deliveries.list()
  expect(await one.dispatcher.deliveries.prune()).toBe(3)
  expect(await one.dispatcher.deliveries.list()).toEqual(before.slice(0, 2))
})

test('without limits nothing goes, and no timer is set', async () => {
  const one = await setup()
  one.dispatcher.start()
  await one.clock.advance(0)
  expect(await one.dispatcher.deliveries.prune()).toBe(0)
  expect(one.clock.waiting).toBe(0)
  await one.dispatcher.stop()
})

test.each([{ keepMs: -1 }, { keepEnded: Number.NaN }])('refuses %j', async (retention) => {
  await expect(setup({ retention })).rejects.toThrow(expect.objectContaining({ code: 'option-invalid' }))
})
