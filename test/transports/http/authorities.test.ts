import { expect, test } from 'vitest'
import { httpTransport } from '../../../src/transports/http.js'
import { readAuthorities } from '../../../src/transports/http/authorities.js'
import { authority, key, selfSigned } from '../certificates.js'

test('reads one certificate, a bundle, or a list of either', () => {
  expect(readAuthorities([])).toEqual([])
  expect(readAuthorities(authority)).toEqual([authority])
  expect(readAuthorities(`# ours\n${authority}\n\n${selfSigned}\n`)).toEqual([authority, selfSigned])
  expect(readAuthorities([authority, `${selfSigned}\n${authority}`])).toEqual([
    authority,
    selfSigned,
    authority,
  ])
})

test.each([
  ['nothing', ''],
  ['another text', 'nonsense'],
  ['a path', '/etc/ssl/ours.pem'],
  ['a key', key],
  ['a certificate with a letter changed', authority.replace('MII', 'MXX')],
  ['a certificate cut off', authority.slice(0, 200)],
  ['one good, one bad', [authority, 'nonsense']],
  ['no text', 7 as unknown as string],
])('%s is refused when the transport is made', (_, ca) => {
  expect(() => httpTransport({ ca })).toThrowError(expect.objectContaining({ code: 'option-invalid' }))
})
