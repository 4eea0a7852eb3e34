/**
 * Ways into a network, through every place where an address can come in: the URL, the answers of DNS, redirects
 * (http.test.ts), kept connections. Real connections go to loopback only; that none is even tried elsewhere is
 * counted where Node starts them.
 */
import { createHook } from 'node:async_hooks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Transport } from '../../src/ports/transport.js'
import { httpReceiver, requestTo, transportFor } from './receiver.js'

let connects = 0
const hook = createHook({
  init: (_, type) => {
    if (type === 'TCPCONNECTWRAP') connects++
  },
})
beforeEach(() => {
  connects = 0
  hook.enable()
})
afterEach(() => void hook.disable())

// Plain http and any port, so that nothing but the address can be what is refused.
const lenient = { allowHttp: true, ports: 'any' } as const

const spellings = [
  // Loopback, as URLs let it be written.
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '127.0.1',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0x7F.0x0.0x0.0x1',
  '017700000001',
  '0177.0.0.1',
  '0177.1',
  '127.000.000.001',
  '0x7f.0.0.01',
  '１２７.０.０.１',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '127｡0｡0｡1',
  '%31%32%37.0.0.1',
  '1%32%37.1',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[0000::0001]',
  // This host, this network.
  '0',
  '0.0.0.0',
  '0.1.2.3',
  '0x0',
  '[::]',
  '[0:0:0:0:0:0:0:0]',
  // IPv4 in IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo.
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::FFFF:10.0.0.1]',
  '[::ffff:a9fe:a9fe]',
  '[::127.0.0.1]',
  '[::7f00:1]',
  '[::ffff:0:127.0.0.1]',
  '[::ffff:0:7f00:1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::a9fe:a9fe]',
  '[64:ff9b:1::a00:1]',
  '[2002:7f00:1::]',
  '[2002:a9fe:a9fe::]',
  '[2001:0:7f00:1::]',
  '[2001::a9fe:a9fe]',
  // Private, shared, link-local.
  '10.0.0.1',
  '10.1',
  '167772161',
  '012.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '192.168.1',
  '0xc0.0xa8.0.1',
  '100.64.0.1',
  '100.127.255.255',
  '169.254.1.1',
  '[fe80::1]',
  '[febf::1]',
  '[fc00::1]',
  '[fd12:3456::1]',
  '[fec0::1]',
  // Where clouds keep their metadata.
  '169.254.169.254',
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '169.254.43518',
  '169.254.170.2',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  '[fd00:ec2::254]',
  '[::ffff:169.254.169.254]',
  // Nobody's: benchmarks, documentation, multicast, broadcast, reserved.
  '198.18.0.1',
  '198.19.255.255',
  '192.0.2.1',
  '198.51.100.1',
  '203.0.113.1',
  '192.88.99.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '4294967295',
  '[ff02::1]',
  '[ff0e::1]',
  '[2001:db8::1]',
  '[2001:2::1]',
  '[3fff::1]',
  '[5f00::1]',
  '[100::1]',
  '[4000::1]',
  '[1::1]',
  // Names that are local by themselves.
  'localhost',
  'LOCALHOST',
  'localhost.',
  'ｌｏｃａｌｈｏｓｔ',
  'app.localhost',
  'localhost.localdomain',
  'metadata.google.internal',
  'metadata',
  'host.docker.internal',
  'kubernetes.default.svc.cluster.local',
  'router.lan',
  'nas.home.arpa',
  'printer.local',
]

test('there are more than 80 of them, all different', () => {
  expect(new Set(spellings).size).toBe(spellings.length)
  expect(spellings.length).toBeGreaterThan(80)
})

describe('in the URL', () => {
  test.each(spellings)(
    'http://%s/: refused when saved and when sent, resolving and connecting nothing',
    async (host) => {
      const resolved: string[] = []
      const transport = transportFor({
        egress: lenient,
        resolve: async (name) => (resolved.push(name), ['127.0.0.1']),
      })
      for (const url of [`http://${host}/`, `https://${host}/`, `http://${host}:8080/hook?a=b`]) {
        expect(transport.checkUrl(url, { ssl: false })?.code, url).toBe('address-not-public')
        expect((await transport.send(requestTo(url))).error?.code, url).toBe('address-not-public')
      }
      expect([resolved, connects]).toEqual([[], 0])
    },
  )

  test.each([
    'http://user@10.0.0.1/',
    'http://example.com@10.0.0.1/',
    'http://example.com:80@10.0.0.1/',
    'http://10.0.0.1\\@example.com/',
    'http://exam\tple.com/',
    'http://example.com/\r\nHost: a',
    'http://127.0.0.1%2f.example.com/',
    'http://[fe80::1%25eth0]/',
    'http://[::ffff:127.0.0.1.]/',
    'file:///etc/passwd',
    'gopher://10.0.0.1/',
    'ftp://10.0.0.1/',
    'data:text/plain,x',
    'javascript:alert(1)',
    'unix:/var/run/docker.sock',
    'http:10.0.0.1:x/',
    'http://10.0.0.1:65536/',
    'http://10.0.0.1:0/',
  ])('%j: not a URL to deliver to', async (url) => {
    const { error } = await transportFor({ egress: lenient }).send(requestTo(url))
    expect([error?.code, connects]).toEqual(['url-invalid', 0])
  })
})

/** A transport for which 127.0.0.2 stands for the public internet, and every name resolves as told. */
function withDns(resolve: () => Promise<readonly string[]>): Transport {
  return transportFor({ timeoutMs: 300, egress: { ...lenient, allow: ['127.0.0.2'] }, resolve })
}

describe('in what DNS answers', () => {
  const addresses = spellings
    .map((host) => /^\[?([0-9a-f:.]+)\]?$/i.exec(host)?.[1] as string)
    .filter((address) => /^(?:\d{1,3}\.){3}\d{1,3}$|:/.test(address ?? '') && !/\.0\d/.test(address))

  test.each(addresses)('%s, alone or among others: refused, connecting nothing', async (address) => {
    for (const answer of [[address], ['127.0.0.2', address], [address, '127.0.0.2']]) {
      const transport = withDns(async () => answer)
      expect((await transport.send(requestTo('http://hooks.example.com/'))).error?.code).toBe(
        'address-not-public',
      )
    }
    expect(connects).toBe(0)
  })

  test.each([
    ['no address', async () => [], 'name-not-resolved'],
    [
      'a resolver that fails at once',
      () => {
        throw new Error('out of order')
      },
      'name-not-resolved',
    ],
    ['no such name', async () => await Promise.reject(new Error('ENOTFOUND')), 'name-not-resolved'],
    ['nothing, ever', async () => await new Promise<never>(() => {}), 'deadline-exceeded'],
    ['another name', async () => ['localhost'], 'address-not-public'],
    ['a short form', async () => ['127.2'], 'address-not-public'],
    ['an address with a zone', async () => ['fe80::1%lo'], 'address-not-public'],
    ['an empty text', async () => [''], 'address-not-public'],
    [
      '64 addresses, the last one inside',
      async () => [...Array.from({ length: 63 }, () => '127.0.0.2'), '10.0.0.1'],
      'address-not-public',
    ],
  ])('%s', async (_, answer, code) => {
    const transport = withDns(answer)
    const { error, durationNs } = await transport.send(requestTo('http://hooks.example.com/'))
    expect([error?.code, connects]).toEqual([code, 0])
    expect(durationNs).toBeLessThanOrEqual(550e6)
  })

  test('a name is resolved once for each connection, and connected to where that answer said', async () => {
    const receiver = await httpReceiver((_, response) => response.end())
    const answers = ['127.0.0.1', '127.0.0.2']
    let lookups = 0
    const transport = transportFor({
      egress: { ...lenient, allow: ['127.0.0.1'] },
      resolve: async () => [answers[lookups++] as string],
    })
    const url = `http://hooks.example.com:${receiver.port}/`
    // Kept connections go on to the address that was judged.
    for (let count = 0; count < 3; count++)
      expect((await transport.send(requestTo(url))).response?.status).toBe(200)
    expect([lookups, connects]).toEqual([1, 1])
    // The name has changed its mind by the time of the next connection: judged anew, and refused.
    const closing = { 'Content-Type': 'text/plain', Connection: 'close' }
    await transport.send(requestTo(url, { headers: closing }))
    expect((await transport.send(requestTo(url))).error?.code).toBe('address-not-public')
    expect([lookups, connects]).toEqual([2, 1])
  })

  test('a host that is allowed by name is reached wherever it leads', async () => {
    const receiver = await httpReceiver((_, response) => response.end())
    const transport = transportFor({
      egress: { ...lenient, allow: ['hooks.example.com'] },
      resolve: async () => ['127.0.0.1'],
    })
    const send = async (host: string): Promise<unknown> =>
      (await transport.send(requestTo(`http://${host}:${receiver.port}/`))).error?.code
    expect(await send('hooks.example.com')).toBeUndefined()
    expect(await send('hooks.example.com.')).toBeUndefined()
    expect(await send('other.example.com')).toBe('address-not-public')
    expect(connects).toBe(2)
  })

  test('names are resolved by the operating system unless told otherwise', async () => {
    const receiver = await httpReceiver((_, response) => response.end())
    const transport = transportFor({ egress: { ...lenient, allow: ['localhost'] } })
    expect((await transport.send(requestTo(`http://localhost:${receiver.port}/`))).response?.status).toBe(200)
  })
})
