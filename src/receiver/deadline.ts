import type { WaitingClock } from '../internal/clock.js'

/** Ends what takes too long. */
export interface Deadline {
  readonly timeoutMs: number
  /** Calls `expire` once the time is up, at most a second late, unless it is released before. */
  watch(expire: () => void): Watched
  release(watched: Watched): void
}

/** Something that is given so much time. */
export interface Watched {
  readonly place: number
  readonly dueAt: number
  readonly expire: () => void
}

// One timer for all that wait, rather than one each: set and cleared per request they cost as much as reading headers.
// A second is nothing to a body that is late, and all that an idle process is kept alive for.
const SWEEP_MS = 1000

export function createDeadline(clock: WaitingClock, timeoutMs: number): Deadline {
  // Places in an array, used again and again: a Set would link each request to the next one, and the collector then
  // keeps whole chains of finished ones.
  const places: (Watched | undefined)[] = []
  const free: number[] = []
  let isSweeping = false

  function sweepLater(): void {
    isSweeping = true
    clock.after(Math.min(SWEEP_MS, timeoutMs), sweep)
  }

  function release(watched: Watched): void {
    // Its place may be another's by now: what expired comes to its end later all the same.
    if (places[watched.place] !== watched) return
    places[watched.place] = undefined
    free.push(watched.place)
  }

  function sweep(): void {
    const now = clock.now()
    for (const watched of places) {
      if (watched === undefined || watched.dueAt > now) continue
      release(watched)
      watched.expire()
    }
    if (free.length < places.length) sweepLater()
    else isSweeping = false
  }

  return {
    timeoutMs,
    watch: (expire) => {
      const watched = { place: free.pop() ?? places.length, dueAt: clock.now() + timeoutMs, expire }
      places[watched.place] = watched
      if (!isSweeping) sweepLater()
      return watched
    },
    release,
  }
}
