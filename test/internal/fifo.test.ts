import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fifo } from '../../src/internal/fifo.js'

test('behaves as an array that is pushed and shifted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3000, max: 3000 }), { maxLength: 20 }), (moves) => {
      const line = fifo<number>()
      const model: number[] = []
      let next = 0
      for (const move of moves) {
        for (let count = 0; count < Math.abs(move); count++) {
          if (move > 0) {
            line.push(next)
            model.push(next++)
          } else {
            expect(line.shift()).toBe(model.shift())
          }
        }
        expect([line.size, line.peek()]).toEqual([model.length, model[0]])
      }
    }),
    { numRuns: 50 },
  )
})
