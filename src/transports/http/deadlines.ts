/**
 * One timer for the deadlines of all attempts. A timer or an AbortSignal for each costs up to 1.6 times the CPU
 * of the whole request. All have the same time to run, so they expire in the order in which they began.
 */
export interface Expiring {
  /** By `performance.now()`: the computer's clock may be set in the middle of an attempt. */
  readonly startedAt: number
  expire(): void
}

export interface Deadlines {
  add(attempt: Expiring): void
  remove(attempt: Expiring): void
  /** Resolves when nothing is running. */
  idle(): Promise<void>
}

export function createDeadlines(timeoutMs: number): Deadlines {
  const running = new Set<Expiring>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let onIdle: (() => void)[] = []

  function oldest(): Expiring | undefined {
    return running.values().next().value
  }

  function arm(next: Expiring): void {
    const delayMs = Math.ceil(next.startedAt + timeoutMs - performance.now())
    timer = setTimeout(sweep, Math.max(delayMs, 1))
    // What runs holds the process open by its socket; a timer that outlived it would do so for nothing.
    timer.unref?.()
  }

  function sweep(): void {
    timer = undefined
    const expired = performance.now() - timeoutMs
    let next = oldest()
    while (next !== undefined && next.startedAt <= expired) {
      running.delete(next)
      next.expire()
      next = oldest()
    }
    if (next !== undefined) arm(next)
    else settleIdle()
  }

  function settleIdle(): void {
    for (const resolve of onIdle.splice(0)) resolve()
  }

  return {
    add: (attempt) => {
      running.add(attempt)
      // The timer is left alone when its attempt ends early: at its time it looks for the next.
      if (timer === undefined) arm(attempt)
    },
    remove: (attempt) => {
      running.delete(attempt)
      if (running.size === 0 && onIdle.length > 0) settleIdle()
    },
    idle: () => (running.size === 0 ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve))),
  }
}
