import { expect, it } from 'vitest'
import { deadlines } from '../../src/queues/deadline.js'

const late = (ms: number) => ({ code: 'store-unavailable', message: `Redis did not answer within ${ms} ms.` })

it('hands on what comes in time, be it an error', async () => {
  const answered = deadlines(10_000, 'Redis')
  await expect(answered(Promise.resolve(1))).resolves.toBe(1)
  await expect(answered(Promise.reject(new Error('no')))).rejects.toThrow('no')
})

it('gives up on what does not, and on nothing else', async () => {
  const answered = deadlines(20, 'Redis')
  const never = [1, 2, 3].map(() => answered(new Promise(() => {})))
  const inTime = answered(Promise.resolve(1))
  for (const one of never) await expect(one).rejects.toMatchObject(late(20))
  expect(await inTime).toBe(1)
  // Its timer starts anew.
  await expect(answered(new Promise(() => {}))).rejects.toMatchObject(late(20))
})

it('hears no more of what it has given up on', async () => {
  const answered = deadlines(1, 'Redis')
  let fail: (error: Error) => void = () => {}
  const work = answered(new Promise((_, reject) => (fail = reject)))
  await expect(work).rejects.toMatchObject(late(1))
  fail(new Error('much later'))
  await expect(work).rejects.toMatchObject(late(1))
})
