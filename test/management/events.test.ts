import { describe, expect, test } from 'vitest'
import { createDispatcher, createReceiver, defineDialect } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
import { hmacHex } from 'hookstamp/signing'
import { memoryStore } from 'hookstamp/stores/memory'
import { memoryTransport } from 'hookstamp/transports/memory'
import { gordon, setup, type Setup } from './setup.js'

const looked = new WeakMap<object, number>()

/** What each webhook was sent since the last look, by its URL, and understood by a strict receiver. */
async function heard({ dispatcher, transport }: Setup): Promise<Record<string, string[]>> {
  await dispatcher.drain()
  const seen: Record<string, string[]> = {}
  const from = looked.get(transport) ?? 0
  looked.set(transport, transport.requests.length)
  for (const { url, headers, body } of transport.requests.slice(from)) {
    const receiver = createReceiver({ dialect: djinn, secrets: ['s3cret'], validation: 'strict' })
    const verification = await receiver.verify({ method: 'POST', headers, body })
    if (verification.code !== 'verified') throw new Error(`${url}: ${verification.code}`)
    const { event } = verification
    const what =
      event.type === 'namespaces'
        ? `${event.payload.action} ${event.payload.namespace.path}`
        : event.type.startsWith('invite.')
          ? `${event.type} ${(event.payload as { invitee: { username: string } }).invitee.username}`
          : event.type
    ;(seen[new URL(url).pathname.slice(1)] ??= []).push(what)
  }
  return Object.fromEntries(Object.entries(seen).map(([name, what]) => [name, what.toSorted()]))
}

/** `top`, `top/mid`, `top/mid/low` and `side`, each with a webhook of its name. */
async function tree(): Promise<Setup> {
  const s = setup()
  for (const [parent, name] of [
    ['', 'top'],
    ['top', 'mid'],
    ['top/mid', 'low'],
    ['', 'side'],
  ] as const) {
    await s.send('POST /namespaces', { json: { parent, name } })
    const path = parent === '' ? name : `${parent}/${name}`
    const payload_url = `https://example.com/${name}`
    await s.send(`POST /n/me/${path}/-/webhooks`, { json: { payload_url, secret: 's3cret' } })
  }
  await heard(s)
  return s
}

describe('namespaces', () => {
  test('created: the parent hears of it, and of a root nobody', async () => {
    const s = await tree()
    await s.send('POST /namespaces', { json: { parent: 'top/mid', name: 'new' } })
    await s.send('POST /namespaces', { json: { name: 'root' } })
    expect(await heard(s)).toEqual({ mid: ['created top/mid/new'] })
  })

  test('updated: its own webhooks hear, and those of all that a visibility changes', async () => {
    const s = await tree()
    await s.send('PATCH /n/me/top/mid', { json: { description: 'new' } })
    await s.send('PATCH /n/me/top/mid', { json: {} })
    expect(await heard(s)).toEqual({ mid: ['updated top/mid'] })
    await s.send('PATCH /n/me/top', { json: { visibility: 'public' } })
    expect(await heard(s)).toEqual({
      top: ['updated top'],
      mid: ['updated top/mid'],
      low: ['updated top/mid/low'],
    })
  })

  test('moved: everything that has another path', async () => {
    const s = await tree()
    await s.send('POST /n/me/top/mid/-/move', { json: { parent: 'side' } })
    expect(await heard(s)).toEqual({ mid: ['updated side/mid'], low: ['updated side/mid/low'] })
  })

  test('deleted: each that goes tells its own webhooks, which go with it, and its parent’s', async () => {
    const s = await tree()
    await s.send('DELETE /n/me/top/mid')
    expect(await heard(s)).toEqual({
      top: ['deleted top/mid'],
      mid: ['deleted top/mid', 'deleted top/mid/low'],
      low: ['deleted top/mid/low'],
    })
    expect((await s.send('GET /n/me/top/mid')).status).toBe(404)
  })

  test('the host’s own id stays inside', async () => {
    const s = await tree()
    await s.send('POST /namespaces', { json: { parent: 'top', name: 'tenant', external_id: 'canary' } })
    await s.dispatcher.drain()
    expect(new TextDecoder().decode(s.transport.requests.at(-1)?.body)).not.toContain('canary')
  })
})

describe('invites', () => {
  test('sent, accepted and rejected are told to the root; withdrawn is not', async () => {
    const s = await tree()
    const send = async (handle: string) =>
      (await s.send('POST /n/me/top/mid/-/invites', { json: { handle } })).body.id
    await s.send(`DELETE /invites/${await send('wallace')}`)
    await s.send(`DELETE /invites/${await send('wallace')}`, { as: 'wallace' })
    await s.send(`PATCH /invites/${await send(gordon.email)}`, { as: gordon.username })
    expect(await heard(s)).toEqual({
      top: [
        'invite.accepted gordon.freeman',
        'invite.rejected wallace',
        'invite.sent gordon.freeman',
        'invite.sent wallace',
        'invite.sent wallace',
      ],
    })
  })
})

test('what the dialect has no event for is not announced', async () => {
  const store = memoryStore()
  const transport = memoryTransport()
  const dialect = defineDialect({
    name: 'acme',
    events: {},
    schemes: { hmac: hmacHex({ header: 'X-Sig' }) },
  })
  const dispatcher = createDispatcher({ dialect, store, transport })
  const s = setup({ store, dispatcher })
  await s.send('POST /namespaces', { json: { name: 'top' } })
  await s.send('POST /n/me/top/-/webhooks', { json: { payload_url: 'https://example.com/' } })
  await s.send('POST /n/me/top/-/invites', { json: { handle: 'wallace' } })
  expect((await s.send('PATCH /n/me/top', { json: { description: 'new' } })).status).toBe(200)
  expect((await s.send('DELETE /n/me/top')).status).toBe(204)
  await dispatcher.drain()
  expect(transport.requests).toEqual([])
})
