import nodeCrypto, { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { importMacKey, macOf } from '../../src/internal/crypto-node-mac.js'

const algorithm = fc.constantFrom('sha256' as const, 'sha512' as const)
const encoding = fc.constantFrom('hex' as const, 'base64' as const)
// Around a block of either hash, and around the size from which messages are streamed.
const length = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 16 * 1024 - 200, max: 16 * 1024 + 200 }),
)
const message = fc.record({
  algorithm,
  encoding,
  secret: fc.uint8Array({ minLength: 1, maxLength: 300 }),
  prefix: fc.string({ unit: 'grapheme', maxLength: 60 }),
  body: fc.tuple(length, fc.nat({ max: 255 })).map(([bytes, fill]) => new Uint8Array(bytes).fill(fill)),
})

function holdsToCreateHmac(): void {
  fc.assert(
    fc.property(message, ({ algorithm, encoding, secret, prefix, body }) => {
      const expected = createHmac(algorithm, secret).update(prefix).update(body).digest(encoding)
      expect(macOf(importMacKey(algorithm, secret), prefix, body, encoding)).toBe(expected)
    }),
    { numRuns: 500 },
  )
}

describe('macOf', () => {
  const { hash } = nodeCrypto

  afterEach(() => {
    nodeCrypto.hash = hash
  })

  test('is what createHmac makes, for any key, prefix and body', () => {
    let oneShots = 0
    nodeCrypto.hash = ((...given: Parameters<typeof hash>) => (oneShots++, hash(...given))) as typeof hash
    holdsToCreateHmac()
    expect(oneShots).toBeGreaterThan(0)
  })

  test('is the same where crypto.hash is missing', () => {
    nodeCrypto.hash = undefined as never
    holdsToCreateHmac()
  })

  test('leaves nothing of one message in the next', () => {
    const key = importMacKey('sha256', Uint8Array.of(1))
    const short = macOf(key, '', new Uint8Array(1), 'hex')
    macOf(importMacKey('sha512', Uint8Array.of(2)), 'é'.repeat(50), new Uint8Array(10_000).fill(255), 'hex')
    expect(macOf(key, '', new Uint8Array(1), 'hex')).toBe(short)
  })
})
