import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDeadlines, type Deadlines } from '../../../src/transports/http/deadlines.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const expired: string[] = []
beforeEach(() => void expired.splice(0))

function start(deadlines: Deadlines, name: string, timeoutMs: number): () => void {
  const place = deadlines.add({
    deadline: performance.now() + timeoutMs,
    expire: () => {
      expired.push(name)
      deadlines.release(place)
    },
  })
  return () => deadlines.release(place)
}

test('each attempt expires at its own deadline, whatever their order', () => {
  const deadlines = createDeadlines()
  start(deadlines, 'late', 300)
  start(deadlines, 'early', 100)
  start(deadlines, 'middle', 200)
  const seen = [99, 1, 99, 1, 99, 1].map((ms) => (vi.advanceTimersByTime(ms), expired.join()))
  expect(seen).toEqual(['', 'early', 'early', 'early,middle', 'early,middle', 'early,middle,late'])
})

test('what ends in time does not expire, and its place serves the next', () => {
  const deadlines = createDeadlines()
  const end = start(deadlines, 'a', 100)
  start(deadlines, 'b', 150)
  end()
  vi.advanceTimersByTime(50)
  start(deadlines, 'c', 100)
  vi.advanceTimersByTime(99)
  expect(expired).toEqual([])
  vi.advanceTimersByTime(1)
  expect(expired.toSorted()).toEqual(['b', 'c'])
})

test('has one timer however many there are, and none when nothing runs', () => {
  const deadlines = createDeadlines()
  for (let count = 0; count < 1_000; count++) start(deadlines, `${count}`, 100)
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(100)
  expect(expired).toHaveLength(1_000)
  expect(vi.getTimerCount()).toBe(0)
})

test('says when nothing runs any more', async () => {
  const deadlines = createDeadlines()
  await deadlines.idle()
  const ends = [start(deadlines, 'a', 100), start(deadlines, 'b', 100)]
  const order: string[] = []
  const idle = Promise.all([deadlines.idle(), deadlines.idle()]).then(() => order.push('idle'))
  ends[0]?.()
  await Promise.resolve()
  order.push('one left')
  ends[1]?.()
  await idle
  expect(order).toEqual(['one left', 'idle'])
})
