/** Where time comes from. Everything that reads or waits for time takes one. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /**
   * Runs `callback` once after `delayMs` milliseconds; returns how to call that off.
   * A clock without it waits on real timers.
   */
  after?(delayMs: number, callback: () => void): () => void
}

/** A clock that can also wait. */
export type WaitingClock = Required<Clock>

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
export const systemClock: WaitingClock = { now: () => Date.now(), after: realTimer }

/** The same clock, able to wait: on its own timers if it has any, on real ones otherwise. */
export function withTimers(clock: Clock): WaitingClock {
  return {
    now: () => clock.now(),
    after: (delayMs, callback) => clock.after?.(delayMs, callback) ?? realTimer(delayMs, callback),
  }
}
