import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Transport } from '../../src/ports/transport.js'
import { fetchTransport, type FetchTransportOptions } from '../../src/transports/fetch.js'
import { httpReceiver, loopback, onRequest, rawReceiver, requestTo } from './receiver.js'

function transportFor(options: Partial<FetchTransportOptions> = {}): Transport {
  const transport = fetchTransport({ trustDns: true, egress: loopback, timeoutMs: 2_000, ...options })
  onTestFinished(async () => await transport.close())
  return transport
}

test.each([undefined, {}, { trustDns: false }, { trustDns: 'yes' }])(
  'wants to be told in words what it cannot guard: not %j',
  (options) => {
    expect(() => fetchTransport(options as FetchTransportOptions)).toThrowError(
      expect.objectContaining({ code: 'option-invalid', message: expect.stringContaining('trustDns: true') }),
    )
  },
)

test('leaves the framing to the platform, and sends every other header', async () => {
  let headers: NodeJS.Dict<string | string[]> = {}
  const receiver = await httpReceiver((request, response) => {
    headers = request.headers
    response.end()
  })
  const given = {
    'Content-Length': '9',
    HOST: 'other',
    Connection: 'close',
    'Transfer-Encoding': 'chunked',
    'X-A': 'b',
    'User-Agent': 'c',
  }
  const { response } = await transportFor().send(requestTo(receiver.url, { headers: given }))
  expect(response?.status).toBe(200)
  expect(headers).toMatchObject({
    'content-length': '8',
    host: `127.0.0.1:${receiver.port}`,
    'x-a': 'b',
    'user-agent': 'c',
  })
  expect(headers).not.toHaveProperty('transfer-encoding')
})

test('sends the bytes of a view, and of no more than the view', async () => {
  const receiver = await httpReceiver(({ bytes }, response) => response.end(bytes))
  const shared = new Uint8Array(new SharedArrayBuffer(8)).subarray(2, 4)
  shared.set([7, 9])
  const { response } = await transportFor().send(requestTo(receiver.url, { body: shared }))
  expect(response?.body).toEqual(Uint8Array.of(7, 9))
})

test('joins headers that came more than once', async () => {
  const receiver = await httpReceiver((_, response) =>
    response.writeHead(200, ['Set-Cookie', 'a', 'Set-Cookie', 'b']).end(),
  )
  expect((await transportFor().send(requestTo(receiver.url))).response?.headers['set-cookie']).toBe('a, b')
})

test('unpacks no more than its limit, and lets go of the rest', async () => {
  const bomb = gzipSync(Buffer.alloc(20_000_000))
  const receiver = await httpReceiver((_, response) =>
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb),
  )
  const { response } = await transportFor({ maxResponseBytes: 1_000 }).send(requestTo(receiver.url))
  expect(response?.body).toEqual(new Uint8Array(1_000))
})

test('a body of just the limit is whole, and of none empty', async () => {
  const receiver = await httpReceiver(({ url }, response) => response.end('x'.repeat(Number(url?.slice(1)))))
  const transport = transportFor({ maxResponseBytes: 1_000 })
  for (const [sent, kept] of [
    [0, 0],
    [1_000, 1_000],
    [1_001, 1_000],
  ]) {
    const { response } = await transport.send(requestTo(new URL(`/${sent}`, receiver.url).href))
    expect(response?.body.length).toBe(kept)
  }
})

test('a drip of bytes ends by the deadline, and closing waits for it', async () => {
  const receiver = await rawReceiver((socket) =>
    onRequest(socket, () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n')
      const timer = setInterval(() => socket.write('a'), 20)
      socket.on('close', () => clearInterval(timer))
    }),
  )
  const transport = transportFor({ timeoutMs: 200 })
  const order: string[] = []
  const sent = transport.send(requestTo(receiver.url)).finally(() => order.push('sent'))
  await transport.close()
  order.push('closed')
  const { error, durationNs } = await sent
  expect([error?.code, order]).toEqual(['deadline-exceeded', ['sent', 'closed']])
  expect(durationNs).toBeLessThanOrEqual(450e6)
})

test('a platform that does not heed an abort is not waited for', async () => {
  const transport = transportFor({ timeoutMs: 20, fetch: () => new Promise(() => {}) })
  expect((await transport.send(requestTo('http://127.0.0.1/'))).error?.code).toBe('deadline-exceeded')
})

test('what goes wrong is told by its code, or by its name where there is none', async () => {
  expect((await transportFor().send(requestTo('http://127.0.0.1:1/'))).error?.code).toBe('connect-failed')
  const told = async (thrown: unknown): Promise<string | undefined> =>
    (await transportFor({ fetch: () => Promise.reject(thrown) }).send(requestTo('http://127.0.0.1/'))).error
      ?.message
  const cause = Object.assign(new Error(), { code: 'ECONNREFUSED' })
  expect(await told(new TypeError('fetch failed to http://127.0.0.1/s3cret', { cause }))).toBe(
    'No response came (ECONNREFUSED).',
  )
  expect(await told(new TypeError('Network error at /s3cret'))).toBe('No response came (TypeError).')
  expect(await told('s3cret')).toBe('No response came (unknown).')
})

test('a response that breaks off is cut short', async () => {
  const receiver = await rawReceiver((socket) =>
    onRequest(socket, () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhell')),
  )
  expect((await transportFor().send(requestTo(receiver.url))).error?.code).toBe('response-cut-short')
})

test('a redirect that the platform hides is no response', async () => {
  const hidden = Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' })
  const transport = transportFor({ fetch: async () => hidden })
  expect((await transport.send(requestTo('http://127.0.0.1/'))).error?.code).toBe('response-invalid')
})

test('a webhook’s certificates and proxy are not left out: it is not sent', async () => {
  const fetch = vi.fn()
  const transport = fetchTransport({ trustDns: true, fetch })
  for (const changes of [{ tls: { ca: 'any' } }, { proxy: { url: 'http://proxy.example' } }]) {
    const request = requestTo('https://hooks.example.com/', changes)
    expect((await transport.send(request)).error?.code).toBe('option-invalid')
  }
  expect(fetch).not.toHaveBeenCalled()
})
