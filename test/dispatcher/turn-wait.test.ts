import { expect, test } from 'vitest'
import { createTurnWait } from '../../src/dispatcher/turn-wait.js'

test('waits a moment while the line moves on, and longer and longer while it stands', () => {
  const wait = createTurnWait()
  expect(['a', 'b', 'c'].map((ahead) => wait.next('1', ahead))).toEqual([10, 10, 10])
  expect(Array.from({ length: 10 }, () => wait.next('1', 'c'))).toEqual([
    20, 40, 80, 160, 320, 640, 1280, 2000, 2000, 2000,
  ])
  expect(wait.next('1', 'd')).toBe(10)
})

test('knows lines apart, and begins again after a turn', () => {
  const wait = createTurnWait()
  wait.next('1', 'a')
  wait.next('1', 'a')
  expect(wait.next('2', 'a')).toBe(10)
  wait.forget('1')
  expect(wait.next('1', 'a')).toBe(10)
})

test('does not remember lines without end', () => {
  const wait = createTurnWait()
  wait.next('first', 'a')
  for (let line = 0; line < 10_000; line++) wait.next(String(line), 'a')
  expect(wait.next('first', 'a')).toBe(10)
})
