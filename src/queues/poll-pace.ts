/**
 * How soon to look again into a queue that other processes put things in as well: often while there is something to
 * do, seldom while there is not.
 */
export interface PollPace {
  /** Something was found. */
  busy(): void
  /** Nothing was found. */
  idle(): void
  /** Milliseconds until the next look. */
  delayMs(): number
}

// A retry or an item of another process is seen a quarter of a second late at worst, for four questions a second.
const SHORTEST_MS = 25
const LONGEST_MS = 250

export function pollPace(): PollPace {
  let delayMs = SHORTEST_MS
  return {
    busy: () => {
      delayMs = SHORTEST_MS
    },
    idle: () => {
      delayMs = Math.min(delayMs * 2, LONGEST_MS)
    },
    delayMs: () => delayMs,
  }
}
