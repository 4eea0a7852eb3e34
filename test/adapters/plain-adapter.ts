/**
 * An adapter for node:http of one's own, written on the public doors alone. Sound as it stands; each habit can be exchanged
 * for a bad one, to see that the contract notices.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import {
  HookstampError,
  respond,
  type Answer,
  type BodyReader,
  type Outcome,
  type ReceiveRequest,
  type Verification,
} from 'hookstamp'
import type { AdapterUnderTest, TestReceiver } from './contract.js'
import { summary } from './contract.js'
import { listen } from './listen.js'

type Decision = Outcome<unknown> | Verification<unknown>

export interface Habits {
  /** How a body is read. */
  readonly read: (req: IncomingMessage, maxBytes: number, fix: string) => ReturnType<BodyReader>
  /** The request as the receiver gets it. */
  readonly take: (req: IncomingMessage, read: BodyReader) => ReceiveRequest | Promise<ReceiveRequest>
  /** What is answered. */
  readonly toAnswer: (decision: Decision, req: IncomingMessage) => Answer | Promise<Answer>
  readonly write: (req: IncomingMessage, res: ServerResponse, answer: Answer) => void
  /** What `verify` does with what is not verified. */
  readonly handsOn: (verification: Verification) => boolean
  readonly fix: string
}

export const sound: Habits = {
  read: (req, maxBytes, fix) => {
    if (req.readableDidRead) throw new HookstampError('body-consumed', fix)
    return collect(req, maxBytes)
  },
  take: (req, read) => ({ method: req.method, url: req.url, headers: req.headers, body: read }),
  toAnswer: (decision) => respond(decision),
  write: (req, res, { status, headers, body }) => {
    const length = Number(req.headers['content-length'] ?? Infinity)
    const goesOn = req.complete || length < 10_000
    res.writeHead(status, { ...headers, ...(goesOn ? {} : { connection: 'close' }) }).end(body)
  },
  handsOn: ({ code }) => code === 'verified',
  fix: 'Mount it before the parser.',
}

export function collect(req: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > maxBytes) reject(new HookstampError('body-too-large', 'Too large.'))
      else chunks.push(chunk)
    })
    req.on('end', () => resolve(Buffer.concat(chunks)))
    req.on('close', () => reject(new HookstampError('body-truncated', 'Gone.')))
  })
}

/** The adapter with these habits, ready for the contract. */
export function plainAdapter(changes: Partial<Habits> = {}): AdapterUnderTest {
  const habits = { ...sound, ...changes }
  const endpoint =
    (receiver: TestReceiver) =>
    async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
      const request = await habits.take(req, (maxBytes) => habits.read(req, maxBytes, habits.fix))
      habits.write(req, res, await habits.toAnswer(await receiver.receive(request), req))
    }
  const verify =
    (receiver: TestReceiver) =>
    async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
      const request = await habits.take(req, (maxBytes) => habits.read(req, maxBytes, habits.fix))
      const verification = await receiver.verify(request)
      if (habits.handsOn(verification)) {
        res.end(summary(verification.ok && verification.code === 'verified' ? verification.event : undefined))
      } else habits.write(req, res, await habits.toAnswer(verification, req))
    }
  return {
    start: (receiver) =>
      listen(
        createServer(async (req, res) => {
          try {
            if (req.url === '/parsed') await buffer(req)
            await (req.url === '/verify' ? verify : endpoint)(receiver)(req, res)
          } catch {
            res.destroy()
          }
        }),
      ),
    afterParser: /before the parser/,
  }
}
