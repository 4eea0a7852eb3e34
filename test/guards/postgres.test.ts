import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { postgresGuard } from 'hookstamp/guards/postgres'
import { postgresStore } from 'hookstamp/stores/postgres'
import { fakeClock, guardContract } from 'hookstamp/testing'
import { isLeftOut } from '../services/missing.js'
import { dropSchema, newSchema, postgresKinds, type PostgresDatabase } from '../services/postgres-database.js'

// Each case makes a schema; PGlite on a busy machine takes seconds for it.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 })

describe('postgresGuard', () => {
  const client = { query: () => Promise.reject(new Error('not asked')) }

  it.each([
    { rememberSeconds: 0 },
    { claimSeconds: -1 },
    { claimSeconds: Number.NaN },
    { rememberSeconds: Infinity },
    { schema: '' },
    { schema: 'é'.repeat(32) },
  ])('refuses %j', (options) => {
    expect(() => postgresGuard(client, options)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
  })

  it.each([undefined, null, {}, 'postgres://localhost'])('refuses %j for a client', (other) => {
    expect(() => postgresGuard(other as unknown as typeof client)).toThrow(
      expect.objectContaining({ code: 'option-invalid' }),
    )
  })
})

describe.each(postgresKinds)('postgresGuard on $name', (kind) => {
  describe.skipIf(isLeftOut(`postgresGuard on ${kind.name}`, kind.missing))('is a guard', () => {
    let opened: PostgresDatabase
    const schemas: string[] = []
    const schema = (): string => schemas[schemas.push(newSchema()) - 1] as string
    beforeAll(async () => {
      opened = await kind.open()
    }, 60_000)
    afterAll(async () => {
      for (const made of schemas) await dropSchema(opened.client, made)
      await opened?.end()
    })

    guardContract({
      test,
      create: (options) => postgresGuard(opened.client, { ...options, schema: schema() }),
    })

    it('hands a key to one of many processes', async () => {
      const at = schema()
      const guards = [opened.client, opened.other].map((client) => postgresGuard(client, { schema: at }))
      const claims = await Promise.all(
        Array.from({ length: 40 }, async (_, index) => guards[index % 2]?.claim(`key ${index >> 2}`)),
      )
      expect(claims.filter((claim) => claim?.state === 'claimed')).toHaveLength(10)
    })

    it('goes by the clock of the server, unless given one', async () => {
      const guard = postgresGuard(opened.client, {
        schema: schema(),
        claimSeconds: 0.001,
        rememberSeconds: 60,
      })
      const first = await guard.claim('a')
      const until = Date.now() + 5000
      let second = await guard.claim('a')
      while (second.state === 'busy' && Date.now() < until) second = await guard.claim('a')
      expect(second.state).toBe('claimed')
      expect(second).not.toEqual(first)
    })

    it('lets go of what has expired', async () => {
      const at = schema()
      const clock = fakeClock()
      const guard = postgresGuard(opened.client, {
        schema: at,
        claimSeconds: 10,
        rememberSeconds: 100,
        clock,
      })
      for (let n = 0; n < 6; n++) await guard.claim(`key ${n}`)
      await clock.advance(11_000)
      for (let n = 0; n < 3; n++) await guard.claim(`new ${n}`)
      const { rows } = await opened.client.query(
        `select count(*)::int as left from "${at.replaceAll('"', '""')}".replays`,
      )
      expect(rows).toEqual([{ left: 3 }])
    })

    it('asks again when the answer is lost, and has the claim then', async () => {
      const { client } = opened
      let lost = 0
      const flaky = {
        query: async (text: string, values?: unknown[]) => {
          const answer = await client.query(text, values)
          if (!text.includes('claimed') || lost++ > 0) return answer
          throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
        },
      }
      const at = schema()
      const claim = await postgresGuard(flaky, { schema: at }).claim('a')
      expect(lost).toBe(2)
      expect(claim.state).toBe('claimed')
      const guard = postgresGuard(client, { schema: at })
      expect(await guard.claim('a')).toEqual({ state: 'busy' })
      await guard.complete('a', claim.state === 'claimed' ? claim.token : '')
      expect(await guard.claim('a')).toEqual({ state: 'done' })
    })

    it('shares a schema with the store', async () => {
      const at = schema()
      const store = postgresStore(opened.client, { schema: at })
      const guard = postgresGuard(opened.client, { schema: at })
      const [claim] = await Promise.all([guard.claim('a'), store.migrate()])
      expect(claim.state).toBe('claimed')
    })
  })
})
