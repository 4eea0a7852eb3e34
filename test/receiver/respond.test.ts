import { describe, expect, it } from 'vitest'
import { respond, type Outcome, type RejectionCode } from 'hookstamp'
import type { RefusalCode } from 'hookstamp/signing'

const event = {} as never
const rejected = (code: RejectionCode, details: object = {}): Outcome => ({
  ok: false,
  code,
  message: 'canary',
  cause: new Error('canary'),
  event,
  ...details,
})

// Written out, not derived: this is the table that docs/receiving.md promises.
const statuses: Readonly<Record<RejectionCode, number>> = {
  'body-not-utf8': 400,
  'body-not-json': 400,
  'body-truncated': 400,
  unverified: 401,
  'method-not-allowed': 405,
  'body-timeout': 408,
  'body-too-large': 413,
  'body-encoded': 415,
  'payload-invalid': 422,
  'handler-failed': 500,
  'body-consumed': 500,
  'body-not-bytes': 500,
  'dependency-missing': 500,
  busy: 503,
  'secrets-unavailable': 503,
  'guard-unavailable': 503,
  'inbox-unavailable': 503,
}

describe('respond', () => {
  it.each(['handled', 'event-unknown'] as const)('answers %s with an empty 204', (code) => {
    expect(respond({ ok: true, code, event })).toEqual({ status: 204, headers: {}, body: '' })
  })

  it('answers what is stored and not handled yet with an empty 202', () => {
    expect(respond({ ok: true, code: 'accepted', event })).toEqual({ status: 202, headers: {}, body: '' })
  })

  it('answers a duplicate with 200', () => {
    expect(respond({ ok: true, code: 'duplicate', event })).toMatchObject({
      status: 200,
      body: '{"duplicate":true}',
    })
  })

  it.each(Object.entries(statuses) as [RejectionCode, number][])('answers %s with %i', (code, status) => {
    const answer = respond(rejected(code))
    expect(answer.status).toBe(status)
    expect(answer.headers['Content-Type']).toBe('application/json')
    expect(JSON.parse(answer.body)).toEqual({ error: code })
    expect(JSON.stringify(answer)).not.toContain('canary')
  })

  it('says when and how to come back', () => {
    expect(respond(rejected('busy')).headers['Retry-After']).toBe('10')
    expect(respond(rejected('secrets-unavailable')).headers['Retry-After']).toBe('10')
    expect(respond(rejected('method-not-allowed')).headers['Allow']).toBe('POST')
    expect(respond(rejected('body-encoded')).headers['Accept-Encoding']).toBe('identity')
  })

  it('tells why a proof was refused, but not that there is no secret', () => {
    const bodyOf = (reason: RefusalCode): unknown =>
      JSON.parse(respond(rejected('unverified', { reason })).body)
    expect(bodyOf('mismatch')).toEqual({ error: 'unverified', reason: 'mismatch' })
    expect(bodyOf('no-secret')).toEqual({ error: 'unverified' })
  })

  it('names the first ten places of an odd payload, without what is there', () => {
    const issues = Array.from({ length: 12 }, (_, index) => ({ path: ['tags', index], message: 'canary' }))
    const { body } = respond(rejected('payload-invalid', { issues }))
    expect(JSON.parse(body)).toMatchObject({ paths: expect.arrayContaining(['tags.0', 'tags.9']) as unknown })
    expect(body).not.toContain('tags.10')
    expect(body).not.toContain('canary')
  })
})
