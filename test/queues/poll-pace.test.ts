import { expect, it } from 'vitest'
import { pollPace } from '../../src/queues/poll-pace.js'

it('looks ever more seldom while nothing is found, never less than four times a second', () => {
  const pace = pollPace()
  const delays = Array.from({ length: 6 }, () => {
    const delayMs = pace.delayMs()
    pace.idle()
    return delayMs
  })
  expect(delays).toEqual([25, 50, 100, 200, 250, 250])
  pace.busy()
  expect(pace.delayMs()).toBe(25)
})
