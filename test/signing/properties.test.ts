/** What holds for any bytes, any secrets and any headers, for every scheme. */
import * as fc from 'fast-check'
import {
  createSigner,
  createVerifier,
  hmacHex,
  sharedToken,
  standardWebhooks,
  timestampedHmac,
  type SigningScheme,
} from 'hookstamp/signing'
import { isHookstampError } from 'hookstamp'
import { describe, expect, test } from 'vitest'
import type { HeadersInput } from '../../src/internal/headers.js'

const now = 1_700_000_000_000
const clock = { now: () => now }
const ascii = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
})
const anySecret = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 100 }),
  ascii.filter((text) => text !== '' && text !== 'undefined' && text !== 'null'),
)
const schemes: [string, SigningScheme, fc.Arbitrary<string | Uint8Array>][] = [
  ['hmacHex', hmacHex({ header: 'X-Signature' }), anySecret],
  [
    'hmacHex, SHA-512, no prefix',
    hmacHex({ header: 'X-Signature', algorithm: 'sha512', prefix: '' }),
    anySecret,
  ],
  [
    'sharedToken',
    sharedToken({ header: 'X-Token' }),
    ascii.filter((text) => text !== '' && text !== 'undefined' && text !== 'null'),
  ],
  ['standardWebhooks', standardWebhooks(), fc.uint8Array({ minLength: 24, maxLength: 64 })],
  ['timestampedHmac', timestampedHmac({ header: 'X-Timed' }), anySecret],
]
const body = fc.uint8Array({ maxLength: 200 })
const id = ascii.map((text) => `m${text.replaceAll('.', '')}`)
const forms: ((headers: Record<string, string>) => HeadersInput)[] = [
  (headers) => headers,
  (headers) => new Headers(headers),
  (headers) => new Map(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value])),
  (headers) => Object.entries(headers).flat(),
  (headers) => Object.entries(headers),
]

describe.each(schemes)('%s', (_name, scheme, secret) => {
  test('accepts what it signs, by any of the secrets, in any form of headers', async () => {
    const secrets = fc.uniqueArray(secret, { minLength: 1, maxLength: 3, selector: (value) => String(value) })
    await fc.assert(
      fc.asyncProperty(
        secrets,
        fc.nat(),
        body,
        id,
        fc.constantFrom(...forms),
        async (all, at, bytes, name, form) => {
          const index = at % all.length
          const signer = createSigner(scheme, { secrets: [all[index] as string | Uint8Array], clock })
          const headers = { ...(await signer.sign({ id: name, body: bytes })) }
          const verdict = await createVerifier(scheme, { secrets: all, clock }).verify({
            headers: form(headers),
            body: bytes,
          })
          expect(verdict).toMatchObject({ ok: true })
          // Two secrets may be one to HMAC, which pads with zeros; then the first of them is as right.
          if (verdict.ok) expect(verdict.secretIndex).toBeLessThanOrEqual(index)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('refuses any other proof: a character changed, dropped, doubled or added', async () => {
    const change = fc.record({
      kind: fc.constantFrom('change', 'drop', 'double', 'add'),
      at: fc.nat(),
      character: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    })
    await fc.assert(
      fc.asyncProperty(
        secret,
        body,
        change,
        fc.nat(),
        async (key, bytes, { kind, at, character }, header) => {
          const original: Readonly<Record<string, string>> = await createSigner(scheme, {
            secrets: [key],
            clock,
          }).sign({ id: 'msg_1', body: bytes })
          const name = Object.keys(original)[header % Object.keys(original).length] as string
          const value = original[name] as string
          const index = at % value.length
          const tail = { change: character + value.slice(index + 1), drop: value.slice(index + 1) }[
            kind as 'drop'
          ]
          const added = (kind === 'double' ? value.charAt(index) : character) + value.slice(index)
          const altered = value.slice(0, index) + (tail ?? added)
          fc.pre(altered !== value)
          const verifier = createVerifier(scheme, { secrets: [key], clock })
          const verdict = await verifier.verify({ headers: { ...original, [name]: altered }, body: bytes })
          expect(verdict).toMatchObject({ ok: false })
          expect(['malformed', 'mismatch', 'expired', 'premature']).toContain(verdict.code)
        },
      ),
    )
  })

  test('ends any headers and any body in a verdict, never in an error', async () => {
    const names = scheme.headers.map((name) => name.toLowerCase())
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('sha256=', 't=1700000000,v1=', 'v1,', '1700000000', 'v1a,', `v1,${'A'.repeat(43)}=`),
    )
    const headers = fc.dictionary(
      fc.constantFrom(...names, 'x-other', '__proto__'),
      fc.oneof(value, fc.array(value)),
    )
    await fc.assert(
      fc.asyncProperty(headers, body, secret, async (given, bytes, key) => {
        const verdict = await createVerifier(scheme, { secrets: [key], clock }).verify({
          headers: given,
          body: bytes,
        })
        expect(typeof verdict.code).toBe('string')
        if (!verdict.ok) expect(verdict.message).not.toBe('')
      }),
    )
  })

  test('ends any secret in a key or in a typed error that does not hold it', () => {
    const given = fc.oneof(fc.string({ unit: 'binary', minLength: 8 }), fc.anything())
    fc.assert(
      fc.property(given, (value) => {
        try {
          createVerifier(scheme, { secrets: [value as string] })
        } catch (error) {
          if (!isHookstampError(error)) throw error
          if (typeof value === 'string' && value.trim().length >= 8) {
            expect(error.message).not.toContain(value)
          }
        }
      }),
    )
  })
})
