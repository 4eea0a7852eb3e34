import { describe, expect, it } from 'vitest'
import { rungs } from '../../src/queues/pg-boss-rungs.js'

/** An engine that hands out the oldest first, of keys with fewer than `limit` in flight, as pg-boss does. */
function engine(lines: Record<string, number>) {
  const waiting = Object.entries(lines).flatMap(([key, count]) => Array<string>(count).fill(key))
  const inFlight = new Map<string, number>()
  let questions = 0
  return {
    questions: () => questions,
    fetch: (batch: number, limit: number): Promise<string[]> => {
      questions++
      const before = new Map(inFlight)
      const candidates = waiting.filter((key) => (before.get(key) ?? 0) < limit).slice(0, batch)
      const taken = candidates.filter((key) => {
        const count = inFlight.get(key) ?? 0
        if (count >= limit) return false
        inFlight.set(key, count + 1)
        return true
      })
      for (const key of taken) waiting.splice(waiting.indexOf(key), 1)
      return Promise.resolve(taken)
    },
  }
}

describe('rungs', () => {
  it('gives every key its turn before one has a second', async () => {
    const { fetch } = engine({ long: 50, b: 1, c: 2 })
    const taken = await rungs(() => 0).climb({ max: 5, perKeyMax: 100 }, fetch)
    expect(taken.toSorted()).toEqual(['b', 'c', 'c', 'long', 'long'])
  })

  it('goes on from claim to claim where it was', async () => {
    const { fetch, questions } = engine({ a: 10, b: 10, c: 10 })
    const turns = rungs(() => 0)
    for (let round = 0; round < 3; round++) {
      const keys: string[] = []
      for (let turn = 0; turn < 3; turn++) keys.push(...(await turns.climb({ max: 1, perKeyMax: 8 }, fetch)))
      expect(keys.toSorted()).toEqual(['a', 'b', 'c'])
    }
    // One for each, and one more whenever a rung is used up.
    expect(questions()).toBe(11)
  })

  it('starts over after a while, so that no key is left out for long', async () => {
    let now = 0
    const lines = engine({ a: 20 })
    const turns = rungs(() => now)
    await turns.climb({ max: 8, perKeyMax: 8 }, lines.fetch)
    const limits: number[] = []
    const asked = (_: number, limit: number): Promise<string[]> => (limits.push(limit), Promise.resolve([]))
    now = 99
    await turns.climb({ max: 1, perKeyMax: 8 }, asked)
    expect(limits).toEqual([8])
    now = 100
    await turns.climb({ max: 1, perKeyMax: 3 }, asked)
    expect(limits).toEqual([8, 1, 2, 3])
  })

  it('fills up with a single long line without asking for each', async () => {
    const { fetch, questions } = engine({ a: 1000 })
    expect(await rungs(() => 0).climb({ max: 64, perKeyMax: 64 }, fetch)).toHaveLength(64)
    expect(questions()).toBeLessThanOrEqual(8)
  })

  it('never takes more than asked for, nor beyond the limit of a key', async () => {
    const { fetch } = engine({ a: 10, b: 10 })
    expect(await rungs(() => 0).climb({ max: 100, perKeyMax: 3 }, fetch)).toHaveLength(6)
    expect(await rungs(() => 0).climb({ max: 100, perKeyMax: 3 }, fetch)).toEqual([])
  })
})
