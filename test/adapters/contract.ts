/** What every adapter has to do, on its real framework, over a real socket. */
import { request as httpRequest } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createReceiver, type BodyReader, type HookstampError, type ReceiveRequest } from 'hookstamp'
import { fakeClock, type FakeClock } from 'hookstamp/testing'
import { acme, message, paid, secret, signed } from '../receiver/acme.js'
import { head, open, type RawAnswer } from './client.js'

/** A receiver of the test dialect, as adapters see it. */
export type TestReceiver = ReturnType<typeof receiverOf>['receiver']

export interface App {
  /** Where the app listens, without a path. */
  readonly url: string
  close(): Promise<void>
}

export interface AdapterUnderTest {
  /**
   * Starts a server on 127.0.0.1:
   * any method on `/endpoint` reaches `endpoint(receiver)`;
   * any method on `/verify` reaches `verify(receiver)` and then a handler that answers 200 with `summary(event)`;
   * any method on `/parsed` reaches the framework's own JSON parser and then `endpoint(receiver)`.
   */
  start(receiver: TestReceiver): Promise<App>
  /** What comes of a body that was parsed before: refused with advice that matches, or `received` where the framework keeps it. */
  readonly afterParser: RegExp | 'received'
  /** Cases that cannot hold for this framework, each with the reason. */
  readonly skip?: { readonly [name: string]: string }
}

/** What the handler behind `verify` answers. */
export function summary(event: { readonly type: string; readonly body: Uint8Array } | undefined): string {
  return JSON.stringify({ type: event?.type, bytes: event?.body.length })
}

const MAX_BODY_BYTES = 200_000

// Named, for another case asks whether it holds.
const afterHead = 'receives a body that comes after its head'

function receiverOf(clock: FakeClock) {
  const errors: HookstampError[] = []
  const events: unknown[] = []
  const core = createReceiver({ dialect: acme, secrets: [secret], clock, maxBodyBytes: MAX_BODY_BYTES })
    .onAny(({ payload, body }) => {
      if ('id' in payload && payload.id === 'fail') throw new Error('boom')
      events.push(body)
    })
    .onError((error) => {
      errors.push(error)
      changed()
    })
  let reads = 0
  let changed = (): void => undefined
  const spied = <C>(request: ReceiveRequest<C>): ReceiveRequest<C> => {
    const { body } = request
    if (typeof body !== 'function') return request
    const read: BodyReader = (maxBytes) => {
      const reading = body(maxBytes)
      reads++
      changed()
      return reading
    }
    return { ...request, body: read }
  }
  /** Resolves once a condition holds, without sleeping: looked at whenever a body is read or an error told. */
  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      changed = () => {
        if (condition()) resolve()
      }
      changed()
    })
  const receiver = {
    receive: (request: ReceiveRequest) => core.receive(spied(request)),
    verify: (request: ReceiveRequest) => core.verify(spied(request)),
  }
  return { receiver, errors, events, until, reads: () => reads }
}

// Odd on purpose: nobody's serialiser gives these bytes back.
const odd = `{ "type" :"ping",\n\t"data":{"n": 1.0 },"big":12345678901234567890, "e":"\\u00e9"}\r\n `

/** The contract of one adapter: its cases by title, to be run one after the other between `start` and `stop`. */
export interface AdapterContract {
  readonly cases: ReadonlyMap<string, () => Promise<void>>
  start(): Promise<void>
  /** Forgets what a case has left behind. */
  reset(): void
  stop(): Promise<void>
}

export function adapterContract(name: string, adapter: AdapterUnderTest): void {
  const { cases, start, reset, stop } = contractOf(adapter)
  describe(name, () => {
    beforeAll(start)
    afterAll(stop)
    afterEach(reset)
    it('skips only what is in the contract', () => {
      expect([...cases.keys()]).toEqual(expect.arrayContaining(Object.keys(adapter.skip ?? {})))
    })
    for (const [title, run] of cases) {
      const reason = adapter.skip?.[title]
      if (reason === undefined) it(title, run)
      else it.skip(`${title} (${reason})`, run)
    }
  })
}

export function contractOf(adapter: AdapterUnderTest): AdapterContract {
  const cases = new Map<string, () => Promise<void>>()
  const test = (title: string, run: () => Promise<void>): void => void cases.set(title, run)
  const clock = fakeClock()
  const { receiver, errors, events, until, reads } = receiverOf(clock)
  let app: App

  async function send(
    path: string,
    { method = 'POST', headers, body }: { method?: string; headers: object; body: Uint8Array | string },
  ): Promise<RawAnswer> {
    const connection = open(app.url)
    connection.send(head(method, path, { connection: 'close', ...headers }), body)
    return connection.answer()
  }
  const reason = (answer: RawAnswer): unknown => JSON.parse(answer.body)

  test('receives the bytes as they travelled', async () => {
    const request = signed(odd)
    expect((await send('/endpoint', request)).status).toBe(204)
    expect(events).toHaveLength(1)
    expect(Buffer.from(events[0] as Uint8Array)).toEqual(Buffer.from(request.body))
  })

  test('hands the typed event on', async () => {
    const answer = await send('/verify', signed(odd))
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({ type: 'ping', bytes: odd.length })
    expect(events).toEqual([])
  })

  test('receives a body that comes along with its head', async () => {
    const request = signed(odd)
    const connection = open(app.url)
    connection.send(Buffer.concat([Buffer.from(head('POST', '/endpoint', request.headers)), request.body]))
    expect((await connection.answer()).status).toBe(204)
    expect(Buffer.from(events[0] as Uint8Array)).toEqual(Buffer.from(request.body))
    connection.abort()
  })

  test(afterHead, async () => {
    const request = signed(odd)
    const connection = open(app.url)
    const before = reads()
    connection.send(head('POST', '/endpoint', request.headers))
    await until(() => reads() > before)
    connection.send(request.body.slice(0, 20), request.body.slice(20))
    expect((await connection.answer()).status).toBe(204)
    expect(Buffer.from(events[0] as Uint8Array)).toEqual(Buffer.from(request.body))
    connection.abort()
  })

  test('receives bytes beyond ASCII, and tells those that are not UTF-8', async () => {
    const letters = message('ping', { n: 1, note: 'é \u{1f40c} \u2028' })
    expect((await send('/endpoint', signed(letters))).status).toBe(204)
    const broken = Uint8Array.of(...new TextEncoder().encode('{"type":"'), 0xff, 0xfe)
    const answer = await send('/endpoint', signed(broken))
    expect([answer.status, reason(answer)]).toEqual([400, { error: 'body-not-utf8' }])
  })

  test('receives a chunked body in many pieces', async () => {
    const padded = message('ping', { n: 1, pad: 'x'.repeat(150_000) })
    const { 'content-length': _, ...headers } = signed(padded).headers
    const connection = open(app.url)
    connection.send(head('POST', '/endpoint', { ...headers, 'transfer-encoding': 'chunked' }))
    for (let at = 0; at < padded.length; at += 10_000) {
      const piece = padded.slice(at, at + 10_000)
      connection.send(`${piece.length.toString(16)}\r\n${piece}\r\n`)
    }
    connection.send('0\r\n\r\n')
    expect((await connection.answer()).status).toBe(204)
    connection.abort()
  })

  for (const type of [
    'application/json; charset=utf-8',
    'application/cloudevents+json',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'text/plain',
    'nonsense',
    undefined,
    '',
  ]) {
    test(`receives whatever the content type says: ${type === undefined ? 'none' : JSON.stringify(type)}`, async () => {
      const request = signed(odd, { headers: type === undefined ? {} : { 'content-type': type } })
      expect((await send('/endpoint', request)).status).toBe(204)
      expect((await send('/verify', request)).status).toBe(200)
    })
  }

  for (const path of ['/endpoint', '/verify']) {
    test(`${path} refuses without proof, with a wrong one, and from a mere script`, async () => {
      const missing = await send(path, { headers: { 'content-length': '2' }, body: '{}' })
      expect([missing.status, reason(missing)]).toEqual([401, { error: 'unverified', reason: 'missing' }])
      const forged = await send(path, signed(odd, { key: 'guess' }))
      expect([forged.status, reason(forged)]).toEqual([401, { error: 'unverified', reason: 'mismatch' }])
      expect(events).toEqual([])
    })

    test(`${path} accepts an event nobody knows, and drops it`, async () => {
      const answer = await send(path, signed(message('nope', 1)))
      expect([answer.status, answer.body]).toEqual([204, ''])
    })

    test(`${path} refuses a payload that does not fit`, async () => {
      const answer = await send(path, signed(message('ping', { n: 'x' })))
      expect([answer.status, reason(answer)]).toEqual([422, { error: 'payload-invalid', paths: ['n'] }])
    })

    test(`${path} refuses a compressed body`, async () => {
      const request = signed(gzipSync(odd), { headers: { 'content-encoding': 'gzip' } })
      const answer = await send(path, request)
      expect([answer.status, reason(answer)]).toEqual([415, { error: 'body-encoded' }])
    })

    test(`${path} answers GET and HEAD with 405`, async () => {
      const get = await send(path, { method: 'GET', headers: {}, body: '' })
      expect([get.status, get.headers['allow']]).toEqual([405, 'POST'])
      const status = await new Promise((resolve, reject) => {
        httpRequest(`${app.url}${path}`, { method: 'HEAD' }, (res) => resolve(res.statusCode))
          .on('error', reject)
          .end()
      })
      expect(status).toBe(405)
    })
  }

  test('does not read what it refuses by its headers', async () => {
    const before = reads()
    for (const headers of [{ 'content-length': '9' }, { 'transfer-encoding': 'chunked' }]) {
      const connection = open(app.url)
      // Of the body nothing is sent: who waits for it before the refusal hangs here.
      connection.send(head('POST', '/endpoint', headers))
      expect((await connection.answer()).status).toBe(401)
      connection.abort()
    }
    expect(reads()).toBe(before)
  })

  test('refuses a body over the cap, declared', async () => {
    const { headers } = signed(odd)
    const declared = { ...headers, 'content-length': String(MAX_BODY_BYTES + 1) }
    const answer = await send('/endpoint', { headers: declared, body: odd })
    expect([answer.status, reason(answer)]).toEqual([413, { error: 'body-too-large' }])
  })

  test('refuses a chunked body at the first byte over the cap', async () => {
    const { 'content-length': _, ...headers } = signed(odd).headers
    const connection = open(app.url)
    connection.send(head('POST', '/endpoint', { ...headers, 'transfer-encoding': 'chunked' }))
    connection.send(`${(MAX_BODY_BYTES + 1).toString(16)}\r\n`, Buffer.alloc(MAX_BODY_BYTES + 1, 'x'), '\r\n')
    // Never ended: an adapter that waits for the end of the body would hang here.
    const answer = await connection.answer()
    expect([answer.status, reason(answer)]).toEqual([413, { error: 'body-too-large' }])
    connection.abort()
  })

  test('gives up on a body that only trickles in', async () => {
    const connection = open(app.url)
    const before = reads()
    connection.send(head('POST', '/endpoint', paid.headers), paid.body.slice(0, 9))
    await until(() => reads() > before)
    await clock.advance(10_000)
    const answer = await connection.answer()
    expect([answer.status, reason(answer)]).toEqual([408, { error: 'body-timeout' }])
    connection.abort()
  })

  test('notices a sender that goes away in the middle of the body', async () => {
    const connection = open(app.url)
    const before = reads()
    connection.send(head('POST', '/endpoint', paid.headers), paid.body.slice(0, 9))
    await until(() => reads() > before)
    connection.abort()
    await until(() => errors.length > 0)
    expect(errors[0]?.code).toBe('body-truncated')
    expect((await send('/endpoint', paid)).status).toBe(204)
  })

  test('keeps a connection usable after a refusal', async () => {
    const connection = open(app.url)
    const small = 'x'.repeat(5000)
    connection.send(head('POST', '/endpoint', { 'content-length': '5000' }), small)
    expect((await connection.answer()).status).toBe(401)
    connection.send(head('POST', '/endpoint', paid.headers), paid.body)
    expect((await connection.answer()).status).toBe(204)
    connection.abort()
  })

  test('receives many at once, each its own', async () => {
    const before = reads()
    const requests = Array.from({ length: 30 }, (_, n) => ({
      ...signed(message('ping', { n })),
      connection: open(app.url),
    }))
    for (const { connection, headers, body } of requests) {
      connection.send(head('POST', '/endpoint', headers), body.slice(0, 9))
    }
    // All are under way before the first one can be through.
    if (adapter.skip?.[afterHead] === undefined) await until(() => reads() >= before + requests.length)
    for (const { connection, body } of requests) connection.send(body.slice(9))
    const answers = await Promise.all(requests.map(({ connection }) => connection.answer()))
    for (const { connection } of requests) connection.abort()
    expect(answers.map(({ status }) => status)).toEqual(requests.map(() => 204))
    const bodies = events.map((body) => Buffer.from(body as Uint8Array).toString())
    expect(bodies.toSorted()).toEqual(requests.map(({ body }) => Buffer.from(body).toString()).toSorted())
  })

  test('answers 500 when a handler fails', async () => {
    const answer = await send('/endpoint', signed(message('invoice.voided', { id: 'fail' })))
    expect([answer.status, reason(answer)]).toEqual([500, { error: 'handler-failed' }])
    expect(errors).toMatchObject([{ code: 'handler-failed', cause: new Error('boom') }])
  })

  test('never hangs on a body that was parsed before', async () => {
    const request = signed(message('ping', { n: 1 }), { headers: { 'content-type': 'application/json' } })
    const answer = await send('/parsed', request)
    if (adapter.afterParser === 'received') {
      expect(answer.status).toBe(204)
      return
    }
    expect([answer.status, reason(answer)]).toEqual([500, { error: 'body-consumed' }])
    expect(errors).toMatchObject([{ code: 'body-consumed' }])
    expect(errors[0]?.message).toMatch(adapter.afterParser)
  })

  return {
    cases,
    start: async () => {
      app = await adapter.start(receiver)
    },
    reset: () => {
      errors.length = 0
      events.length = 0
    },
    stop: () => app.close(),
  }
}
