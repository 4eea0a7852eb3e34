import { describe, expect, test } from 'vitest'
import { setup } from './setup.js'

const code = (expected: string): unknown => expect.objectContaining({ code: expected })

describe('an idempotency key', () => {
  test('makes emitting safe to repeat: the answer is the first one’s, nothing is sent twice', async () => {
    const { dispatcher, webhook, namespaceId, sent, changes } = await setup()
    await webhook()
    await webhook()
    const emit = (): Promise<unknown> =>
      dispatcher.emit('order.paid', { id: 1 }, { namespaceId, idempotencyKey: 'order-1' })
    const first = await emit()
    await dispatcher.drain()
    expect(await emit()).toEqual({ ...(first as object), duplicate: true })
    await dispatcher.drain()
    expect(sent).toHaveLength(2)
    expect(changes.filter((change) => change.kind === 'emitted')).toHaveLength(1)
  })

  test('answers with what was emitted, without redeliveries', async () => {
    const { dispatcher, webhook, namespaceId } = await setup()
    await webhook()
    const options = { namespaceId, idempotencyKey: 'order-1' }
    const first = await dispatcher.emit('order.paid', { id: 1 }, options)
    await dispatcher.redeliver(first.deliveryIds[0] as string)
    expect((await dispatcher.emit('order.paid', { id: 1 }, options)).deliveryIds).toEqual(first.deliveryIds)
  })

  test('counts also when nobody heard of the first', async () => {
    const { dispatcher, webhook, namespaceId } = await setup()
    const options = { namespaceId, idempotencyKey: 'order-1' }
    const { eventId } = await dispatcher.emit('order.paid', { id: 1 }, options)
    await webhook()
    expect(await dispatcher.emit('order.paid', { id: 1 }, options)).toEqual({
      eventId,
      webhookIds: [],
      deliveryIds: [],
      duplicate: true,
    })
  })

  test('counts within a batch', async () => {
    const { dispatcher, webhook, namespaceId, sent } = await setup()
    await webhook()
    const event = { type: 'order.paid', payload: { id: 1 }, namespaceId, idempotencyKey: 'same' } as const
    const [first, second] = await dispatcher.emitMany([event, event])
    expect(second).toEqual({ ...first, duplicate: true })
    await dispatcher.drain()
    expect(sent).toHaveLength(1)
  })
})

describe('a dry run', () => {
  test('tells who would hear of it, and stores and sends nothing', async () => {
    const { dispatcher, webhook, namespaceId, sent, store, changes } = await setup()
    const [all, paid] = [await webhook(), await webhook({ events: ['order.*'] })]
    await webhook({ events: ['order.sent'] })
    const emission = await dispatcher.emit('order.paid', { id: 1 }, { namespaceId, dryRun: true })
    expect(emission).toMatchObject({ webhookIds: [all, paid], deliveryIds: [], duplicate: false })
    expect(await store.deliveries.event(emission.eventId)).toBeUndefined()
    await dispatcher.drain()
    expect([sent, changes]).toEqual([[], []])
  })

  test('refuses what a real one would refuse', async () => {
    const { dispatcher, namespaceId } = await setup()
    const wrong = { id: 'seven' } as unknown as { id: number }
    await expect(dispatcher.emit('order.paid', wrong, { namespaceId, dryRun: true })).rejects.toThrow(
      code('payload-invalid'),
    )
  })
})

describe('a batch', () => {
  test('is answered in order, whoever hears of each', async () => {
    const { dispatcher, webhook, namespaceId, sent } = await setup()
    const paid = await webhook({ events: ['order.paid'] })
    const emissions = await dispatcher.emitMany([
      { type: 'order.paid', payload: { id: 1 }, namespaceId },
      { type: 'order.sent', payload: { id: 2, carrier: 'post' }, namespaceId },
      { type: 'order.paid', payload: { id: 3 }, namespaceId },
    ])
    expect(emissions.map((emission) => emission.webhookIds)).toEqual([[paid], [], [paid]])
    await dispatcher.drain()
    expect(sent).toHaveLength(2)
  })

  test('is stored as a whole or not at all', async () => {
    const { dispatcher, webhook, namespaceId } = await setup()
    await webhook()
    const good = { type: 'order.paid', payload: { id: 1 }, namespaceId } as const
    await expect(dispatcher.emitMany([good, { ...good, namespaceId: 99 }])).rejects.toThrow(code('not-found'))
    expect(await dispatcher.deliveries.list()).toEqual([])
    expect(await dispatcher.emitMany([])).toEqual([])
  })
})

describe('a signal', () => {
  test('that is aborted calls the emission off', async () => {
    const { dispatcher, webhook, namespaceId } = await setup()
    await webhook()
    const reason = new Error('client went away')
    const emit = (signal: AbortSignal): Promise<unknown> =>
      dispatcher.emit('order.paid', { id: 1 }, { namespaceId, signal })
    await expect(emit(AbortSignal.abort(reason))).rejects.toBe(reason)
    const during = new AbortController()
    const emitted = emit(during.signal)
    during.abort(reason)
    await expect(emitted).rejects.toBe(reason)
    expect(await dispatcher.deliveries.list()).toEqual([])
  })
})
