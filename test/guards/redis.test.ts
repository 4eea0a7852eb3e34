import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { redisGuard, type IoRedisClient, type NodeRedisClient } from 'hookstamp/guards/redis'
import { guardContract } from 'hookstamp/testing'
import { isLeftOut } from '../services/missing.js'
import { noRedis, redisServer, type RedisServer } from '../services/redis.js'

const skipExpiry = "its clock is the server's; tested below"

describe('redisGuard', () => {
  it.each([
    { rememberSeconds: 0 },
    { claimSeconds: -1 },
    { claimSeconds: Number.NaN },
    { rememberSeconds: Infinity },
  ])('refuses %j', (times) => {
    const client: IoRedisClient = { call: () => Promise.resolve(null) }
    expect(() => redisGuard(client, times)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
  })

  it.each([undefined, null, {}, 'redis://localhost'])('refuses %j for a client', (client) => {
    expect(() => redisGuard(client as unknown as IoRedisClient)).toThrow(
      expect.objectContaining({ code: 'option-invalid' }),
    )
  })

  it('hands on what the client fails with', async () => {
    const failure = new Error('connection lost')
    const guard = redisGuard({ call: () => Promise.reject(failure) })
    await expect(guard.claim('a')).rejects.toBe(failure)
  })
})

describe.skipIf(isLeftOut('redisGuard on a server', noRedis))('redisGuard on a server', () => {
  let server: RedisServer
  let io: Redis
  let node: ReturnType<typeof createClient>
  beforeAll(async () => {
    server = await redisServer([])
    io = new Redis({ port: server.port, host: '127.0.0.1' })
    node = createClient({ url: `redis://127.0.0.1:${server.port}` })
    await node.connect()
  }, 20_000)
  afterAll(async () => {
    io.disconnect()
    node.destroy()
    await server.end()
  })
  const clients: Record<string, () => IoRedisClient | NodeRedisClient> = {
    ioredis: () => io,
    'node-redis': () => node,
  }
  let prefixes = 0
  const prefix = (): string => `guard-${++prefixes}:`

  describe.each(Object.keys(clients))('with %s', (name) => {
    const client = (): IoRedisClient | NodeRedisClient => (clients[name] as () => IoRedisClient)()
    guardContract({
      test,
      skipExpiry,
      create: (options) => redisGuard(client(), { ...options, prefix: prefix() }),
    })

    it('lets a claim and a memory run out in their time', async () => {
      const at = prefix()
      const guard = redisGuard(client(), { prefix: at, claimSeconds: 0.5, rememberSeconds: 3.5 })
      const claim = await guard.claim('a')
      const claimMs = await io.pttl(`${at}a`)
      expect(claimMs).toBeGreaterThan(0)
      expect(claimMs).toBeLessThanOrEqual(500)
      await guard.complete('a', claim.state === 'claimed' ? claim.token : '')
      const rememberMs = await io.pttl(`${at}a`)
      expect(rememberMs).toBeGreaterThan(2000)
      expect(rememberMs).toBeLessThanOrEqual(3500)
    })

    it('hands out again what has run out, and listens to the late holder no more', async () => {
      const at = prefix()
      const guard = redisGuard(client(), { prefix: at })
      const late = await guard.claim('a')
      await io.pexpire(`${at}a`, 0)
      const token = late.state === 'claimed' ? late.token : ''
      expect(await guard.claim('a')).toMatchObject({ state: 'claimed' })
      await guard.complete('a', token)
      await guard.release('a', token)
      expect(await guard.claim('a')).toEqual({ state: 'busy' })
    })

    it('knows its own claim when it has asked twice, as drivers do when a connection breaks', async () => {
      const { call } = (clients['ioredis'] as () => unknown)() as IoRedisClient
      const twice: IoRedisClient = {
        call: async (command, ...words) => {
          if (command === 'SET') await call.apply(io, [command, ...words])
          return call.apply(io, [command, ...words])
        },
      }
      const at = prefix()
      const claim = await redisGuard(twice, { prefix: at }).claim('a')
      expect(claim.state).toBe('claimed')
      const guard = redisGuard(client(), { prefix: at })
      expect(await guard.claim('a')).toEqual({ state: 'busy' })
      await guard.complete('a', claim.state === 'claimed' ? claim.token : '')
      expect(await guard.claim('a')).toEqual({ state: 'done' })
    })

    it('is one memory for all who share a prefix, and none for others', async () => {
      const at = prefix()
      const [mine, theirs, other] = [at, at, prefix()].map((one) => redisGuard(client(), { prefix: one }))
      expect(await mine?.claim('a')).toMatchObject({ state: 'claimed' })
      expect(await theirs?.claim('a')).toEqual({ state: 'busy' })
      expect(await other?.claim('a')).toMatchObject({ state: 'claimed' })
    })
  })

  it('claims between the question and the answer are no error', async () => {
    // The key runs out after SET has found it held, before GET asks by whom.
    let calls = 0
    const guard = redisGuard({
      call: (...words) => Promise.resolve(words[0] === 'SET' && ++calls > 1 ? 'OK' : null),
    })
    expect(await guard.claim('a')).toMatchObject({ state: 'claimed' })
  })
})
