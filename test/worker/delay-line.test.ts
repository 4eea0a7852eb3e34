import fc from 'fast-check'
import { expect, test } from 'vitest'
import { delayLine } from '../../src/worker/delay-line.js'

test('hands out what is due, the earliest first, and of one instant the first to come', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 60 }), fc.nat(20), (times, now) => {
      const line = delayLine()
      const items = times.map((dueAt, index) => ({ id: String(index), key: 'k', dueAt }))
      for (const item of items) line.push(item)
      const sorted = items.toSorted((a, b) => a.dueAt - b.dueAt)
      expect(line.nextDueAt()).toBe(sorted[0]?.dueAt)
      const due = sorted.filter((item) => item.dueAt <= now)
      expect(due.map(() => line.popDue(now))).toEqual(due)
      expect(line.popDue(now)).toBeUndefined()
      expect(line.nextDueAt()).toBe(sorted[due.length]?.dueAt)
    }),
  )
})
