import type { IncomingMessage } from 'node:http'
import { HookstampError } from '../errors.js'

/** Where parsers leave the bytes (`rawBody`) or what they made of them (`body`). */
interface Parsed {
  readonly rawBody?: unknown
  readonly body?: unknown
}

/**
 * The bytes of a Node request: those a parser has kept, else from the stream. Never waits for a stream that
 * something else has read.
 */
export function readIncoming(
  req: IncomingMessage & Parsed,
  maxBytes: number,
  fix: string,
): Promise<Uint8Array> {
  if (req.rawBody instanceof Uint8Array) return Promise.resolve(req.rawBody)
  if (req.readableDidRead || req.readableEnded || req.readableEncoding != null) {
    // Looked at only now: on some platforms `body` is a getter that parses, and throws.
    if (req.body instanceof Uint8Array) return Promise.resolve(req.body)
    return Promise.reject(
      new HookstampError(
        'body-consumed',
        `The body was read before it got here, so its bytes are gone. ${fix}`,
      ),
    )
  }
  return collect(req, maxBytes)
}

function collect(req: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
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
      if (req.readableEnded) return
      reject(new HookstampError('body-truncated', 'The sender went away in the middle of the body.'))
    })
  })
}
