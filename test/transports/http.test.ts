import { expect, onTestFinished, test } from 'vitest'
import { httpTransport, type HttpTransportOptions } from '../../src/transports/http.js'
import { utf8 } from '../../src/internal/bytes.js'
import type { Transport, TransportRequest } from '../../src/ports/transport.js'
import { httpReceiver, loopback, onRequest, rawReceiver } from './receiver.js'

function transportFor(options: HttpTransportOptions = {}): Transport {
  const transport = httpTransport({ egress: loopback, timeoutMs: 2_000, ...options })
  onTestFinished(async () => await transport.close())
  return transport
}

function request(url: string, changes: Partial<TransportRequest> = {}): TransportRequest {
  return {
    url,
    headers: { 'Content-Type': 'application/json' },
    body: utf8('{"a":1}\n'),
    ssl: false,
    ...changes,
  }
}

test('sends just these bytes: given headers in given casing, framing of its own, nothing else', async () => {
  let received = ''
  const receiver = await rawReceiver((socket) =>
    onRequest(socket, (bytes) => {
      received = bytes.toString()
      socket.write('HTTP/1.1 204 No Content\r\n\r\n')
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
  const result = await transportFor().send(request(`${receiver.url}?a=b`, { headers }))
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

test('hands back status, headers and body of any response', async () => {
  const receiver = await httpReceiver((_, response) => {
    response.writeHead(503, [
      ['Retry-After', '120'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ])
    response.end('busy')
  })
  const { response, durationNs } = await transportFor().send(request(receiver.url))
  expect(response?.status).toBe(503)
  expect(response?.headers).toMatchObject({ 'retry-after': '120', 'set-cookie': 'a=1, b=2' })
  expect(Buffer.from(response?.body ?? []).toString()).toBe('busy')
  expect(Number.isInteger(durationNs) && durationNs > 0).toBe(true)
})
