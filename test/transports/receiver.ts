/** Receivers on loopback for the tests beside this file: real sockets, told what to do. */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { utf8 } from '../../src/internal/bytes.js'
import type { Transport, TransportRequest } from '../../src/ports/transport.js'
import { httpTransport, type HttpTransportOptions } from '../../src/transports/http.js'

/** Lets a transport reach the receivers here and nothing else inside. */
export const loopback: NonNullable<HttpTransportOptions['egress']> = {
  allowHttp: true,
  allow: ['127.0.0.0/8', '::1', 'localhost'],
  ports: 'any',
}

/** A transport that reaches loopback and is closed with the test. */
export function transportFor(options: HttpTransportOptions = {}): Transport {
  const transport = httpTransport({ egress: loopback, timeoutMs: 2_000, ...options })
  onTestFinished(async () => await transport.close())
  return transport
}

export function requestTo(url: string, changes: Partial<TransportRequest> = {}): TransportRequest {
  return {
    url,
    headers: { 'Content-Type': 'application/json' },
    body: utf8('{"a":1}\n'),
    ssl: false,
    ...changes,
  }
}

export interface Receiver {
  readonly port: number
  readonly url: string
  /** Connections accepted so far. */
  readonly connections: number
}

/** Hands every connection to `onSocket`, as bytes. */
export async function rawReceiver(onSocket: (socket: Socket, number: number) => void): Promise<Receiver> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    onSocket(socket, connections++)
  })
  let connections = 0
  const port = await listen(server)
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    get connections() {
      return connections
    },
  }
}

/** Calls back once the whole request has come: head and body by Content-Length. */
export function onRequest(socket: Socket, callback: (request: Buffer) => void): void {
  let received = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    const end = received.indexOf('\r\n\r\n')
    const length = Number(
      /content-length: (\d+)/i.exec(received.subarray(0, Math.max(end, 0)).toString())?.[1] ?? 0,
    )
    if (end === -1 || received.length < end + 4 + length) return
    const request = received.subarray(0, end + 4 + length)
    received = received.subarray(end + 4 + length)
    callback(request)
  })
}

/** An ordinary node:http server. */
export async function httpReceiver(
  handle: (request: IncomingMessage & { readonly bytes: Buffer }, response: ServerResponse) => void,
): Promise<Receiver> {
  let connections = 0
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => handle(Object.assign(request, { bytes: Buffer.concat(chunks) }), response))
  })
  server.on('connection', () => connections++)
  const port = await listen(server)
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    get connections() {
      return connections
    },
  }
}

/** Listens on loopback and ends with the test. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  })
  return (server.address() as AddressInfo).port
}
