import {
  createSigner,
  createVerifier,
  hmacHex,
  sharedToken,
  standardWebhooks,
  timestampedHmac,
  type SecretInput,
} from 'hookstamp/signing'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../src/internal/bytes.js'

const schemes = {
  hex: hmacHex({ header: 'X-Signature' }),
  token: sharedToken({ header: 'X-Token' }),
  standard: standardWebhooks(),
  timestamped: timestampedHmac({ header: 'X-Timed' }),
}
const unusable: [string, unknown, string][] = [
  ['empty text', '', 'secret-empty'],
  ['blank text', ' \t\n', 'secret-empty'],
  ['no bytes', new Uint8Array(), 'secret-empty'],
  ['undefined', undefined, 'secret-empty'],
  ['null', null, 'secret-empty'],
  ['an entry without value', { value: undefined }, 'secret-empty'],
  ['the text of undefined', 'undefined', 'secret-malformed'],
  ['the text of null', 'null', 'secret-malformed'],
  ['a number', 5, 'secret-malformed'],
  ['a list', ['canary'], 'secret-malformed'],
  ['an object', { secret: 'canary' }, 'secret-malformed'],
]

describe.each(Object.entries(schemes))('secrets of %s', (_name, scheme) => {
  test.each(unusable)('%s: refused at construction', (_what, secret, code) => {
    for (const create of [createSigner, createVerifier]) {
      expect(() => create(scheme, { secrets: [secret as SecretInput] })).toThrowError(
        expect.objectContaining({ code }),
      )
    }
  })

  test('the error names which one, and never the value', () => {
    const secrets = [`whsec_${'A'.repeat(32)}`, 'canary\u0000\n']
    try {
      createVerifier(standardWebhooks(), { secrets })
      expect.unreachable()
    } catch (error) {
      const { message } = error as Error
      expect(message).toContain('Secret 1 of scheme "standard-webhooks"')
      expect(message + JSON.stringify(error)).not.toMatch(/canary|AAAA/)
    }
  })
})

test.each([NaN, '5', new Date(), null])('an expiresAt of %s is refused', (expiresAt) => {
  expect(() =>
    createVerifier(schemes.hex, { secrets: [{ value: 's', expiresAt: expiresAt as number }] }),
  ).toThrowError(expect.objectContaining({ code: 'option-invalid' }))
})

test.each(['s3cret', undefined, { hex: ['s3cret'] }])(
  'secrets that are no list (%j) are refused',
  (secrets) => {
    for (const create of [createSigner, createVerifier]) {
      expect(() => create(schemes.hex, { secrets: secrets as never })).toThrowError(
        expect.objectContaining({ code: 'option-invalid' }),
      )
    }
  },
)

describe('malformed secrets that are skipped', () => {
  const secrets = ['', 's3cret', 'undefined']

  test('are reported, the others count as they stand in the list', async () => {
    const signer = createSigner(schemes.hex, { secrets, malformedSecrets: 'skip' })
    const verifier = createVerifier(schemes.hex, { secrets, malformedSecrets: 'skip' })
    const body = utf8('{}')
    for (const { skipped } of [signer, verifier]) {
      expect(skipped.map(({ scheme, index }) => ({ scheme, index }))).toEqual([
        { scheme: 'hmac-hex', index: 0 },
        { scheme: 'hmac-hex', index: 2 },
      ])
      expect(JSON.stringify(skipped)).not.toContain('s3cret')
    }
    const headers = await signer.sign({ body })
    expect(await verifier.verify({ headers, body })).toMatchObject({ ok: true, secretIndex: 1 })
  })

  test('leave a verifier that refuses everything when none is left', () => {
    const verifier = createVerifier(schemes.hex, { secrets: [''], malformedSecrets: 'skip' })
    expect(verifier.inspect({})).toMatchObject({ ok: false, code: 'no-secret' })
  })

  test('do not hide what is wrong in the scheme itself', () => {
    const broken = {
      ...schemes.hex,
      importSecret: () => {
        throw new RangeError('a bug')
      },
    }
    expect(() => createVerifier(broken, { secrets: ['s'], malformedSecrets: 'skip' })).toThrowError(
      RangeError,
    )
  })
})

describe('secrets that expire', () => {
  const body = utf8('{}')
  let now = 1000
  const clock = { now: () => now }
  const secrets = [
    { value: 'new', expiresAt: 3000 },
    { value: utf8('old'), expiresAt: 2000 },
  ]

  test('count until the very instant, at each call', async () => {
    const signer = createSigner(schemes.hex, { secrets, clock })
    const verifier = createVerifier(schemes.hex, { secrets, clock })
    const byOld = await createSigner(schemes.hex, { secrets: ['old'] }).sign({ body })
    const byNew = await createSigner(schemes.hex, { secrets: ['new'] }).sign({ body })
    now = 1999
    expect(await verifier.verify({ headers: byOld, body })).toMatchObject({ ok: true, secretIndex: 1 })
    now = 2000
    expect(await verifier.verify({ headers: byOld, body })).toMatchObject({ ok: false, code: 'mismatch' })
    expect(await verifier.verify({ headers: byNew, body })).toMatchObject({ ok: true, secretIndex: 0 })
    expect(await signer.sign({ body })).toEqual(byNew)
    now = 3000
    expect(verifier.inspect(byNew)).toMatchObject({ ok: false, code: 'no-secret' })
    expect(await signer.sign({ body })).toEqual({})
    now = NaN
    expect(verifier.inspect(byNew)).toMatchObject({ ok: false, code: 'no-secret' })
  })

  test('sign with the newest that is left', async () => {
    now = 1000
    const signer = createSigner(schemes.hex, { secrets: [{ value: 'new', expiresAt: 500 }, 'old'], clock })
    expect(await signer.sign({ body })).toEqual(
      await createSigner(schemes.hex, { secrets: ['old'] }).sign({ body }),
    )
  })
})
