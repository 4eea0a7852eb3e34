import {
  createSigner,
  createVerifier,
  hmacHex,
  standardWebhooks,
  type SigningScheme,
} from 'hookstamp/signing'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../src/internal/bytes.js'

const scheme = hmacHex({ header: 'X-Signature' })
const body = utf8('{}')
const headers = await createSigner(scheme, { secrets: ['s3cret'] }).sign({ body })
const verifier = createVerifier(scheme, { secrets: ['s3cret'] })

describe('createVerifier', () => {
  test('refuses before the body is read, or hands on what is still to be checked', async () => {
    const refused = verifier.inspect({})
    expect(refused.ok).toBe(false)
    const pending = verifier.inspect(headers)
    if (pending.ok === false) expect.unreachable()
    else {
      expect(pending.scheme).toBe('hmac-hex')
      expect(await verifier.check(pending, body)).toMatchObject({ ok: true })
      expect(await verifier.check(pending, utf8('{ }'))).toMatchObject({ ok: false, code: 'mismatch' })
    }
  })

  test('does not ask for the body when the headers do not do', async () => {
    expect(await verifier.verify({ headers: {}, body: undefined as never })).toMatchObject({
      code: 'missing',
    })
  })

  test.each([0, -1, NaN, Infinity, '300', null])('refuses a tolerance of %s seconds', (toleranceSeconds) => {
    expect(() =>
      createVerifier(scheme, { secrets: ['s'], toleranceSeconds: toleranceSeconds as number }),
    ).toThrowError(expect.objectContaining({ code: 'option-invalid' }))
  })

  test('takes undefined for the default of 300 seconds', async () => {
    const now = 1_700_000_000_000
    const standard = standardWebhooks()
    const secrets = [new Uint8Array(32)]
    const signed = await createSigner(standard, { secrets }).sign({ id: 'a', timestamp: now, body })
    const at = (seconds: number): unknown =>
      createVerifier(standard, {
        secrets,
        toleranceSeconds: undefined as never,
        clock: { now: () => now + seconds * 1000 },
      }).inspect(signed)
    expect(at(300)).toMatchObject({ scheme: 'standard-webhooks' })
    expect(at(301)).toMatchObject({ code: 'expired' })
  })

  test('refuses to exist without any secret', () => {
    expect(() => createVerifier(scheme, { secrets: [] })).toThrowError(
      expect.objectContaining({ code: 'secret-empty' }),
    )
  })

  test('stops at the first secret that matches', async () => {
    let tried = 0
    const counting: SigningScheme = {
      ...(scheme as SigningScheme),
      matches: (proof, bytes, key) => (tried++, scheme.matches(proof as never, bytes, key as never)),
    }
    const many = createVerifier(counting, { secrets: ['s3cret', 'b', 'c'] })
    await many.verify({ headers, body })
    expect(tried).toBe(1)
    const last = createVerifier(counting, { secrets: ['a', 'b', 's3cret'] })
    expect(await last.verify({ headers, body })).toMatchObject({ secretIndex: 2 })
    expect(tried).toBe(4)
  })

  test('mixes schemes that answer at once and later', async () => {
    const later: SigningScheme = {
      ...(scheme as SigningScheme),
      matches: async (proof, bytes, key) => scheme.matches(proof as never, bytes, key as never),
    }
    const verdict = createVerifier(later, { secrets: ['a', 's3cret', 'b'] }).verify({ headers, body })
    expect(verdict).toBeInstanceOf(Promise)
    expect(await verdict).toMatchObject({ ok: true, secretIndex: 1 })
  })

  test('names in no verdict what must not be known', async () => {
    const verdicts = [
      await verifier.verify({ headers: { 'x-signature': 'sha256=canary' }, body }),
      await createVerifier(scheme, { secrets: ['canary'] }).verify({ headers, body: utf8('canary') }),
    ]
    expect(JSON.stringify(verdicts)).not.toContain('canary')
    expect(JSON.stringify(verdicts)).not.toContain(headers['X-Signature']?.slice(7))
  })
})
