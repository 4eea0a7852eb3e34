import { expect, test } from 'vitest'
import { isLost, lockOf } from '../../src/queues/bullmq-settle.js'

test('finds the lock behind a claim, however often it was handed out', () => {
  expect(lockOf('a:1/7')).toBe('a:1')
  expect(lockOf('a:1')).toBe('a:1')
})

test.each([
  [Object.assign(new Error('Missing lock'), { code: -2 }), true],
  [Object.assign(new Error('Lock mismatch'), { code: -6 }), true],
  [Object.assign(new Error('pending children'), { code: -4 }), false],
  [Object.assign(new Error('gone'), { code: 'ECONNRESET' }), false],
  [new Error('other'), false],
  [undefined, false],
])('tells a lost lock from another failure: %s', (error, expected) => {
  expect(isLost(error)).toBe(expected)
})
