import { expect, test, vi } from 'vitest'
import { httpTransport } from '../../src/transports/http.js'
import { httpReceiver, loopback, onRequest, rawReceiver, requestTo, transportFor } from './receiver.js'

const noContent = 'HTTP/1.1 204 No Content\r\n\r\n'

test('sends just these bytes: given headers in given casing, framing of its own, nothing else', async () => {
  let received = ''
  const receiver = await rawReceiver((socket) =>
    onRequest(socket, (bytes) => {
      received = bytes.toString()
      socket.write(noContent)
    }),
  )
  const headers = {
    Accept: '*/*',
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': '8',
    'User-Agent': 'Djinn-CI-Hook',
    'X-Djinn-CI-Event': 'build.finished',
    'X-Djinn-CI-Hook-ID': '7',
  }
  const result = await transportFor().send(requestTo(`${receiver.url}?a=b#c`, { headers }))
  expect(result.response?.status).toBe(204)
  expect(received.split('\r\n')).toEqual([
    'POST /hook?a=b HTTP/1.1',
    `host: 127.0.0.1:${receiver.port}`,
    'connection: keep-alive',
    'Accept: */*',
    'Content-Type: application/json; charset=utf-8',
    'User-Agent: Djinn-CI-Hook',
    'X-Djinn-CI-Event: build.finished',
    'X-Djinn-CI-Hook-ID: 7',
    'content-length: 8',
    '',
    '{"a":1}\n',
  ])
})

test('an empty body has a Content-Length too', async () => {
  const receiver = await httpReceiver(({ headers }, response) => response.end(headers['content-length']))
  const { response } = await transportFor().send(requestTo(receiver.url, { body: new Uint8Array() }))
  expect(String.fromCharCode(...(response?.body ?? []))).toBe('0')
})

test('hands back status, headers and body of any response, and how long it took', async () => {
  const receiver = await httpReceiver((_, response) => {
    response.writeHead(
      503,
      [
        ['Retry-After', '120'],
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ].flat(),
    )
    response.end('busy')
  })
  const { response, durationNs } = await transportFor().send(requestTo(receiver.url))
  expect(response?.status).toBe(503)
  expect(response?.headers).toMatchObject({ 'retry-after': '120', 'set-cookie': 'a=1, b=2' })
  expect(response?.body).toEqual(Uint8Array.of(98, 117, 115, 121))
  expect(Number.isInteger(durationNs) && durationNs > 0).toBe(true)
})

test.each([300, 301, 302, 303, 304, 307, 308])(
  '%i is a response like any other and not followed',
  async (status) => {
    const other = await httpReceiver((_, response) => response.end())
    const receiver = await httpReceiver((_, response) =>
      response.writeHead(status, { Location: other.url }).end(),
    )
    const { response } = await transportFor().send(requestTo(receiver.url))
    expect(response?.status).toBe(status)
    expect(response?.headers['location']).toBe(other.url)
    expect(other.connections).toBe(0)
  },
)

test('keeps a connection for the next request', async () => {
  const receiver = await httpReceiver((_, response) => response.end())
  const transport = transportFor()
  for (let count = 0; count < 3; count++) await transport.send(requestTo(receiver.url))
  expect(receiver.connections).toBe(1)
})

test('many at once each get their own answer', async () => {
  const receiver = await httpReceiver(({ url }, response) => response.end(url))
  const transport = transportFor()
  const paths = Array.from({ length: 50 }, (_, index) => `/${index}`)
  const results = await Promise.all(
    paths.map((path) => transport.send(requestTo(new URL(path, receiver.url).href))),
  )
  expect(results.map(({ response }) => Buffer.from(response?.body ?? []).toString())).toEqual(paths)
})

test('reads a response up to its limit; a longer one is a response all the same, and costs its connection', async () => {
  const receiver = await httpReceiver(({ url }, response) => response.end('x'.repeat(Number(url?.slice(1)))))
  const transport = transportFor({ maxResponseBytes: 1_000 })
  for (const [sent, kept, connections] of [
    [999, 999, 1],
    [1_000, 1_000, 1],
    [1_001, 1_000, 1],
    [0, 0, 2],
    [90_000, 1_000, 2],
    [1, 1, 3],
  ]) {
    const { response } = await transport.send(requestTo(new URL(`/${sent}`, receiver.url).href))
    expect([response?.status, response?.body.length, receiver.connections]).toEqual([200, kept, connections])
  }
})

test.each([
  [{ Host: 'other.example' }],
  [{ hOST: 'other.example' }],
  [{ 'Transfer-Encoding': 'chunked' }],
  [{ 'Content-Length': '9' }],
  [{ 'Content-Length': 's3cret' }],
  [{ Expect: '100-continue' }],
  [{ Upgrade: 's3cret' }],
  [{ 'X-A': 's3cret\r\nX-B: 1' }],
  [{ 'X-A': 's3cret\u0000' }],
  [{ 'X-A': 's3cret\u{1F600}' }],
  [{ 'X A': 's3cret' }],
  [{ 'X-A\r\n': 's3cret' }],
])('%j cannot be sent, and is not repeated', async (headers: Record<string, string>) => {
  const receiver = await httpReceiver((_, response) => response.end())
  const { error } = await transportFor().send(requestTo(receiver.url, { headers }))
  expect(error?.code).toBe('option-invalid')
  expect(error?.message).not.toContain('s3cret')
})

test('a kept connection that breaks before any answer is worth one more request at once', async () => {
  const receiver = await rawReceiver((socket) => {
    let requests = 0
    onRequest(socket, () => (requests++ === 0 ? socket.write(noContent) : socket.destroy()))
  })
  const transport = transportFor()
  await transport.send(requestTo(receiver.url))
  const broken = await transport.send(requestTo(receiver.url))
  expect(broken).toMatchObject({ error: { code: 'response-cut-short' }, retry: 'at-once' })
  expect((await transport.send(requestTo(receiver.url))).response?.status).toBe(204)
})

test('a new connection that breaks is not, nor a kept one after the first byte of an answer', async () => {
  const fresh = await rawReceiver((socket) => onRequest(socket, () => socket.destroy()))
  const broken = await transportFor().send(requestTo(fresh.url))
  expect(broken.error?.code).toBe('response-cut-short')
  expect(broken).not.toHaveProperty('retry')
  // The receiver said that it would close: what comes next is a new connection, though of the same client.
  const closing = await rawReceiver((socket, number) =>
    onRequest(socket, () =>
      number === 0 ? socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n') : socket.destroy(),
    ),
  )
  const again = transportFor()
  await again.send(requestTo(closing.url))
  const anew = await again.send(requestTo(closing.url))
  expect(anew.error?.code).toBe('response-cut-short')
  expect(anew).not.toHaveProperty('retry')
  const kept = await rawReceiver((socket) => {
    let requests = 0
    onRequest(socket, () => (requests++ === 0 ? socket.write(noContent) : socket.end('HTTP/1.1 2')))
  })
  const transport = transportFor()
  await transport.send(requestTo(kept.url))
  const started = await transport.send(requestTo(kept.url))
  expect(started.error?.code).toBe('response-cut-short')
  expect(started).not.toHaveProperty('retry')
})

test('nobody listening is an attempt that failed', async () => {
  const { error } = await transportFor().send(requestTo('http://127.0.0.1:1/'))
  expect(error).toEqual({ code: 'connect-failed', message: 'No connection could be made (ECONNREFUSED).' })
})

test('proxies of the environment are not used: the guard would be theirs', async () => {
  const proxy = await httpReceiver((_, response) => response.end())
  for (const name of [
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'ALL_PROXY',
    'http_proxy',
    'https_proxy',
    'NODE_USE_ENV_PROXY',
  ]) {
    vi.stubEnv(name, name === 'NODE_USE_ENV_PROXY' ? '1' : proxy.url)
  }
  const receiver = await httpReceiver((_, response) => response.writeHead(204).end())
  const { response } = await transportFor().send(requestTo(receiver.url))
  vi.unstubAllEnvs()
  expect(response?.status).toBe(204)
  expect(proxy.connections).toBe(0)
})

test('closing waits for what is under way, then sends nothing more', async () => {
  let answer = (): void => {}
  const receiver = await httpReceiver((_, response) => (answer = () => response.end()))
  const transport = transportFor()
  const order: string[] = []
  const under = transport.send(requestTo(receiver.url)).finally(() => order.push('answered'))
  await vi.waitFor(() => expect(receiver.connections).toBe(1))
  const closing = transport.close()
  void Promise.resolve(closing).then(() => order.push('closed'))
  expect((await transport.send(requestTo(receiver.url))).error?.code).toBe('transport-closed')
  await vi.waitFor(() => answer())
  expect((await under).response?.status).toBe(200)
  await closing
  await transport.close()
  expect(order).toEqual(['answered', 'closed'])
})

test('closing before or while undici is loaded leaves nothing open', async () => {
  const receiver = await httpReceiver((_, response) => response.end())
  const unused = httpTransport()
  await unused.close()
  const loading = httpTransport({ egress: loopback })
  const sent = loading.send(requestTo(receiver.url))
  await loading.close()
  expect((await sent).error?.code).toBe('transport-closed')
  expect(receiver.connections).toBe(0)
})

test('says of a URL what sending would say, without resolving it', async () => {
  const transport = httpTransport()
  expect(transport.caps).toEqual({ egress: 'pinned' })
  expect(transport.checkUrl('https://hooks.example.com/', { ssl: true })).toBeUndefined()
  for (const [url, code] of [
    ['nonsense', 'url-invalid'],
    ['http://hooks.example.com/', 'url-not-https'],
    ['https://hooks.example.com:8443/', 'url-port-refused'],
    ['https://10.0.0.1/', 'address-not-public'],
  ] as const) {
    expect(transport.checkUrl(url, { ssl: false })?.code).toBe(code)
    expect((await transport.send(requestTo(url))).error?.code).toBe(code)
    expect(await transport.send(requestTo(url))).toEqual(await transport.send(requestTo(url)))
  }
})

test('a verdict on a URL is of that URL and of its webhook, however many there are', async () => {
  const transport = httpTransport({ egress: { allowHttp: true } })
  for (let index = 0; index < 1_100; index++) {
    const url = `http://10.0.0.1/${index % 1_050}`
    expect((await transport.send(requestTo(url))).error?.code).toBe('address-not-public')
    expect((await transport.send(requestTo(url, { ssl: true }))).error?.code).toBe('url-not-https')
  }
})
