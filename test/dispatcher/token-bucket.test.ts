import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tokenBuckets } from '../../src/dispatcher/token-bucket.js'

describe('a bucket', () => {
  test('lets a second’s worth through at once, then one each time one is due', () => {
    const { take } = tokenBuckets()
    expect([take('a', 2, 0), take('a', 2, 0), take('a', 2, 0)]).toEqual([0, 0, 500])
    expect(take('a', 2, 499)).toBeGreaterThan(0)
    expect([take('a', 2, 500), take('a', 2, 500)]).toEqual([0, 500])
  })

  test('below one a second still lets one through', () => {
    const { take } = tokenBuckets()
    expect([take('a', 0.1, 0), take('a', 0.1, 0), take('a', 0.1, 10_000)]).toEqual([0, 10_000, 0])
  })

  test('belongs to its key', () => {
    const { take } = tokenBuckets()
    expect([take('a', 1, 0), take('b', 1, 0), take('a', 1, 0)]).toEqual([0, 0, 1000])
  })
})

test('in no stretch of time more than the rate and one burst, and who waits as told gets a token', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.2, max: 50, noNaN: true }),
      fc.array(fc.nat({ max: 700 }), { minLength: 1, maxLength: 80 }),
      (perSecond, gaps) => {
        const { take } = tokenBuckets()
        let now = 0
        let taken = 0
        for (const gap of gaps) {
          now += gap
          const waitMs = take('a', perSecond, now)
          if (waitMs === 0) taken++
          else {
            now += waitMs
            expect(take('a', perSecond, now)).toBe(0)
            taken++
          }
          // One token for the burst of a rate below 1, and one for rounding to milliseconds.
          expect(taken).toBeLessThanOrEqual(Math.max(1, perSecond) + ((now + 1) * perSecond) / 1000 + 1)
        }
      },
    ),
  )
})

test('buckets that are full again are forgotten, others are not', () => {
  const { take } = tokenBuckets()
  take('slow', 0.0001, 0)
  for (let index = 0; index < 3000; index++) take(`key ${index}`, 1, index * 10)
  expect(take('slow', 0.0001, 30_000)).toBeGreaterThan(0)
})
