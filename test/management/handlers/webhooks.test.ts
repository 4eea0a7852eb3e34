import { describe, expect, test } from 'vitest'
import { djinn } from 'hookstamp/dialects/djinn'
import { memoryTransport } from 'hookstamp/transports/memory'
import { createDispatcher, defineDialect } from 'hookstamp'
import { standardWebhooks } from 'hookstamp/signing'
import { memoryStore } from 'hookstamp/stores/memory'
import { base, setup, type Setup } from '../setup.js'

const hooks = '/n/me/djinn/-/webhooks'
const payload_url = 'https://example.com/Hook/Djinn?Token=A'

async function withNamespace(...args: Parameters<typeof setup>): Promise<Setup> {
  const s = setup(...args)
  await s.send('POST /namespaces', { json: { name: 'djinn' } })
  return s
}
const create = async ({ send }: Setup, json: object = {}) => {
  const answer = await send(`POST ${hooks}`, { json: { payload_url, ...json } })
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}

describe('creating a webhook', () => {
  test('answers with the whole entity, and says nothing of the secret', async () => {
    const s = await withNamespace()
    const answer = await s.send(`POST ${hooks}`, { json: { payload_url, secret: 's3cret-canary' } })
    expect(answer.status).toBe(201)
    expect(answer.headers.get('location')).toBe(`${base}${hooks}/1`)
    expect(answer.body).toEqual({
      id: 1,
      author_id: 1,
      user_id: 1,
      namespace_id: 1,
      payload_url,
      ssl: true,
      events: [],
      active: true,
      disabled_reason: null,
      paused_until: null,
      url: `${base}${hooks}/1`,
      namespace: expect.objectContaining({ id: 1, path: 'djinn', user: expect.anything() }),
      last_response: null,
    })
    expect((await s.store.webhooks.get(1))?.secrets).toEqual([{ value: 's3cret-canary' }])
    for (const line of [`GET ${hooks}`, `GET ${hooks}/1`, `PATCH ${hooks}/1`]) {
      expect((await s.send(line)).text).not.toContain('canary')
    }
  })

  test.each([
    [{}, { payload_url: ['This field is required.'] }],
    [{ payload_url: 7 }, { payload_url: ['Expected a string, got a number.'] }],
    [{ payload_url: 'ftp://example.com/' }, { payload_url: [expect.stringContaining('only https')] }],
    [{ payload_url: 'not a url' }, { payload_url: [expect.stringContaining('blank')] }],
    [{ payload_url: 'http://example.com/' }, { payload_url: ['The URL must start with https://.'] }],
    [
      { payload_url: 'http://example.com/', ssl: true },
      { payload_url: ['The URL must start with https://.'] },
    ],
    [{ payload_url: 'https://10.0.0.7/' }, { payload_url: ['Only public addresses are delivered to.'] }],
    [{ payload_url: 'https://localhost:443/' }, { payload_url: ['Only public addresses are delivered to.'] }],
    [{ payload_url: 'https://[::1]/' }, { payload_url: ['Only public addresses are delivered to.'] }],
    [{ payload_url: 'https://example.com:8443/' }, { payload_url: ['This port is not delivered to.'] }],
    [{ payload_url, ssl: 'yes' }, { ssl: ['Expected a boolean, got a string.'] }],
    [{ payload_url, active: 1 }, { active: ['Expected a boolean, got a number.'] }],
    [{ payload_url, events: 'cron' }, { events: ['Expected a list, got a string.'] }],
    [{ payload_url, events: ['cron', 3] }, { events: ['item 2: Expected a string, got a number.'] }],
    [
      { payload_url, events: ['cron', 'build.finishd'] },
      { events: [`Unknown event "build.finishd". Known events: ${djinn.eventTypes.join(', ')}.`] },
    ],
    [
      { payload_url, events: ['nothing.*'] },
      { events: [expect.stringContaining('Unknown event "nothing.*"')] },
    ],
  ])('%j is refused with 400, field by field', async (json, expected) => {
    // The guard of delivery itself, without a dispatcher's transport before it.
    const transport = { ...memoryTransport(), checkUrl: guarded }
    const store = memoryStore()
    const s = await withNamespace({
      store,
      dispatcher: createDispatcher({ dialect: djinn, store, transport }),
    })
    const answer = await s.send(`POST ${hooks}`, { json })
    expect([answer.status, answer.body]).toEqual([400, expected])
    expect(await store.webhooks.list(1)).toEqual([])
  })

  test('takes exact events, all, and beginnings of them; each once', async () => {
    const s = await withNamespace()
    const made = await create(s, { events: ['cron', 'build.*', '*', 'cron'] })
    expect(made.events).toEqual(['cron', 'build.*', '*'])
  })

  test('takes a form as well', async () => {
    const s = await withNamespace()
    const form = `payload_url=${encodeURIComponent(payload_url)}&ssl=on&active=false&events=cron&events=images`
    const answer = await s.send(`POST ${hooks}`, { form })
    expect(answer.body).toMatchObject({ payload_url, ssl: true, active: false, events: ['cron', 'images'] })
    const ticked = await s.send(`POST ${hooks}`, {
      form: `payload_url=https://example.com/&events=&ssl=maybe`,
    })
    expect(ticked.body).toEqual({ ssl: ['Expected a boolean, got a string.'] })
  })

  test('without a dispatcher only public https is taken, and any event', async () => {
    const bare = await withNamespace({ dispatcher: undefined as never })
    const inside = await bare.send(`POST ${hooks}`, { json: { payload_url: 'https://192.168.0.1/' } })
    expect(inside.body).toEqual({ payload_url: ['Only public addresses are delivered to.'] })
    const made = await bare.send(`POST ${hooks}`, { json: { payload_url, events: ['own.thing'] } })
    expect([made.status, made.body.events]).toEqual([201, ['own.thing']])
  })

  test('a secret that the dialect cannot sign with is refused while its owner is there', async () => {
    const store = memoryStore()
    const dialect = defineDialect({ name: 'acme', events: {}, schemes: { standard: standardWebhooks() } })
    const dispatcher = createDispatcher({ dialect, store, transport: memoryTransport() })
    const s = await withNamespace({ store, dispatcher: dispatcher as never })
    const answer = await s.send(`POST ${hooks}`, { json: { payload_url, secret: 'whsec_?' } })
    expect([answer.status, Object.keys(answer.body)]).toEqual([400, ['secret']])
    expect(answer.text).not.toContain('whsec_?')
  })
})

describe('changing a webhook', () => {
  const before = { secret: 'first', events: ['cron'], active: false }
  const secretsOf = async ({ store }: Setup) => (await store.webhooks.get(1))?.secrets

  test.each([
    [{}, {}, 'first'],
    // The document's own example: it must not switch anything off.
    [{ secret: 'some_secret_password' }, {}, 'some_secret_password'],
    [{ secret: '' }, {}, 'first'],
    [{ secret: null }, {}, 'first'],
    [{ remove_secret: true }, {}, undefined],
    [{ remove_secret: false }, {}, 'first'],
    [{ remove_secret: true, secret: 'new' }, {}, 'new'],
    [{ active: true }, { active: true }, 'first'],
    [{ events: [] }, { events: [] }, 'first'],
    [{ events: ['images'] }, { events: ['images'] }, 'first'],
    [{ payload_url: 'https://example.com/Two' }, { payload_url: 'https://example.com/Two' }, 'first'],
    [{ ssl: false }, { ssl: false }, 'first'],
  ])('%j changes only that', async (json, changes, secret) => {
    const s = await withNamespace()
    const made = await create(s, before)
    const answer = await s.send(`PATCH ${hooks}/1`, { json })
    expect([answer.status, answer.body]).toEqual([200, { ...made, ...changes }])
    expect((await secretsOf(s))?.map(({ value }) => value)).toEqual(secret === undefined ? [] : [secret])
    expect((await s.send(`GET ${hooks}/1`)).body).toEqual(answer.body)
  })

  test('is checked as creating is, also against what stays', async () => {
    const s = await withNamespace()
    await create(s)
    const plain = await s.send(`PATCH ${hooks}/1`, { json: { payload_url: 'http://example.com/' } })
    expect([plain.status, plain.body]).toEqual([400, { payload_url: ['The URL must start with https://.'] }])
    const unknown = await s.send(`PATCH ${hooks}/1`, { json: { events: ['x'] } })
    expect(Object.keys(unknown.body)).toEqual(['events'])
    expect((await s.send(`GET ${hooks}/1`)).body).toMatchObject({ payload_url, events: [] })
  })
})

describe('one webhook', () => {
  test('is found in its own namespace only', async () => {
    const s = await withNamespace()
    await s.send('POST /namespaces', { json: { name: 'other' } })
    await create(s)
    expect((await s.send(`GET ${hooks}/1`)).status).toBe(200)
    for (const line of ['GET', 'PATCH', 'DELETE']) {
      expect((await s.send(`${line} /n/me/other/-/webhooks/1`)).status).toBe(404)
      expect((await s.send(`${line} ${hooks}/2`)).status).toBe(404)
      expect((await s.send(`${line} ${hooks}/x`)).status).toBe(404)
    }
  })

  test('shows its last response, in nanoseconds', async () => {
    const s = await withNamespace()
    await create(s)
    await s.send(`POST ${hooks}/1/ping`)
    await s.dispatcher.drain()
    const { last_response } = (await s.send(`GET ${hooks}/1`)).body
    expect(last_response).toEqual({
      code: 200,
      duration: expect.any(Number),
      error: null,
      created_at: expect.stringMatching(/Z$/),
    })
    expect((await s.send(`GET ${hooks}`)).body[0].last_response).toEqual(last_response)
  })

  test('is deleted', async () => {
    const s = await withNamespace()
    await create(s)
    const deleted = await s.send(`DELETE ${hooks}/1`)
    expect([deleted.status, deleted.text]).toEqual([204, ''])
    expect((await s.send(`GET ${hooks}/1`)).status).toBe(404)
    expect((await s.send(`GET ${hooks}`)).body).toEqual([])
  })

  test('that is active and well is not resumed by saying that it is active', async () => {
    const changes: string[] = []
    const store = memoryStore()
    const dispatcher = createDispatcher({
      dialect: djinn,
      store,
      transport: memoryTransport(),
      observe: ({ kind }) => changes.push(kind),
    })
    const s = await withNamespace({ store, dispatcher })
    await create(s)
    await s.send(`PATCH ${hooks}/1`, { json: { active: true } })
    expect(changes).toEqual([])
    await s.send(`PATCH ${hooks}/1`, { json: { active: false } })
    await s.send(`PATCH ${hooks}/1`, { json: { active: true } })
    expect(changes).toEqual(['webhook-recovered'])
  })

  test('is paused and resumed', async () => {
    const s = await withNamespace()
    await create(s)
    expect((await s.send(`POST ${hooks}/1/pause`)).body.active).toBe(false)
    await s.store.webhooks.updateHealth(1, (health) => ({ ...health, failures: 3, pausedUntil: 2e12 }))
    await s.store.webhooks.update(1, { disabledReason: 'webhook-failing' })
    expect((await s.send(`GET ${hooks}/1`)).body).toMatchObject({
      disabled_reason: 'webhook-failing',
      paused_until: '2033-05-18T03:33:20Z',
    })
    expect((await s.send(`POST ${hooks}/1/resume`)).body).toMatchObject({
      active: true,
      disabled_reason: null,
      paused_until: null,
    })
  })
})

/** The egress policy of the HTTP transport, on its own. */
const guarded = await import('hookstamp/transports/http').then(({ httpTransport }) => {
  const transport = httpTransport()
  return (url: string, options: { readonly ssl: boolean }) => transport.checkUrl(url, options)
})
