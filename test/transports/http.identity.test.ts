/** What a webhook shows to its receiver in TLS, and whom it trusts there. */
import { connect } from 'node:net'
import { createServer, type TlsOptions } from 'node:tls'
import { expect, test } from 'vitest'
import type { WebhookTls } from '../../src/ports/webhook.js'
import type { Transport, TransportResult } from '../../src/ports/transport.js'
import { authority, clientAuthority, clientOne, clientTwo, key, selfSigned, trusted } from './certificates.js'
import { listen, onRequest, rawReceiver, requestTo, transportFor } from './receiver.js'

interface Receiver {
  readonly port: number
  /** The client of every request, by its certificate; `undefined` when it showed none. */
  readonly clients: readonly (string | undefined)[]
  /** For every connection, whether an earlier one's session was resumed. */
  readonly connections: readonly boolean[]
}

async function receiver(options: TlsOptions = {}): Promise<Receiver> {
  const clients: (string | undefined)[] = []
  const connections: boolean[] = []
  const server = createServer(
    { key, cert: trusted, ca: clientAuthority, requestCert: true, rejectUnauthorized: false, ...options },
    (socket) => {
      connections.push(socket.isSessionReused())
      socket.on('error', () => {})
      // Of an unauthorised client nothing is said.
      const name = (): string | undefined =>
        socket.authorized ? String(socket.getPeerCertificate().subject.CN) : undefined
      onRequest(socket, () => {
        clients.push(name())
        socket.write('HTTP/1.1 204 No Content\r\n\r\n')
      })
    },
  )
  server.on('tlsClientError', () => {})
  return { port: await listen(server), clients, connections }
}

// The first byte of a TLS record (RFC 8446, 5.1).
const APPLICATION_DATA = 23

async function send(transport: Transport, port: number, tls?: WebhookTls): Promise<TransportResult> {
  const url = `https://localhost:${port}/hook`
  return await transport.send(requestTo(url, { ssl: true, ...(tls !== undefined && { tls }) }))
}

test('each webhook shows its own certificate, and none shows another’s', async () => {
  const { port, clients, connections } = await receiver()
  const transport = transportFor({ ca: authority })
  for (const tls of [undefined, clientOne, clientTwo, undefined, { ...clientOne }, clientTwo]) {
    expect((await send(transport, port, tls)).response?.status).toBe(204)
  }
  expect(clients).toEqual([undefined, 'client one', 'client two', undefined, 'client one', 'client two'])
  // Kept per identity, whether or not it is the same object.
  expect(connections).toHaveLength(3)
})

test('sessions are resumed, but never under another identity', async () => {
  const { port, clients, connections } = await receiver({ maxVersion: 'TLSv1.2' })
  const transport = transportFor({ ca: authority })
  const closing = { 'Content-Type': 'text/plain', Connection: 'close' }
  for (const tls of [clientOne, clientOne, clientTwo, clientTwo]) {
    const request = requestTo(`https://localhost:${port}/hook`, { ssl: true, tls, headers: closing })
    expect((await transport.send(request)).response?.status).toBe(204)
  }
  expect(clients).toEqual(['client one', 'client one', 'client two', 'client two'])
  expect(connections).toEqual([false, true, false, true])
})

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a receiver that demands a certificate and gets none or a wrong one: %s',
  async (version) => {
    const { port, clients } = await receiver({
      rejectUnauthorized: true,
      minVersion: version,
      maxVersion: version,
    })
    const transport = transportFor({ ca: authority })
    // In TLS 1.3 it says so after the handshake, and may hang up on the request before that is read.
    const codes = version === 'TLSv1.2' ? ['tls-failed'] : ['tls-failed', 'response-cut-short']
    for (const tls of [undefined, { cert: trusted, key }]) {
      expect(codes).toContain((await send(transport, port, tls)).error?.code)
    }
    expect((await send(transport, port, clientOne)).response?.status).toBe(204)
    expect(clients).toEqual(['client one'])
  },
)

test('an alert after the handshake is no response either', async () => {
  const { port } = await receiver({ maxVersion: 'TLSv1.2' })
  const between = await rawReceiver((socket) => {
    const onward = connect(port, '127.0.0.1').on('error', () => {})
    socket.pipe(onward)
    // In place of the answer. What is not encrypted is an error to TLS, as an alert is.
    onward.on('data', (bytes) => socket.write(bytes[0] === APPLICATION_DATA ? 'HTTP/1.1 200 OK' : bytes))
  })
  const { error } = await send(transportFor({ ca: authority }), between.port)
  expect(error?.code).toBe('tls-failed')
})

test('a webhook’s authority counts for it alone, in place of all others', async () => {
  const { port } = await receiver()
  const stranger = transportFor()
  expect((await send(stranger, port)).error?.code).toBe('tls-failed')
  expect((await send(stranger, port, { ca: authority })).response?.status).toBe(204)
  expect((await send(stranger, port, { ca: `${selfSigned}\n${authority}` })).response?.status).toBe(204)
  expect((await send(stranger, port)).error?.code).toBe('tls-failed')
  const knowing = transportFor({ ca: authority })
  expect((await send(knowing, port, { ca: clientAuthority })).error?.code).toBe('tls-failed')
  expect((await send(knowing, port, clientOne)).response?.status).toBe(204)
})

test.each<[string, WebhookTls]>([
  ['a key of another certificate', { cert: clientOne.cert, key: clientTwo.key }],
  ['no PEM', { cert: 'MIIB', key: clientOne.key }],
  ['no key', { cert: clientOne.cert }],
  ['no certificate', { key: clientOne.key }],
  ['an authority that is none', { ca: 'MIIB' }],
  ['an authority that is empty', { ca: '' }],
])('%s is refused: nothing is sent, and nothing of it repeated', async (_, tls) => {
  const { port, connections } = await receiver()
  const { error } = await send(transportFor({ ca: authority }), port, tls)
  expect(error?.code).toBe('option-invalid')
  expect(error?.message).not.toMatch(/MII|BEGIN (EC |PRIVATE)/)
  expect(connections).toEqual([])
})

test('never goes out without TLS', async () => {
  const { error } = await transportFor().send(requestTo('http://127.0.0.1:1/', { tls: clientOne }))
  expect(error?.code).toBe('url-not-https')
})
