import { HookstampError } from '../errors.js'
import { systemClock, type WaitingClock } from '../internal/clock.js'

/** A clock that moves only when told to. */
export interface FakeClock extends WaitingClock {
  /**
   * Moves time forward and runs what falls due, earliest first, each at its own instant.
   * Before and after every step it lets pending promises settle, so code that waits for time gets its turn.
   * Real input and output is not waited for.
   *
   * @param ms milliseconds, 0 or more
   * @throws HookstampError `option-invalid` for time that would run backwards
   */
  advance(ms: number): Promise<void>
  /** How many callbacks wait for their time. */
  readonly waiting: number
}

interface Timer {
  readonly dueAt: number
  readonly callback: () => void
}

/**
 * A clock for tests: nothing sleeps, and every instant is known.
 *
 * @param startAt milliseconds since the epoch
 * @default 2026-01-01T00:00:00Z
 * @example
 * const clock = fakeClock()
 * const dispatcher = createDispatcher({ …, clock })
 * await clock.advance(60_000)
 */
export function fakeClock(startAt: number = Date.UTC(2026, 0, 1)): FakeClock {
  let now = startAt
  const timers = new Set<Timer>()

  function takeDue(until: number): Timer | undefined {
    let first: Timer | undefined
    // Strictly earlier only: of equal instants the one set first comes first, as with real timers.
    for (const timer of timers) if (first === undefined || timer.dueAt < first.dueAt) first = timer
    if (first === undefined || first.dueAt > until) return undefined
    timers.delete(first)
    return first
  }

  return {
    now: () => now,
    after: (delayMs, callback) => {
      const timer = { dueAt: now + Math.max(0, delayMs), callback }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance: async (ms) => {
      if (!(ms >= 0 && ms < Infinity)) {
        throw new HookstampError('option-invalid', `advance takes milliseconds, 0 or more; got ${ms}.`)
      }
      const until = now + ms
      await settled()
      for (let due = takeDue(until); due !== undefined; due = takeDue(until)) {
        now = due.dueAt
        due.callback()
        await settled()
      }
      now = until
    },
    get waiting() {
      return timers.size
    },
  }
}

// A turn of the real event loop: every promise that can settle without input or output has settled by then.
function settled(): Promise<void> {
  return new Promise((resolve) => void systemClock.after(0, resolve))
}
