/** Both halves of the crypto pair, held to each other and to known answers in one process. */
import { webcrypto } from 'node:crypto'
import * as fc from 'fast-check'
import { ed25519Vectors } from 'hookstamp/testing/vectors'
import { describe, expect, test } from 'vitest'
import type { CryptoPair } from '../../src/internal/crypto.js'
import * as node from '../../src/internal/crypto-node.js'
import * as web from '../../src/internal/crypto-web.js'
import { fromHex } from '../../src/internal/hex.js'

const halves: [string, CryptoPair][] = [
  ['node', node],
  ['web', web],
]
const hex = (text: string): Uint8Array => fromHex(text) as Uint8Array
const base64 = (text: string): string => Buffer.from(text, 'hex').toString('base64')

const macInput = fc.record({
  algorithm: fc.constantFrom('sha256' as const, 'sha512' as const),
  secret: fc.uint8Array({ minLength: 1, maxLength: 200 }),
  prefix: fc.string({ unit: 'binary', maxLength: 20 }),
  body: fc.uint8Array({ maxLength: 300 }),
  encoding: fc.constantFrom('hex' as const, 'base64' as const),
})

describe('the two halves', () => {
  test('make the same MAC, and accept each other’s', async () => {
    await fc.assert(
      fc.asyncProperty(macInput, async ({ algorithm, secret, prefix, body, encoding }) => {
        const [nodeKey, webKey] = [node.macKey(algorithm, secret), web.macKey(algorithm, secret)]
        const mac = node.mac(nodeKey, prefix, body, encoding) as string
        expect(await web.mac(webKey, prefix, body, encoding)).toBe(mac)
        expect(node.macMatches(nodeKey, prefix, body, encoding, [mac])).toBe(true)
        expect(await web.macMatches(webKey, prefix, body, encoding, [mac])).toBe(true)
      }),
    )
  })

  test('do not care where prefix ends and body begins, nor where in memory the body lies', async () => {
    const parts = fc.record({
      secret: fc.uint8Array({ minLength: 1, maxLength: 80 }),
      text: fc.string({ unit: 'grapheme', maxLength: 60 }),
      body: fc.uint8Array({ maxLength: 200 }),
      offset: fc.nat({ max: 20 }),
    })
    await fc.assert(
      fc.asyncProperty(parts, async ({ secret, text, body, offset }) => {
        const whole = Buffer.concat([Buffer.alloc(offset, 1), Buffer.from(text), body, Buffer.alloc(3, 2)])
        const view = whole.subarray(offset, -3)
        for (const [, half] of halves) {
          const key = half.macKey('sha256', secret)
          expect(await half.mac(key, '', view, 'hex')).toBe(await half.mac(key, text, body, 'hex'))
        }
      }),
    )
  })

  test('agree about candidates, right and wrong', async () => {
    const key = fc.constant(hex('00'.repeat(16)))
    const body = hex('616263')
    const right = node.mac(node.macKey('sha256', hex('00'.repeat(16))), '', body, 'hex') as string
    const flipped = (at: number): string =>
      right.slice(0, at) + (right[at] === '0' ? '1' : '0') + right.slice(at + 1)
    const candidate = fc.oneof(fc.constant(right), fc.nat({ max: 63 }).map(flipped))
    await fc.assert(
      fc.asyncProperty(key, fc.array(candidate, { maxLength: 5 }), async (secret, candidates) => {
        const expected = candidates.includes(right)
        expect(node.macMatches(node.macKey('sha256', secret), '', body, 'hex', candidates)).toBe(expected)
        expect(await web.macMatches(web.macKey('sha256', secret), '', body, 'hex', candidates)).toBe(expected)
      }),
    )
  })

  test('compare texts alike', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é'), maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(text, text, async (a, b) => {
        expect(node.digestsMatch(a, b)).toBe(a === b)
        expect(await web.digestsMatch(a, b)).toBe(a === b)
      }),
    )
  })

  test('make the same ed25519 signature, and accept each other’s only for the same message', async () => {
    const seed = fc.uint8Array({ minLength: 32, maxLength: 32 })
    await fc.assert(
      fc.asyncProperty(seed, fc.uint8Array({ maxLength: 50 }), async (bytes, body) => {
        const publicBytes = node.ed25519PublicKey(bytes) as Uint8Array
        expect([...(await web.ed25519PublicKey(bytes))]).toEqual([...publicBytes])
        const signature = node.ed25519Sign(node.ed25519Key('private', bytes), 'id.', body) as string
        expect(await web.ed25519Sign(web.ed25519Key('private', bytes), 'id.', body)).toBe(signature)
        for (const [prefix, right] of [
          ['id.', true],
          ['id', false],
        ] as const) {
          for (const [, half] of halves) {
            const key = half.ed25519Key('public', publicBytes)
            expect(await half.ed25519Matches(key, prefix, body, ['AAAA', signature])).toBe(right)
          }
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe.each(halves)('%s', (_name, half) => {
  test.each(ed25519Vectors)('$name', async ({ seed, publicKey, message, signature }) => {
    expect([...(await half.ed25519PublicKey(hex(seed)))]).toEqual([...hex(publicKey)])
    expect(await half.ed25519Sign(half.ed25519Key('private', hex(seed)), '', hex(message))).toBe(
      base64(signature),
    )
    const key = half.ed25519Key('public', hex(publicKey))
    expect(await half.ed25519Matches(key, '', hex(message), [base64(signature)])).toBe(true)
    expect(await half.ed25519Matches(key, '', hex(`${message}00`), [base64(signature)])).toBe(false)
  })

  test('32 bytes that are no public key match nothing', async () => {
    const key = half.ed25519Key('public', hex('02'.padEnd(64, '0')))
    expect(await half.ed25519Matches(key, '', hex('00'), [base64('00'.repeat(64))])).toBe(false)
  })

  test('nothing claimed is nothing right', async () => {
    expect(await half.macMatches(half.macKey('sha256', hex('00')), '', hex(''), 'hex', [])).toBe(false)
  })

  test.each([
    ['Uint8Array', Uint8Array.from([97, 98, 99])],
    ['Buffer', Buffer.from('abc')],
  ])('the memory of a secret (%s) may be reused once it is imported', async (_kind, secret) => {
    // Both sizes of message: on Node they take different ways.
    for (const body of [new Uint8Array(10), new Uint8Array(20_000)]) {
      const expected = await half.mac(half.macKey('sha256', hex('616263')), '', body, 'hex')
      const own = Buffer.isBuffer(secret) ? Buffer.from(secret) : Uint8Array.from(secret)
      const key = half.macKey('sha256', own)
      own.fill(0)
      expect(await half.mac(key, '', body, 'hex')).toBe(expected)
    }
  })
})

test('several candidates cost one pass over the body on Web Crypto too', async () => {
  const { sign, verify } = webcrypto.subtle
  let passes = 0
  const counting = {
    sign: (...given: Parameters<typeof sign>) => (passes++, sign.apply(webcrypto.subtle, given)),
    verify: (...given: Parameters<typeof verify>) => (passes++, verify.apply(webcrypto.subtle, given)),
  }
  Object.assign(webcrypto.subtle, counting)
  try {
    const key = web.macKey('sha256', hex('00'))
    await web.macMatches(
      key,
      '',
      hex('00'),
      'hex',
      Array.from({ length: 16 }, () => '00'.repeat(32)),
    )
    expect(passes).toBe(1)
  } finally {
    Object.assign(webcrypto.subtle, { sign, verify })
  }
})
