import { expect, test } from 'vitest'
import { parseTarget } from '../../src/egress/target.js'

test('a URL leads to an origin, a path and a host', () => {
  expect(parseTarget('https://Hooks.Example.com:8443/a/b?c=d#e').target).toEqual({
    origin: 'https://hooks.example.com:8443',
    path: '/a/b?c=d',
    host: 'hooks.example.com',
    port: 8443,
    secure: true,
  })
  expect(parseTarget('http://example.com').target).toMatchObject({ path: '/', port: 80, secure: false })
})

test.each([
  ['http://[::1]/', '::1'],
  ['http://127.1/', '127.0.0.1'],
  ['http://2130706433/', '127.0.0.1'],
  ['http://0x7f.1/', '127.0.0.1'],
  ['http://017700000001/', '127.0.0.1'],
  ['http://127.0.0.1./', '127.0.0.1'],
  ['http://１２７.０.０.１/', '127.0.0.1'],
  ['http://①②⑦.⓪.⓪.①/', '127.0.0.1'],
  ['http://127。0。0。1/', '127.0.0.1'],
  ['http://localhost./', 'localhost'],
  ['http://LOCALHOST/', 'localhost'],
  ['https://bücher.example/', 'xn--bcher-kva.example'],
])('%s is judged as %s', (url, host) => {
  expect(parseTarget(url).target?.host).toBe(host)
})

test.each([
  '',
  ' ',
  'example.com',
  '//example.com',
  '/hook',
  'https://',
  'https://user@example.com',
  'https://u:p@example.com',
  'https://example.com@10.0.0.1/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'gopher://example.com/',
  'data:,x',
  'javascript:alert(1)',
  'ws://example.com',
  'https://exa mple.com',
  'https://example.com/\n',
  '\thttps://example.com',
  'https://example.com\\@10.0.0.1/',
  'https://exam\u0000ple.com',
  'https://127.0.0.1%2f.example.com/',
  'https://example.com:0/',
  'https://example.com:65536/',
  'https://example.com:x/',
  'https://[::1',
  'https://[fe80::1%25eth0]/',
  'https://a..b/',
  'https://example.com../',
  'https://./',
  `https://example.com/${'a'.repeat(2_048)}`,
  `https://${'a.'.repeat(127)}com/`,
  'https://256.0.0.1/',
  'https://1.2.3.4.5/',
])('%j cannot be delivered to', (url) => {
  expect(parseTarget(url).refusal?.code).toBe('url-invalid')
})

test('what is no text at all is refused, not thrown at', () => {
  for (const value of [undefined, null, 7, {}]) {
    expect(parseTarget(value as unknown as string).refusal?.code).toBe('url-invalid')
  }
})

test('a refusal repeats neither path nor credentials', () => {
  for (const url of [
    'https://u:s3cret@example.com/',
    'https://example.com:0/s3cret',
    'ftp://example.com/s3cret',
  ]) {
    expect(parseTarget(url).refusal?.message).not.toContain('s3cret')
  }
})
