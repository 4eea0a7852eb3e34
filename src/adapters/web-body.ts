import { HookstampError } from '../errors.js'
import type { BytesInput } from '../internal/bytes.js'
import { declaredBytes } from '../receiver/limit.js'

/** The bytes of a web `Request`. */
export function readRequest(request: Request, maxBytes: number, fix: string): Promise<BytesInput> {
  if (request.bodyUsed) {
    throw new HookstampError(
      'body-consumed',
      `The body was read before it got here, so its bytes are gone. ${fix}`,
    )
  }
  // Of a body framed by its length no platform reads more than that, and a reader's turns are saved.
  if (declaredBytes(request.headers) !== undefined) return request.arrayBuffer()
  return request.body === null ? Promise.resolve(new Uint8Array()) : collect(request.body, maxBytes)
}

async function collect(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = stream.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.length
    if (size > maxBytes) {
      // Not awaited: a sender that never stops must not hold up the answer.
      reader.cancel().catch(() => undefined)
      throw new HookstampError('body-too-large', `The body has more than ${maxBytes} bytes.`)
    }
    chunks.push(read.value)
  }
  return join(chunks, size)
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array
  const body = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.length
  }
  return body
}
