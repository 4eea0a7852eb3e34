/** How often something may be done: so many a second, and as many at once as a second brings. */
export interface TokenBuckets {
  /** Takes a token of a key; 0 if there was one, else how long until there is, in milliseconds. */
  take(key: string, perSecond: number, now: number): number
}

const SWEEP_AT = 1000

/**
 * Token buckets, one number each: the instant at which the bucket is full again. Every token taken moves it on by
 * what one takes to come back; a bucket may be at most its whole content away from full.
 *
 * @see ITU-T I.371, the generic cell rate algorithm (the same bucket, without counting tokens)
 */
export function tokenBuckets(): TokenBuckets {
  const fullAt = new Map<string, number>()
  let sweepAt = SWEEP_AT

  const sweep = (now: number): void => {
    // A full bucket is as good as none.
    for (const [key, at] of fullAt) if (at <= now) fullAt.delete(key)
    sweepAt = Math.max(SWEEP_AT, fullAt.size * 2)
  }
  return {
    take: (key, perSecond, now) => {
      if (fullAt.size >= sweepAt) sweep(now)
      const tokenMs = 1000 / perSecond
      // A rate below one a second still lets one through.
      const contentMs = Math.max(1, perSecond) * tokenMs
      const next = Math.max(now, fullAt.get(key) ?? now) + tokenMs
      const waitMs = next - now - contentMs
      // A millisecond is as exact as clocks here are: less than that is rounding, and let pass.
      if (waitMs >= 1) return Math.ceil(waitMs)
      fullAt.set(key, next)
      return 0
    },
  }
}
