import type { IncomingMessage } from 'node:http'
import { HookstampError } from '../errors.js'
import type { MaybePromise } from '../internal/maybe-promise.js'

/** Where parsers leave the bytes (`rawBody`) or what they made of them (`body`). */
interface Parsed {
  readonly rawBody?: unknown
  readonly body?: unknown
}

/**
 * The bytes of a Node request: those a parser has kept, else from the stream. Never waits for a stream that
 * something else has read, or whose sender has gone.
 */
export function readIncoming(
  req: IncomingMessage & Parsed,
  maxBytes: number,
  fix: string,
): MaybePromise<Uint8Array> {
  const whole = arrived(req, maxBytes)
  if (whole !== undefined) return whole
  // Some parsers declare it as a text on every request.
  const { rawBody }: Parsed = req
  if (rawBody instanceof Uint8Array) return rawBody
  if (req.readableDidRead || req.readableEnded || req.readableEncoding != null) {
    // Looked at only now: on some platforms `body` is a getter that parses, and throws.
    if (req.body instanceof Uint8Array) return req.body
    throw new HookstampError(
      'body-consumed',
      `The body was read before it got here, so its bytes are gone. ${fix}`,
    )
  }
  return collect(req, maxBytes)
}

/**
 * The whole body, if all that was declared lies in the stream and nobody has read of it: listening costs as much as
 * hashing what comes. Asks little of `req`, for behind Express every property is looked up anew.
 */
function arrived(req: IncomingMessage, maxBytes: number): Uint8Array | undefined {
  const size = req.readableLength
  if (size === 0 || size > maxBytes || Number(req.headers['content-length']) !== size) return undefined
  const read: unknown = req.read()
  // The bytes are in, the end of the message may be a moment away: without this the stream would not come to its own.
  req.resume()
  // Not of a stream that was set to text.
  return read instanceof Uint8Array ? read : undefined
}

function collect(req: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const gone = (): void =>
      reject(new HookstampError('body-truncated', 'The sender went away in the middle of the body.'))
    // Whoever is gone already says so no more.
    if (req.destroyed) return gone()
    let chunks: Uint8Array[] = []
    let size = 0
    req.on('data', (chunk: Uint8Array) => {
      size += chunk.length
      if (size <= maxBytes) {
        chunks.push(chunk)
        return
      }
      chunks = []
      reject(new HookstampError('body-too-large', `The body has more than ${maxBytes} bytes.`))
    })
    req.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks)))
    // Tells of aborts and errors alike: Node emits 'error' on a request only to those who listen, and few events are fast.
    req.on('close', () => {
      if (!req.readableEnded) gone()
    })
  })
}
