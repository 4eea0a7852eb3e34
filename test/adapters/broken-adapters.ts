/** Adapters that are each wrong in one way, with the cases of the contract that have to notice it. */
import type { IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { respond, type BodyReader } from 'hookstamp'
import { collect, sound, type Habits } from './plain-adapter.js'

export interface BrokenAdapter {
  readonly habits: Partial<Habits>
  /** The cases that are there to notice it. */
  readonly noticedBy: readonly string[]
  /** Further cases that it fails by the way. */
  readonly besides?: RegExp
}

/** A reader that changes what has been read. */
function changed(change: (bytes: Buffer) => Uint8Array): Habits['read'] {
  return async (req, maxBytes, fix) =>
    change(Buffer.from((await sound.read(req, maxBytes, fix)) as Uint8Array))
}

function reserialise(bytes: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(bytes.toString())))
  } catch {
    return bytes
  }
}

/** Until the body is in, wanted or not. */
function drained(req: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    if (req.complete) resolve()
    req.on('end', resolve).on('close', resolve).resume()
  })
}

/** Until the end, and of nothing else. */
function untilEnd(req: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)))
  })
}

// Of each server, for the cases run side by side.
const placeOfPort = new Map<number | undefined, Buffer[]>()

const overTheCap = 'refuses a chunked body at the first byte over the cap'
const parsedBefore = 'never hangs on a body that was parsed before'
const trickle = 'gives up on a body that only trickles in'
const abort = 'notices a sender that goes away in the middle of the body'
const unread = 'does not read what it refuses by its headers'
const declared = 'refuses a body over the cap, declared'
const handlerFailed = 'answers 500 when a handler fails'
const refusedAtEndpoint = '/endpoint refuses without proof, with a wrong one, and from a mere script'
const wrongMethod = ['/endpoint answers GET and HEAD with 405', '/verify answers GET and HEAD with 405']
const compressed = ['/endpoint refuses a compressed body', '/verify refuses a compressed body']

export const brokenAdapters: Readonly<Record<string, BrokenAdapter>> = {
  'buffers without a cap': {
    habits: { read: (req, _maxBytes, fix) => sound.read(req, Infinity, fix) },
    noticedBy: [overTheCap],
  },
  'serialises the parsed body again': {
    habits: { read: changed(reserialise) },
    noticedBy: ['receives the bytes as they travelled', 'hands the typed event on'],
    besides: /^receives |refuses without proof/,
  },
  'takes the body for text': {
    habits: { read: changed((bytes) => Buffer.from(bytes.toString())) },
    noticedBy: ['receives bytes beyond ASCII, and tells those that are not UTF-8'],
  },
  'takes the body for Latin 1': {
    habits: { read: changed((bytes) => Buffer.from(bytes.toString('latin1'))) },
    noticedBy: ['receives bytes beyond ASCII, and tells those that are not UTF-8'],
  },
  'takes the first piece for the whole': {
    habits: {
      read: (req, maxBytes, fix) =>
        req.readableDidRead
          ? sound.read(req, maxBytes, fix)
          : new Promise((resolve, reject) => {
              req.once('data', resolve).once('close', reject)
            }),
    },
    noticedBy: ['receives a chunked body in many pieces', trickle],
    besides: /over the cap|many at once/,
  },
  'waits for a stream that is over': {
    habits: { read: (req, maxBytes) => collect(req, maxBytes) },
    noticedBy: [parsedBefore],
  },
  'names the fix of another framework': {
    habits: { fix: 'Call express.raw() first.' },
    noticedBy: [parsedBefore],
  },
  'hangs when the sender goes away': {
    habits: {
      read: (req, maxBytes, fix) => (req.readableDidRead ? sound.read(req, maxBytes, fix) : untilEnd(req)),
    },
    noticedBy: [overTheCap, abort],
  },
  'reads the body before anything is looked at': {
    habits: {
      take: async (req, read) => {
        const body = await read(200_000)
        return { method: req.method, url: req.url, headers: req.headers, body }
      },
    },
    noticedBy: [unread, declared, trickle],
    besides: /after its head|over the cap|goes away|parsed before|many at once/,
  },
  'answers only once the body is in': {
    habits: {
      toAnswer: async (decision, req) => {
        await drained(req)
        return respond(decision)
      },
    },
    noticedBy: [unread, declared, overTheCap, trickle],
  },
  'collects every body in the same place': {
    habits: {
      read: async (req, maxBytes, fix) => {
        const { localPort } = req.socket
        const reading = sound.read(req, maxBytes, fix)
        placeOfPort.set(localPort, [])
        req.on('data', (chunk: Buffer) => placeOfPort.get(localPort)?.push(chunk))
        await reading
        return Buffer.concat(placeOfPort.get(localPort) ?? [])
      },
    },
    noticedBy: ['receives many at once, each its own'],
  },
  'answers whatever was sent with GET': {
    habits: {
      toAnswer: (decision, req) =>
        req.method === 'POST' ? respond(decision) : { status: 200, headers: {}, body: 'It works!' },
    },
    noticedBy: wrongMethod,
  },
  'drops the headers of the answer': {
    habits: { toAnswer: (decision) => ({ ...respond(decision), headers: {} }) },
    noticedBy: wrongMethod,
  },
  'takes JSON only': {
    habits: {
      take: (req, read) => {
        const isJson = req.headers['content-type']?.includes('json') ?? true
        const body: BodyReader = isJson ? read : () => new Uint8Array()
        return { method: req.method, url: req.url, headers: req.headers, body }
      },
    },
    noticedBy: [
      '"application/x-www-form-urlencoded"',
      '"multipart/form-data"',
      '"text/plain"',
      '"nonsense"',
      '""',
    ].map((type) => `receives whatever the content type says: ${type}`),
  },
  'inflates compressed bodies by itself': {
    habits: {
      take: (req, read) => {
        const { 'content-encoding': encoding, ...headers } = req.headers
        const inflated: BodyReader = async (maxBytes) => gunzipSync((await read(maxBytes)) as Uint8Array)
        return { method: req.method, headers, body: encoding === 'gzip' ? inflated : read }
      },
    },
    noticedBy: compressed,
  },
  'tells the sender what a handler threw': {
    habits: {
      toAnswer: (decision) => {
        const answer = respond(decision)
        if (decision.ok || decision.code !== 'handler-failed') return answer
        return { ...answer, body: JSON.stringify({ error: String(decision.cause) }) }
      },
    },
    noticedBy: [handlerFailed],
  },
  'tells the sender what is meant for the operator': {
    habits: {
      toAnswer: (decision) => {
        const answer = respond(decision)
        return decision.ok ? answer : { ...answer, body: JSON.stringify({ error: decision.message }) }
      },
    },
    noticedBy: [refusedAtEndpoint, handlerFailed, parsedBefore, declared],
    besides: /refuses|not UTF-8|trickles/,
  },
  'calls a failed handler handled': {
    habits: {
      toAnswer: (decision) =>
        decision.code === 'handler-failed' ? { status: 204, headers: {}, body: '' } : respond(decision),
    },
    noticedBy: [handlerFailed],
  },
  'hands on what is not verified': {
    habits: { handsOn: () => true },
    noticedBy: ['/verify refuses without proof, with a wrong one, and from a mere script'],
    besides: /^\/verify/,
  },
  'hands on an event nobody knows': {
    habits: { handsOn: ({ ok }) => ok },
    noticedBy: ['/verify accepts an event nobody knows, and drops it'],
  },
  'hangs up after every refusal': {
    habits: {
      write: (req, res, answer) => {
        sound.write(req, res, answer)
        if (answer.status >= 400) res.once('finish', () => req.socket.end())
      },
    },
    noticedBy: ['keeps a connection usable after a refusal'],
  },
}
