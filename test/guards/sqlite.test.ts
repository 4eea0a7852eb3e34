import { describe, expect, it, test } from 'vitest'
import { sqliteGuard } from 'hookstamp/guards/sqlite'
import { fakeClock, guardContract } from 'hookstamp/testing'
import { newFile, open } from '../sqlite/open.js'

describe('sqliteGuard', () => {
  guardContract({ test, create: (options) => sqliteGuard(open(), options) })

  it('knows after a restart what was handled before, and what was being handled', async () => {
    const file = newFile()
    const clock = fakeClock()
    const before = open(file)
    const guard = sqliteGuard(before, { clock })
    const claim = await guard.claim('handled')
    if (claim.state === 'claimed') await guard.complete('handled', claim.token)
    await guard.claim('running')
    await guard.close()
    before.close()
    const after = sqliteGuard(open(file), { clock })
    expect(await after.claim('handled')).toEqual({ state: 'done' })
    expect(await after.claim('running')).toEqual({ state: 'busy' })
  })

  it('lets go of what has expired', async () => {
    const clock = fakeClock()
    const database = open()
    const guard = sqliteGuard(database, { clock, rememberSeconds: 10, claimSeconds: 5 })
    for (const key of ['a', 'b', 'c']) {
      const claim = await guard.claim(key)
      if (claim.state === 'claimed') await guard.complete(key, claim.token)
    }
    await clock.advance(11_000)
    await guard.claim('d')
    expect(database.prepare('SELECT count(*) AS count FROM hookstamp_guard').get()).toMatchObject({
      count: 1,
    })
  })

  it.each([{ rememberSeconds: 0 }, { claimSeconds: Number.NaN }])('refuses %j', (options) => {
    expect(() => sqliteGuard(open(), options)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
  })
})
