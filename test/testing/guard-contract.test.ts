import { describe, expect, it } from 'vitest'
import type { ReplayGuard } from 'hookstamp'
import { memoryGuard } from 'hookstamp/guards/memory'
import { guardContract } from 'hookstamp/testing'

type Break = (guard: ReplayGuard) => ReplayGuard

const claimsWithoutLooking: Break = (guard) => {
  let token = 0
  return { ...guard, claim: () => ({ state: 'claimed', token: String(++token) }) }
}
const asksBeforeItClaims: Break = (guard) => {
  const taken = new Set<string>()
  const claim: ReplayGuard['claim'] = async (key) => {
    const isTaken = taken.has(key)
    await Promise.resolve()
    if (isTaken) return { state: 'busy' }
    taken.add(key)
    return guard.claim(`${key} ${Math.random()}`)
  }
  return { ...guard, claim }
}
const neverForgetsAClaim: Break = (guard) => ({ ...guard, release: () => undefined })
const forgetsWhatWasDone: Break = (guard) => ({ ...guard, complete: guard.release })
const believesAnyToken: Break = (guard) => {
  const tokens = new Map<string, string>()
  return {
    claim: async (key) => {
      const claim = await guard.claim(key)
      if (claim.state === 'claimed') tokens.set(key, claim.token)
      return claim
    },
    complete: (key) => guard.complete(key, tokens.get(key) ?? ''),
    release: (key) => guard.release(key, tokens.get(key) ?? ''),
  }
}

async function failuresOf(create: Parameters<typeof guardContract>[0]['create']): Promise<readonly string[]> {
  const cases: [string, () => Promise<void>][] = []
  guardContract({ test: (name, run) => void cases.push([name, run]), create })
  const failed: string[] = []
  for (const [name, run] of cases) await run().catch(() => failed.push(name))
  return failed
}

describe('guardContract', () => {
  it('passes a guard that keeps it', async () => {
    expect(await failuresOf(memoryGuard)).toEqual([])
  })

  it.each<[string, Break, RegExp]>([
    ['claims without looking', claimsWithoutLooking, /hands a key out once/],
    ['asks before it claims', asksBeforeItClaims, /one of many/],
    ['never forgets a claim', neverForgetsAClaim, /was released/],
    ['forgets what was done', forgetsWhatWasDone, /was completed/],
    ['believes any token', believesAnyToken, /the holder of the claim/],
  ])('fails a guard that %s', async (_name, broken, expected) => {
    const failed = await failuresOf((options) => broken(memoryGuard(options)))
    expect(failed.join('\n')).toMatch(expected)
  })

  it('fails a guard without a sense of time, and says what it did not test', async () => {
    const timeless = { now: () => 0 }
    const failed = await failuresOf((options) => memoryGuard({ ...options, clock: timeless }))
    expect(failed.join('\n')).toMatch(/run out.*\n.*its time/)
    const names: string[] = []
    guardContract({ test: (name) => void names.push(name), create: memoryGuard, skipExpiry: 'no clock' })
    expect(names.filter((name) => name.includes('no clock'))).toHaveLength(2)
  })
})
