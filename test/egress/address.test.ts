import { isIP } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAddress } from '../../src/egress/address.js'

test('IPv4 is four bytes, IPv6 sixteen', () => {
  expect(parseAddress('10.0.200.255')).toEqual(Uint8Array.of(10, 0, 200, 255))
  expect(parseAddress('2001:DB8::1:0:ff')).toEqual(
    Uint8Array.of(0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0xff),
  )
})

test('an IPv4 address mapped into IPv6 is the IPv4 address', () => {
  const loopback = Uint8Array.of(127, 0, 0, 1)
  for (const text of [
    '::ffff:127.0.0.1',
    '::FFFF:7f00:1',
    '0:0:0:0:0:ffff:127.0.0.1',
    '0000::ffff:7f00:0001',
  ]) {
    expect(parseAddress(text), text).toEqual(loopback)
  }
})

test.each([
  '',
  '.',
  ':',
  ':::',
  '127.1',
  '127.0.0.1.',
  '127.0.0.01',
  '0177.0.0.1',
  '0x7f.0.0.1',
  '2130706433',
  '256.0.0.1',
  '1.2.3.4.5',
  ' 127.0.0.1',
  '127.0.0.1\n',
  'fe80::1%eth0',
  '[::1]',
  '::1::',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7::8',
  '1.2.3.4::',
  '::1.2.3',
  '::1.2.3.4:5',
  '12345::',
  'g::',
  'localhost',
  '١٢٧.0.0.1',
])('%j is not an address', (text) => {
  expect(parseAddress(text)).toBeUndefined()
})

const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16))
const almostAnAddress = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.array(fc.oneof(group, fc.constant(''), fc.ipV4()), { maxLength: 9 }).map((parts) => parts.join(':')),
  fc.array(fc.integer({ min: 0, max: 300 }).map(String), { maxLength: 5 }).map((parts) => parts.join('.')),
  fc.string({ unit: fc.constantFrom(...'01289af:.%x '), maxLength: 24 }),
)

test('what is an address to Node, but for zones, is one to us, and nothing else', () => {
  fc.assert(
    fc.property(almostAnAddress, (text) => {
      expect(parseAddress(text) !== undefined).toBe(isIP(text) !== 0 && !text.includes('%'))
    }),
    { numRuns: 5_000 },
  )
})
