import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, toHex } from '../../src/internal/hex.js'

test('hex is what node:buffer writes, and comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString('hex')
      expect(toHex(bytes)).toBe(text)
      expect(fromHex(text)).toEqual(bytes)
    }),
  )
})

test.each(['0', 'AB', '0g', ' 00', '00 ', '00\n', '0x00', '０0'])('%j is not hex', (text) => {
  expect(fromHex(text)).toBeUndefined()
})
