import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headerIssues } from '../../src/namespaces/header-rules.js'
import { prepareWebhook } from '../../src/namespaces/webhook-rules.js'
import type { NewWebhook } from '../../src/ports/webhook.js'

const prepare = (changes: Partial<NewWebhook>): unknown =>
  prepareWebhook({ namespaceId: 3, payloadUrl: 'https://example.com/', ...changes }, 0)
const refused = expect.objectContaining({ code: 'record-invalid' })

describe('refused are', () => {
  test.each([
    'Host',
    'content-length',
    'Transfer-Encoding',
    'Connection',
    'Authorization',
    'Cookie',
    'User-Agent',
    'webhook-id',
    'Svix-Signature',
    'X-Amz-Meta',
    'X-Forwarded-For',
    'Proxy-Authorization',
    '',
    'a b',
    'a:b',
    'naïve',
    'a\r\nHost',
  ])('the name %j', (name) => {
    expect(() => prepare({ headers: { [name]: 'value' } })).toThrow(refused)
  })

  test.each([
    '',
    ' ',
    ' a',
    'a ',
    'a\r\nHost: evil',
    'a\nb',
    'a\0',
    'ü',
    'x'.repeat(4097),
    7 as unknown as string,
  ])('the value %j', (value) => {
    expect(() => prepare({ headers: { 'X-Ok': value } })).toThrow(refused)
  })

  test('more than fifty, and one name in two casings', () => {
    expect(() => prepare({ headers: { 'X-a': '1', 'x-A': '2' } })).toThrow(refused)
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`X-${index}`, '1']))
    expect(() => prepare({ headers: many })).toThrow(refused)
  })

  test.each([
    { token: '' },
    { token: 'a b' },
    { token: 'a\r\n' },
    { username: 'a:b', password: 'x' },
    { username: 'a', password: 'x\n' },
    { username: 'a' } as never,
  ])('the credentials %j', (auth) => {
    expect(() => prepare({ auth })).toThrow(refused)
  })
})

describe('of time, certificates and proxies', () => {
  test.each([
    { timeoutMs: 0 },
    { timeoutMs: 1.5 },
    { timeoutMs: 50_001 },
    { tls: {} },
    { tls: { cert: 'x' } },
    { tls: { key: 'x' } },
    { tls: { ca: '' } },
    { tls: { ca: 'x' }, payloadUrl: 'http://example.com/' },
    { proxy: {} as never },
    { proxy: { url: 'proxy.example:3128' } },
    { proxy: { url: 'https://proxy.example' } },
    { proxy: { url: 'http://proxy.example/path' } },
    { proxy: { url: 'http://me:password@proxy.example' } },
    { proxy: { url: 'http://proxy.example:99999' } },
    { proxy: { url: 'http://proxy.example', username: 'me' } },
    { proxy: { url: 'http://proxy.example', username: 'a:b', password: 'x' } },
  ])('%j is refused', (changes) => {
    expect(() => prepare(changes)).toThrow(refused)
  })

  test.each([
    { timeoutMs: 50_000 },
    { tls: { ca: 'x' } },
    { tls: { cert: 'x', key: 'y' } },
    { proxy: { url: 'http://proxy.example:3128' } },
    { proxy: { url: 'http://[fd00::1]/', username: 'me', password: '' } },
  ])('%j is not', (changes) => {
    expect(prepare(changes)).toMatchObject(changes)
  })
})

test('accepted is what cannot break a request apart', () => {
  expect(headerIssues({ 'X-Api-Key': 'abc def', 'x-team_1': '!' })).toEqual([])
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: 'binary' }), (name, value) => {
      if (headerIssues({ [name]: value }).length > 0) return
      // The platform's own rules are the judge.
      expect(new Headers([[name, value]]).get(name)).toBe(value)
      expect(/[\r\n\0]/.test(name + value)).toBe(false)
    }),
  )
})

test('no issue repeats a value', () => {
  const issues = headerIssues({ Host: 'canary', 'X-Bad': 'canary\n' })
  expect(JSON.stringify(issues)).not.toContain('canary')
})
