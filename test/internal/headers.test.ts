import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { readHeader, repeated, type HeadersInput } from '../../src/internal/headers.js'

describe('readHeader', () => {
  const forms: [string, (pairs: [string, string][]) => HeadersInput][] = [
    ['Headers', (pairs) => new Headers(pairs)],
    ['Map', (pairs) => new Map(pairs)],
    ['plain object', (pairs) => Object.fromEntries(pairs)],
    ['object without prototype', (pairs) => Object.assign(Object.create(null), Object.fromEntries(pairs))],
    ['object of lists', (pairs) => Object.fromEntries(pairs.map(([name, value]) => [name, [value]]))],
    ['rawHeaders', (pairs) => pairs.flat()],
    ['pairs', (pairs) => pairs],
  ]

  test.each(forms)('finds a header in %s, whatever its case', (_name, make) => {
    const headers = make([
      ['X-Other', 'no'],
      ['X-Signature', 'yes'],
    ])
    expect(readHeader(headers, 'x-signature')).toBe('yes')
    expect(readHeader(headers, 'x-absent')).toBeUndefined()
    expect(readHeader(make([]), 'x-signature')).toBeUndefined()
  })

  test.each<[string, HeadersInput]>([
    ['two spellings in an object', { 'x-signature': 'a', 'X-Signature': 'a' }],
    ['a list of two', { 'x-signature': ['a', 'b'] }],
    ['a list and another spelling', { 'x-signature': ['a'], 'X-Signature': 'a' }],
    [
      'two spellings in a Map',
      new Map([
        ['x-signature', 'a'],
        ['X-Signature', 'b'],
      ]),
    ],
    ['a list in a Map', new Map([['x-signature', ['a', 'b']]])],
    ['rawHeaders', ['x-signature', 'a', 'X-Signature', 'a']],
    [
      'pairs',
      [
        ['x-signature', 'a'],
        ['X-Signature', 'a'],
      ],
    ],
  ])('calls a header repeated: %s', (_name, headers) => {
    expect(readHeader(headers, 'x-signature')).toBe(repeated)
  })

  test('passes over absent values', () => {
    expect(readHeader({ 'x-signature': undefined, 'X-Signature': 'a' }, 'x-signature')).toBe('a')
    expect(readHeader({ 'x-signature': [] }, 'x-signature')).toBeUndefined()
    expect(readHeader({ 'x-signature': null } as never, 'x-signature')).toBeUndefined()
  })

  test.each([undefined, null, 'x-signature', 5])('finds nothing in %s', (headers) => {
    expect(readHeader(headers as never, 'x-signature')).toBeUndefined()
  })

  test('never believes a value that is no text', () => {
    for (const value of [5, {}, [5], true]) {
      expect(readHeader({ 'x-signature': value } as never, 'x-signature')).not.toBeTypeOf('string')
    }
  })

  describe('with a polluted prototype', () => {
    afterEach(() => {
      delete (Object.prototype as Record<string, unknown>)['x-signature']
    })

    test('reads own properties only', () => {
      ;(Object.prototype as Record<string, unknown>)['x-signature'] = 'polluted'
      expect(readHeader({}, 'x-signature')).toBeUndefined()
      expect(readHeader({ 'X-Signature': 'own' }, 'x-signature')).toBe('own')
    })
  })

  test('reads own properties that are named like parts of an object', () => {
    const headers = JSON.parse('{"__proto__":"a","constructor":"b","get":"c","append":"d"}') as HeadersInput
    expect(readHeader(headers, '__proto__')).toBe('a')
    expect(readHeader(headers, 'constructor')).toBe('b')
    expect(readHeader(headers, 'get')).toBe('c')
    expect(readHeader(headers, 'x-signature')).toBeUndefined()
  })

  test('answers alike for every form that can hold duplicates', () => {
    const name = fc.constantFrom('x-a', 'X-A', 'x-b', 'x-ab')
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.constantFrom('', '1', '2'))), (pairs) => {
        const values = pairs.filter(([key]) => key.toLowerCase() === 'x-a').map(([, value]) => value)
        const expected = values.length > 1 ? repeated : values[0]
        expect(readHeader(pairs, 'x-a')).toBe(expected)
        expect(readHeader(pairs.flat(), 'x-a')).toBe(expected)
      }),
    )
  })
})
