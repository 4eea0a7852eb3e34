import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultHealth, gitlabHealth } from 'hookstamp'
import {
  checkHealthPolicy,
  healthAfter,
  isGivenUp,
  type HealthPolicy,
  type HealthSignal,
} from '../../src/dispatcher/endpoint-health.js'
import { HEALTHY } from '../../src/namespaces/webhook-rules.js'
import type { WebhookHealth } from '../../src/ports/webhook.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const failed = (at: number, more: Partial<HealthSignal> = {}): HealthSignal => ({
  succeeded: false,
  startedAt: at,
  now: at,
  overloaded: false,
  retryAfterMs: undefined,
  ...more,
})
const succeeded = (at: number): HealthSignal => ({ ...failed(at), succeeded: true })

/** Fails as soon as a pause lets it, so often; the pauses in between, and the health at the end. */
function failing(
  policy: HealthPolicy,
  times: number,
): { pausesMs: number[]; health: WebhookHealth; at: number } {
  let health = HEALTHY
  let at = 1
  const pausesMs: number[] = []
  for (let count = 0; count < times; count++) {
    health = healthAfter(policy, health, failed(at))
    const pauseMs = health.pausedUntil === null ? 0 : health.pausedUntil - at
    pausesMs.push(pauseMs)
    at += pauseMs + 1
  }
  return { pausesMs, health, at }
}

describe('GitLab’s schedule', () => {
  test('four failures, then 1 minute doubling to 24 hours', () => {
    const minutes = failing(gitlabHealth, 16).pausesMs.map((ms) => ms / MINUTE)
    expect(minutes).toEqual([0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440])
  })

  test('given up at the fortieth', () => {
    const at39 = failing(gitlabHealth, 39)
    expect(isGivenUp(gitlabHealth, at39.health, at39.at)).toBe(false)
    const at40 = failing(gitlabHealth, 40)
    expect(isGivenUp(gitlabHealth, at40.health, at40.at)).toBe(true)
  })

  test('an answer that says "too much" is a failure like any other', () => {
    const after = healthAfter(gitlabHealth, HEALTHY, failed(1, { overloaded: true, retryAfterMs: 5000 }))
    expect(after).toEqual({ failures: 1, failingSince: 1, pausedAt: null, pausedUntil: null })
  })
})

describe('the default', () => {
  test('pauses after ten failures, an hour at most', () => {
    const { pausesMs } = failing(defaultHealth, 18)
    expect(pausesMs.slice(0, 9)).toEqual(Array(9).fill(0))
    expect(pausesMs.slice(9).map((ms) => ms / MINUTE)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
  })

  test('gives up after five days of nothing but failures, not after a few in a quiet week', () => {
    const many = failing(defaultHealth, 11)
    const since = many.health.failingSince as number
    expect(isGivenUp(defaultHealth, many.health, since + 5 * DAY - 1)).toBe(false)
    expect(isGivenUp(defaultHealth, many.health, since + 5 * DAY)).toBe(true)
    expect(isGivenUp(defaultHealth, failing(defaultHealth, 3).health, since + 30 * DAY)).toBe(false)
  })

  test('"too much" pauses at once: as long as asked for, else 5 seconds and doubling', () => {
    const asked = healthAfter(defaultHealth, HEALTHY, failed(1, { overloaded: true, retryAfterMs: 90_000 }))
    expect(asked.pausedUntil).toBe(90_001)
    const first = healthAfter(defaultHealth, HEALTHY, failed(1, { overloaded: true }))
    expect(first.pausedUntil).toBe(5001)
    expect(healthAfter(defaultHealth, first, failed(6000, { overloaded: true })).pausedUntil).toBe(16_000)
  })
})

test('one success forgets everything, and changes nothing where nothing was wrong', () => {
  expect(healthAfter(gitlabHealth, failing(gitlabHealth, 9).health, succeeded(1))).toEqual(HEALTHY)
  expect(healthAfter(gitlabHealth, HEALTHY, succeeded(1))).toBe(HEALTHY)
})

test('what was under way when the pause began counts once, not as many pauses', () => {
  const paused = failing(gitlabHealth, 4).health
  expect(healthAfter(gitlabHealth, paused, failed((paused.pausedAt as number) - 1))).toBe(paused)
})

test('pauses never shrink and never exceed the longest, whatever the policy', () => {
  const policies = fc.record({
    pauseAfterFailures: fc.integer({ min: 1, max: 20 }),
    firstPauseMs: fc.integer({ min: 1, max: HOUR }),
    pauseFactor: fc.double({ min: 1, max: 10, noNaN: true }),
    longestPauseMs: fc.integer({ min: HOUR, max: DAY }),
    overloadPauseMs: fc.constant(0),
  })
  fc.assert(
    fc.property(policies, (policy) => {
      const { pausesMs } = failing(policy, 60)
      expect(pausesMs).toEqual(pausesMs.toSorted((a, b) => a - b))
      expect(Math.max(...pausesMs)).toBeLessThanOrEqual(policy.longestPauseMs)
    }),
  )
})

test.each([
  { firstPauseMs: -1 },
  { pauseAfterFailures: Number.NaN },
  { disableAfterMs: '5 days' as unknown as number },
])('refuses %j', (wrong) => {
  expect(() => checkHealthPolicy({ ...defaultHealth, ...wrong })).toThrow(
    expect.objectContaining({ code: 'option-invalid' }),
  )
})
