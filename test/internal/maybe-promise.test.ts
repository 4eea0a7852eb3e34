import { describe, expect, test } from 'vitest'
import { all, chain } from '../../src/internal/maybe-promise.js'

describe('chain', () => {
  test('continues at once with a value', () => {
    expect(chain(1, (value) => value + 1)).toBe(2)
  })

  test('waits for a promise', async () => {
    expect(await chain(Promise.resolve(1), (value) => value + 1)).toBe(2)
  })
})

describe('all', () => {
  test('answers at once when nothing has to be waited for', () => {
    expect(all([1, 2])).toEqual([1, 2])
  })

  test('waits when something has', async () => {
    expect(await all([1, Promise.resolve(2)])).toEqual([1, 2])
  })
})
