import { createSigner, createVerifier, hmacHex } from 'hookstamp/signing'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../src/internal/bytes.js'

const scheme = hmacHex({ header: 'X-Hub-Signature-256' })
const body = utf8('{"a":1}\n')
const known = 'sha256=5dbe6cf6e344c4bbc2f47f8673aa3a3b4ff615d881c24b0ce0645b4f02bd0025'

describe('hmacHex', () => {
  test('signs the known answer', async () => {
    const signer = createSigner(scheme, { secrets: ['secret'] })
    expect(await signer.sign({ body })).toEqual({ 'X-Hub-Signature-256': known })
  })

  test('verifies the known answer', async () => {
    const verifier = createVerifier(scheme, { secrets: ['secret'] })
    expect(await verifier.verify({ headers: { 'x-hub-signature-256': known }, body })).toEqual({
      ok: true,
      code: 'verified',
      scheme: 'hmac-hex',
      secretIndex: 0,
    })
    expect(
      await verifier.verify({ headers: { 'x-hub-signature-256': known }, body: utf8('{"a":1}') }),
    ).toMatchObject({
      ok: false,
      code: 'mismatch',
    })
  })
})
