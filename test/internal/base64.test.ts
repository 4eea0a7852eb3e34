import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64, toBase64 } from '../../src/internal/base64.js'

test('base64 is what node:buffer writes, and comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString('base64')
      expect(toBase64(bytes)).toBe(text)
      expect(fromBase64(text)).toEqual(bytes)
    }),
  )
})

test('every byte string has one spelling', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('A', 'B', '=', '-', '_', ' ', '\n', '+', '/') }),
      (text) => {
        const bytes = fromBase64(text)
        if (bytes !== undefined) expect(toBase64(bytes)).toBe(text)
      },
    ),
  )
})

test.each([
  ['without padding', 'AA'],
  ['with too much padding', 'AA==='],
  ['with stray bits', 'AB=='],
  ['with stray bits', 'AAB='],
  ['in the url alphabet', '-_-_'],
  ['with whitespace inside', 'AA AA'],
  ['with a line break behind it', 'AAAA\n'],
  ['with padding inside', 'AA==AAAA'],
  ['not ASCII', 'AAAé'],
])('text %s is refused: %j', (_what, text) => {
  expect(fromBase64(text)).toBeUndefined()
})
