import { expect, test } from 'vitest'
import { toIssue } from '../../src/internal/standard-schema.js'

test('toIssue keeps indexes as numbers, and says every other key as text', () => {
  const path = ['jobs', 2, { key: 'name' }, { key: 0 }, Symbol('s')]
  expect(toIssue({ message: 'wrong', path })).toEqual({
    message: 'wrong',
    path: ['jobs', 2, 'name', 0, 'Symbol(s)'],
  })
  expect(toIssue({ message: 'wrong' })).toEqual({ message: 'wrong', path: [] })
})
