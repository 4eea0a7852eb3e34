import { expect, test } from 'vitest'
import { parseAddress } from '../../src/egress/address.js'
import { createAllowList } from '../../src/egress/allow-list.js'

const list = createAllowList([
  '10.20.0.0/16',
  '192.168.1.7',
  'fd00:1::/32',
  '::1',
  'localhost',
  'CI.Internal',
  '*.hooks.internal',
  'xn--bcher-kva.example',
])

test.each([
  ['10.20.255.255', true],
  ['10.21.0.0', false],
  ['192.168.1.7', true],
  ['192.168.1.8', false],
  ['::ffff:10.20.0.1', true],
  ['fd00:1:ffff::', true],
  ['fd00:2::', false],
  ['::1', true],
  ['127.0.0.1', false],
])('address %s: %s', (address, allowed) => {
  expect(list.hasAddress(parseAddress(address) as Uint8Array)).toBe(allowed)
})

test.each([
  ['localhost', true],
  ['x.localhost', false],
  ['ci.internal', true],
  ['ci.internal.example.com', false],
  ['xci.internal', false],
  ['a.hooks.internal', true],
  ['a.b.hooks.internal', true],
  ['hooks.internal', false],
  ['evilhooks.internal', false],
  ['xn--bcher-kva.example', true],
  ['10.20.0.1', false],
])('host %s: %s', (host, allowed) => {
  expect(list.hasHost(host)).toBe(allowed)
})

test.each([
  '',
  ' ',
  '*',
  '*.',
  '.internal',
  '*internal',
  '10.0.0.0/33',
  '10.0.0.1/8',
  '10.0.0',
  '0x7f.1',
  '127.1',
  '[::1]',
  'a b',
  'host:8443',
  'http://host',
  'host/path',
  'user@host',
  '10.0.0.0-10.0.0.9',
  'bücher.example',
  'host.',
  '::1%lo',
  'a..b',
])('%j is refused when the list is made', (entry) => {
  expect(() => createAllowList([entry])).toThrowError(expect.objectContaining({ code: 'option-invalid' }))
})

test.each([['localhost'], [[7]], [[undefined]], [null]])('%j is no list of texts', (entries) => {
  expect(() => createAllowList(entries as unknown as string[])).toThrowError(
    expect.objectContaining({ code: 'option-invalid' }),
  )
})
