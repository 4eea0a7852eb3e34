import { expect, test } from 'vitest'
import { fetchTransport } from '../../src/transports/fetch.js'
import { httpTransport } from '../../src/transports/http.js'
import { limitsOf } from '../../src/transports/limits.js'

test('have defaults, also for what is undefined', () => {
  const defaults = { timeoutMs: 15_000, maxResponseBytes: 65_536 }
  expect(limitsOf({})).toEqual(defaults)
  expect(limitsOf({ timeoutMs: undefined as unknown as number, maxResponseBytes: 65_536 })).toEqual(defaults)
})

test.each([
  { timeoutMs: 0 },
  { timeoutMs: Number.NaN },
  { timeoutMs: Infinity },
  { timeoutMs: 2 ** 31 },
  { timeoutMs: '5' as never },
  { maxResponseBytes: 0 },
  { maxResponseBytes: -1 },
  { maxResponseBytes: 1.5 },
])('%j is refused', (limits) => {
  for (const create of [limitsOf, httpTransport, () => fetchTransport({ trustDns: true, ...limits })])
    expect(() => create(limits)).toThrowError(expect.objectContaining({ code: 'option-invalid' }))
})
