import { BlockList } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAddress } from '../../src/egress/address.js'
import { cidrContains, parseCidr } from '../../src/egress/cidr.js'

function contains(range: string, address: string): boolean {
  const [parsed, bytes] = [parseCidr(range), parseAddress(address)]
  if (parsed === undefined || bytes === undefined) throw new Error(`${range} or ${address} cannot be read`)
  return cidrContains(parsed, bytes)
}

test('a range holds its first and last address and not their neighbours', () => {
  expect(contains('172.16.0.0/12', '172.16.0.0')).toBe(true)
  expect(contains('172.16.0.0/12', '172.31.255.255')).toBe(true)
  expect(contains('172.16.0.0/12', '172.15.255.255')).toBe(false)
  expect(contains('172.16.0.0/12', '172.32.0.0')).toBe(false)
  expect(contains('fe80::/10', 'febf:ffff::1')).toBe(true)
  expect(contains('fe80::/10', 'fec0::')).toBe(false)
})

test('an address is the range of itself, and /0 holds its whole family only', () => {
  expect(contains('10.0.0.1', '10.0.0.1')).toBe(true)
  expect(contains('10.0.0.1', '10.0.0.2')).toBe(false)
  expect(contains('::/0', '2001:db8::1')).toBe(true)
  expect(contains('::/0', '10.0.0.1')).toBe(false)
  expect(contains('0.0.0.0/0', '2001:db8::1')).toBe(false)
})

test('a mapped range is the IPv4 range', () => {
  expect(contains('::ffff:10.0.0.0/104', '10.200.0.1')).toBe(true)
  expect(parseCidr('::ffff:10.0.0.0/95')).toBeUndefined()
})

test.each([
  '',
  '/',
  '/8',
  '10.0.0.0/',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/08',
  '10.0.0.0/8/8',
  '10.0.0.0/ 8',
  '10.0.0.1/8',
  '10.0.0/8',
  '::/129',
  '::1/64',
  'fe80::%1/64',
  'localhost',
])('%j is no range', (text) => {
  expect(parseCidr(text)).toBeUndefined()
})

test('any range holds what Node says it holds', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (network, address, bits) => {
      const bytes = parseAddress(network) as Uint8Array
      const mask = bits === 0 ? 0 : -1 << (32 - bits)
      const start = bytes.map((byte, index) => byte & (mask >>> (24 - index * 8)))
      const nodeList = new BlockList()
      nodeList.addSubnet(start.join('.'), bits, 'ipv4')
      expect(contains(`${start.join('.')}/${bits}`, address)).toBe(nodeList.check(address, 'ipv4'))
    }),
  )
})
