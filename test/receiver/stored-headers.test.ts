import { expect, test } from 'vitest'
import type { HeadersInput } from 'hookstamp'
import { storedHeaders } from '../../src/receiver/stored-headers.js'

const proofs = new Set(['x-proof'])

test.each<[string, HeadersInput]>([
  ['web headers', new Headers({ 'X-Event': 'push', 'X-Proof': 'canary' })],
  [
    'a map',
    new Map([
      ['X-Event', 'push'],
      ['X-Proof', 'canary'],
    ]),
  ],
  ['an object', { 'X-Event': 'push', 'X-Proof': 'canary', 'X-Absent': undefined }],
  ['a flat list', ['X-Event', 'push', 'X-Proof', 'canary']],
  [
    'pairs',
    [
      ['X-Event', 'push'],
      ['X-Proof', 'canary'],
    ],
  ],
])('of %s, by names in lower case, without proofs', (_, headers) => {
  expect(storedHeaders(headers, proofs)).toEqual({ 'x-event': 'push' })
})

test.each([
  'Authorization',
  'Proxy-Authorization',
  'Cookie',
  'Set-Cookie',
  'X-Gitlab-Token',
  'X-Api-Key',
  'X-ApiKey',
  'X-Client-Secret',
  'X-Hub-Signature-256',
  'X-Amz-Security-Token',
  'X-Goog-Iap-Jwt-Assertion',
  'X-Session-Id',
  'X-Password',
])('never %s', (name) => {
  expect(storedHeaders({ [name]: 'canary' }, new Set())).toEqual({})
})

test('keeps what tells of the delivery, and what was sent more than once as a list', () => {
  const headers = { 'Idempotency-Key': 'k', 'X-Gitlab-Event-UUID': 'u', 'X-Forwarded-For': ['a', 'b'] }
  expect(storedHeaders(headers, proofs)).toEqual({
    'idempotency-key': 'k',
    'x-gitlab-event-uuid': 'u',
    'x-forwarded-for': 'a, b',
  })
  expect(storedHeaders(['A', '1', 'a', '2'], proofs)).toEqual({ a: '1, 2' })
})

test('a header called __proto__ is a header', () => {
  const stored = storedHeaders([['__proto__', 'x']], proofs)
  expect(Object.keys(stored)).toEqual(['__proto__'])
  expect(Object.getPrototypeOf(stored)).toBe(Object.prototype)
})
