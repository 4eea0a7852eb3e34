import { describe, expect, it } from 'vitest'
import { explain, inspectHeaders } from '../../src/receiver/prove.js'
import { createVerifiers } from '../../src/receiver/verifiers.js'
import { djinn } from 'hookstamp/dialects/djinn'
import { acme, paid, secret } from './acme.js'

const verifiers = createVerifiers([djinn, acme], [secret], { allowDowngradeTo: [] })

describe('inspectHeaders', () => {
  it('finds the dialects whose proof is there', () => {
    const candidates = inspectHeaders(verifiers, paid.headers)
    expect(candidates).toMatchObject([{ dialect: { name: 'acme' } }])
  })

  it('refuses when there is none', () => {
    expect(inspectHeaders(verifiers, {})).toMatchObject({ code: 'unverified', reason: 'missing' })
    expect(inspectHeaders([], paid.headers)).toMatchObject({ code: 'unverified', reason: 'no-secret' })
  })

  it('tells of a malformed proof rather than of another that is missing', () => {
    const headers = { 'x-acme-signature': 'sha256=zz' }
    expect(inspectHeaders(verifiers, headers)).toMatchObject({ code: 'unverified', reason: 'malformed' })
    expect(inspectHeaders(verifiers.toReversed(), headers)).toMatchObject({ reason: 'malformed' })
  })

  it('does not choose between two proofs', () => {
    const signature = paid.headers['x-acme-signature'] as string
    const headers = ['X-Acme-Signature', signature, 'x-acme-signature', signature]
    expect(inspectHeaders(verifiers, headers)).toMatchObject({ code: 'unverified', reason: 'repeated' })
  })
})

describe('explain', () => {
  const mismatch = { ok: false, code: 'mismatch', scheme: 'hmac', message: 'no secret matches' } as const

  it('tells a short body from a wrong secret', () => {
    const short = explain(mismatch, { 'content-length': '10' }, new Uint8Array(7))
    expect(short).toMatchObject({
      code: 'body-truncated',
      message: expect.stringMatching(/10 .*7/) as string,
    })
    expect(explain(mismatch, { 'content-length': '10' }, new Uint8Array(10))).toMatchObject({
      code: 'unverified',
      reason: 'mismatch',
    })
    expect(explain(mismatch, {}, new Uint8Array(0)).code).toBe('unverified')
  })
})
