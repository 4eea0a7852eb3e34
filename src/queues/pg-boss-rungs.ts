/**
 * Whose turn it is, where an engine hands out the oldest first and can only be told how many of a key may be in flight:
 * keys with nothing in flight are asked for first, then those with one, and so on up to the limit. A key with a long
 * line takes what room the others leave.
 */
export interface RungClimb {
  readonly max: number
  readonly perKeyMax: number
}

export interface Rungs {
  /** @param fetch takes up to `batch` items of keys that have fewer than `limit` in flight then */
  climb<T>(climb: RungClimb, fetch: (batch: number, limit: number) => Promise<readonly T[]>): Promise<T[]>
}

// One claim that finds little room for all asks a few times; from there on it takes what it can get.
const MOST_QUESTIONS = 6
// For so long the rungs that nobody was found on are left out.
const REMEMBERED_MS = 100

/** @param now milliseconds, by any clock that does not jump back far */
export function rungs(now: () => number): Rungs {
  let found = 1
  let foundAt = -Infinity
  return {
    climb: async ({ max, perKeyMax }, fetch) => {
      const taken = []
      const startedAt = now()
      const remembered = startedAt >= foundAt && startedAt - foundAt < REMEMBERED_MS
      if (!remembered) foundAt = startedAt
      let rung = Math.min(remembered ? found : 1, perKeyMax)
      for (let questions = 1; taken.length < max; questions++) {
        if (questions > MOST_QUESTIONS) rung = perKeyMax
        const got = await fetch(max - taken.length, rung)
        taken.push(...got)
        if (got.length > 0) {
          found = rung
        } else {
          if (rung >= perKeyMax) break
          rung++
        }
      }
      return taken
    },
  }
}
