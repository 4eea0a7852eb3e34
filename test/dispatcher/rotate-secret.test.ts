import { describe, expect, test } from 'vitest'
import { createVerifier, hmacHex, standardWebhooks } from 'hookstamp/signing'
import { createDispatcher, defineDialect } from 'hookstamp'
import * as z from 'zod'
import { setup, shop, verdictOf } from './setup.js'

const HOUR = 60 * 60 * 1000
const code = (expected: string): unknown => expect.objectContaining({ code: expected })

describe('rotateSecret', () => {
  test('signs with the new one at once; the old one expires after the overlap', async () => {
    const one = await setup()
    const webhookId = await one.webhook()
    const secret = await one.dispatcher.rotateSecret(webhookId)
    expect(secret).toMatch(/^whsec_/)
    expect((await one.store.webhooks.get(webhookId))?.secrets).toEqual([
      { value: secret, scheme: 'hmac' },
      { value: 's3cret', expiresAt: one.clock.now() + 24 * HOUR },
    ])
    await one.dispatcher.emit('order.paid', { id: 1 }, { namespaceId: one.namespaceId })
    await one.dispatcher.drain()
    expect(await verdictOf(one.sent[0], secret)).toMatchObject({ code: 'verified' })
    expect(one.changes).toContainEqual({ kind: 'secret-rotated', webhookId, scheme: 'hmac' })
  })

  test('drops what has expired, never prolongs, and leaves other schemes alone', async () => {
    const one = await setup()
    const soon = one.clock.now() + 1000
    const webhookId = await one.webhook({
      secret: undefined,
      secrets: [
        { value: 'current' },
        { value: 'ending', expiresAt: soon },
        { value: 'over', expiresAt: 1 },
        { value: 'x', scheme: 'second' },
      ],
    })
    await one.dispatcher.rotateSecret(webhookId, { secret: 'mine', overlapMs: HOUR })
    expect((await one.store.webhooks.get(webhookId))?.secrets).toEqual([
      { value: 'mine', scheme: 'hmac' },
      { value: 'current', expiresAt: one.clock.now() + HOUR },
      { value: 'ending', expiresAt: soon },
      { value: 'x', scheme: 'second' },
    ])
  })

  test('without overlap ends the old one at once, for one that has leaked', async () => {
    const one = await setup()
    const webhookId = await one.webhook()
    await one.dispatcher.rotateSecret(webhookId, { secret: 'fresh', overlapMs: 0 })
    expect((await one.store.webhooks.get(webhookId))?.secrets).toEqual([{ value: 'fresh', scheme: 'hmac' }])
  })

  test('gives a scheme to migrate to its first secret; both sign meanwhile', async () => {
    const one = await setup()
    const webhookId = await one.webhook()
    const secret = await one.dispatcher.rotateSecret(webhookId, { scheme: 'second' })
    await one.dispatcher.emit('order.paid', { id: 1 }, { namespaceId: one.namespaceId })
    await one.dispatcher.drain()
    expect(await verdictOf(one.sent[0], 's3cret')).toMatchObject({ code: 'verified' })
    const second = createVerifier(hmacHex({ header: 'X-Shop-Second' }), { secrets: [secret] })
    const { headers = {}, body = new Uint8Array() } = one.sent[0] ?? {}
    expect(await second.verify({ headers, body })).toMatchObject({ code: 'verified' })
  })

  test('a scheme that carries several signatures signs with both during the overlap, and not after', async () => {
    const dialect = defineDialect({
      name: 'standard',
      events: { tick: z.strictObject({ id: z.int() }) },
      schemes: { standard: standardWebhooks() },
    })
    const one = await setup()
    const { store, clock, namespaceId } = one
    const old = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
    const webhookId = await one.webhook({ secret: old })
    const transport = {
      caps: { egress: 'none' as const },
      send: async (request: (typeof one.sent)[number]) => {
        one.sent.push(request)
        return { response: { status: 204, headers: {}, body: new Uint8Array() }, durationNs: 1 }
      },
      checkUrl: () => undefined,
      close: () => {},
    }
    const dispatcher = createDispatcher({ dialect, store, transport, clock })
    const fresh = await dispatcher.rotateSecret(webhookId, { overlapMs: HOUR })
    const verdicts = async (): Promise<string[]> => {
      await dispatcher.emit('tick', { id: 1 }, { namespaceId })
      await dispatcher.drain()
      const { headers = {}, body = new Uint8Array() } = one.sent.at(-1) ?? {}
      const by = (secret: string): unknown =>
        createVerifier(standardWebhooks(), { secrets: [secret], clock }).verify({ headers, body })
      return [await by(old), await by(fresh)].map((verdict) => (verdict as { code: string }).code)
    }
    expect(await verdicts()).toEqual(['verified', 'verified'])
    await clock.advance(HOUR)
    expect(await verdicts()).toEqual(['mismatch', 'verified'])
  })

  test('refuses what could not sign', async () => {
    const one = await setup()
    const webhookId = await one.webhook()
    const rotate = (options: object, id = webhookId): Promise<string> =>
      one.dispatcher.rotateSecret(id, options)
    await expect(rotate({ scheme: 'third' })).rejects.toThrow(code('scheme-unknown'))
    await expect(rotate({ secret: '' })).rejects.toThrow(code('secret-empty'))
    for (const overlapMs of [-1, Number.NaN, Infinity]) {
      await expect(rotate({ overlapMs })).rejects.toThrow(code('option-invalid'))
    }
    await expect(rotate({}, 99)).rejects.toThrow(code('not-found'))
    expect(Object.keys(shop.schemes)).toHaveLength(2)
  })
})
