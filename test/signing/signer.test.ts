import { createSigner, createVerifier, hmacHex, sharedToken, standardWebhooks } from 'hookstamp/signing'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../src/internal/bytes.js'

const schemes = {
  hex: hmacHex({ header: 'X-Signature' }),
  token: sharedToken({ header: 'X-Token' }),
  standard: standardWebhooks(),
}
const body = utf8('{}')
const message = { id: 'evt_1', timestamp: 1_700_000_000_000, body }
const key = new Uint8Array(32)

describe('createSigner', () => {
  test('joins the headers of all schemes that have secrets', async () => {
    const signer = createSigner(schemes, { secrets: { hex: ['s3cret'], standard: [key], token: [] } })
    const headers = await signer.sign(message)
    expect(Object.keys(headers).toSorted()).toEqual([
      'X-Signature',
      'webhook-id',
      'webhook-signature',
      'webhook-timestamp',
    ])
    for (const [scheme, secrets] of [
      [schemes.hex, ['s3cret']],
      [schemes.standard, [key]],
    ] as const) {
      const verifier = createVerifier(scheme, { secrets, clock: { now: () => message.timestamp } })
      expect(await verifier.verify({ headers, body })).toMatchObject({ ok: true })
    }
  })

  test('without secrets there are no headers', async () => {
    expect(await createSigner(schemes, { secrets: {} }).sign(message)).toEqual({})
    expect(await createSigner(schemes.hex, { secrets: [] }).sign(message)).toEqual({})
  })

  test('names in its report the scheme as the caller does', () => {
    const { skipped } = createSigner(schemes, { secrets: { standard: ['no'] }, malformedSecrets: 'skip' })
    expect(skipped).toMatchObject([{ scheme: 'standard', index: 0 }])
  })

  test('refuses secrets of a scheme that is not there', () => {
    expect(() => createSigner(schemes, { secrets: { other: ['s'] } as never })).toThrowError(
      expect.objectContaining({ code: 'scheme-unknown' }),
    )
  })

  test('refuses schemes that would overwrite each other’s headers', () => {
    const colliding = { old: hmacHex({ header: 'x-signature' }), new: hmacHex({ header: 'X-Signature' }) }
    expect(() => createSigner(colliding, { secrets: { old: ['a'], new: ['b'] } })).toThrowError(
      expect.objectContaining({ code: 'option-invalid' }),
    )
    expect(() => createSigner(colliding, { secrets: { new: ['b'] } })).not.toThrow()
  })

  test('signs at the clock’s time unless told another', async () => {
    const signer = createSigner(schemes.standard, { secrets: [key], clock: { now: () => 5_999 } })
    expect(await signer.sign({ id: 'a', body })).toMatchObject({ 'webhook-timestamp': '5' })
    expect(await signer.sign({ id: 'a', body, timestamp: 7_000 })).toMatchObject({ 'webhook-timestamp': '7' })
  })

  test.each(['{}', { a: 1 }, null])('takes bytes only: %j', async (wrong) => {
    const signer = createSigner(schemes.hex, { secrets: ['s'] })
    await expect(async () => signer.sign({ body: wrong as never })).rejects.toMatchObject({
      code: 'body-not-bytes',
    })
  })
})
