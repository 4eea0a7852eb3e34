/** What an attempt's result means: for the attempt's record, for its delivery, for its webhook. */
import type { Clock } from '../internal/clock.js'
import type { Random } from '../internal/random.js'
import type { Attempt, AttemptResult, Delivery } from '../ports/delivery.js'
import type { TransportResult } from '../ports/transport.js'
import { isOurFault, isOverloaded, judge, type Judgement } from './judge.js'
import { retryAfterMs } from './retry-after.js'
import { retryDelayMs, type RetryPolicy } from '../worker/retry-policy.js'

/** Why a delivery ended without being delivered, and why a webhook was made inactive. */
export const reasons = {
  /** All retries were used up. */
  exhausted: 'retries-exhausted',
  /** The receiver answered 410. */
  gone: 'webhook-gone',
  /** The webhook failed for too long. */
  failing: 'webhook-failing',
  /** The webhook was inactive when the delivery fell due. */
  inactive: 'webhook-inactive',
  /** Someone called it off. */
  cancelled: 'called-off',
} as const

export interface Conclusion extends AttemptResult {
  readonly judgement: Judgement
  readonly overloaded: boolean
  /** Whether the failure says nothing about the receiver. */
  readonly ourFault: boolean
  /** The wait that the receiver asks for, in milliseconds. */
  readonly retryAfterMs: number | undefined
}

export interface ConcludeContext {
  readonly clock: Clock
  readonly random: Random
  readonly retry: RetryPolicy
}

/** @param mayRepeat whether a broken connection is worth one more request at once */
export function conclude(
  { clock, random, retry }: ConcludeContext,
  delivery: Delivery,
  begun: Attempt,
  result: TransportResult,
  mayRepeat: boolean,
): Conclusion {
  const now = clock.now()
  const judged = judge(result)
  const judgement = judged === 'repeat' && !mayRepeat ? 'retry' : judged
  const { response = null, error = null, durationNs } = result
  const askedMs = judgement === 'retry' && response !== null ? retryAfterMs(response.headers, now) : undefined
  const uncharged = delivery.uncharged + (judgement === 'repeat' ? 1 : 0)
  const retryMs = judgement === 'retry' ? retryDelayMs(retry, begun.number - uncharged, random) : undefined
  const nextAttemptAt =
    judgement === 'repeat' ? now : retryMs === undefined ? null : now + Math.max(retryMs, askedMs ?? 0)
  return {
    judgement,
    overloaded: isOverloaded(result),
    ourFault: isOurFault(result),
    retryAfterMs: askedMs,
    attempt: {
      ...begun,
      outcome: judgement === 'delivered' ? 'succeeded' : 'failed',
      durationNs,
      timings: result.timings ?? null,
      response,
      error,
    },
    delivery: {
      state: judgement === 'delivered' ? 'delivered' : nextAttemptAt === null ? 'dead' : 'pending',
      reason:
        judgement === 'gone'
          ? reasons.gone
          : judgement === 'retry' && retryMs === undefined
            ? reasons.exhausted
            : null,
      nextAttemptAt,
      endedAt: nextAttemptAt === null ? now : null,
      uncharged,
    },
    lastResponse: {
      code: response?.status ?? null,
      duration: durationNs,
      error: error?.message ?? null,
      createdAt: begun.startedAt,
    },
  }
}
