import { expect, test } from 'vitest'
import { createGate } from '../../src/worker/gate.js'

test('a key is closed until its time, or until it is opened', () => {
  const gate = createGate()
  gate.closeUntil('a', 10)
  gate.closeUntil('b', Infinity)
  expect([...gate.closed(9)]).toEqual(['a', 'b'])
  expect(gate.nextOpening()).toBe(10)
  expect([...gate.closed(10)]).toEqual(['b'])
  expect(gate.nextOpening()).toBeUndefined()
  gate.open('b')
  expect([...gate.closed(10)]).toEqual([])
})

test('closing again never shortens', () => {
  const gate = createGate()
  gate.closeUntil('a', 10)
  gate.closeUntil('a', 5)
  expect([...gate.closed(7)]).toEqual(['a'])
})
