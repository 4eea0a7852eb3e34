import { expect, test, vi } from 'vitest'
import { systemClock, withTimers } from '../../src/internal/clock.js'

test('systemClock tells the time and waits on real timers, however long the delay', () => {
  vi.useFakeTimers({ now: 5000 })
  try {
    const ran: string[] = []
    expect(systemClock.now()).toBe(5000)
    systemClock.after(10, () => ran.push('ten'))
    systemClock.after(20, () => ran.push('never'))()
    // Beyond what setTimeout can take it would fire at once.
    const days = 24 * 3600 * 1000
    systemClock.after(100 * days, () => ran.push('late'))
    vi.advanceTimersByTime(100 * days - 1)
    expect(ran).toEqual(['ten'])
    vi.advanceTimersByTime(1)
    expect(ran).toEqual(['ten', 'late'])
  } finally {
    vi.useRealTimers()
  }
})

test('withTimers waits on the timers of the clock it is given, on real ones if it has none', () => {
  const after = vi.fn(() => () => {})
  withTimers({ now: () => 1, after }).after(7, () => {})
  expect(after).toHaveBeenCalledWith(7, expect.any(Function))

  vi.useFakeTimers()
  try {
    const ran = vi.fn()
    const clock = withTimers({ now: () => 42 })
    expect(clock.now()).toBe(42)
    clock.after(7, ran)
    vi.advanceTimersByTime(7)
    expect(ran).toHaveBeenCalledTimes(1)
  } finally {
    vi.useRealTimers()
  }
})
