import { describe, expect, test } from 'vitest'
import { jsonOf, setup, verdictOf } from './setup.js'

const code = (expected: string): unknown => expect.objectContaining({ code: expected })

describe('ping', () => {
  test('goes to the one webhook, signed, whichever events it wants', async () => {
    const { dispatcher, sent, webhook, namespaceId } = await setup()
    const id = await webhook({ events: ['order.sent'] })
    await webhook()
    const delivery = await dispatcher.ping(id)
    expect(delivery).toMatchObject({ type: 'ping', webhookId: id, state: 'pending', redeliveryOf: null })
    await dispatcher.drain()
    expect(sent).toHaveLength(1)
    expect(jsonOf(sent[0])).toMatchObject({
      type: 'ping',
      data: { webhook_id: id, namespace_id: namespaceId },
    })
    expect(await verdictOf(sent[0], 's3cret')).toMatchObject({ code: 'verified' })
    expect(await dispatcher.deliveries.get(delivery.id)).toMatchObject({ state: 'delivered' })
  })

  test('refuses a webhook that is unknown, or not active', async () => {
    const { dispatcher, webhook } = await setup()
    await expect(dispatcher.ping(99)).rejects.toThrow(code('not-found'))
    await expect(dispatcher.ping(await webhook({ active: false }))).rejects.toThrow(code('conflict'))
  })
})

describe('what a webhook can be saved with', () => {
  test('the dispatcher knows its events, and asks transport and scheme', async () => {
    const { dispatcher } = await setup()
    expect(dispatcher.eventTypes).toEqual(['order.paid', 'order.sent'])
    expect(dispatcher.checkUrl('https://example.com/', { ssl: true })).toBeUndefined()
    expect(dispatcher.checkSecret('s3cret')).toBeUndefined()
    expect(dispatcher.checkSecret('')).toMatchObject({ code: 'secret-empty' })
  })
})
