import { expect, test } from 'vitest'
import { notNegative, positive } from '../../src/worker/whole-number.js'

test.each([-1, 0.5, Number.NaN, Infinity])('%s is no whole number', (value) => {
  expect(() => notNegative('sweepEveryMs', value)).toThrow(
    expect.objectContaining({ code: 'option-invalid' }),
  )
  expect(() => positive('leaseMs', value)).toThrow(/leaseMs/)
})

test('zero is, but not above zero', () => {
  expect(notNegative('sweepEveryMs', 0)).toBe(0)
  expect(() => positive('leaseMs', 0)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
  expect(positive('leaseMs', 1)).toBe(1)
})
