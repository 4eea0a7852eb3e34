import { createSigner, createVerifier, timestampedHmac } from 'hookstamp/signing'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../src/internal/bytes.js'

const scheme = timestampedHmac({ header: 'Stripe-Signature' })
const body = utf8('{"a":1}')
const now = 1_700_000_000_999
const clock = { now: () => now }

describe('timestampedHmac', () => {
  test('signs whole seconds, once for each active secret', async () => {
    const signer = createSigner(scheme, { secrets: ['new', 'old'], clock })
    const headers = await signer.sign({ body })
    expect(headers['Stripe-Signature']).toMatch(/^t=1700000000,v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/)
    for (const secret of ['new', 'old']) {
      expect(await createVerifier(scheme, { secrets: [secret], clock }).verify({ headers, body })).toEqual({
        ok: true,
        code: 'verified',
        scheme: 'timestamped-hmac',
        secretIndex: 0,
        signedAt: 1_700_000_000_000,
      })
    }
  })

  test('the secret is the whole text: Stripe’s prefix is part of it', async () => {
    const headers = await createSigner(scheme, { secrets: ['whsec_abc'], clock }).sign({ body })
    expect(await createVerifier(scheme, { secrets: ['abc'], clock }).verify({ headers, body })).toMatchObject(
      {
        code: 'mismatch',
      },
    )
  })
})
