import { describe, expect, it, test } from 'vitest'
import { memoryGuard } from 'hookstamp/guards/memory'
import { fakeClock, guardContract } from 'hookstamp/testing'

describe('memoryGuard', () => {
  guardContract({ test, create: memoryGuard })

  const handle = (guard: ReturnType<typeof memoryGuard>, key: string): void => {
    const claim = guard.claim(key)
    if ('state' in claim && claim.state === 'claimed') void guard.complete(key, claim.token)
  }

  it('is bounded: what was handled longest ago is forgotten first', () => {
    const guard = memoryGuard({ maxKeys: 3 })
    for (const key of ['a', 'b', 'c', 'd']) handle(guard, key)
    expect(['b', 'c', 'd'].map((key) => guard.claim(key))).toEqual(Array(3).fill({ state: 'done' }))
    expect(guard.claim('a')).toMatchObject({ state: 'claimed' })
  })

  it('never pushes out a claim, however many are handled meanwhile', () => {
    const guard = memoryGuard({ maxKeys: 1 })
    guard.claim('slow')
    for (let n = 0; n < 100; n++) handle(guard, `k${n}`)
    expect(guard.claim('slow')).toEqual({ state: 'busy' })
  })

  it('lets go of what has expired, without being asked for it', async () => {
    const clock = fakeClock()
    const guard = memoryGuard({ rememberSeconds: 10, claimSeconds: 5, maxKeys: 1_000_000, clock })
    handle(guard, 'a')
    guard.claim('b')
    await clock.advance(11_000)
    expect([guard.claim('a'), guard.claim('b')]).toMatchObject([{ state: 'claimed' }, { state: 'claimed' }])
  })

  it.each([{ maxKeys: 0 }, { rememberSeconds: -1 }, { claimSeconds: Number.NaN }])(
    'refuses %j',
    (options) => {
      expect(() => memoryGuard(options)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
    },
  )
})
