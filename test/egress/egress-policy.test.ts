import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classifyAddress } from '../../src/egress/address-classifier.js'
import { createEgressGuard, type EgressPolicy } from '../../src/egress/egress-policy.js'

function codeOf(url: string, policy?: EgressPolicy, ssl = false): string | undefined {
  return createEgressGuard(policy).checkUrl(url, { ssl }).refusal?.code
}

test('by default: https, port 443, public literals and names that are not local', () => {
  expect(codeOf('https://hooks.example.com/a')).toBeUndefined()
  expect(codeOf('https://1.1.1.1/a')).toBeUndefined()
  expect(codeOf('https://[2606:4700:4700::1111]/a')).toBeUndefined()
  expect(codeOf('http://hooks.example.com/a')).toBe('url-not-https')
  expect(codeOf('https://hooks.example.com:8443/a')).toBe('url-port-refused')
  expect(codeOf('https://10.0.0.1/a')).toBe('address-not-public')
  expect(codeOf('https://localhost/a')).toBe('address-not-public')
  expect(codeOf('nonsense')).toBe('url-invalid')
})

test('http has to be named, comes with port 80, and never serves a webhook with ssl', () => {
  const policy = { allowHttp: true }
  expect(codeOf('http://hooks.example.com/', policy)).toBeUndefined()
  expect(codeOf('https://hooks.example.com:80/', policy)).toBeUndefined()
  expect(codeOf('http://hooks.example.com:8080/', policy)).toBe('url-port-refused')
  expect(codeOf('http://hooks.example.com/', policy, true)).toBe('url-not-https')
  expect(codeOf('https://hooks.example.com/', policy, true)).toBeUndefined()
})

test.each([
  1, 22, 25, 53, 80, 110, 444, 993, 2375, 3306, 5432, 6379, 8080, 8443, 9200, 11_211, 27_017, 65_535,
])('port %i is refused unless it is named', (port) => {
  expect(codeOf(`https://hooks.example.com:${port}/`)).toBe('url-port-refused')
  expect(codeOf(`https://hooks.example.com:${port}/`, { ports: [port] })).toBeUndefined()
})

test('ports are added to the usual ones', () => {
  expect(codeOf('https://hooks.example.com:8443/', { ports: [8443] })).toBeUndefined()
  expect(codeOf('https://hooks.example.com/', { ports: [8443] })).toBeUndefined()
  expect(codeOf('https://hooks.example.com:8444/', { ports: [8443] })).toBe('url-port-refused')
  expect(codeOf('https://hooks.example.com:22/', { ports: 'any' })).toBeUndefined()
})

test.each([[[0]], [[-1]], [[1.5]], [[65_536]], [[Number.NaN]], [['443']], [443], ['all'], [null]])(
  '%j are not ports',
  (ports) => {
    expect(() => createEgressGuard({ ports: ports as number[] })).toThrowError(
      expect.objectContaining({ code: 'option-invalid' }),
    )
  },
)

test('what is allowed by range or by name is reached, its neighbours are not', () => {
  const policy = { allow: ['10.20.0.0/16', 'fd00::/8', 'ci.internal', '*.hooks.internal'] }
  expect(codeOf('https://10.20.3.4/', policy)).toBeUndefined()
  expect(codeOf('https://[::ffff:10.20.3.4]/', policy)).toBeUndefined()
  expect(codeOf('https://[fd12::1]/', policy)).toBeUndefined()
  expect(codeOf('https://ci.internal/', policy)).toBeUndefined()
  expect(codeOf('https://CI.internal./', policy)).toBeUndefined()
  expect(codeOf('https://a.hooks.internal/', policy)).toBeUndefined()
  expect(codeOf('https://10.21.0.1/', policy)).toBe('address-not-public')
  expect(codeOf('https://db.internal/', policy)).toBe('address-not-public')
})

test('a resolved address is judged by its kind, unless its range or the host is allowed', () => {
  const guard = createEgressGuard({ allow: ['10.20.0.0/16', 'ci.internal'] })
  expect(guard.checkAddress('hooks.example.com', '1.1.1.1')).toBeUndefined()
  expect(guard.checkAddress('hooks.example.com', '10.20.0.1')).toBeUndefined()
  expect(guard.checkAddress('ci.internal', '192.168.0.1')).toBeUndefined()
  expect(guard.checkAddress('hooks.example.com', '192.168.0.1')?.code).toBe('address-not-public')
  for (const strange of ['', 'fe80::1%eth0', '127.1', 'localhost']) {
    expect(guard.checkAddress('ci.internal', strange)?.code, strange).toBe('address-not-public')
  }
})

test('a refusal tells the kind of a resolved address and not the address', () => {
  const message = createEgressGuard().checkAddress('db.example.com', '10.1.2.3')?.message
  expect(message).toContain('"db.example.com" leads to a private address')
  expect(message).not.toContain('10.1.2.3')
})

/** Any way in which URLs let the four bytes of an address be written. */
const spelt = (bytes: Uint8Array): fc.Arbitrary<string> => {
  const number = (value: number): fc.Arbitrary<string> =>
    fc.tuple(fc.constantFrom(10, 8, 16), fc.nat({ max: 3 }), fc.boolean()).map(([base, zeros, upper]) => {
      if (base === 10) return String(value)
      const digits = '0'.repeat(zeros) + value.toString(base)
      return base === 8 ? `0${digits}` : `${upper ? '0X' : '0x'}${digits}`
    })
  const [a, b, c, d] = bytes as unknown as [number, number, number, number]
  const parts = [
    [a, b, c, d],
    [a, b, c * 256 + d],
    [a, b * 65_536 + c * 256 + d],
    [a * 2 ** 24 + b * 65_536 + c * 256 + d],
  ]
  const hex = (high: number, low: number): string => (high * 256 + low).toString(16)
  const dotted = fc
    .constantFrom(...parts)
    .chain((numbers) => fc.tuple(...numbers.map(number)).map((texts) => texts.join('.')))
  return fc.oneof(
    dotted,
    dotted.map((text) => `${text}.`),
    dotted.map((text) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))),
    dotted.map((text) => text.replaceAll('.', '\u3002')),
    dotted.map((text) => text.replaceAll(/./g, (char) => `%${char.charCodeAt(0).toString(16)}`)),
    fc.constantFrom(`[::ffff:${a}.${b}.${c}.${d}]`, `[0:0:0:0:0:FFFF:${hex(a, b)}:${hex(c, d)}]`),
  )
}

test('however an address is spelt, it is judged by what it is', () => {
  const guard = createEgressGuard()
  const inside = fc
    .constantFrom('0', '10', '100', '127', '168', '169', '172', '192', '198', '203', '224', '255')
    .map(Number)
  const bytes = fc
    .tuple(
      fc.oneof(inside, fc.nat({ max: 255 })),
      fc.nat({ max: 255 }),
      fc.nat({ max: 255 }),
      fc.nat({ max: 255 }),
    )
    .map((four) => Uint8Array.from(four))
  const written = bytes.chain((address) => spelt(address).map((host) => ({ address, host })))
  fc.assert(
    fc.property(written, ({ address, host }) => {
      const { target, refusal } = guard.checkUrl(`https://${host}/`, { ssl: true })
      const expected = classifyAddress(address) === 'public' ? undefined : 'address-not-public'
      expect(refusal?.code, host).toBe(expected)
      if (target !== undefined && !host.startsWith('[')) expect(target.host).toBe(address.join('.'))
    }),
    { numRuns: 2_000 },
  )
})
