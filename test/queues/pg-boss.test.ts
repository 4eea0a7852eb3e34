import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Claim, QueueItem } from 'hookstamp'
import { pgBossQueue, type PgBossLike } from 'hookstamp/queues/pg-boss'
import { queueContract } from 'hookstamp/testing'
import { systemClock } from '../../src/internal/clock.js'
import { systemRandom } from '../../src/internal/random.js'
import { uuidFactory } from '../../src/internal/uuid.js'
import { isLeftOut } from '../services/missing.js'
import {
  isPgBossNode,
  missingPgBoss,
  node22,
  pgBossFolder,
  startPgBoss,
  type RealPgBoss,
} from '../services/pg-boss.js'
import { noPostgres, postgresServer, type PostgresServer } from '../services/postgres.js'

const root = join(import.meta.dirname, '../..')
const reason = noPostgres ?? missingPgBoss()
const leftOut = isLeftOut('pgBossQueue on a server', reason)

/** The command's output, once it has ended well. */
function run(command: string, args: readonly string[]): Promise<string> {
  const env = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_OPTIONS)/.test(name))
  const child = spawn(command, args, { cwd: root, env: { ...Object.fromEntries(env), NO_COLOR: '1' } })
  let output = ''
  child.stdout.on('data', (data) => (output += String(data)))
  child.stderr.on('data', (data) => (output += String(data)))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(output))))
  })
}

describe('pgBossQueue', () => {
  it.each([undefined, null, {}, 'postgres://', { createQueue: () => {} }])(
    'refuses %j for a pg-boss',
    (boss) => {
      expect(() => pgBossQueue(boss as unknown as PgBossLike)).toThrow(
        expect.objectContaining({ code: 'option-invalid' }),
      )
    },
  )
})

describe.skipIf(leftOut || isPgBossNode)('pgBossQueue, here on a Node that pg-boss refuses', () => {
  it('passes its tests on Node 22', { timeout: 300_000 }, async () => {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const output = await run(node22, [vitest, 'run', '--project', 'node', 'test/queues/pg-boss.test.ts'])
    expect(output).toMatch(/\b\d{2,} passed/)
  })
})

describe.skipIf(leftOut || !isPgBossNode)('pgBossQueue on a server', () => {
  const newId = uuidFactory(systemClock, systemRandom)
  const items = (key: string, count: number): QueueItem[] =>
    Array.from({ length: count }, () => ({ id: newId(), key, dueAt: Date.now() }))
  const ids = (things: readonly { id: string }[]): string[] => things.map(({ id }) => id)
  const request = { max: 100, leaseMs: 60_000, perKeyMax: 100 }

  let server: PostgresServer
  let pool: pg.Pool
  let boss: RealPgBoss
  let other: RealPgBoss
  let queues = 0
  const options = (): object => ({ connectionString: server.url, supervise: false, schedule: false })
  const nextName = (): string => `queue-${++queues}`
  const rows = async (queue: string): Promise<Record<string, unknown>[]> =>
    (await pool.query('SELECT * FROM pgboss.job WHERE name = $1', [queue])).rows

  beforeAll(async () => {
    server = await postgresServer()
    pool = new pg.Pool({ connectionString: server.url })
    pool.on('error', () => {})
    boss = await startPgBoss(options())
    other = await startPgBoss(options())
  }, 60_000)
  afterAll(async () => {
    await boss.stop({ graceful: false })
    await other.stop({ graceful: false })
    await pool.end()
    await server.end()
  }, 60_000)

  describe('keeps the contract', () => {
    queueContract({
      test: (name, run) => test(name, { timeout: 30_000 }, run),
      caps: { durability: 'server', transactions: true, perKeyLimit: 'global' },
      shared: true,
      realTime: { leaseMs: 1000, graceMs: 2000 },
      create: () => {
        const queue = nextName()
        return {
          queue: pgBossQueue(boss, { queue }),
          others: [pgBossQueue(other, { queue }), pgBossQueue(other, { queue })],
          transaction: async (work) => {
            const client = await pool.connect()
            try {
              await client.query('BEGIN')
              await work(client)
              await client.query('COMMIT')
            } catch (error) {
              await client.query('ROLLBACK')
              throw error
            } finally {
              client.release()
            }
          },
        }
      },
    })
  })

  it('takes the real PgBoss', { timeout: 60_000 }, async () => {
    const path = join(pgBossFolder, 'fits.ts')
    writeFileSync(
      path,
      `import { PgBoss } from 'pg-boss'
       import { pgBossQueue } from '../../../src/queues/pg-boss.js'
       pgBossQueue(new PgBoss('postgres://'), { queue: 'q' })
       // @ts-expect-error no pg-boss
       pgBossQueue({ fetch: () => Promise.resolve([]) })`,
    )
    const strict = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext', '--skipLibCheck']
    await run(process.execPath, [
      join(root, 'node_modules/typescript/bin/tsc'),
      ...strict,
      '--types',
      'node',
      path,
    ])
  })

  it('makes its queue as the engine needs it to be', async () => {
    const name = nextName()
    await pgBossQueue(boss, { queue: name }).enqueue(items('a', 1))
    const { rows: made } = await pool.query('SELECT * FROM pgboss.queue WHERE name = $1', [name])
    expect(made[0]).toMatchObject({
      policy: 'standard',
      partition: true,
      notify: false,
      retry_limit: 1_000_000_000,
      expire_seconds: 86_400,
      heartbeat_seconds: 60,
      retention_seconds: 315_360_000,
    })
    expect(await rows(name)).toMatchObject([
      { group_id: 'a', state: 'created', heartbeat_seconds: 60, data: null },
    ])
  })

  it('lets two queues of one pg-boss know nothing of each other', async () => {
    const [one, two] = [pgBossQueue(boss, { queue: nextName() }), pgBossQueue(boss, { queue: nextName() })]
    const mine = items('a', 2)
    await one.enqueue(mine)
    expect(await two.claim(request)).toEqual([])
    expect(ids(await one.claim(request))).toEqual(ids(mine))
  })

  it('leaves nothing behind of what is done', async () => {
    const name = nextName()
    const queue = pgBossQueue(boss, { queue: name })
    await queue.enqueue(items('a', 50))
    const claims = await queue.claim(request)
    expect(await Promise.all(claims.map((claim) => queue.settle(claim, 'done')))).toEqual(
      Array(50).fill(true),
    )
    expect(await rows(name)).toEqual([])
  })

  it('settles what was claimed twice over once, in one statement', async () => {
    const queue = pgBossQueue(boss, { queue: nextName() })
    await queue.enqueue(items('a', 1))
    const [claim] = (await queue.claim(request)) as [Claim]
    const settled = await Promise.all([
      queue.settle(claim, 'release'),
      queue.settle(claim, 'done'),
      queue.settle(claim, { retryAt: 0 }),
    ])
    expect(settled).toEqual([true, false, false])
    expect(await queue.claim(request)).toHaveLength(1)
  })

  it('keeps its lease when pg-boss itself looks for dead jobs, and gives it up in time', async () => {
    const name = nextName()
    const queue = pgBossQueue(boss, { queue: name })
    await queue.enqueue(items('a', 1))
    await queue.claim({ ...request, leaseMs: 12_345 })
    const [job] = await rows(name)
    const at = (column: string): number => Number(job?.[column])
    const lease = at('heartbeat_on') + at('heartbeat_seconds') * 1000 - at('started_on')
    expect(lease).toBeGreaterThan(12_300)
    expect(lease).toBeLessThan(13_345)
  })

  it.each([['not-a-uuid'], ['']])('refuses %j for an id', async (id) => {
    const queue = pgBossQueue(boss, { queue: nextName() })
    await expect(queue.enqueue([{ id, key: 'a', dueAt: 0 }])).rejects.toMatchObject({
      code: 'option-invalid',
    })
  })

  it('says what to look at when pg-boss uses another schema', async () => {
    const queue = pgBossQueue(boss, { queue: nextName(), schema: 'elsewhere' })
    await expect(queue.enqueue(items('a', 1))).rejects.toMatchObject({ code: 'store-unavailable' })
  })

  it('refuses a table of jobs that is not as the statements need it', { timeout: 60_000 }, async () => {
    const changed = await startPgBoss({ ...options(), schema: 'changed' })
    try {
      await pool.query('ALTER TABLE changed.job RENAME COLUMN group_tier TO tier')
      const fine = pgBossQueue(changed, { queue: 'fine', schema: 'changed' })
      await fine.enqueue(items('a', 1))
      await pool.query('ALTER TABLE changed.job RENAME COLUMN heartbeat_on TO heartbeat_at')
      const queue = pgBossQueue(changed, { queue: 'late', schema: 'changed' })
      for (const use of [() => queue.enqueue(items('a', 1)), () => queue.claim(request)]) {
        await expect(use()).rejects.toMatchObject({
          code: 'option-invalid',
          message: expect.stringMatching(/without heartbeat_on: .*12\.35/) as string,
        })
      }
    } finally {
      await changed.stop({ graceful: false })
    }
  })

  it('waits for a process that is frozen while it claims no longer than some seconds', async () => {
    const name = nextName()
    const mine = items('a', 1)
    await pgBossQueue(boss, { queue: name }).enqueue(mine)
    await new Promise<void>((resolve) => {
      const frozen: PgBossLike = {
        createQueue: (...args) => other.createQueue(...args),
        updateQueue: (...args) => other.updateQueue(...args),
        getDb: () => other.getDb(),
        fetch: () => {
          resolve()
          return new Promise(() => {})
        },
      }
      void pgBossQueue(frozen, { queue: name }).claim(request)
    })
    expect(ids(await pgBossQueue(boss, { queue: name }).claim(request))).toEqual(ids(mine))
  }, 20_000)

  it('hands out nothing once it is closed', async () => {
    const queue = pgBossQueue(boss, { queue: nextName() })
    await queue.enqueue(items('a', 1))
    await queue.close()
    expect(await queue.claim(request)).toEqual([])
  })

  it('refuses a pool for a transaction', async () => {
    const queue = pgBossQueue(boss, { queue: nextName() })
    await expect(queue.enqueue(items('a', 1), { tx: pool })).rejects.toMatchObject({ code: 'option-invalid' })
  })

  it('has nothing to say about a server that is set as it should be', async () => {
    expect(await pgBossQueue(boss).health()).toEqual([])
  })

  it('says what may be lost with a server that is not', async () => {
    const unsafe = await postgresServer(['fsync=off', 'synchronous_commit=off', 'autovacuum=off'])
    const careless = await startPgBoss({ connectionString: unsafe.url, supervise: false, schedule: false })
    try {
      expect(await pgBossQueue(careless).health()).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^postgres fsync=off: acknowledged deliveries are lost/),
          expect.stringMatching(/^postgres synchronous_commit=off: .*deliveries are lost/),
          expect.stringMatching(/^postgres autovacuum=off: /),
        ]),
      )
    } finally {
      await careless.stop({ graceful: false })
      await unsafe.end()
    }
  }, 60_000)

  it('works on after its connections were cut', async () => {
    const queue = pgBossQueue(boss, { queue: nextName() })
    const before = items('a', 3)
    await queue.enqueue(before)
    const [claim] = (await queue.claim({ ...request, max: 1 })) as [Claim]
    await pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL',
    )
    expect(ids(await queue.claim(request))).toEqual(ids(before.slice(1)))
    expect(await queue.settle(claim, 'done')).toBe(true)
  })

  it('loses nothing that was acknowledged when the server is killed', { timeout: 60_000 }, async () => {
    const queue = pgBossQueue(boss, { queue: nextName() })
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
    while (acknowledged.length < 500) await new Promise((resolve) => setImmediate(resolve))
    await server.kill()
    down = true
    await Promise.all(emitting)
    await server.start()
    const seen = new Set<string>()
    for (let empty = 0; empty < 20;) {
      const claims = await Promise.resolve(queue.claim(request)).catch(() => [])
      for (const claim of claims) if (await queue.settle(claim, 'done')) seen.add(claim.id)
      empty = claims.length > 0 ? 0 : empty + 1
    }
    expect(acknowledged.filter((id) => !seen.has(id))).toEqual([])
  })
})
