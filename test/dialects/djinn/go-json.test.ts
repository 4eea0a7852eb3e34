import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeGoJson, maxDepth } from '../../../src/dialects/djinn/go-json.js'
import { isHookstampError } from '../../../src/errors.js'
import vectors from '../../vectors/go-json.json' with { type: 'json' }
import { readShared } from '../shared.js'
import { goJson } from './go-model.js'

const text = (value: unknown): string => new TextDecoder().decode(encodeGoJson(value))

function refusal(value: unknown): { message: string; path: readonly (string | number)[] | undefined } {
  try {
    encodeGoJson(value)
  } catch (error) {
    if (isHookstampError(error, 'payload-not-json')) {
      return { message: error.message, path: error.issues[0]?.path }
    }
    throw error
  }
  throw new Error('was not refused')
}

describe('known answers', () => {
  it.each(vectors.cases)('$name', ({ input, output }) => {
    expect(text(JSON.parse(input))).toBe(`${output}\n`)
  })

  describe.skipIf(readShared('spec/payloads/index.json') === undefined)('documented examples', () => {
    it.each(vectors.examples)('$file', ({ file, bytes, sha256 }) => {
      const encoded = encodeGoJson(JSON.parse(readShared(`spec/payloads/${file}`) as string))
      expect(encoded.byteLength).toBe(bytes)
      expect(createHash('sha256').update(encoded).digest('hex')).toBe(sha256)
    })
  })
})

describe('any JSON value', () => {
  const json = fc.jsonValue({ maxDepth: 4 }).filter(isWritable)

  it('reads back as itself', () => {
    fc.assert(fc.property(json, (value) => void expect(JSON.parse(text(value))).toEqual(value)))
  })

  it('holds none of the characters Go escapes, and one final newline', () => {
    fc.assert(fc.property(json, (value) => void expect(text(value)).toMatch(/^[^<>&\u2028\u2029\n]*\n$/)))
  })

  it('is written alike by the quick way and by the other', () => {
    // What has no prototype is not plain.
    const slow = (value: unknown): string =>
      text(Object.assign(Object.create(null) as object, { value })).slice('{"value":'.length, -2)
    fc.assert(
      fc.property(fc.oneof(json, fc.double({ noNaN: true, noDefaultInfinity: true })), (value) => {
        fc.pre(isWritable(value))
        expect(text(value).slice(0, -1)).toBe(slow(value))
      }),
    )
  })

  it('has its keys in order however many shapes there have been', () => {
    for (let round = 0; round < 2; round++) {
      for (let shape = 0; shape < 1500; shape++) {
        expect(text({ [`z${shape}`]: 1, b: 2, a: 3 })).toBe(`{"a":3,"b":2,"z${shape}":1}\n`)
        expect(text({ z: 1, [`y${shape}`]: 2, a: undefined })).toBe(`{"y${shape}":2,"z":1}\n`)
      }
    }
  })

  it('has its keys in the order of their UTF-8 bytes, whatever order they were set in', () => {
    const keys = fc.uniqueArray(fc.oneof(fc.string({ unit: 'grapheme' }), fc.nat().map(String)))
    fc.assert(
      fc.property(keys, (set) => {
        const written = [
          ...text(Object.fromEntries(set.map((key) => [key, 0]))).matchAll(/("(?:[^"\\]|\\.)*"):/g),
        ]
        const sorted = [...set].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        expect(written.map((match) => JSON.parse(match[1] as string) as string)).toEqual(sorted)
      }),
    )
  })
})

describe('byte for byte', () => {
  const bytes = (value: unknown): string => Buffer.from(encodeGoJson(value)).toString('hex')
  const expected = (value: unknown): string => Buffer.from([...goJson(value), 10]).toString('hex')

  it('every UTF-16 code unit, in keys and in texts', () => {
    for (let unit = 0; unit <= 0xffff; unit += 64) {
      const units = Array.from({ length: 64 }, (_, index) => `<${String.fromCharCode(unit + index)}>`)
      const value = Object.fromEntries(units.map((one) => [one, one]))
      if (bytes(value) !== expected(value)) throw new Error(`within 64 of ${unit.toString(16)}`)
    }
  })

  it('any value, with odd keys, lone surrogates and numbers of all sizes', () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0x7f }),
      fc.integer({ min: 0xd7ff, max: 0xe000 }),
      fc.constantFrom(0x80, 0x2027, 0x2028, 0x2029, 0x202a, 0xfeff, 0xfffd, 0xffff, 0x10000, 0x10ffff),
    )
    const word = fc.array(unit, { maxLength: 5 }).map((units) => String.fromCodePoint(...units))
    const named = fc.constantFrom('', '__proto__', 'constructor', '0', '10', '9', 'a', '\ue000', '\u{10000}')
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.maxSafeInteger(),
      fc.constantFrom(-0, 1e21, -1e21, 1e22, 1e-6, 9.99e-7, 1e-9, 1e-10, 5e-324, Number.MAX_VALUE),
    )
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.oneof(word, number.filter(isWritable), fc.boolean(), fc.constant(null)),
        fc.array(tie('value'), { maxLength: 4 }),
        fc
          .array(fc.tuple(fc.oneof(word, named), fc.oneof(tie('value'), fc.constant(undefined))))
          .map(Object.fromEntries),
      ),
    })).value
    fc.assert(
      fc.property(json, (value) => {
        fc.pre(value !== undefined)
        expect(bytes(value)).toBe(expected(value))
      }),
      { numRuns: 2000 },
    )
  })
})

function isWritable(value: unknown): boolean {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) || !Number.isInteger(value) || Math.abs(value) >= 1e21
  }
  return typeof value !== 'object' || value === null || Object.values(value).every(isWritable)
}

describe('what is not JSON', () => {
  const cyclic: { a: { b: unknown[] } } = { a: { b: [] } }
  cyclic.a.b.push(cyclic.a)

  it.each<[string, unknown, (string | number)[], RegExp]>([
    ['undefined', undefined, [], /^The payload .* undefined/],
    ['undefined in a list', { a: [1, undefined] }, ['a', 1], /payload\.a\.1 .* undefined/],
    ['a hole in a list', { a: Object.assign([], { length: 2 }) }, ['a', 0], /undefined/],
    ['a function', { a: { b: () => 1 } }, ['a', 'b'], /function/],
    ['a symbol', { a: Symbol('s') }, ['a'], /symbol/],
    ['a BigInt', { a: 1n }, ['a'], /bigint/],
    ['NaN', { a: [Number.NaN] }, ['a', 0], /NaN/],
    ['Infinity', { a: -Infinity }, ['a'], /Infinity/],
    ['2^53', { id: 2 ** 53 }, ['id'], /beyond 2\^53/],
    ['an integer that has lost digits', { id: Number('-12345678901234567890') }, ['id'], /beyond 2\^53/],
    ['a Date', { created_at: new Date(0) }, ['created_at'], /Date: write it as an RFC 3339 string/],
    ['an object with toJSON', { a: { toJSON: () => 1 } }, ['a'], /toJSON/],
    ['a Map', { a: new Map() }, ['a'], /a Map/],
    ['a boxed string', { a: new String('x') }, ['a'], /a String/],
    ['bytes', { a: new Uint8Array(2) }, ['a'], /Uint8Array/],
    ['a cycle', cyclic, ['a', 'b', 0], /contains itself/],
  ])('refuses %s', (_, value, path, message) => {
    const refused = refusal(value)
    expect(refused.path).toEqual(path)
    expect(refused.message).toMatch(message)
  })

  it('leaves out keys whose value is undefined', () => {
    expect(text({ a: undefined, b: 1, c: undefined })).toBe('{"b":1}\n')
    expect(text({ a: undefined })).toBe('{}\n')
  })

  it('takes instances of classes by their own fields', () => {
    class Row {
      id = 1
      get computed(): number {
        return 2
      }
    }
    expect(text({ row: new Row(), none: Object.create(null) as unknown })).toBe(
      '{"none":{},"row":{"id":1}}\n',
    )
  })

  it('writes the same object twice where it is no cycle', () => {
    const user = { id: 1 }
    expect(text([user, { user }])).toBe('[{"id":1},{"user":{"id":1}}]\n')
  })

  it('refuses what nests too deeply, without overflowing the stack', () => {
    const nested = (depth: number): unknown => {
      let value: unknown = 0
      for (let level = 0; level < depth; level++) value = level % 2 === 0 ? { a: value } : [value]
      return value
    }
    expect(text(nested(maxDepth)).length).toBeGreaterThan(maxDepth)
    expect(refusal(nested(maxDepth + 1)).message).toMatch(/nested deeper than 1000 levels/)
    expect(refusal(nested(100_000)).path).toHaveLength(maxDepth)
  })

  it('names where, and never what', () => {
    const { message } = refusal({ variable: { value: 'hunter2', key: () => 'hunter2' } })
    expect(message).not.toContain('hunter2')
  })
})
