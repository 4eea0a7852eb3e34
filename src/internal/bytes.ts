import { HookstampError } from '../errors.js'

/** Raw bytes as platforms hand them over: `Uint8Array` (so `Buffer`) or `ArrayBuffer`. */
export type BytesInput = Uint8Array | ArrayBuffer

const encoder = new TextEncoder()

/** UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** A text and bytes behind it, in one copy. */
export function prefixed(prefix: string, body: Uint8Array): Uint8Array {
  const head = utf8(prefix)
  const whole = new Uint8Array(head.byteLength + body.byteLength)
  whole.set(head)
  whole.set(body, head.byteLength)
  return whole
}

/**
 * The bytes behind whatever holds them, without copying.
 * A string or a parsed object is refused: the signature covers the bytes that travelled, and those are gone.
 *
 * @throws HookstampError `body-not-bytes`
 */
export function toBytes(input: BytesInput): Uint8Array {
  if (input instanceof Uint8Array) return input
  if (ArrayBuffer.isView(input)) {
    const view = input as ArrayBufferView
    return new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  }
  // By tag, not instanceof: an ArrayBuffer of another realm (vm, jsdom, edge sandbox) is one as well.
  if (Object.prototype.toString.call(input) === '[object ArrayBuffer]') return new Uint8Array(input)
  throw new HookstampError(
    'body-not-bytes',
    `Expected the raw body as Uint8Array or ArrayBuffer, got ${describe(input)}. ` +
      'Take the bytes before any parser runs; a re-serialised body has another signature.',
  )
}

function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'a parsed object' : `a value of type ${typeof value}`
}
