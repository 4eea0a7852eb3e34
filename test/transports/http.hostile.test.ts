/**
 * Receivers that mean no good, over real sockets. Two promises are held against each: the attempt ends by its
 * deadline and 250 ms, by its own measure, and it ends in the way that tells what happened.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { TransportResult } from '../../src/ports/transport.js'
import { onRequest, rawReceiver, requestTo, transportFor } from './receiver.js'

const timeoutMs = 150
const graceMs = 250
const limit = 65_536
const bomb = gzipSync(Buffer.alloc(20_000_000))

async function attempt(
  behave: (socket: Socket) => void,
  body: Uint8Array = Uint8Array.of(1),
): Promise<TransportResult> {
  const receiver = await rawReceiver(behave)
  const result = await transportFor({ timeoutMs }).send(requestTo(receiver.url, { body }))
  expect(result.durationNs).toBeLessThanOrEqual((timeoutMs + graceMs) * 1e6)
  return result
}

/** What became of the attempt, in a word: a status or a code. */
async function outcome(behave: (socket: Socket) => void, body?: Uint8Array): Promise<number | string> {
  const { response, error } = await attempt(behave, body)
  return response?.status ?? error?.code ?? 'neither'
}

/** Writes a piece again and again until the socket is gone. */
function drip(socket: Socket, piece: string | Buffer, everyMs: number): void {
  const timer = setInterval(() => socket.write(piece), everyMs)
  socket.on('close', () => clearInterval(timer))
}

/** Writes as fast as the other side reads. */
function flood(socket: Socket, piece: string | Buffer): void {
  const pour = (): void => {
    while (!socket.destroyed && socket.write(piece));
  }
  socket.on('drain', pour)
  pour()
}

const answering = (head: string) => (socket: Socket) => onRequest(socket, () => socket.write(head))
const ok = 'HTTP/1.1 200 OK\r\n'

describe('time', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['accepts and says nothing', () => {}],
    ['reads and says nothing', (socket) => socket.resume()],
    ['a status line and no more', answering(ok)],
    [
      'headers drop by drop',
      (socket) => onRequest(socket, () => (socket.write(ok), drip(socket, 'X-A: b\r\n', 20))),
    ],
    [
      'one header, byte by byte',
      (socket) => onRequest(socket, () => (socket.write(`${ok}X-A: `), drip(socket, 'a', 20))),
    ],
    [
      'a body drop by drop',
      (socket) =>
        onRequest(socket, () => (socket.write(`${ok}Content-Length: 9999\r\n\r\n`), drip(socket, 'a', 20))),
    ],
    [
      'chunks drop by drop',
      (socket) =>
        onRequest(
          socket,
          () => (socket.write(`${ok}Transfer-Encoding: chunked\r\n\r\n`), drip(socket, '1\r\na\r\n', 20)),
        ),
    ],
    ['102 for ever', (socket) => onRequest(socket, () => drip(socket, 'HTTP/1.1 102 Processing\r\n\r\n', 5))],
    [
      '103 as fast as it can',
      (socket) => onRequest(socket, () => flood(socket, 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n')),
    ],
    ['10 GB promised, then silence', answering(`${ok}Content-Length: 10000000000\r\n\r\n`)],
    ['a body without end, promised by nothing', answering(`${ok}\r\nhello`)],
    [
      'keeps its half of the connection open',
      (socket) => onRequest(socket, () => socket.on('end', () => {})),
    ],
  ])('%s: ends by the deadline', async (_, behave) => {
    expect(await outcome(behave)).toBe('deadline-exceeded')
  })

  test('a host that never finishes connecting: ends by the deadline', async () => {
    // Its thread stands still, so nothing is accepted; once its queue is full the kernel drops what knocks.
    const thread = new Worker(
      `const { parentPort } = require('node:worker_threads')
      const server = require('node:net').createServer()
      server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
        parentPort.postMessage(server.address().port)
        setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0))
      })`,
      { eval: true },
    )
    onTestFinished(async () => void (await thread.terminate()))
    const port = await new Promise<number>((resolve) => thread.once('message', resolve))
    const knocking = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => {}))
    onTestFinished(() => knocking.forEach((socket) => socket.destroy()))
    await Promise.all(knocking.slice(0, 2).map((socket) => once(socket, 'connect')))
    const transport = transportFor({ timeoutMs })
    const result = await transport.send(requestTo(`http://127.0.0.1:${port}/`))
    expect(result.error?.code).toBe('deadline-exceeded')
    expect(result.durationNs).toBeLessThanOrEqual((timeoutMs + graceMs) * 1e6)
    // Other kernels may have longer queues.
    if (process.platform === 'linux') expect(result.timings).toBeUndefined()
  })

  test('a large body that is never read: ends by the deadline', async () => {
    expect(await outcome((socket) => socket.pause(), new Uint8Array(20_000_000))).toBe('deadline-exceeded')
  })

  test('an answer before the request was read is an answer', async () => {
    const early = (socket: Socket): void =>
      void socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n')
    expect(await outcome(early, new Uint8Array(20_000_000))).toBe(413)
  })

  test('an expired attempt lets go of its connection, and does not make up for it by another', async () => {
    const open = new Set<Socket>()
    const receiver = await rawReceiver((socket) => {
      open.add(
        socket
          .resume()
          .on('close', () => open.delete(socket))
          .on('end', () => socket.end()),
      )
    })
    const transport = transportFor({ timeoutMs: 100 })
    const results = await Promise.all(
      Array.from({ length: 5 }, () => transport.send(requestTo(receiver.url))),
    )
    expect(results.map(({ error }) => error?.code)).toEqual(
      Array.from({ length: 5 }, () => 'deadline-exceeded'),
    )
    await vi.waitFor(() => expect(open.size).toBe(0))
    expect(receiver.connections).toBe(5)
  })
})

describe('size', () => {
  test.each<[string, (socket: Socket) => void]>([
    [
      'chunks without end',
      (socket) => (
        socket.write(`${ok}Transfer-Encoding: chunked\r\n\r\n`),
        flood(socket, `1000\r\n${'a'.repeat(4_096)}\r\n`)
      ),
    ],
    [
      'chunks of one byte without end',
      (socket) => (
        socket.write(`${ok}Transfer-Encoding: chunked\r\n\r\n`),
        flood(socket, '1\r\na\r\n'.repeat(1_000))
      ),
    ],
    [
      '10 GB, and means it',
      (socket) => (
        socket.write(`${ok}Content-Length: 10000000000\r\n\r\n`),
        flood(socket, Buffer.alloc(65_536))
      ),
    ],
    [
      'until the connection closes',
      (socket) => (socket.write(`${ok}\r\n`), flood(socket, Buffer.alloc(65_536))),
    ],
  ])('%s: read up to the limit', async (_, behave) => {
    const { response } = await attempt((socket) => onRequest(socket, () => behave(socket)))
    expect([response?.status, response?.body.length]).toEqual([200, limit])
  })

  test.each([1, 1_000])('a bomb, packed %i times by what it says, is not unpacked', async (layers) => {
    const encoding = Array.from({ length: layers }, () => 'gzip').join(', ')
    const head = `${ok}Content-Encoding: ${encoding}\r\nContent-Length: ${bomb.length}\r\n\r\n`
    const { response } = await attempt((socket) =>
      onRequest(socket, () => (socket.write(head), socket.write(bomb))),
    )
    expect(response?.body).toEqual(Uint8Array.from(bomb))
  })

  test.each([
    ['one of 1 MB', `X-A: ${'a'.repeat(1_000_000)}\r\n`],
    ['10,000', Array.from({ length: 10_000 }, (_, index) => `X-${index}: a\r\n`).join('')],
  ])('headers, %s: no response', async (_, headers) => {
    expect(await outcome(answering(`${ok}${headers}\r\n`))).toBe('response-invalid')
  })
})

describe('grammar', () => {
  test.each([
    ['noise', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
    ['HTTP/0.9', '<html>hello</html>'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['frames of HTTP/2', Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])],
    ['TLS', Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28])],
    ['a request', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['another protocol', '220 mail.example ESMTP\r\n'],
    ['a length that is none', `${ok}Content-Length: -5\r\n\r\n`],
    ['a chunk size that is none', `${ok}Transfer-Encoding: chunked\r\n\r\nz\r\n`],
    ['a NUL in a header', `${ok}X-A: \0\r\n\r\n`],
    ['a bare CR in a header', `${ok}X-A: a\rb\r\n\r\n`],
    ['a header without a name', `${ok}: a\r\n\r\n`],
    ['no status', 'HTTP/1.1 abc OK\r\n\r\n'],
    ['status 99', 'HTTP/1.1 99 No\r\n\r\n'],
    ['status 1000', 'HTTP/1.1 1000 No\r\n\r\n'],
    ['status 000', 'HTTP/1.1 000 No\r\n\r\n'],
    ['100 unasked', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['an upgrade unasked', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'],
  ])('%s: no response', async (_, bytes) => {
    expect(await outcome((socket) => onRequest(socket, () => socket.write(bytes)))).toBe('response-invalid')
  })

  // undici tells these as a body that does not fit its length, as it tells one that ends early.
  test.each([
    ['a length and chunks', `${ok}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['two lengths', `${ok}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`],
  ])('%s: no response either', async (_, bytes) => {
    expect(await outcome(answering(bytes))).toBe('response-cut-short')
  })

  test.each([
    ['status 600', 'HTTP/1.1 600 No\r\nContent-Length: 0\r\n\r\n', 600],
    ['status 999', 'HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n', 999],
    ['no reason', 'HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n', 200],
    ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', 200],
    ['204 with a body', 'HTTP/1.1 204 No Content\r\n\r\nhello', 204],
    ['more than was promised', `${ok}Content-Length: 2\r\n\r\nhello`, 200],
    ['two responses', `${ok}Content-Length: 0\r\n\r\n${ok}Content-Length: 0\r\n\r\n`, 200],
    ['a header named __proto__', `${ok}__proto__: polluted\r\nContent-Length: 0\r\n\r\n`, 200],
  ])('%s: is taken as it comes', async (_, bytes, status) => {
    expect(await outcome(answering(bytes))).toBe(status)
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

describe('broken off', () => {
  const starts = [
    '',
    'HTT',
    ok,
    `${ok}Content-Le`,
    `${ok}Content-Length: 5\r\n\r\n`,
    `${ok}Content-Length: 5\r\n\r\nhell`,
    `${ok}Transfer-Encoding: chunked\r\n\r\n`,
    `${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nhell`,
    `${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`,
  ]

  test.each(starts)('by closing after %j', async (start) => {
    expect(await outcome((socket) => onRequest(socket, () => socket.end(start)))).toBe('response-cut-short')
  })

  test.each(starts)('by a reset after %j', async (start) => {
    const reset = (socket: Socket): void =>
      onRequest(socket, () =>
        start === '' ? socket.resetAndDestroy() : socket.write(start, () => socket.resetAndDestroy()),
      )
    expect(await outcome(reset)).toBe('response-cut-short')
  })

  test('before the request was read, which may be before the connection was noticed', async () => {
    expect(await outcome((socket) => socket.end())).toBe('response-cut-short')
    const reset = await outcome((socket) => socket.resetAndDestroy(), new Uint8Array(20_000_000))
    expect(['response-cut-short', 'connect-failed']).toContain(reset)
  })

  test('is no break: a body that ends with its connection', async () => {
    const { response } = await attempt((socket) => onRequest(socket, () => socket.end(`${ok}\r\nhello`)))
    expect(response?.body).toEqual(Uint8Array.from(Buffer.from('hello')))
  })
})

test('what one receiver did does not touch the next attempt', async () => {
  const behaviours = [ok, 'garbage', `${ok}Content-Length: 2\r\n\r\nhello`, `HTTP/1.1 204 No Content\r\n\r\n`]
  let turn = 0
  const receiver = await rawReceiver((socket) =>
    onRequest(socket, () => socket.write(behaviours[turn++ % 4] as string)),
  )
  const transport = transportFor({ timeoutMs: 100 })
  const outcomes: unknown[] = []
  for (let count = 0; count < 8; count++) {
    const { response, error } = await transport.send(requestTo(receiver.url))
    outcomes.push(response?.status ?? error?.code)
  }
  const round = ['deadline-exceeded', 'response-invalid', 200, 204]
  expect(outcomes).toEqual([...round, ...round])
})
