/** The main job and its bad input, through the public doors only: real HTTP on the loopback, the memory store, Djinn CI. */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createDispatcher,
  createReceiver,
  type Dispatcher,
  type DispatcherOptions,
  type HookstampError,
  type Namespace,
  type Store,
} from 'hookstamp'
import { endpoint } from 'hookstamp/adapters/node'
import { djinn, type DjinnEvents } from 'hookstamp/dialects/djinn'
import { fixture, fixtures } from 'hookstamp/fixtures/djinn'
import { createSigner } from 'hookstamp/signing'
import { memoryStore } from 'hookstamp/stores/memory'
import { signedRequest } from 'hookstamp/testing'
import { httpTransport } from 'hookstamp/transports/http'

const SECRET = 's3cret'
const user = { id: 1, username: 'me' }
const opened: (() => unknown)[] = []
afterEach(async () => {
  for (const close of opened.splice(0)) await close()
})

async function serve(listener: RequestListener): Promise<{ readonly url: string; readonly port: number }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, port }
}

function dispatch(
  options: Partial<DispatcherOptions<DjinnEvents>> = {},
  egress = { allowHttp: true, allow: ['127.0.0.1'], ports: 'any' as const },
): { readonly store: Store; readonly dispatcher: Dispatcher<DjinnEvents> } {
  const store = memoryStore()
  const transport = httpTransport({ egress })
  opened.push(() => transport.close())
  return { store, dispatcher: createDispatcher({ dialect: djinn, store, transport, ...options }) }
}

describe('every event', () => {
  test.each(Object.keys(fixtures) as (keyof DjinnEvents)[])(
    '%s is sent, verified, typed and handled',
    async (type) => {
      const received: unknown[] = []
      const receiver = createReceiver({ dialect: djinn, secrets: [SECRET], validation: 'strict' }).onAny(
        (event) =>
          received.push({ type: event.type, payload: event.payload, webhook: event.facts.webhookId }),
      )
      const { url } = await serve(endpoint(receiver))
      const { store, dispatcher } = dispatch()
      const { id } = await store.namespaces.create({ name: 'acme', user })
      // What concerns the parent needs one to be heard.
      const child = await store.namespaces.create({ name: 'child', user, parentId: id })
      for (const namespaceId of [id, child.id]) {
        await store.webhooks.create({ namespaceId, payloadUrl: url, secret: SECRET })
      }
      const { payload } = fixture(type)
      await dispatcher.emit(type, payload as never, { namespaceId: child.id })
      await dispatcher.drain()
      expect(received[0]).toEqual({ type, payload, webhook: expect.stringMatching(/^[12]$/) })
      const states = (await dispatcher.deliveries.list()).map((delivery) => delivery.state)
      expect(new Set(states)).toEqual(new Set(['delivered']))
    },
  )
})

describe('namespace events', () => {
  let heard: string[]
  let store: Store
  let dispatcher: Dispatcher<DjinnEvents>
  let root: Namespace
  let child: Namespace
  beforeEach(async () => {
    heard = []
    const receiver = createReceiver({ dialect: djinn, secrets: [SECRET] }).on(
      'namespaces',
      ({ payload, facts }) => heard.push(`${payload.action} at ${facts.webhookId}`),
    )
    const { url } = await serve(endpoint(receiver))
    ;({ store, dispatcher } = dispatch())
    root = await store.namespaces.create({ name: 'root', user })
    child = await store.namespaces.create({ name: 'child', user, parentId: root.id })
    for (const { id } of [root, child]) {
      await store.webhooks.create({ namespaceId: id, payloadUrl: url, secret: SECRET })
    }
  })
  const emit = async (action: 'created' | 'updated' | 'deleted'): Promise<unknown> =>
    dispatcher.emit('namespaces', fixture('namespaces', { action }).payload, { namespaceId: child.id })

  test('created goes to the webhooks of the parent', async () => {
    await emit('created')
    await dispatcher.drain()
    expect(heard).toEqual(['created at 1'])
  })

  test('updated goes to its own', async () => {
    await emit('updated')
    await dispatcher.drain()
    expect(heard).toEqual(['updated at 2'])
  })

  test('deleted goes to its own and the parent’s, chosen before deletion; all else that waits is cancelled', async () => {
    const waiting = await dispatcher.emit('cron', fixture('cron').payload, { namespaceId: child.id })
    await emit('deleted')
    await store.namespaces.delete(child.id)
    await dispatcher.drain()
    expect(heard.toSorted()).toEqual(['deleted at 1', 'deleted at 2'])
    expect(await dispatcher.deliveries.get(waiting.deliveryIds[0] as string)).toMatchObject({
      state: 'cancelled',
      reason: 'webhook-deleted',
    })
  })
})

describe('bad input at the receiver: its own code, an instruction, and no handler', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
  const sign = async (body: Uint8Array): Promise<Record<string, string>> => ({
    'X-Djinn-CI-Event': 'cron',
    ...(await createSigner(djinn.schemes['hmac'] as never, { secrets: [SECRET] }).sign({ body })),
  })
  const good = async (): ReturnType<typeof signedRequest> =>
    signedRequest(djinn, fixture('cron'), { secret: SECRET })
  const plain = ({
    'Content-Length': _length,
    ...headers
  }: Readonly<Record<string, string>>): Record<string, string> => headers

  interface Case {
    readonly name: string
    readonly headers: () => Promise<Record<string, string>>
    readonly body: () => Promise<Uint8Array>
    readonly status: number
    readonly code: string
    readonly says: RegExp
    readonly secrets?: readonly string[]
  }
  const cases: readonly Case[] = [
    {
      name: 'no signature',
      headers: async () => ({ 'X-Djinn-CI-Event': 'cron' }),
      body: async () => (await good()).body,
      status: 401,
      code: 'unverified missing',
      says: /signing switched on at the sender/,
    },
    {
      name: 'a malformed signature',
      headers: async () => ({ ...plain((await good()).headers), 'X-Djinn-CI-Signature': 'sha256=xyz' }),
      body: async () => (await good()).body,
      status: 401,
      code: 'unverified malformed',
      says: /64 lower-case hex digits/,
    },
    {
      name: 'a wrong secret',
      headers: async () => plain((await good()).headers),
      body: async () => (await good()).body,
      status: 401,
      code: 'unverified mismatch',
      says: /the right secret/,
      secrets: ['another'],
    },
    {
      name: 'bytes that are not UTF-8',
      headers: () => sign(new Uint8Array([0x22, 0xff, 0x22])),
      body: async () => new Uint8Array([0x22, 0xff, 0x22]),
      status: 400,
      code: 'body-not-utf8',
      says: /not UTF-8/,
    },
    {
      name: 'invalid JSON with a valid signature',
      headers: () => sign(bytes('{"action":')),
      body: async () => bytes('{"action":'),
      status: 400,
      code: 'body-not-json',
      says: /not JSON/,
    },
    {
      name: 'a body one byte over the cap',
      headers: () => sign(new Uint8Array(1024 * 1024 + 1).fill(0x20)),
      body: async () => new Uint8Array(1024 * 1024 + 1).fill(0x20),
      status: 413,
      code: 'body-too-large',
      says: /1048576/,
    },
  ]

  test.each(cases)('$name', async ({ headers, body, status, code, says, secrets = [SECRET] }) => {
    const errors: HookstampError[] = []
    const handled: unknown[] = []
    const receiver = createReceiver({ dialect: djinn, secrets })
      .onAny((event) => handled.push(event))
      .onUnknownEvent((event) => handled.push(event))
      .onError((error) => errors.push(error))
    const { url } = await serve(endpoint(receiver))
    const answer = await fetch(url, { method: 'POST', headers: await headers(), body: await body() })
    const { error, reason } = (await answer.json()) as { error: string; reason?: string }
    expect(answer.status).toBe(status)
    expect([error, reason].filter(Boolean).join(' ')).toBe(code)
    expect(errors.map((one) => one.code)).toEqual([error])
    expect(errors[0]?.message).toMatch(says)
    expect(handled).toEqual([])
  })

  test('a truncated body', async () => {
    const errors: HookstampError[] = []
    const handled: unknown[] = []
    const told = new Promise<void>((resolve) => {
      const receiver = createReceiver({ dialect: djinn, secrets: [SECRET] })
        .onAny((event) => handled.push(event))
        .onError((error) => {
          errors.push(error)
          resolve()
        })
      void serve(endpoint(receiver)).then(async ({ port }) => {
        const { headers, body } = await good()
        const head = Object.entries({ Host: 'x', ...headers, 'Content-Length': String(body.length) })
        const socket = connect(port, '127.0.0.1')
        socket.write(`POST / HTTP/1.1\r\n${head.map((line) => line.join(': ')).join('\r\n')}\r\n\r\n`)
        socket.write(body.subarray(0, 10), () => socket.destroy())
      })
    })
    await told
    expect(errors.map((error) => error.code)).toEqual(['body-truncated'])
    expect(handled).toEqual([])
  })

  test('an unknown event is accepted, and goes to onUnknownEvent', async () => {
    const unknown: unknown[] = []
    const receiver = createReceiver({ dialect: djinn, secrets: [SECRET] }).onUnknownEvent(({ type }) =>
      unknown.push(type),
    )
    const { url } = await serve(endpoint(receiver))
    const body = bytes('{"moon":"full"}')
    const headers = { ...(await sign(body)), 'X-Djinn-CI-Event': 'moon.rose' }
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(204)
    expect(unknown).toEqual(['moon.rose'])
  })

  test('a body that a parser consumed is answered at once; the fix goes to onError, not to the sender', async () => {
    const errors: HookstampError[] = []
    const receiver = createReceiver({ dialect: djinn, secrets: [SECRET] }).onError((error) =>
      errors.push(error),
    )
    const handle = endpoint(receiver)
    const { url } = await serve((req, res) => {
      req.resume().on('end', () => void handle(req, res))
    })
    const { headers, body } = await good()
    const answer = await fetch(url, { method: 'POST', headers: plain(headers), body })
    expect([answer.status, await answer.json()]).toEqual([500, { error: 'body-consumed' }])
    expect(errors[0]).toMatchObject({ code: 'body-consumed', message: expect.stringContaining('rawBody') })
  })

  test('an empty secret is refused at construction', () => {
    expect(() => createReceiver({ dialect: djinn, secrets: [''] })).toThrow(
      expect.objectContaining({ code: 'secret-empty' }),
    )
    expect(() => createReceiver({ dialect: djinn, secrets: [] })).toThrow(
      expect.objectContaining({ code: 'secret-empty' }),
    )
  })
})

describe('bad input at the sender: recorded with its own code, and nothing lost', () => {
  test.each([
    ['http://127.0.0.1:9/', 'url-not-https'],
    ['https://127.0.0.1/', 'address-not-public'],
    ['https://169.254.169.254/latest', 'address-not-public'],
    ['https://localhost/', 'address-not-public'],
    ['https://example.com:22/', 'url-port-refused'],
  ])('%s is not connected to: %s', async (payloadUrl, code) => {
    const { store, dispatcher } = dispatch({ retry: { delaysMs: [60_000], jitter: 'none' } }, {} as never)
    const { id } = await store.namespaces.create({ name: 'acme', user })
    await store.webhooks.create({ namespaceId: id, payloadUrl, secret: SECRET })
    const { deliveryIds } = await dispatcher.emit('cron', fixture('cron').payload, { namespaceId: id })
    await dispatcher.drain()
    const [attempt] = await dispatcher.deliveries.attempts(deliveryIds[0] as string)
    expect(attempt).toMatchObject({ outcome: 'failed', response: null, error: { code } })
    expect(attempt?.error?.message.length).toBeGreaterThan(20)
    // It waits for the webhook to be corrected, and is sent to the new address then.
    expect(await dispatcher.deliveries.get(deliveryIds[0] as string)).toMatchObject({ state: 'pending' })
  })
})
