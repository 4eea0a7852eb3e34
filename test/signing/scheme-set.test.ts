import {
  createSigner,
  createVerifier,
  firstPresent,
  hmacHex,
  sharedToken,
  standardWebhooks,
  timestampedHmac,
} from 'hookstamp/signing'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../src/internal/bytes.js'

const schemes = {
  token: sharedToken({ header: 'X-Token' }),
  hex: hmacHex({ header: 'X-Signature' }),
  otherHex: hmacHex({ header: 'X-Other-Signature' }),
  standard: standardWebhooks(),
  timestamped: timestampedHmac({ header: 'X-Timed' }),
}
const secrets = {
  token: ['t0ken'],
  hex: ['s3cret'],
  otherHex: ['other'],
  standard: [new Uint8Array(32)],
  timestamped: ['timed'],
}
const body = utf8('{}')
const signed = await createSigner(schemes, { secrets }).sign({ id: 'evt_1', body })
const only = (...names: string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(signed).filter(([name]) => names.some((start) => name.startsWith(start))))

describe('firstPresent', () => {
  test('lets the strongest scheme that has secrets decide', async () => {
    const verifier = createVerifier(firstPresent(schemes), { secrets })
    expect(await verifier.verify({ headers: signed, body })).toMatchObject({ ok: true, scheme: 'standard' })
    const weaker = createVerifier(firstPresent(schemes), { secrets: { token: ['t0ken'], hex: ['s3cret'] } })
    expect(await weaker.verify({ headers: signed, body })).toMatchObject({ ok: true, scheme: 'hex' })
    const weakest = createVerifier(firstPresent(schemes), { secrets: { token: ['t0ken'], hex: [] } })
    expect(await weakest.verify({ headers: signed, body })).toMatchObject({ ok: true, scheme: 'token' })
  })

  test('accepts nothing weaker in its place', async () => {
    const verifier = createVerifier(firstPresent(schemes), { secrets })
    for (const headers of [only('X-Token'), only('X-Signature'), {}]) {
      expect(await verifier.verify({ headers, body })).toMatchObject({ code: 'missing', scheme: 'standard' })
    }
  })

  test('accepts what is named, when nothing stronger is there', async () => {
    const set = firstPresent(schemes, { allowDowngradeTo: ['token'] })
    const verifier = createVerifier(set, { secrets })
    expect(await verifier.verify({ headers: only('X-Token'), body })).toMatchObject({
      ok: true,
      scheme: 'token',
    })
    expect(await verifier.verify({ headers: only('X-Signature'), body })).toMatchObject({ code: 'missing' })
    expect(await verifier.verify({ headers: only('X-Token', 'webhook-'), body })).toMatchObject({
      ok: true,
      scheme: 'standard',
    })
  })

  test('never forgives a wrong proof for a right one', async () => {
    const set = firstPresent(schemes, { allowDowngradeTo: ['token'] })
    const verifier = createVerifier(set, { secrets })
    const wrong = { ...signed, 'webhook-signature': `v1,${'A'.repeat(43)}=` }
    expect(await verifier.verify({ headers: wrong, body })).toMatchObject({
      code: 'mismatch',
      scheme: 'standard',
    })
    for (const broken of ['', 'v1', 'nonsense']) {
      const headers = { ...signed, 'webhook-signature': broken }
      expect(await verifier.verify({ headers, body })).toMatchObject({
        code: 'malformed',
        scheme: 'standard',
      })
    }
  })

  test('does not take unsigned id and time for a signature', async () => {
    const verifier = createVerifier(firstPresent(schemes, { allowDowngradeTo: ['token'] }), { secrets })
    const headers = only('X-Token', 'webhook-id', 'webhook-timestamp')
    expect(await verifier.verify({ headers, body })).toMatchObject({ ok: true, scheme: 'token' })
  })

  test('of equals, takes the first whose header is there', async () => {
    const { hex, otherHex } = schemes
    const verifier = createVerifier(firstPresent({ hex, otherHex }), {
      secrets: { otherHex: ['other'], hex: ['s3cret'] },
    })
    expect(await verifier.verify({ headers: signed, body })).toMatchObject({ ok: true, scheme: 'hex' })
    expect(await verifier.verify({ headers: only('X-Other'), body })).toMatchObject({
      ok: true,
      scheme: 'otherHex',
    })
    expect(await verifier.verify({ headers: {}, body })).toMatchObject({ code: 'missing', scheme: 'hex' })
  })

  test('is not downgraded by secrets that have expired or are malformed', async () => {
    const expired = createVerifier(firstPresent(schemes), {
      secrets: { token: ['t0ken'], standard: [{ value: new Uint8Array(32), expiresAt: 0 }] },
    })
    expect(await expired.verify({ headers: signed, body })).toMatchObject({
      code: 'no-secret',
      scheme: 'standard',
    })
    const malformed = createVerifier(firstPresent(schemes), {
      secrets: { token: ['t0ken'], standard: ['whsec_'] },
      malformedSecrets: 'skip',
    })
    expect(await malformed.verify({ headers: signed, body })).toMatchObject({
      code: 'no-secret',
      scheme: 'standard',
    })
    expect(malformed.skipped).toMatchObject([{ scheme: 'standard', index: 0 }])
  })

  test('refuses names it does not have, and to exist without secrets', () => {
    expect(() => firstPresent(schemes, { allowDowngradeTo: ['nobody' as never] })).toThrowError(
      expect.objectContaining({ code: 'scheme-unknown' }),
    )
    expect(() => firstPresent(schemes, { allowDowngradeTo: ['toString' as never] })).toThrowError(
      expect.objectContaining({ code: 'scheme-unknown' }),
    )
    expect(() => createVerifier(firstPresent(schemes), { secrets: { nobody: ['s'] } as never })).toThrowError(
      expect.objectContaining({ code: 'scheme-unknown' }),
    )
    for (const none of [{}, { hex: [] }]) {
      expect(() => createVerifier(firstPresent(schemes), { secrets: none })).toThrowError(
        expect.objectContaining({ code: 'secret-empty' }),
      )
    }
  })

  test('reads the headers of a set in every form', async () => {
    const verifier = createVerifier(firstPresent(schemes), { secrets })
    for (const headers of [
      new Headers(signed),
      new Map(Object.entries(signed)),
      Object.entries(signed).flat(),
    ]) {
      expect(await verifier.verify({ headers, body })).toMatchObject({ ok: true, scheme: 'standard' })
    }
  })
})
