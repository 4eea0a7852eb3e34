/** How long what has ended stays on record. */
import { HookstampError } from '../errors.js'
import type { WaitingClock } from '../internal/clock.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { PruneLimits } from '../ports/delivery.js'

/** What is kept of what has ended; both limits hold when both are given. */
export interface Retention {
  /** For how long after the end, in milliseconds. */
  readonly keepMs?: number
  /** At most so many, the newest. */
  readonly keepEnded?: number
}

interface RetentionContext {
  /** Drops what the limits leave out; answers how much went. */
  readonly drop: (limits: PruneLimits) => MaybePromise<number>
  readonly clock: WaitingClock
  readonly retention: Retention
  readonly failed: (error: unknown) => void
}

const HOUR_MS = 60 * 60 * 1000

/** @throws HookstampError `option-invalid` */
export function createRetention({ drop, clock, retention, failed }: RetentionContext): {
  prune(): Promise<number>
  start(): void
  stop(): void
} {
  for (const [name, value] of Object.entries(retention)) {
    if (typeof value === 'number' && value >= 0) continue
    throw new HookstampError('option-invalid', `retention.${name}: expected a number, 0 or more.`)
  }
  const { keepMs, keepEnded } = retention
  const keepsAll = keepMs === undefined && keepEnded === undefined
  let calledOff: (() => void) | undefined

  const prune = async (): Promise<number> =>
    keepsAll
      ? 0
      : drop({
          ...(keepMs !== undefined && { endedBefore: clock.now() - keepMs }),
          ...(keepEnded !== undefined && { keepEnded }),
        })
  const hourly = (): void => {
    calledOff = clock.after(HOUR_MS, hourly)
    prune().catch(failed)
  }
  return {
    prune,
    start: () => {
      if (!keepsAll && calledOff === undefined) hourly()
    },
    stop: () => {
      calledOff?.()
      calledOff = undefined
    },
  }
}
