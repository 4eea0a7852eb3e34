import { describe, expect, it } from 'vitest'
import { fakeClock } from 'hookstamp/testing'

describe('fakeClock', () => {
  it('stands still until told to move', async () => {
    const clock = fakeClock(1000)
    expect(clock.now()).toBe(1000)
    await clock.advance(250)
    expect(clock.now()).toBe(1250)
  })

  it('runs what falls due in order, each at its own instant', async () => {
    const clock = fakeClock(0)
    const seen: [string, number][] = []
    clock.after(30, () => seen.push(['c', clock.now()]))
    clock.after(10, () => seen.push(['a', clock.now()]))
    clock.after(10, () => seen.push(['b', clock.now()]))
    clock.after(31, () => seen.push(['later', clock.now()]))
    await clock.advance(30)
    expect(seen).toEqual([
      ['a', 10],
      ['b', 10],
      ['c', 30],
    ])
    expect(clock.waiting).toBe(1)
  })

  it('runs a timer that was set by another within the same advance', async () => {
    const clock = fakeClock(0)
    const seen: number[] = []
    const tick = (): void => {
      seen.push(clock.now())
      clock.after(10, tick)
    }
    clock.after(10, tick)
    await clock.advance(35)
    expect(seen).toEqual([10, 20, 30])
  })

  it('lets promises settle between steps', async () => {
    const clock = fakeClock(0)
    const wait = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve))
    const seen: number[] = []
    void (async () => {
      for (let round = 0; round < 3; round++) {
        await wait(100)
        await Promise.resolve()
        seen.push(clock.now())
      }
    })()
    await clock.advance(300)
    expect(seen).toEqual([100, 200, 300])
  })

  it('does not run what was called off', async () => {
    const clock = fakeClock()
    const seen: string[] = []
    clock.after(5, () => seen.push('ran'))()
    await clock.advance(10)
    expect(seen).toEqual([])
    expect(clock.waiting).toBe(0)
  })

  it.each([-1, Number.NaN, Infinity])('refuses to advance by %s', async (ms) => {
    await expect(fakeClock().advance(ms)).rejects.toMatchObject({ code: 'option-invalid' })
  })
})
