/** Sending by an egress proxy: a real one on loopback, which notes what it was asked. */
import { connect, type Socket } from 'node:net'
import { createServer } from 'node:tls'
import { describe, expect, test, vi } from 'vitest'
import { httpTransport, type HttpTransportOptions } from '../../src/transports/http.js'
import type { Transport } from '../../src/ports/transport.js'
import { authority, key, trusted } from './certificates.js'
import { httpReceiver, listen, onRequest, rawReceiver, requestTo, transportFor } from './receiver.js'

const GRANTED = 'HTTP/1.1 200 Connection established\r\nVia: 1.1 proxy\r\n\r\n'

interface Proxy {
  readonly port: number
  /** What it was told before it opened a tunnel. */
  readonly asked: readonly string[]
  /** Bytes that went through its tunnels to a receiver. */
  readonly carried: readonly string[]
}

/** Leads every tunnel to one port of loopback, as if that were where all names resolve to. */
async function proxyTo(receiverPort: number, answer = GRANTED): Promise<Proxy> {
  const asked: string[] = []
  const carried: string[] = []
  const { port } = await rawReceiver((socket) => {
    socket.once('data', (head: Buffer) => {
      asked.push(head.toString())
      const onward: Socket = connect(receiverPort, '127.0.0.1', () => {
        socket.write(answer)
        socket.on('data', (bytes: Buffer) => carried.push(bytes.toString('latin1')))
        socket.pipe(onward).pipe(socket)
      }).on('error', () => socket.destroy())
      socket.on('close', () => onward.destroy())
    })
  })
  return { port, asked, carried }
}

function by(proxy: { readonly port: number }, options: HttpTransportOptions = {}): Transport {
  return transportFor({
    egress: { allowHttp: true },
    proxy: `http://127.0.0.1:${proxy.port}`,
    ca: authority,
    ...options,
  })
}

async function tlsReceiver(): Promise<number> {
  const server = createServer({ key, cert: trusted }, (socket) => {
    onRequest(
      socket.on('error', () => {}),
      () => socket.write('HTTP/1.1 204 No Content\r\n\r\n'),
    )
  })
  return await listen(server.on('tlsClientError', () => {}))
}

test('https: one tunnel for many requests, of which the proxy sees the host and nothing else', async () => {
  const proxy = await proxyTo(await tlsReceiver())
  const transport = by(proxy)
  for (let count = 0; count < 3; count++) {
    const result = await transport.send(requestTo('https://hooks.example.com/s3cret'))
    expect(result.response?.status).toBe(204)
    const stages = Object.keys(result.timings ?? {})
    expect(stages).toEqual(count === 0 ? ['connectNs', 'tlsNs', 'firstByteNs'] : ['firstByteNs'])
  }
  expect(proxy.asked).toEqual([
    'CONNECT hooks.example.com:443 HTTP/1.1\r\nHost: hooks.example.com:443\r\n\r\n',
  ])
  expect(proxy.carried.join('')).not.toContain('s3cret')
})

test('the certificate is the receiver’s, whoever the proxy leads to', async () => {
  const proxy = await proxyTo(await tlsReceiver())
  const { error } = await by(proxy).send(requestTo('https://www.example.com/'))
  expect(error?.code).toBe('tls-failed')
  expect(error?.message).toContain('ERR_TLS_CERT_ALTNAME_INVALID')
})

test('http goes by a tunnel as well; an IPv6 address in brackets', async () => {
  const receiver = await httpReceiver(({ url, headers }, response) => response.end(`${headers.host} ${url}`))
  const proxy = await proxyTo(receiver.port)
  for (const url of ['http://hooks.example.com/a?b', 'http://[2606:4700::1]/a?b']) {
    const { response } = await by(proxy).send(requestTo(url))
    expect(Buffer.from(response?.body ?? []).toString()).toBe(`${new URL(url).host} /a?b`)
  }
  expect(proxy.asked.map((head) => head.split('\r\n')[0])).toEqual([
    'CONNECT hooks.example.com:80 HTTP/1.1',
    'CONNECT [2606:4700::1]:80 HTTP/1.1',
  ])
})

test('proves itself to the proxy, and to nobody else', async () => {
  const receiver = await httpReceiver(({ headers }, response) => response.end(JSON.stringify(headers)))
  const proxy = await proxyTo(receiver.port)
  const transport = by(proxy, { proxy: `http://me:p%40ss%3A%C3%BC@127.0.0.1:${proxy.port}` })
  const { response } = await transport.send(requestTo('http://hooks.example.com/'))
  const proof = Buffer.from('me:p@ss:ü').toString('base64')
  expect(proxy.asked[0]).toContain(`\r\nProxy-Authorization: Basic ${proof}\r\n`)
  expect(Buffer.from(response?.body ?? []).toString()).not.toContain(proof)
})

test('URLs are judged before the proxy hears of them; what names lead to is for the proxy to judge', async () => {
  const proxy = await proxyTo(1)
  const transport = by(proxy, { egress: {} })
  expect(transport.caps.egress).toBe('literal-only')
  for (const [url, code] of [
    ['https://10.0.0.1/', 'address-not-public'],
    ['https://[::ffff:7f00:1]/', 'address-not-public'],
    ['https://localhost/', 'address-not-public'],
    ['https://metadata.google.internal/', 'address-not-public'],
    ['http://hooks.example.com/', 'url-not-https'],
    ['https://hooks.example.com:22/', 'url-port-refused'],
  ] as const) {
    expect((await transport.send(requestTo(url))).error?.code, url).toBe(code)
  }
  expect(proxy.asked).toEqual([])
})

test.each([
  ['HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 4\r\n\r\nwho?', 'proxy-failed', '407'],
  ['HTTP/1.1 403 Forbidden\r\n\r\n', 'proxy-failed', '403'],
  ['HTTP/1.0 302 Found\r\nLocation: http://10.0.0.1/\r\n\r\n', 'proxy-failed', '302'],
  ['HTTP/1.1 100 Continue\r\n\r\n', 'proxy-failed', '100'],
  ['HTTP/1.1 502 Bad Gateway\r\n\r\n', 'connect-failed', '502'],
  ['HTTP/1.1 504 Gateway Timeout\r\n\r\n<html>', 'connect-failed', '504'],
  ['SSH-2.0-OpenSSH\r\n\r\n', 'proxy-failed', 'not HTTP'],
  [`${GRANTED}and then some`, 'proxy-failed', 'went on'],
  [`HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(20_000)}`, 'proxy-failed', 'does not end'],
])('a proxy that answers %j', async (answer, code, reason) => {
  const open = new Set<Socket>()
  const proxy = await rawReceiver((socket) => {
    open.add(socket.on('close', () => open.delete(socket)))
    socket.on('end', () => socket.end()).once('data', () => socket.write(answer))
  })
  const { error } = await by(proxy).send(requestTo('https://hooks.example.com/'))
  expect(error).toMatchObject({ code, message: expect.stringContaining(reason) })
  await vi.waitFor(() => expect(open.size).toBe(0))
})

test.each<[string, (socket: Socket) => void]>([
  ['hangs up at once', (socket) => socket.end()],
  ['hangs up when asked', (socket) => socket.once('data', () => socket.end())],
  ['hangs up in mid-answer', (socket) => socket.once('data', () => socket.end('HTTP/1.1 2'))],
  ['resets', (socket) => socket.once('data', () => socket.resetAndDestroy())],
])('a proxy that %s', async (_, behave) => {
  const proxy = await rawReceiver(behave)
  const { error } = await by(proxy).send(requestTo('https://hooks.example.com/'))
  expect(error?.code).toBe('proxy-failed')
})

test('a proxy that is not there, or says nothing', async () => {
  const request = requestTo('https://hooks.example.com/')
  const { error } = await by({ port: 1 }).send(request)
  expect(error).toMatchObject({ code: 'proxy-failed', message: expect.stringContaining('ECONNREFUSED') })
  const open = new Set<Socket>()
  const mute = await rawReceiver((socket) => {
    open.add(socket.resume().on('close', () => open.delete(socket)))
    socket.on('end', () => socket.end())
  })
  const late = await by(mute, { timeoutMs: 100 }).send(request)
  expect(late.error?.code).toBe('deadline-exceeded')
  expect(late.durationNs).toBeLessThanOrEqual(350e6)
  await vi.waitFor(() => expect(open.size).toBe(0))
})

test.each([
  '',
  'proxy.internal:3128',
  'https://proxy.internal:3128',
  'socks5://proxy.internal',
  'http://proxy.internal/path',
  'http://proxy.internal/?a',
  'http://me:s3cret%zz@proxy.internal',
])('%j is no proxy', (proxy) => {
  expect(() => httpTransport({ proxy })).toThrow(
    expect.objectContaining({ code: 'option-invalid', message: expect.not.stringContaining('s3cret') }),
  )
})

test('a resolver is of no use behind a proxy', () => {
  const options = { proxy: 'http://proxy.internal', resolve: async () => [] }
  expect(() => httpTransport(options)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
})

describe('a proxy of a webhook', () => {
  const own = (proxy: { readonly port: number }, more: object = {}) => ({
    proxy: { url: `http://127.0.0.1:${proxy.port}`, ...more },
  })

  test('is gone by for its requests only, proven to with its own credentials', async () => {
    const receiver = await httpReceiver((_request, response) => response.end('there'))
    const [one, two] = [await proxyTo(receiver.port), await proxyTo(receiver.port)]
    const transport = transportFor()
    const { url } = receiver
    for (const proxy of [own(one), own(two, { username: 'me', password: 'p@ss:ü' }), own(one)]) {
      const { response } = await transport.send(requestTo(url, proxy))
      expect(Buffer.from(response?.body ?? []).toString()).toBe('there')
    }
    await transport.send(requestTo(url))
    const place = `127.0.0.1:${receiver.port}`
    const asked = `CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n`
    const proof = Buffer.from('me:p@ss:ü').toString('base64')
    expect(one.asked).toEqual([`${asked}\r\n`])
    expect(two.asked).toEqual([`${asked}Proxy-Authorization: Basic ${proof}\r\n\r\n`])
    expect(receiver.connections).toBe(3)
  })

  test('stands with its certificates and takes the place of the transport’s proxy', async () => {
    const port = await tlsReceiver()
    const [usual, special] = [await proxyTo(1), await proxyTo(port)]
    const transport = by(usual, { ca: [], egress: { allow: ['127.0.0.1'] } })
    const changes = { ...own(special), tls: { ca: authority } }
    const { response } = await transport.send(requestTo('https://hooks.example.com/', changes))
    expect([response?.status, usual.asked, special.asked.length]).toEqual([204, [], 1])
  })

  test.each([
    ['inside', 'http://127.0.0.1:PORT', 'loopback'],
    ['whose name leads inside', 'http://proxy.example.com:PORT', 'loopback'],
    ['that is not there', 'http://203.0.113.9:PORT', 'address'],
  ])('%s is not connected to, unless it is allowed', async (_name, url, reason) => {
    const proxy = await proxyTo(1)
    const transport = transportFor({ egress: {}, resolve: async () => ['127.0.0.1'] })
    const request = requestTo('https://hooks.example.com/', {
      proxy: { url: url.replace('PORT', String(proxy.port)) },
    })
    const { error } = await transport.send(request)
    expect(error).toMatchObject({ code: 'proxy-failed', message: expect.stringContaining(reason) })
    expect(proxy.asked).toEqual([])
  })

  test('the URL is judged as ever', async () => {
    const proxy = await proxyTo(1)
    const transport = transportFor({ egress: { allow: ['127.0.0.1'] } })
    const { error } = await transport.send(requestTo('https://10.0.0.1/', own(proxy)))
    expect([error?.code, proxy.asked]).toEqual(['address-not-public', []])
  })

  test.each(['https://proxy.example', 'http://me:s3cret@proxy.example', 'nonsense'])(
    '%j is none',
    async (url) => {
      const { error } = await transportFor().send(requestTo('http://127.0.0.1/', { proxy: { url } }))
      expect(error).toMatchObject({
        code: 'option-invalid',
        message: expect.not.stringContaining('s3cret'),
      })
    },
  )
})
