/** What becomes of bodies on their way through parsers, editors and gateways: each way back is one guess. */
import { djinn } from 'hookstamp/dialects/djinn'

export interface Guess {
  /** Completes "it verifies …". */
  readonly what: string
  readonly body: Uint8Array
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Every form the body may have had when it was signed. */
export function formerBodies(body: Uint8Array): readonly Guess[] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body)
  const json = parsed(text)
  const guesses: (readonly [string, string | Uint8Array | undefined])[] = [
    ['with a final newline', `${text}\n`],
    ['without its final newline', text.replace(/\r?\n$/, '')],
    ['without its byte order mark', text.replace(/^\uFEFF/, '')],
    ['without white space around it', text.trim()],
    ['with "\\n" for its "\\r\\n"', text.replaceAll('\r\n', '\n')],
    ['with "\\r\\n" for its "\\n"', text.replaceAll(/\r?\n/g, '\r\n')],
    ['decoded from base64, as gateways hand binary bodies on', fromBase64(text)],
    ['read as Latin-1, not as UTF-8', Buffer.from(text, 'latin1')],
    ...(json === undefined ? [] : asJson(json)),
  ]
  return guesses.flatMap(([what, former]) =>
    former === undefined ? [] : [{ what, body: typeof former === 'string' ? bytes(former) : former }],
  )
}

function asJson(json: unknown): (readonly [string, string | Uint8Array])[] {
  const compact = JSON.stringify(json)
  return [
    ...(typeof json === 'string' ? [['as the text that this JSON string holds', json] as const] : []),
    ['as compact JSON', compact],
    ['as compact JSON with a final newline', `${compact}\n`],
    ['as Go writes JSON (keys in order, "<" as "\\u003c", a final newline)', goJson(json)],
    ['as Python writes JSON (blanks after "," and ":", other than ASCII escaped)', pythonJson(json)],
    ['as PHP writes JSON ("/" as "\\/", other than ASCII escaped)', ascii(compact).replaceAll('/', '\\/')],
    ['as JSON indented by 2', JSON.stringify(json, null, 2)],
    ['as JSON indented by 4', JSON.stringify(json, null, 4)],
  ]
}

function goJson(json: unknown): Uint8Array {
  return djinn.encode({ id: '', type: '', payload: json, occurredAt: 0 })
}

function pythonJson(json: unknown): string {
  // Indented by nothing but line breaks, which JSON has nowhere else.
  return ascii(JSON.stringify(json, null, 1).replaceAll(/\n */g, '\n'))
    .replaceAll(/([{[])\n/g, '$1')
    .replaceAll(/\n([}\]])/g, '$1')
    .replaceAll('\n', ' ')
}

function ascii(text: string): string {
  return text.replaceAll(
    /[\u0080-\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function fromBase64(text: string): Uint8Array | undefined {
  return /^[A-Za-z0-9+/]+={0,2}\s*$/.test(text) ? Buffer.from(text, 'base64') : undefined
}
