import { expect, it } from 'vitest'
import { inTurn } from '../../src/queues/in-turn.js'

it('runs one at a time, in order, whatever becomes of the one before', async () => {
  const events: string[] = []
  const run = inTurn()
  const work = (name: string, fails = false) =>
    run(async () => {
      events.push(`${name} begins`)
      await Promise.resolve()
      events.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    })
  const all = await Promise.allSettled([work('a'), work('b', true), work('c')])
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})
