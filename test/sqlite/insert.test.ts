import { expect, test } from 'vitest'
import { insertInto, setting } from '../../src/sqlite/insert.js'

test('statements have a place for each column', () => {
  expect(insertInto('words', ['id', 'word'])).toBe('INSERT INTO words (id, word) VALUES (?, ?)')
  expect(setting(['id', 'word'])).toBe('id = ?, word = ?')
})
