import { describe, expect, test } from 'vitest'
import { checkRetryPolicy, defaultRetryPolicy, retryDelayMs } from '../../src/worker/retry-policy.js'

const random = (fraction: number): { fill: () => void; fraction: () => number } => ({
  fill: () => {},
  fraction: () => fraction,
})

describe('defaultRetryPolicy', () => {
  test('is ten attempts over 75 hours, 35 minutes and 5 seconds', () => {
    expect(defaultRetryPolicy.delaysMs).toHaveLength(9)
    const total = defaultRetryPolicy.delaysMs.reduce((sum, delay) => sum + delay, 0)
    expect(total).toBe(((75 * 60 + 35) * 60 + 5) * 1000)
  })
})

describe('retryDelayMs', () => {
  const policy = { delaysMs: [1000, 4000] }

  test('waits a random part of each step, up to the whole', () => {
    expect(retryDelayMs(policy, 1, random(0))).toBe(0)
    expect(retryDelayMs(policy, 1, random(0.5))).toBe(500)
    expect(retryDelayMs(policy, 2, random(0.999999))).toBe(4000)
  })

  test('waits each step whole without jitter', () => {
    expect(retryDelayMs({ ...policy, jitter: 'none' }, 2, random(0.1))).toBe(4000)
  })

  test('ends after the last step', () => {
    expect(retryDelayMs(policy, 3, random(0))).toBeUndefined()
    expect(retryDelayMs({ delaysMs: [] }, 1, random(0))).toBeUndefined()
  })
})

test.each([-1, Number.NaN, Infinity])('checkRetryPolicy refuses a delay of %d ms', (delayMs) => {
  expect(() => checkRetryPolicy({ delaysMs: [0, delayMs] })).toThrow(
    expect.objectContaining({ code: 'option-invalid', message: expect.stringContaining('delaysMs[1]') }),
  )
})
