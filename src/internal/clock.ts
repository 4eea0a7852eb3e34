/** Where time comes from. Everything that reads or waits for time takes one. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /**
   * Milliseconds since some instant that stays the same, for measuring how long something has lasted: a computer's clock
   * can be set while it lasts. A clock without it is taken for one that nobody sets.
   */
  elapsed?(): number
  /**
   * Runs `callback` once after `delayMs` milliseconds; returns how to call that off.
   * A clock without it waits on real timers.
   */
  after?(delayMs: number, callback: () => void): () => void
}

/** A clock that can also wait. */
export type WaitingClock = Clock & Required<Pick<Clock, 'after'>>

// The largest delay setTimeout takes; a longer one would fire at once.
const LONGEST_TIMER_MS = 2_147_483_647

function realTimer(delayMs: number, callback: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>
  const wait = (restMs: number): void => {
    timer =
      restMs > LONGEST_TIMER_MS
        ? setTimeout(() => wait(restMs - LONGEST_TIMER_MS), LONGEST_TIMER_MS)
        : setTimeout(callback, restMs)
  }
  wait(delayMs)
  return () => clearTimeout(timer)
}

/** The computer's clock. */
export const systemClock: WaitingClock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after: realTimer,
}

/** Milliseconds by which durations are measured. */
export function elapsedBy(clock: Clock): number {
  return clock.elapsed?.() ?? clock.now()
}

/** The same clock, able to wait: on its own timers if it has any, on real ones otherwise. */
export function withTimers(clock: Clock): WaitingClock {
  return {
    now: () => clock.now(),
    elapsed: () => elapsedBy(clock),
    after: (delayMs, callback) => clock.after?.(delayMs, callback) ?? realTimer(delayMs, callback),
  }
}
