/**
 * JSON as Go's `json.Encoder` writes a tree of maps, byte for byte: that is what Djinn CI sends and signs.
 * What JavaScript would do otherwise: keys in insertion order with integer-like ones first, `<`, `>`, `&`, U+2028
 * and U+2029 as they are, `\b` and `\f`, `0` for -0, no final newline.
 *
 * @see https://go.dev/src/encoding/json/encode.go, `mapEncoder`, `floatEncoder` and `string`, as of Go 1.18
 */
import { HookstampError } from '../../errors.js'
import { utf8 } from '../../internal/bytes.js'
import { plainWriter } from './go-json-plain.js'

/**
 * How deep objects and lists may nest. Documented payloads stay below 10; Go's encoder starts to suspect a cycle
 * at 1000, and a limit keeps hostile input from overflowing the stack.
 */
export const maxDepth = 1000

/** One object or list that is being written. The chain of them is the path from the root. */
interface Frame {
  readonly container: object
  readonly parent: Frame | undefined
  readonly depth: number
  key: string | number
}

/**
 * The bytes Go's encoder would write for this value, final newline included. Keys whose value is `undefined` are
 * left out, as `JSON.stringify` does. A lone surrogate becomes U+FFFD, as in every text that reaches Go.
 *
 * @throws HookstampError `payload-not-json`, with the path of what cannot be written
 */
export function encodeGoJson(value: unknown): Uint8Array {
  return utf8(`${plain.write(value) ?? write(value, undefined)}\n`)
}

/** Everything, and why something cannot be written. */
function write(value: unknown, frame: Frame | undefined): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      return digits(value, frame)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      return value === null ? 'null' : writeContainer(value, frame)
    case 'undefined':
      throw refuse(frame, 'undefined: write null, or leave the key out')
    default:
      throw refuse(frame, `a ${typeof value}: JSON has no such thing`)
  }
}

function writeContainer(container: object, parent: Frame | undefined): string {
  const depth = parent === undefined ? 1 : parent.depth + 1
  if (depth > maxDepth) throw refuse(parent, `nested deeper than ${maxDepth} levels`)
  for (let frame = parent; frame !== undefined; frame = frame.parent) {
    if (frame.container === container) throw refuse(parent, 'an object that contains itself')
  }
  const frame: Frame = { container, parent, depth, key: 0 }
  return Array.isArray(container) ? writeList(container, frame) : writeObject(container, frame)
}

function writeList(list: readonly unknown[], frame: Frame): string {
  let text = '['
  // By index, so that a hole is seen as the undefined it reads as.
  for (let index = 0; index < list.length; index++) {
    frame.key = index
    if (index > 0) text += ','
    text += write(list[index], frame)
  }
  return text + ']'
}

function writeObject(object: object, frame: Frame): string {
  requirePlain(object, frame.parent)
  const record = object as Readonly<Record<string, unknown>>
  let text = '{'
  for (const key of sortKeys(Object.keys(object))) {
    const value = record[key]
    if (value === undefined) continue
    frame.key = key
    text += `${text === '{' ? '' : ','}${quote(key)}:${write(value, frame)}`
  }
  return text + '}'
}

/** A Map, a Date or a boxed number would silently be written as something else, or as `{}`. */
function requirePlain(object: object, at: Frame | undefined): void {
  const prototype: unknown = Object.getPrototypeOf(object)
  if (prototype !== Object.prototype && prototype !== null) {
    const tag = Object.prototype.toString.call(object).slice(8, -1)
    if (tag === 'Date') throw refuse(at, 'a Date: write it as an RFC 3339 string')
    if (tag !== 'Object') throw refuse(at, `a ${tag}: write a plain object`)
  }
  if ('toJSON' in object && typeof object.toJSON === 'function') {
    throw refuse(at, 'an object with its own toJSON: write what that returns')
  }
}

const surrogate = /[\ud800-\udfff]/

/** Go sorts keys by their UTF-8 bytes. That is JavaScript's own order, except where surrogates are involved. */
function sortKeys(keys: string[]): string[] {
  return keys.some((key) => surrogate.test(key)) ? keys.sort(byUtf8) : keys.sort()
}

function byUtf8(a: string, b: string): number {
  const left = utf8(a)
  const right = utf8(b)
  const shorter = Math.min(left.length, right.length)
  for (let index = 0; index < shorter; index++) {
    const difference = (left[index] as number) - (right[index] as number)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

// oxlint-disable-next-line no-control-regex -- JSON has to escape them
const escapable = /["\\<>&\u0000-\u001f\u2028\u2029]/
const everyEscapable = new RegExp(escapable, 'g')
const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function quote(text: string): string {
  return escapable.test(text) ? `"${text.replace(everyEscapable, escape)}"` : `"${text}"`
}

function escape(character: string): string {
  return shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** From here on Go writes an exponent, and so does JavaScript: no id and no count, an honest floating point number. */
const exponentFrom = 1e21

/** Both languages write the shortest digits that read back as the same number; they differ in -0 alone. */
function digits(value: number, frame: Frame | undefined): string {
  if (!Number.isFinite(value)) throw refuse(frame, `${value}: JSON has no such number`)
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < exponentFrom) {
    throw refuse(frame, 'an integer beyond 2^53, which has lost digits already: write it as a string')
  }
  return Object.is(value, -0) ? '-0' : String(value)
}

// After what it is made of.
const plain = plainWriter({ quote, sortKeys })

function refuse(frame: Frame | undefined, what: string): HookstampError {
  const path: (string | number)[] = []
  for (let at = frame; at !== undefined; at = at.parent) path.unshift(at.key)
  const where = path.length === 0 ? 'The payload' : `payload.${path.slice(0, 10).join('.')}`
  return new HookstampError('payload-not-json', `${where} cannot be written as JSON: it is ${what}.`, {
    issues: [{ path, message: `is ${what}` }],
  })
}
