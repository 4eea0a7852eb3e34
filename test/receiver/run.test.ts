import { describe, expect, it } from 'vitest'
import { run } from '../../src/receiver/run.js'

describe('run', () => {
  it('runs in order, waiting for each', async () => {
    const log: string[] = []
    const slow = async (): Promise<void> => {
      await Promise.resolve()
      log.push('slow')
    }
    expect(
      await run([slow, (event: string, context: string) => log.push(event, context)], 'e', 'c'),
    ).toBeUndefined()
    expect(log).toEqual(['slow', 'e', 'c'])
  })

  it.each([
    [
      'thrown',
      () => {
        throw undefined
      },
    ],
    ['rejected', () => Promise.reject(undefined)],
  ])('stops at what is %s, even if it is undefined', async (_how, handler) => {
    const log: string[] = []
    expect(await run([handler, () => log.push('later')], 'e', 'c')).toEqual({ thrown: undefined })
    expect(log).toEqual([])
  })
})
