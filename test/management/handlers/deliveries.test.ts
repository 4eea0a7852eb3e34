import { describe, expect, test } from 'vitest'
import { createVerifier, hmacHex } from 'hookstamp/signing'
import { fixture } from 'hookstamp/fixtures/djinn'
import { base, linkOf, setup, type Setup } from '../setup.js'

const hook = '/n/me/djinn/-/webhooks/1'

async function withWebhook(json: object = {}): Promise<Setup> {
  const s = setup()
  await s.send('POST /namespaces', { json: { name: 'djinn' } })
  const payload_url = 'https://example.com/hook'
  await s.send('POST /n/me/djinn/-/webhooks', { json: { payload_url, secret: 'first-secret', ...json } })
  return s
}
const emit = ({ dispatcher }: Setup) =>
  dispatcher.emit('build.submitted', fixture('build.submitted').payload, { namespaceId: 1 })
const signedBy = async (
  request: { headers: Readonly<Record<string, string>>; body: Uint8Array },
  secret: string,
) => {
  const scheme = hmacHex({ header: 'X-Djinn-CI-Signature', prefix: 'sha256=' })
  const verdict = await createVerifier(scheme, { secrets: [secret] }).verify(request)
  return verdict.code === 'verified'
}

describe('deliveries of a webhook', () => {
  test('are listed newest first, page by page from the last id on', async () => {
    const s = await withWebhook()
    for (let n = 0; n < 30; n++) await emit(s)
    const first = await s.send(`GET ${hook}/deliveries`)
    expect(first.body).toHaveLength(25)
    const ids = first.body.map(({ id }: { id: string }) => id)
    expect(ids).toEqual(ids.toSorted().toReversed())
    expect(linkOf(first, 'next')).toBe(`${hook}/deliveries?before=${ids[24]}`)
    const second = await s.send(`GET ${linkOf(first, 'next')}`)
    expect(second.body).toHaveLength(5)
    expect(second.headers.has('link')).toBe(false)
    expect(first.body[0]).toEqual({
      id: ids[0],
      webhook_id: 1,
      event_id: expect.any(String),
      event: 'build.submitted',
      state: 'pending',
      reason: null,
      attempt_count: 0,
      redelivery_of: null,
      created_at: expect.any(String),
      next_attempt_at: expect.any(String),
      ended_at: null,
      url: `${base}${hook}/deliveries/${ids[0]}`,
    })
  })

  test('by state and event', async () => {
    const s = await withWebhook()
    await emit(s)
    await s.dispatcher.drain()
    await emit(s)
    await s.send(`POST ${hook}/ping`)
    const count = async (query: string) => (await s.send(`GET ${hook}/deliveries?${query}`)).body.length
    expect(await count('state=delivered')).toBe(1)
    expect(await count('state=pending')).toBe(2)
    expect(await count('event=ping')).toBe(1)
    expect(await count('event=cron')).toBe(0)
    const wrong = await s.send(`GET ${hook}/deliveries?state=lost`)
    expect(wrong.body).toEqual({ state: ['Expected one of: pending, delivered, dead, cancelled.'] })
  })

  test('one shows what was sent and what came back, but no proof', async () => {
    const s = await withWebhook()
    const { deliveryIds } = await emit(s)
    await s.dispatcher.drain()
    const { body, text } = await s.send(`GET ${hook}/deliveries/${deliveryIds[0]}`)
    expect(body).toMatchObject({ state: 'delivered', attempt_count: 1 })
    expect(JSON.parse(body.payload)).toEqual(JSON.parse(JSON.stringify(fixture('build.submitted').payload)))
    expect(body.attempts).toMatchObject([
      { number: 1, outcome: 'succeeded', error: null, response: { code: 200, body: '' } },
    ])
    expect(body.attempts[0].request_headers['X-Djinn-CI-Event']).toBe('build.submitted')
    expect(text).not.toMatch(/sha256=[0-9a-f]|first-secret/)
    for (const id of ['x', '0198c1d2-0000-7000-8000-000000000000']) {
      expect((await s.send(`GET ${hook}/deliveries/${id}`)).status).toBe(404)
    }
  })

  test('one of another webhook is not found here', async () => {
    const s = await withWebhook()
    const { deliveryIds } = await emit(s)
    await s.send('POST /n/me/djinn/-/webhooks', { json: { payload_url: 'https://example.com/2' } })
    const other = `/n/me/djinn/-/webhooks/2/deliveries/${deliveryIds[0]}`
    expect((await s.send(`GET ${other}`)).status).toBe(404)
    expect((await s.send(`POST ${other}/redeliver`)).status).toBe(404)
  })

  test('is sent again', async () => {
    const s = await withWebhook()
    const { deliveryIds } = await emit(s)
    await s.dispatcher.drain()
    const again = await s.send(`POST ${hook}/deliveries/${deliveryIds[0]}/redeliver`)
    expect([again.status, again.body.redelivery_of]).toEqual([201, deliveryIds[0]])
    expect(again.headers.get('location')).toBe(again.body.url)
    await s.dispatcher.drain()
    expect(s.transport.requests).toHaveLength(2)
  })
})

describe('trying a webhook', () => {
  test('a ping is sent, whatever it wants', async () => {
    const s = await withWebhook({ events: ['cron'] })
    const answer = await s.send(`POST ${hook}/ping`)
    expect([answer.status, answer.body]).toMatchObject([202, { event: 'ping', state: 'pending' }])
    await s.dispatcher.drain()
    expect(s.transport.requests[0]?.headers).toMatchObject({ 'X-Djinn-CI-Event': 'ping' })
  })

  test('not one that is paused', async () => {
    const s = await withWebhook({ active: false })
    const answer = await s.send(`POST ${hook}/ping`)
    expect([answer.status, answer.body.message]).toEqual([409, expect.stringContaining('Resume')])
  })
})

describe('a new secret', () => {
  test('is made, shown once, and signs from then on', async () => {
    const s = await withWebhook()
    const { status, body } = await s.send(`POST ${hook}/rotate-secret`)
    expect([status, body.secret]).toEqual([200, expect.stringMatching(/^whsec_/)])
    await emit(s)
    await s.dispatcher.drain()
    expect(await signedBy(s.transport.requests[0] as never, body.secret)).toBe(true)
    expect((await s.store.webhooks.get(1))?.secrets).toMatchObject([
      { value: body.secret },
      { value: 'first-secret', expiresAt: s.clock.now() + 86_400_000 },
    ])
  })

  test('that is brought is not said back; the old one can end at once', async () => {
    const s = await withWebhook()
    const { body, text } = await s.send(`POST ${hook}/rotate-secret`, {
      json: { secret: 'second-secret', overlap_seconds: 0 },
    })
    expect(body).toEqual({ secret: null })
    expect(text).not.toContain('second-secret')
    expect((await s.store.webhooks.get(1))?.secrets).toMatchObject([{ value: 'second-secret' }])
  })

  test.each([
    [{ secret: '' }, 'secret'],
    [{ overlap_seconds: -1 }, 'overlap_seconds'],
    [{ overlap_seconds: 1e9 }, 'overlap_seconds'],
    [{ overlap_seconds: '5' }, 'overlap_seconds'],
  ])('%j is refused', async (json, field) => {
    const s = await withWebhook()
    const answer = await s.send(`POST ${hook}/rotate-secret`, { json })
    expect([answer.status, Object.keys(answer.body)]).toEqual([400, [field]])
  })
})

test('without a dispatcher nothing can be sent, and that is said', async () => {
  const s = await withWebhook()
  const { deliveryIds } = await emit(s)
  const bare = setup({ store: s.store, dispatcher: undefined as never })
  for (const what of ['ping', 'rotate-secret', `deliveries/${deliveryIds[0]}/redeliver`]) {
    const answer = await bare.send(`POST ${hook}/${what}`)
    expect([answer.status, answer.body], what).toEqual([501, { message: 'Nothing is sent from here.' }])
  }
  expect((await bare.send(`POST ${hook}/pause`)).body.active).toBe(false)
  expect((await bare.send(`POST ${hook}/resume`)).body.active).toBe(true)
})
