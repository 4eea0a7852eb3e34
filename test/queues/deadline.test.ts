import { expect, it } from 'vitest'
import { withDeadline } from '../../src/queues/deadline.js'

it('hands on what comes in time, be it an error', async () => {
  await expect(withDeadline(10_000, 'Redis', Promise.resolve(1))).resolves.toBe(1)
  await expect(withDeadline(10_000, 'Redis', Promise.reject(new Error('no')))).rejects.toThrow('no')
})

it('gives up on what does not', async () => {
  await expect(withDeadline(1, 'Redis', new Promise(() => {}))).rejects.toMatchObject({
    code: 'store-unavailable',
    message: 'Redis did not answer within 1 ms.',
  })
})
