import { createSigner, createVerifier, hmacHex } from 'hookstamp/signing'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../src/internal/bytes.js'

const body = utf8('{"a":1}\n')
const known = 'sha256=5dbe6cf6e344c4bbc2f47f8673aa3a3b4ff615d881c24b0ce0645b4f02bd0025'

describe('hmacHex', () => {
  test('writes the header in the casing it was given', async () => {
    const signer = createSigner(hmacHex({ header: 'X-HUB-signature' }), { secrets: ['secret'] })
    expect(await signer.sign({ body })).toEqual({ 'X-HUB-signature': known })
  })

  test('names its prefix after the algorithm', async () => {
    const scheme = hmacHex({ header: 'X-Signature', algorithm: 'sha512' })
    const headers = await createSigner(scheme, { secrets: ['secret'] }).sign({ body })
    expect(headers['X-Signature']).toMatch(/^sha512=[0-9a-f]{128}$/)
    const verifier = createVerifier(scheme, { secrets: ['secret'] })
    expect(await verifier.verify({ headers, body })).toMatchObject({ ok: true })
    const sha256 = createVerifier(hmacHex({ header: 'X-Signature' }), { secrets: ['secret'] })
    expect(await sha256.verify({ headers, body })).toMatchObject({ code: 'malformed' })
  })

  test('takes any prefix literally', async () => {
    const scheme = hmacHex({ header: 'X-Signature', prefix: '.*$' })
    const headers = await createSigner(scheme, { secrets: ['secret'] }).sign({ body })
    expect(headers['X-Signature']?.startsWith('.*$')).toBe(true)
    const verifier = createVerifier(scheme, { secrets: ['secret'] })
    expect(await verifier.verify({ headers, body })).toMatchObject({ ok: true })
    expect(verifier.inspect({ 'X-Signature': known })).toMatchObject({ code: 'malformed' })
  })

  test('signs with the newest secret alone', async () => {
    const scheme = hmacHex({ header: 'X-Signature' })
    const signer = createSigner(scheme, { secrets: ['secret', 'old'] })
    expect(await signer.sign({ body })).toEqual({ 'X-Signature': known })
  })

  test.each(['', 'X Signature', 'X-Signature:', 'Ünicode', 'a\nb'])('refuses %j as a header', (header) => {
    expect(() => hmacHex({ header })).toThrowError(expect.objectContaining({ code: 'option-invalid' }))
  })
})
