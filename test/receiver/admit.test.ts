import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { fakeClock } from 'hookstamp/testing'
import { admit } from '../../src/receiver/admit.js'
import { createDeadline } from '../../src/receiver/deadline.js'
import type { ReceiveRequest } from '../../src/receiver/request.js'
import { createVerifiers } from '../../src/receiver/verifiers.js'
import { acme, message, paid, secret, signed } from './acme.js'

const verifiers = createVerifiers([acme], [secret], { allowDowngradeTo: [] })
const clock = fakeClock()
const settings = {
  validation: 'loose',
  maxBodyBytes: 1000,
  clock,
  deadline: createDeadline(clock, 1000),
} as const
const admitted = (request: ReceiveRequest) => admit(request, () => verifiers, settings)
const invoice = message('invoice.paid', { id: 'a', cents: 1 })

describe('bad input', () => {
  it.each<[string, ReceiveRequest, object]>([
    ['a signature that is missing', { ...paid, headers: {} }, { code: 'unverified', reason: 'missing' }],
    [
      'a signature that is malformed',
      { ...paid, headers: { 'x-acme-signature': 'sha256=12' } },
      { code: 'unverified', reason: 'malformed' },
    ],
    [
      'a signature by another secret',
      signed(invoice, { key: 'other' }),
      { code: 'unverified', reason: 'mismatch' },
    ],
    [
      'a signature of another body',
      { ...paid, body: signed(message('ping', {})).body },
      { code: 'body-truncated' },
    ],
    [
      'a body that was re-serialised',
      { ...paid, body: signed(` ${invoice} `).body, headers: { ...paid.headers, 'content-length': '1' } },
      { code: 'unverified', reason: 'mismatch' },
    ],
    ['a body cut short', { ...paid, body: paid.body.slice(0, -1) }, { code: 'body-truncated' }],
    ['a body that is not UTF-8', signed(Uint8Array.of(0x7b, 0xff, 0x7d)), { code: 'body-not-utf8' }],
    ['a body that is not JSON', signed('{"type":'), { code: 'body-not-json' }],
    ['an empty body', signed(''), { code: 'body-not-json' }],
    ['an unknown event', signed(message('nope', {})), { ok: true, code: 'event-unknown' }],
    ['a payload that does not fit', signed(message('invoice.paid', {})), { code: 'payload-invalid' }],
    ['a body declared one byte over the cap', signed(' '.repeat(1001)), { code: 'body-too-large' }],
    [
      'a chunked body one byte over the cap',
      {
        ...paid,
        headers: { ...paid.headers, 'content-length': undefined },
        body: async () => new Uint8Array(1001),
      },
      { code: 'body-too-large' },
    ],
    ['a parsed body', { ...paid, body: { type: 'invoice.paid' } as never }, { code: 'body-not-bytes' }],
    ['GET', { ...paid, method: 'GET' }, { code: 'method-not-allowed' }],
    [
      'a compressed body',
      { ...paid, headers: { ...paid.headers, 'content-encoding': 'gzip' } },
      { code: 'body-encoded' },
    ],
  ])('%s has its own code and says what to do', async (_name, request, expected) => {
    const result = await admitted(request)
    expect(result).toMatchObject(expected)
    if (!result.ok) expect(result.message.length).toBeGreaterThan(20)
  })

  it('of any kind never throws, and never passes as verified', async () => {
    const headerValue = fc.oneof(fc.string(), fc.constant(paid.headers['x-acme-signature'] as string))
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array(),
        fc.dictionary(
          fc.constantFrom('x-acme-signature', 'content-length', 'content-encoding', '__proto__'),
          headerValue,
        ),
        async (body, headers) => {
          const result = await admitted({ headers, body })
          expect(result).toMatchObject({ ok: false })
        },
      ),
    )
  })
})

describe('order', () => {
  it.each<[string, Partial<ReceiveRequest>]>([
    ['the wrong method', { method: 'GET' }],
    ['a declared size over the cap', { headers: { ...paid.headers, 'content-length': '1001' } }],
    ['an encoding', { headers: { ...paid.headers, 'content-encoding': 'gzip' } }],
    ['no proof', { headers: {} }],
    ['a malformed proof', { headers: { 'x-acme-signature': 'nonsense' } }],
  ])('refuses %s without reading the body', async (_name, part) => {
    const body = vi.fn(() => Promise.resolve(paid.body))
    expect((await admitted({ ...paid, ...part, body })).ok).toBe(false)
    expect(body).not.toHaveBeenCalled()
  })

  it('asks for secrets only what the limits let pass', async () => {
    const lookup = vi.fn(() => verifiers)
    await admit({ ...paid, method: 'GET' }, lookup, settings)
    expect(lookup).not.toHaveBeenCalled()
  })

  it('loads and runs no schema for what is not verified', async () => {
    const schema = vi.fn(acme.schema)
    const spied = createVerifiers([{ ...acme, schema }], [secret], { allowDowngradeTo: [] })
    await admit(signed(invoice, { key: 'other' }), () => spied, settings)
    expect(schema).not.toHaveBeenCalled()
    await admit(signed(invoice), () => spied, settings)
    expect(schema).toHaveBeenCalledTimes(1)
  })
})
