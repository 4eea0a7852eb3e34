import { expect, test } from 'vitest'
import { LONGEST_RETRY_AFTER_MS, retryAfterMs } from '../../src/dispatcher/retry-after.js'

const now = Date.UTC(2026, 0, 1)
const asked = (value: string): number | undefined => retryAfterMs({ 'retry-after': value }, now)

test.each([
  ['0', 0],
  ['120', 120_000],
  [' 7 ', 7000],
  ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
  ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ['86401', LONGEST_RETRY_AFTER_MS],
  ['1000000000000', LONGEST_RETRY_AFTER_MS],
  ['Fri, 01 Jan 2100 00:00:00 GMT', LONGEST_RETRY_AFTER_MS],
])('%s is understood', (value, expected) => {
  expect(asked(value)).toBe(expected)
})

test.each([
  '',
  'abc',
  '-1',
  '1.5',
  '1e3',
  '0x10',
  '12 s',
  '9999999999999999',
  '2026-01-01',
  'Thu, 99 Foo 2026 00:01:00 GMT',
])('%j is not, and asks for nothing', (value) => {
  expect(asked(value)).toBeUndefined()
})

test('the header is found in any casing, and may be absent', () => {
  expect(retryAfterMs({ 'Retry-After': '3' }, now)).toBe(3000)
  expect(retryAfterMs({}, now)).toBeUndefined()
})
