import { HookstampError } from '../errors.js'
import type { Random } from '../internal/random.js'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** When a failed delivery is tried again, as data. */
export interface RetryPolicy {
  /** Wait before each retry, in milliseconds. As many retries as entries; after the last the delivery is `dead`. */
  readonly delaysMs: readonly number[]
  /**
   * `full`: wait a random part of each step, so that what failed together does not come back together.
   * @default 'full'
   */
  readonly jitter?: 'full' | 'none'
}

/**
 * Ten attempts over about 75 hours.
 *
 * @see Standard Webhooks specification, "Deliverability and reliability"
 */
export const defaultRetryPolicy: RetryPolicy = {
  delaysMs: [
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
  ],
  jitter: 'full',
}

/** @throws HookstampError `option-invalid` for a delay that is no duration */
export function checkRetryPolicy(policy: RetryPolicy): RetryPolicy {
  for (const [index, delayMs] of policy.delaysMs.entries()) {
    if (Number.isFinite(delayMs) && delayMs >= 0) continue
    throw new HookstampError('option-invalid', `retry.delaysMs[${index}]: expected milliseconds, 0 or more.`)
  }
  return policy
}

/**
 * Wait before the attempt after this one, in milliseconds; `undefined` when there is none left.
 *
 * @param attempts attempts made so far, at least 1
 */
export function retryDelayMs(policy: RetryPolicy, attempts: number, random: Random): number | undefined {
  const stepMs = policy.delaysMs[attempts - 1]
  if (stepMs === undefined) return undefined
  return policy.jitter === 'none' ? stepMs : Math.round(stepMs * random.fraction())
}
