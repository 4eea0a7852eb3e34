import { describe, expect, test } from 'vitest'
import type { TransportRequest } from '../../src/ports/transport.js'
import { setup, verdictOf } from './setup.js'

/** What a webhook with these options sends, and what is on record of it. */
async function sendTo(
  changes: object,
  status = 204,
): Promise<{ sent: TransportRequest; record: string; attempt: object }> {
  const one = await setup({
    answer: (request) => ({
      response: {
        status,
        headers: { echo: JSON.stringify(request.headers) },
        body: new TextEncoder().encode(JSON.stringify(request.headers)),
      },
      durationNs: 1,
    }),
  })
  await one.webhook(changes)
  const { deliveryIds } = await one.dispatcher.emit('order.paid', { id: 7 }, { namespaceId: one.namespaceId })
  await one.dispatcher.drain()
  const [attempt] = await one.dispatcher.deliveries.attempts(deliveryIds[0] as string)
  const body = new TextDecoder().decode(attempt?.response?.body)
  const webhooks = await one.store.webhooks.list(one.namespaceId)
  return {
    sent: one.sent[0] as TransportRequest,
    record: JSON.stringify([
      attempt,
      body,
      one.changes,
      webhooks,
      webhooks.map((webhook) => ({ ...webhook })),
    ]),
    attempt: attempt as object,
  }
}

describe('a webhook’s own headers', () => {
  test('are sent, and on record only by name', async () => {
    const { sent, record, attempt } = await sendTo({
      headers: { 'X-Api-Key': 'canary-key-value', 'X-Team': 'a' },
    })
    expect(sent.headers).toMatchObject({ 'X-Api-Key': 'canary-key-value', 'X-Team': 'a' })
    expect(attempt).toMatchObject({ requestHeaders: { 'X-Api-Key': '[redacted]', 'X-Team': '[redacted]' } })
    expect(record).not.toContain('canary-key-value')
  })

  test('never take the place of the dialect’s or the signature', async () => {
    const { sent } = await sendTo({ headers: { 'x-shop-signature': 'forged', 'X-SHOP-Second': 'free' } })
    expect(Object.keys(sent.headers).filter((name) => /x-shop-signature/i.test(name))).toEqual([
      'X-Shop-Signature',
    ])
    expect(await verdictOf(sent, 's3cret')).toMatchObject({ code: 'verified' })
    // The scheme has no secret here, so the header is nobody's.
    expect(sent.headers['X-SHOP-Second']).toBe('free')
  })
})

describe('time, certificates and proxy of its own', () => {
  const tls = { cert: 'cert', key: 'canary-private-key', ca: 'ca' }
  const proxy = { url: 'http://proxy.example', username: 'me', password: 'canary-password' }

  test('go to the transport, and key and password nowhere else', async () => {
    const { sent, record } = await sendTo({ timeoutMs: 3000, tls, proxy })
    expect(sent).toMatchObject({ timeoutMs: 3000, tls, proxy })
    expect(record).not.toContain('canary')
  })

  test('are left to the transport if not given', async () => {
    const { sent } = await sendTo({})
    expect(Object.keys(sent).toSorted()).toEqual(['body', 'headers', 'ssl', 'url'])
  })
})

describe('credentials for the receiver', () => {
  test.each([
    [
      { username: 'ada', password: 'canary-pässword' },
      `Basic ${Buffer.from('ada:canary-pässword').toString('base64')}`,
    ],
    [{ token: 'canary-token' }, 'Bearer canary-token'],
  ])('are sent as Authorization, and nowhere on record', async (auth, expected) => {
    const { sent, record } = await sendTo({ auth })
    expect(sent.headers['Authorization']).toBe(expected)
    expect(record).not.toContain('canary')
    expect(record).not.toContain(expected)
    expect(record).toContain('"Authorization":"[redacted]"')
  })
})
