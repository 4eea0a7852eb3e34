import type { WaitingClock } from '../internal/clock.js'

/** Ends what takes too long. */
export interface Deadline {
  readonly timeoutMs: number
  /** Calls `expire` once the time is up, at most a second late; returns how to call that off. */
  watch(expire: () => void): () => void
}

// One timer for all that wait, rather than one each: set and cleared per request they cost as much as reading headers.
// A second is nothing to a body that is late, and all that an idle process is kept alive for.
const SWEEP_MS = 1000

export function createDeadline(clock: WaitingClock, timeoutMs: number): Deadline {
  // In the order in which they were added, so in the order in which they fall due.
  const waiting = new Set<{ readonly dueAt: number; readonly expire: () => void }>()
  let isSweeping = false

  function sweepLater(): void {
    isSweeping = true
    clock.after(Math.min(SWEEP_MS, timeoutMs), sweep)
  }

  function sweep(): void {
    const now = clock.now()
    for (const entry of waiting) {
      if (entry.dueAt > now) break
      waiting.delete(entry)
      entry.expire()
    }
    if (waiting.size > 0) sweepLater()
    else isSweeping = false
  }

  return {
    timeoutMs,
    watch: (expire) => {
      const entry = { dueAt: clock.now() + timeoutMs, expire }
      waiting.add(entry)
      if (!isSweeping) sweepLater()
      return () => void waiting.delete(entry)
    },
  }
}
