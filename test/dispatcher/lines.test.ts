import { expect, test } from 'vitest'
import { createLines } from '../../src/dispatcher/lines.js'

test('one of a line is under way, the others follow in their order', async () => {
  const lines = createLines()
  const order: string[] = []
  const enter = async (line: string, id: string): Promise<void> => {
    await lines.enter(line, id)
    order.push(id)
  }
  expect(lines.enter('a', '1')).toBeUndefined()
  expect(lines.enter('b', '1')).toBeUndefined()
  const waiting = [enter('a', '4'), enter('a', '2'), enter('a', '3')]
  lines.leave('b')
  expect(order).toEqual([])
  for (let left = 0; left < 4; left++) {
    lines.leave('a')
    await undefined
    await undefined
  }
  await Promise.all(waiting)
  expect(order).toEqual(['2', '3', '4'])
  expect(lines.enter('a', '5')).toBeUndefined()
})

test('whoever waits can be dismissed', async () => {
  const lines = createLines()
  lines.enter('a', '1')
  const waiting = [lines.enter('a', '2'), lines.enter('a', '3')]
  lines.dismiss()
  await Promise.all(waiting)
  for (let left = 0; left < 3; left++) lines.leave('a')
  expect(lines.enter('a', '4')).toBeUndefined()
})
