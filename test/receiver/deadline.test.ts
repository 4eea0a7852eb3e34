import { describe, expect, it } from 'vitest'
import { fakeClock } from 'hookstamp/testing'
import { createDeadline } from '../../src/receiver/deadline.js'

describe('createDeadline', () => {
  it('expires what is late, in order, at most a second late', async () => {
    const clock = fakeClock(0)
    const deadline = createDeadline(clock, 2500)
    const expired: [string, number][] = []
    deadline.watch(() => expired.push(['a', clock.now()]))
    await clock.advance(700)
    deadline.watch(() => expired.push(['b', clock.now()]))
    await clock.advance(10_000)
    expect(expired).toEqual([
      ['a', 3000],
      ['b', 4000],
    ])
  })

  it('is exact when it is shorter than a second', async () => {
    const clock = fakeClock(0)
    const expired: number[] = []
    createDeadline(clock, 200).watch(() => expired.push(clock.now()))
    await clock.advance(200)
    expect(expired).toEqual([200])
  })

  it('leaves alone what was released, and soon has no timer left', async () => {
    const clock = fakeClock(0)
    const deadline = createDeadline(clock, 60_000)
    const expired: string[] = []
    const watched = Array.from({ length: 1000 }, () => deadline.watch(() => expired.push('late')))
    expect(clock.waiting).toBe(1)
    for (const each of watched) deadline.release(each)
    await clock.advance(1000)
    expect(clock.waiting).toBe(0)
    await clock.advance(120_000)
    expect(expired).toEqual([])
  })

  it('what is released after it expired takes nothing from whoever has its place now', async () => {
    const clock = fakeClock(0)
    const deadline = createDeadline(clock, 500)
    const expired: string[] = []
    const first = deadline.watch(() => expired.push('first'))
    await clock.advance(500)
    deadline.watch(() => expired.push('second'))
    deadline.release(first)
    await clock.advance(500)
    expect(expired).toEqual(['first', 'second'])
  })
})
