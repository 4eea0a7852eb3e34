import { describe, expect, test } from 'vitest'
import { setup, type Setup } from './setup.js'

/** Emits at these instants after the start, in minutes, and gives up on each at once. */
async function emitAndFail(one: Setup, minutes: readonly number[]): Promise<string[]> {
  const startedAt = one.clock.now()
  const ids: string[] = []
  for (const minute of minutes) {
    await one.clock.advance(startedAt + minute * 60_000 - one.clock.now())
    const { namespaceId } = one
    ids.push(...(await one.dispatcher.emit('order.paid', { id: minute + 1 }, { namespaceId })).deliveryIds)
    await one.dispatcher.drain()
  }
  return ids
}

describe('replay', () => {
  const failing = async (): Promise<Setup & { recover: () => void }> => {
    let status = 500
    const one = await setup({ retry: { delaysMs: [] }, answer: () => status })
    return { ...one, recover: () => (status = 204) }
  }

  test('sends again what is dead since then, oldest first, and tells beforehand what that is', async () => {
    const one = await failing()
    const since = one.clock.now() + 60_000
    await one.webhook()
    const ids = await emitAndFail(one, [0, 1, 2, 3])
    one.recover()
    const plan = await one.dispatcher.replay({ since }, { dryRun: true })
    expect(plan).toEqual({ originalIds: ids.slice(1), deliveryIds: [] })
    const done = await one.dispatcher.replay({ since })
    expect(done.originalIds).toEqual(ids.slice(1))
    await one.dispatcher.drain()
    for (const [index, id] of done.deliveryIds.entries()) {
      expect(await one.dispatcher.deliveries.get(id)).toMatchObject({
        state: 'delivered',
        redeliveryOf: ids[index + 1],
      })
    }
  })

  test('twice sends once: what waits or has arrived since is not sent again', async () => {
    const one = await failing()
    await one.webhook()
    await emitAndFail(one, [0])
    const again = async (): Promise<number> => (await one.dispatcher.replay({ since: 0 })).deliveryIds.length
    expect(await again()).toBe(1)
    expect(await again()).toBe(0)
    await one.dispatcher.drain()
    // The redelivery is dead as well: one is sent again, not both.
    expect(await again()).toBe(1)
    one.recover()
    await one.dispatcher.drain()
    expect(await again()).toBe(0)
  })

  test('takes only what is asked for', async () => {
    const one = await failing()
    const [first, second] = [await one.webhook(), await one.webhook()]
    const from = one.clock.now()
    await emitAndFail(one, [0, 1, 2])
    const count = async (query: object): Promise<number> =>
      (await one.dispatcher.replay({ since: 0, ...query }, { dryRun: true })).originalIds.length
    expect(await count({})).toBe(6)
    expect(await count({ webhookId: first })).toBe(3)
    expect(await count({ namespaceId: 99 })).toBe(0)
    expect(await count({ types: ['order.sent'] })).toBe(0)
    expect(await count({ until: from + 60_000 })).toBe(2)
    expect(await count({ state: 'cancelled' })).toBe(0)
    expect(await count({ limit: 4 })).toBe(4)
    await one.store.webhooks.update(second, { active: false })
    expect(await count({})).toBe(3)
    expect(await count({ webhookId: second })).toBe(3)
    await one.store.webhooks.delete(second)
    expect(await count({ webhookId: second })).toBe(0)
  })

  test('goes through more than one page', async () => {
    const one = await failing()
    await one.webhook()
    const { namespaceId } = one
    const events = Array.from(
      { length: 1200 },
      (_, id) => ({ type: 'order.paid', payload: { id: id + 1 }, namespaceId }) as const,
    )
    await one.dispatcher.emitMany(events)
    await one.store.webhooks.update(1, { active: false })
    await one.dispatcher.drain()
    await one.store.webhooks.update(1, { active: true })
    const { deliveryIds } = await one.dispatcher.replay({ since: 0, state: 'cancelled' })
    expect(new Set(deliveryIds).size).toBe(1200)
  })
})

test('a redelivery needs its webhook', async () => {
  const one = await setup()
  const webhookId = await one.webhook()
  const [id] = await emitAndFail(one, [0])
  await one.store.webhooks.delete(webhookId)
  await expect(one.dispatcher.redeliver(id as string)).rejects.toThrow(
    expect.objectContaining({ code: 'not-found' }),
  )
})
