import tls, { createServer, type TlsOptions } from 'node:tls'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { TransportResult } from '../../src/ports/transport.js'
import type { HttpTransportOptions } from '../../src/transports/http.js'
import { authority, expired, key, selfSigned, trusted, wrongName } from './certificates.js'
import { httpReceiver, listen, onRequest, rawReceiver, requestTo, transportFor } from './receiver.js'

interface TlsReceiver {
  readonly port: number
  /** What clients that got through asked for. */
  readonly sessions: { readonly name: unknown; readonly protocol: unknown; readonly version: unknown }[]
}

async function tlsReceiver(options: TlsOptions = {}): Promise<TlsReceiver> {
  const sessions: TlsReceiver['sessions'] = []
  const server = createServer({ key, cert: trusted, ...options }, (socket) => {
    sessions.push({ name: socket.servername, protocol: socket.alpnProtocol, version: socket.getProtocol() })
    socket.on('error', () => {})
    onRequest(socket, () => socket.write('HTTP/1.1 204 No Content\r\n\r\n'))
  })
  server.on('tlsClientError', () => {})
  return { port: await listen(server), sessions }
}

/** To a name that leads to loopback, so that name and address differ as they do outside. */
async function sendTo(
  port: number,
  options: HttpTransportOptions = {},
  host = 'hooks.example.com',
): Promise<TransportResult> {
  const transport = transportFor({
    ca: authority,
    resolve: async () => ['127.0.0.1'],
    timeoutMs: 1_000,
    ...options,
  })
  return await transport.send(requestTo(`https://${host}:${port}/hook`, { ssl: true }))
}

test('a certificate of an authority of your own, for the name in the URL', async () => {
  const receiver = await tlsReceiver({ ALPNProtocols: ['h2', 'http/1.1'] })
  expect((await sendTo(receiver.port)).response?.status).toBe(204)
  expect((await sendTo(receiver.port, { ca: [selfSigned, authority] })).response?.status).toBe(204)
  expect(receiver.sessions[0]).toEqual({
    name: 'hooks.example.com',
    protocol: 'http/1.1',
    version: 'TLSv1.3',
  })
})

test('a certificate for the address in the URL', async () => {
  const receiver = await tlsReceiver()
  expect((await sendTo(receiver.port, {}, '127.0.0.1')).response?.status).toBe(204)
})

test.each<[string, TlsOptions, HttpTransportOptions, string]>([
  ['of an authority nobody knows', {}, { ca: [] }, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['that has expired', { cert: expired }, {}, 'CERT_HAS_EXPIRED'],
  ['for another name', { cert: wrongName }, {}, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['signed by itself', { cert: selfSigned }, {}, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
])('a certificate %s: no request is sent', async (_, server, client, reason) => {
  const receiver = await tlsReceiver(server)
  const { error } = await sendTo(receiver.port, client)
  expect(error?.code).toBe('tls-failed')
  expect(error?.message).toContain(reason)
})

test('nothing in the environment switches verification off', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  const receiver = await tlsReceiver({ cert: selfSigned })
  const { error } = await sendTo(receiver.port)
  vi.unstubAllEnvs()
  expect(error?.code).toBe('tls-failed')
})

test('TLS 1.1 is no TLS, even where the process would accept it', async () => {
  const { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS } = tls
  Object.assign(tls, { DEFAULT_MIN_VERSION: 'TLSv1', DEFAULT_CIPHERS: 'ALL:@SECLEVEL=0' })
  onTestFinished(() => void Object.assign(tls, { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS }))
  const receiver = await tlsReceiver({
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'ALL:@SECLEVEL=0',
  })
  expect((await sendTo(receiver.port)).error?.code).toBe('tls-failed')
})

test('a receiver that speaks no TLS', async () => {
  const plain = await httpReceiver((_, response) => response.end())
  expect((await sendTo(plain.port)).error?.code).toBe('tls-failed')
})

test('a handshake that is broken off, or never begins', async () => {
  const reset = await rawReceiver((socket) => socket.once('data', () => socket.resetAndDestroy()))
  expect((await sendTo(reset.port)).error?.code).toBe('tls-failed')
  const closed = await rawReceiver((socket) => socket.once('data', () => socket.end()))
  expect((await sendTo(closed.port)).error?.code).toBe('tls-failed')
  const silent = await rawReceiver(() => {})
  const { error, durationNs } = await sendTo(silent.port, { timeoutMs: 200 })
  expect(error?.code).toBe('deadline-exceeded')
  expect(durationNs).toBeLessThanOrEqual(450e6)
})

test('5 MB of certificates are not read', async () => {
  const receiver = await tlsReceiver({ cert: `${trusted}\n${`${authority}\n`.repeat(13_000)}` })
  const { error } = await sendTo(receiver.port)
  expect(error?.code).toBe('tls-failed')
  expect(error?.message).toContain('ERR_SSL_EXCESSIVE_MESSAGE_SIZE')
})

test('nobody listening is no matter of TLS', async () => {
  expect((await sendTo(1)).error?.code).toBe('connect-failed')
})

test('a bad certificate, again and again, leaves no connection behind', async () => {
  const open = new Set<unknown>()
  const server = createServer({ key, cert: expired })
  server.on('tlsClientError', () => {})
  server.on('connection', (socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  const port = await listen(server)
  const transport = transportFor({ ca: authority })
  for (let count = 0; count < 20; count++) {
    const { error } = await transport.send(requestTo(`https://127.0.0.1:${port}/`))
    expect(error?.code).toBe('tls-failed')
  }
  await vi.waitFor(() => expect(open.size).toBe(0))
})
