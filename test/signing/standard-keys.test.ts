import { createSigner, createVerifier, standardWebhooks } from 'hookstamp/signing'
import { describe, expect, test } from 'vitest'

const scheme = standardWebhooks()
const key = (prefix: string, bytes: number): string => prefix + Buffer.alloc(bytes, 7).toString('base64')

describe('keys of Standard Webhooks', () => {
  test.each([
    ['24 bytes', key('whsec_', 24)],
    ['64 bytes', key('whsec_', 64)],
    ['raw bytes', new Uint8Array(32).fill(1)],
  ])('a symmetric one of %s both signs and verifies', (_what, secret) => {
    expect(() => createSigner(scheme, { secrets: [secret] })).not.toThrow()
    expect(() => createVerifier(scheme, { secrets: [secret] })).not.toThrow()
  })

  test.each([
    ['nothing behind the prefix', 'whsec_'],
    ['only padding', 'whsec_='],
    ['one byte', 'whsec_AA=='],
    ['23 bytes', key('whsec_', 23)],
    ['65 bytes', key('whsec_', 65)],
    ['23 raw bytes', new Uint8Array(23)],
    ['65 raw bytes', new Uint8Array(65)],
    ['no prefix', key('', 32)],
    ['an upper-case prefix', key('WHSEC_', 32)],
    ['a space in front', ` ${key('whsec_', 32)}`],
    ['a line break at the end', `${key('whsec_', 32)}\n`],
    ['a line break inside', key('whsec_', 32).replace(/(.{20})/, '$1\n')],
    ['the url alphabet', `whsec_${'-_'.repeat(21)}-8=`],
    ['no padding', key('whsec_', 32).replaceAll('=', '')],
    ['stray bits', `${key('whsec_', 32).slice(0, -2)}x=`],
    ['text that is no base64', 'whsec_not a secret at all, but long enough'],
    ['text that is not latin', 'whsec_ĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀĀ'],
    ['a private key of 31 bytes', key('whsk_', 31)],
    ['a private key of 33 bytes', key('whsk_', 33)],
    ['a public key of 31 bytes', key('whpk_', 31)],
    ['a public key of 64 bytes', key('whpk_', 64)],
  ])('%s: refused on both sides', (_what, secret) => {
    for (const create of [createSigner, createVerifier]) {
      expect(() => create(scheme, { secrets: [secret] })).toThrowError(
        expect.objectContaining({ code: 'secret-malformed' }),
      )
    }
  })

  test('a private key never reaches a receiver, a public one never signs', () => {
    expect(() => createVerifier(scheme, { secrets: [key('whsk_', 64)] })).toThrowError(/whpk_/)
    expect(() => createSigner(scheme, { secrets: [key('whpk_', 32)] })).toThrowError(/whsk_/)
  })
})
