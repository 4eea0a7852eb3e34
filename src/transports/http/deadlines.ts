/**
 * One timer for the deadlines of all attempts. A timer or an AbortSignal for each costs up to 1.6 times the CPU of
 * the whole request.
 */
export interface Expiring {
  /** When its time is up, by `performance.now()`: the computer's clock may be set in the middle of an attempt. */
  readonly deadline: number
  expire(): void
}

export interface Deadlines {
  /** Watches an attempt; returns the place to release when it has ended. */
  add(attempt: Expiring): number
  release(place: number): void
  /** Resolves when nothing is running. */
  idle(): Promise<void>
}

export function createDeadlines(): Deadlines {
  // Places in an array, used again and again. A Set or a list would link each attempt to the next one, and the
  // collector then keeps whole chains of finished ones: that cost a fifth of the CPU of a request.
  const places: (Expiring | undefined)[] = []
  const free: number[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let wakeAt = Infinity
  const onIdle: (() => void)[] = []

  function wakeBy(deadline: number): void {
    // Left alone when the attempt it was set for ends early: when it fires it looks for the next.
    if (deadline >= wakeAt) return
    clearTimeout(timer)
    wakeAt = deadline
    timer = setTimeout(sweep, Math.max(1, Math.ceil(deadline - performance.now())))
    // What runs holds the process open by its socket; this must not, once nothing runs.
    timer.unref?.()
  }

  function sweep(): void {
    wakeAt = Infinity
    const now = performance.now()
    let next = Infinity
    for (const attempt of places) {
      if (attempt === undefined) continue
      if (attempt.deadline <= now) attempt.expire()
      else next = Math.min(next, attempt.deadline)
    }
    wakeBy(next)
  }

  return {
    add: (attempt) => {
      const place = free.pop() ?? places.length
      places[place] = attempt
      wakeBy(attempt.deadline)
      return place
    },
    release: (place) => {
      places[place] = undefined
      free.push(place)
      if (free.length === places.length) for (const resolve of onIdle.splice(0)) resolve()
    },
    idle: () =>
      free.length === places.length ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve)),
  }
}
