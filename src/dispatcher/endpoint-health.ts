/** What failures in a row do to a webhook, as data and one pure function. */
import { HookstampError } from '../errors.js'
import type { WebhookHealth } from '../ports/webhook.js'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** When a webhook that fails is paused, and when it is given up. Durations are in milliseconds. */
export interface HealthPolicy {
  /** Failures in a row, over all deliveries, until the first pause. */
  readonly pauseAfterFailures: number
  /** The first pause; each failure after it makes the next one `pauseFactor` times as long. */
  readonly firstPauseMs: number
  /** @default 2 */
  readonly pauseFactor?: number
  readonly longestPauseMs: number
  /**
   * The pause after the first answer that says "too much" (429, 502, 503, 504) without a `Retry-After`. It grows as
   * pauses do; 0 treats such an answer as any other failure.
   */
  readonly overloadPauseMs: number
  /** Failures in a row until the webhook is made inactive; absent: not by number. */
  readonly disableAfterFailures?: number
  /** Time of nothing but failures until the webhook is made inactive; absent: not by time. */
  readonly disableAfterMs?: number
}

/**
 * A pause after ten failures in a row, one minute first and an hour at most, so that a receiver that comes back is
 * found within the hour; given up after five days of nothing but failures.
 */
export const defaultHealth: HealthPolicy = {
  pauseAfterFailures: 10,
  firstPauseMs: MINUTE,
  longestPauseMs: HOUR,
  overloadPauseMs: 5 * SECOND,
  disableAfterMs: 5 * DAY,
}

/**
 * GitLab's: a pause after 4 failures in a row, 1 minute first, doubling up to 24 hours; given up after 40.
 *
 * @see https://docs.gitlab.com/user/project/integrations/webhooks/#auto-disabled-webhooks
 */
export const gitlabHealth: HealthPolicy = {
  pauseAfterFailures: 4,
  firstPauseMs: MINUTE,
  longestPauseMs: DAY,
  overloadPauseMs: 0,
  disableAfterFailures: 40,
}

/** What an attempt says about its webhook. Times are in milliseconds. */
export interface HealthSignal {
  readonly succeeded: boolean
  /** When the attempt was begun, and now: since the epoch. */
  readonly startedAt: number
  readonly now: number
  /** Whether the receiver says that it is asked too much. */
  readonly overloaded: boolean
  /** The wait it asks for. */
  readonly retryAfterMs: number | undefined
}

/** @throws HookstampError `option-invalid` */
export function checkHealthPolicy(policy: HealthPolicy): HealthPolicy {
  for (const [name, value] of Object.entries(policy)) {
    if (typeof value === 'number' && value >= 0) continue
    throw new HookstampError('option-invalid', `health.${name}: expected a number, 0 or more.`)
  }
  return policy
}

/** A webhook's health after an attempt; the same object if nothing changes. */
export function healthAfter(
  policy: HealthPolicy,
  health: WebhookHealth,
  signal: HealthSignal,
): WebhookHealth {
  if (signal.succeeded) return isHealthy(health) ? health : SOUND
  // Under way when the pause began: it says nothing new, and many at once must not count as many pauses.
  if (health.pausedAt !== null && signal.startedAt <= health.pausedAt) return health
  const failures = health.failures + 1
  const failingSince = health.failingSince ?? signal.startedAt
  const pauseMs = pauseAfter(policy, failures, signal)
  return pauseMs === 0
    ? { ...health, failures, failingSince }
    : { failures, failingSince, pausedAt: signal.now, pausedUntil: signal.now + pauseMs }
}

/** Whether so much has failed that the webhook is to be made inactive. */
export function isGivenUp(policy: HealthPolicy, health: WebhookHealth, now: number): boolean {
  const { disableAfterFailures = Infinity, disableAfterMs = Infinity } = policy
  if (health.failures >= disableAfterFailures) return true
  // Not by the time alone that passed since one failure in a quiet week: the pauses have had their chances too.
  return (
    health.failingSince !== null &&
    health.failures > policy.pauseAfterFailures &&
    now - health.failingSince >= disableAfterMs
  )
}

export function isHealthy(health: WebhookHealth): boolean {
  return health.failures === 0 && health.pausedUntil === null
}

export function withoutPause(health: WebhookHealth): WebhookHealth {
  return { ...health, pausedAt: null, pausedUntil: null }
}

const SOUND: WebhookHealth = { failures: 0, failingSince: null, pausedAt: null, pausedUntil: null }

function pauseAfter(policy: HealthPolicy, failures: number, signal: HealthSignal): number {
  const { pauseAfterFailures, firstPauseMs, overloadPauseMs, longestPauseMs } = policy
  const regularMs =
    failures < pauseAfterFailures ? 0 : grown(policy, firstPauseMs, failures - pauseAfterFailures)
  if (!signal.overloaded || overloadPauseMs === 0) return regularMs
  const overloadMs =
    signal.retryAfterMs ?? Math.min(grown(policy, overloadPauseMs, failures - 1), longestPauseMs)
  return Math.max(regularMs, overloadMs)
}

function grown({ pauseFactor = 2, longestPauseMs }: HealthPolicy, startMs: number, steps: number): number {
  return Math.min(Math.round(startMs * pauseFactor ** steps), longestPauseMs)
}
