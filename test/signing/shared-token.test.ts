import { createSigner, createVerifier, sharedToken } from 'hookstamp/signing'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../src/internal/bytes.js'

const scheme = sharedToken({ header: 'X-Gitlab-Token' })
const body = utf8('{}')

describe('sharedToken', () => {
  test('says nothing about the body', async () => {
    const headers = await createSigner(scheme, { secrets: ['t0ken'] }).sign({ body })
    const verifier = createVerifier(scheme, { secrets: ['t0ken'] })
    expect(await verifier.verify({ headers, body: utf8('other') })).toMatchObject({ ok: true })
  })

  test('takes the token as bytes as well', async () => {
    const verifier = createVerifier(scheme, { secrets: [utf8('t0ken')] })
    expect(await verifier.verify({ headers: { 'x-gitlab-token': 't0ken' }, body })).toMatchObject({
      ok: true,
    })
  })

  test.each([
    ['a line break at the end, which GitLab strips', 't0ken\n'],
    ['a line break inside', 't0\nken'],
    ['a space at an end', ' t0ken'],
    ['something not ASCII', 't0kén'],
    ['a NUL', 't0\0ken'],
    ['4097 characters', 'x'.repeat(4097)],
    ['bytes that are not ASCII', Uint8Array.of(0xff)],
    ['a byte order mark in front', Uint8Array.of(0xef, 0xbb, 0xbf, 0x78)],
    ['a lot of bytes', new Uint8Array(1_000_000).fill(120)],
  ])('refuses a secret with %s', (_what, secret) => {
    for (const create of [createSigner, createVerifier]) {
      expect(() => create(scheme, { secrets: [secret] })).toThrowError(
        expect.objectContaining({ code: 'secret-malformed' }),
      )
    }
  })
})
