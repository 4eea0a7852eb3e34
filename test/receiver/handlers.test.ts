import { describe, expect, it } from 'vitest'
import { createHandlers } from '../../src/receiver/handlers.js'

const types = ['build', 'build.started', 'build.job.started', 'buildings', 'cron']

describe('createHandlers', () => {
  it.each([
    ['build', ['build']],
    ['build.*', ['build.started', 'build.job.started']],
    ['build.job.*', ['build.job.started']],
    ['*', types],
  ])('%s stands for %j', (pattern, expected) => {
    const handlers = createHandlers(types)
    handlers.add(pattern, () => undefined)
    expect(types.filter((type) => handlers.of(type).length > 0)).toEqual(expected)
  })

  it.each(['', 'nope', 'cron.*', '**', 'build.**'])('refuses %j', (pattern) => {
    expect(() => createHandlers(types).add(pattern, () => undefined)).toThrow(
      expect.objectContaining({ code: 'option-invalid' }),
    )
  })

  it('gives a list that later changes leave alone', () => {
    const handlers = createHandlers(types)
    const handler = (): undefined => undefined
    handlers.add('*', handler)
    const before = handlers.of('cron')
    handlers.add('cron', () => undefined)
    expect(before).toHaveLength(1)
    expect(handlers.of('cron')).toHaveLength(2)
    handlers.remove(handler)
    expect(handlers.of('cron')).toHaveLength(1)
  })
})
