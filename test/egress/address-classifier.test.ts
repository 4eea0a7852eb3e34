import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classifyAddress } from '../../src/egress/address-classifier.js'
import { parseAddress } from '../../src/egress/address.js'

function kindOf(text: string): string {
  const bytes = parseAddress(text)
  if (bytes === undefined) throw new Error(`${text} is not an address`)
  return classifyAddress(bytes)
}

test.each([
  ['1.1.1.1', 'public'],
  ['8.8.8.8', 'public'],
  ['9.255.255.255', 'public'],
  ['11.0.0.0', 'public'],
  ['100.63.255.255', 'public'],
  ['100.128.0.0', 'public'],
  ['126.255.255.255', 'public'],
  ['128.0.0.0', 'public'],
  ['169.253.255.255', 'public'],
  ['172.15.255.255', 'public'],
  ['172.32.0.0', 'public'],
  ['192.0.1.0', 'public'],
  ['192.167.255.255', 'public'],
  ['192.169.0.0', 'public'],
  ['198.17.255.255', 'public'],
  ['198.20.0.0', 'public'],
  ['223.255.255.255', 'public'],
  ['168.63.129.15', 'public'],
  ['2000::', 'public'],
  ['2606:4700:4700::1111', 'public'],
  ['2001:4860:4860::8888', 'public'],
  ['2003::1', 'public'],
  ['3ffe:ffff::', 'public'],
])('%s is %s', (text, kind) => {
  expect(kindOf(text)).toBe(kind)
})

test.each([
  ['0.0.0.0', 'unspecified'],
  ['0.1.2.3', 'unspecified'],
  ['10.0.0.0', 'private'],
  ['10.255.255.255', 'private'],
  ['100.64.0.0', 'shared'],
  ['100.100.100.200', 'shared'],
  ['100.127.255.255', 'shared'],
  ['127.0.0.0', 'loopback'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.255', 'loopback'],
  ['169.254.0.0', 'link-local'],
  ['169.254.169.254', 'link-local'],
  ['169.254.170.2', 'link-local'],
  ['168.63.129.16', 'cloud-platform'],
  ['172.16.0.0', 'private'],
  ['172.31.255.255', 'private'],
  ['192.0.0.0', 'reserved'],
  ['192.0.0.192', 'reserved'],
  ['192.0.2.1', 'documentation'],
  ['192.88.99.1', 'transition'],
  ['192.168.0.1', 'private'],
  ['198.18.0.0', 'benchmarking'],
  ['198.19.255.255', 'benchmarking'],
  ['198.51.100.1', 'documentation'],
  ['203.0.113.7', 'documentation'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.255', 'multicast'],
  ['240.0.0.0', 'reserved'],
  ['255.255.255.254', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::2', 'transition'],
  ['::127.0.0.1', 'transition'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:a9fe:a9fe', 'link-local'],
  ['::ffff:10.0.0.1', 'private'],
  ['::ffff:0:127.0.0.1', 'transition'],
  ['64:ff9b::a9fe:a9fe', 'transition'],
  ['64:ff9b::8.8.8.8', 'transition'],
  ['64:ff9b:1::a00:1', 'transition'],
  ['100::1', 'reserved'],
  ['1fff:ffff::', 'reserved'],
  ['2001::', 'transition'],
  ['2001:0:7f00:1::', 'transition'],
  ['2001:2::1', 'benchmarking'],
  ['2001:1ff:ffff::', 'reserved'],
  ['2001:db8::1', 'documentation'],
  ['2002:a9fe:a9fe::', 'transition'],
  ['2002:808:808::', 'transition'],
  ['3fff::1', 'documentation'],
  ['4000::', 'reserved'],
  ['5f00::1', 'reserved'],
  ['fc00::', 'private'],
  ['fd00:ec2::254', 'private'],
  ['fe80::1', 'link-local'],
  ['febf::1', 'link-local'],
  ['fec0::1', 'private'],
  ['ff02::1', 'multicast'],
  ['ffff::', 'multicast'],
])('%s is %s, so not public', (text, kind) => {
  expect(kindOf(text)).toBe(kind)
})

test('every address has a kind, and no IPv6 address outside 2000::/3 is public', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const kind = classifyAddress(bytes)
      if ((bytes[0] as number) >> 5 !== 1) expect(kind).not.toBe('public')
    }),
  )
})
