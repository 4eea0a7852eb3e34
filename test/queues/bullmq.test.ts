import { Queue as BullQueue } from 'bullmq'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest'
import type { Claim, Queue, QueueItem } from 'hookstamp'
import { bullmqQueue, type BullmqQueueLike, type BullmqQueueOptions } from 'hookstamp/queues/bullmq'
import { queueContract } from 'hookstamp/testing'
import { systemClock } from '../../src/internal/clock.js'
import { systemRandom } from '../../src/internal/random.js'
import { uuidFactory } from '../../src/internal/uuid.js'
import { isLeftOut } from '../services/missing.js'
import { noRedis, redisServer, type RedisServer } from '../services/redis.js'

const newId = uuidFactory(systemClock, systemRandom)
const items = (key: string, count: number): QueueItem[] =>
  Array.from({ length: count }, () => ({ id: newId(), key, dueAt: Date.now() }))
const ids = (things: readonly { id: string }[]): string[] => things.map(({ id }) => id)
const request = { max: 100, leaseMs: 60_000, perKeyMax: 100 }

describe('bullmqQueue', () => {
  it.each([undefined, null, {}, 'redis://', { addBulk: () => {} }])(
    'refuses %j for a queue of BullMQ',
    (queue) => {
      expect(() => bullmqQueue(queue as unknown as BullmqQueueLike)).toThrow(
        expect.objectContaining({ code: 'option-invalid' }),
      )
    },
  )
})

describe.skipIf(isLeftOut('bullmqQueue on a server', noRedis))('bullmqQueue on a server', () => {
  let server: RedisServer
  const opened: { close(): unknown }[] = []
  let names = 0

  beforeAll(async () => {
    server = await redisServer(['--appendonly', 'yes'])
  }, 20_000)
  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one.close()
  }, 20_000)
  afterAll(() => server.end(), 20_000)

  const bull = (name: string, port = server.port): BullQueue => {
    const queue = new BullQueue(name, { connection: { port, host: '127.0.0.1' } })
    queue.on('error', () => {})
    opened.push(queue)
    return queue
  }
  const nextName = (): string => `queue-${++names}`
  const open = (name = nextName(), options: BullmqQueueOptions = {}, port = server.port): Queue => {
    const queue = bullmqQueue(bull(name, port), options)
    opened.push(queue)
    return queue
  }

  describe('keeps the contract', () => {
    queueContract({
      test: (name, run) => test(name, { timeout: 30_000 }, run),
      caps: { durability: 'server', transactions: false, perKeyLimit: 'local' },
      shared: true,
      realTime: { leaseMs: 1000, graceMs: 3000 },
      create: () => {
        const name = nextName()
        const queues = [bull(name), bull(name), bull(name)].map((queue) => bullmqQueue(queue))
        return { queue: queues[0] as Queue, others: queues.slice(1) }
      },
    })
  })

  it('works on a connection that the user shares', async () => {
    const client = new Redis({ port: server.port, host: '127.0.0.1', maxRetriesPerRequest: null })
    const bullQueue = new BullQueue(nextName(), { connection: client, prefix: 'mine' })
    const queue = bullmqQueue(bullQueue)
    const all = items('a', 3)
    await queue.enqueue(all)
    const claims = await queue.claim(request)
    expect(ids(claims)).toEqual(ids(all))
    expect(await Promise.all(claims.map((claim) => queue.settle(claim, 'done')))).toEqual([true, true, true])
    await queue.close()
    await bullQueue.close()
    expect(await client.ping()).toBe('PONG')
    client.disconnect()
  })

  it('leaves no job behind of what is done', async () => {
    const name = nextName()
    const queue = open(name)
    await queue.enqueue(items('a', 50))
    for (const claim of await queue.claim(request)) await queue.settle(claim, 'done')
    expect(await bull(name).getJobCounts()).toMatchObject({ waiting: 0, active: 0, completed: 0, failed: 0 })
  })

  it('never gives a delivery up, however often its process dies', { timeout: 60_000 }, async () => {
    const name = nextName()
    const queue = open(name)
    const [item] = items('a', 1) as [QueueItem]
    await queue.enqueue([item])
    for (let death = 0; death < 4; death++) {
      let claims: readonly Claim[] = []
      while (claims.length === 0) claims = await queue.claim({ ...request, leaseMs: 100 })
      expect(ids(claims)).toEqual([item.id])
    }
    expect(await bull(name).getFailedCount()).toBe(0)
  })

  it('gives back in its order what it holds when it is closed', async () => {
    const name = nextName()
    const first = bullmqQueue(bull(name))
    const all = items('a', 40)
    await first.enqueue(all)
    const [claim] = (await first.claim({ ...request, max: 1 })) as [Claim]
    await first.close()
    const second = open(name)
    expect(ids(await second.claim(request))).toEqual(ids(all.slice(1)))
    // A claim outlives the queue that made it.
    expect(await second.settle(claim, 'done')).toBe(true)
  })

  it('hands out others while a key has more than it holds of one, and keeps the order of that key', async () => {
    const queue = open()
    const slow = items('slow', 1200)
    await queue.enqueue(slow)
    const others = ['b', 'c', 'd'].flatMap((key) => items(key, 1))
    await queue.enqueue(others)
    const first = await queue.claim({ ...request, perKeyMax: 2 })
    expect(ids(first).toSorted()).toEqual(ids([...slow.slice(0, 2), ...others]).toSorted())
    const got = ids(first.filter(({ key }) => key === 'slow'))
    for (const claim of first) await queue.settle(claim, 'done')
    while (got.length < 1200) {
      const claims = await queue.claim({ ...request, max: 200, perKeyMax: 200 })
      got.push(...ids(claims))
      for (const claim of claims) await queue.settle(claim, 'done')
      if (claims.length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(got).toEqual(ids(slow))
  }, 60_000)

  it('takes the place of a job in the line where it belongs, whichever process gave it back', async () => {
    const name = nextName()
    const [one, two] = [open(name), open(name)]
    const all = items('a', 6)
    await one.enqueue(all)
    const claims = await one.claim({ ...request, max: 3 })
    for (const claim of claims) expect(await two.settle(claim, 'release')).toBe(true)
    // Those that it holds itself come after them.
    expect(ids(await one.claim({ ...request, max: 3 }))).toEqual(ids(all).slice(0, 3))
    expect(await two.claim(request)).toEqual([])
    expect(ids(await one.claim(request))).toEqual(ids(all).slice(3))
  })

  it('loses nothing that was acknowledged when the server is killed', { timeout: 60_000 }, async () => {
    const queue = open()
    const acknowledged: string[] = []
    let down = false
    const emitting = Array.from({ length: 8 }, async (_, writer) => {
      while (!down) {
        const [item] = items(`key-${writer}`, 1) as [QueueItem]
        await Promise.resolve(queue.enqueue([item])).then(
          () => acknowledged.push(item.id),
          () => {},
        )
      }
    })
    const held = await queue.claim({ ...request, max: 10, leaseMs: 1000 })
    while (acknowledged.length < 2000) await new Promise((resolve) => setImmediate(resolve))
    await server.kill()
    down = true
    await server.start()
    await Promise.all(emitting)
    const seen = new Set<string>()
    const missing = (): string[] => [...ids(held), ...acknowledged].filter((id) => !seen.has(id))
    // What was taken when the connection broke is held by nobody, and comes back when its lock has run out.
    for (const startedAt = Date.now(); missing().length > 0 && Date.now() - startedAt < 20_000;) {
      const claims = await Promise.resolve(queue.claim(request)).catch(() => [])
      for (const claim of claims) if (await queue.settle(claim, 'done')) seen.add(claim.id)
      if (claims.length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(missing()).toEqual([])
  })

  it('works on after its connections were cut', { timeout: 60_000 }, async () => {
    const queue = open()
    const all = items('a', 5)
    await queue.enqueue(all)
    const [claim] = (await queue.claim({ ...request, max: 1 })) as [Claim]
    const admin = new Redis({ port: server.port, host: '127.0.0.1' })
    await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
    admin.disconnect()
    expect(await queue.settle(claim, 'done')).toBe(true)
    expect(ids(await queue.claim(request))).toEqual(ids(all.slice(1)))
  })

  it.each(['123', 'a:b', ''])('refuses %j for an id, which BullMQ would not take', async (id) => {
    await expect(open().enqueue([{ id, key: 'a', dueAt: 0 }])).rejects.toMatchObject({
      code: 'option-invalid',
    })
  })

  it('says so when Redis is gone, and can be closed', { timeout: 60_000 }, async () => {
    const gone = await redisServer(['--appendonly', 'yes'])
    const client = new Redis({ port: gone.port, host: '127.0.0.1', maxRetriesPerRequest: null })
    client.on('error', () => {})
    const bullQueue = new BullQueue(nextName(), { connection: client })
    bullQueue.on('error', () => {})
    const queue = bullmqQueue(bullQueue)
    await queue.enqueue(items('a', 2))
    const [claim] = (await queue.claim({ ...request, max: 1 })) as [Claim]
    await gone.kill()
    const refused = { code: 'store-unavailable' }
    await Promise.all([
      expect(queue.enqueue(items('a', 1))).rejects.toMatchObject(refused),
      expect(queue.settle(claim, 'done')).rejects.toMatchObject(refused),
      expect(queue.extend(claim, 1000)).rejects.toMatchObject(refused),
      expect(queue.health()).rejects.toMatchObject(refused),
    ])
    await queue.close()
    expect(await queue.claim(request)).toEqual([])
    client.disconnect()
    await gone.end()
  })

  describe('on a Redis that forgets', () => {
    let forgetful: RedisServer
    beforeAll(async () => {
      forgetful = await redisServer(['--maxmemory-policy', 'allkeys-lru'])
    }, 20_000)
    afterAll(() => forgetful.end(), 20_000)
    const findings = [
      'redis appendonly=no: acknowledged deliveries are lost on a crash',
      'redis maxmemory-policy=allkeys-lru: deliveries that wait are dropped when memory runs out',
    ]

    it('refuses to start, says what to do, and starts once that is done', async () => {
      const queue = open(nextName(), {}, forgetful.port)
      for (const use of [() => queue.enqueue(items('a', 1)), () => queue.claim(request)]) {
        await expect(use()).rejects.toMatchObject({
          code: 'queue-not-durable',
          message: expect.stringMatching(
            /appendonly=no.*allkeys-lru.*appendonly yes.*acceptDataLoss/s,
          ) as string,
        })
      }
      expect(await queue.health()).toEqual(findings)
      const admin = new Redis({ port: forgetful.port, host: '127.0.0.1' })
      await admin.config('SET', 'appendonly', 'yes')
      await admin.config('SET', 'maxmemory-policy', 'noeviction')
      await queue.enqueue(items('a', 1))
      expect(await queue.claim(request)).toHaveLength(1)
      expect(await queue.health()).toEqual([])
      await admin.config('SET', 'appendonly', 'no')
      await admin.config('SET', 'maxmemory-policy', 'allkeys-lru')
      admin.disconnect()
    })

    it('starts where loss is accepted, and goes on saying so', async () => {
      const queue = open(nextName(), { acceptDataLoss: true }, forgetful.port)
      await queue.enqueue(items('a', 1))
      expect(await queue.claim(request)).toHaveLength(1)
      expect(await queue.health()).toEqual(findings)
    })
  })
})
