import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test, type TestContext } from 'vitest'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { newFile, open } from './open.js'
import { command } from './processes.js'

const user = { id: 1, username: 'ada' }
const unavailable = (why: RegExp): unknown =>
  expect.objectContaining({ code: 'store-unavailable', message: expect.stringMatching(why) })

/** A small file system of its own, where this process may make one. */
function mountSmall(): string | undefined {
  const folder = join(dirname(newFile()), 'small')
  mkdirSync(folder)
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder]).status !== 0) return undefined
  onTestFinished(() => void spawnSync('umount', ['-l', folder]))
  return folder
}

/** Leaves a case out, and says so. */
function leaveOut({ skip }: TestContext, why: string): void {
  console.warn(`skipped: a case of SQLite and the disk: ${why}`)
  skip(why)
}

/** Fills the database until a write fails: what was acknowledged, and why not more. */
async function fill(
  database: ReturnType<typeof open>,
): Promise<{ acknowledged: string[]; failure: unknown }> {
  const store = sqliteStore(database)
  const acknowledged: string[] = []
  for (let number = 0; number < 10_000; number++) {
    const name = `name${number}`
    try {
      await store.namespaces.create({ name, user, description: 'x'.repeat(255) })
      acknowledged.push(name)
    } catch (failure) {
      return { acknowledged, failure }
    }
  }
  throw new Error('it never became full')
}

const namesIn = (database: ReturnType<typeof open>): string[] =>
  (database.prepare('SELECT name FROM hookstamp_namespaces ORDER BY id').all() as { name: string }[]).map(
    (row) => row.name,
  )

describe('a full disk', () => {
  test('fails the write, and nothing that was acknowledged is missing', async () => {
    const file = newFile()
    const database = open(file)
    const pages = (database.prepare('PRAGMA page_count').get() as { page_count: number }).page_count
    database.exec(`PRAGMA max_page_count = ${pages + 80}`)
    const { acknowledged, failure } = await fill(database)
    expect(failure).toEqual(unavailable(/full/))
    database.close()
    expect(namesIn(open(file))).toEqual(acknowledged)
  })

  test('fails all that were to be committed together, and works again once there is room', async () => {
    const database = open()
    const store = sqliteStore(database)
    const queue = sqliteQueue(database)
    const pages = (database.prepare('PRAGMA page_count').get() as { page_count: number }).page_count
    database.exec(`PRAGMA max_page_count = ${pages}`)
    const items = Array.from({ length: 2000 }, (_, index) => ({ id: `i${index}`, key: '1', dueAt: 0 }))
    const results = await Promise.allSettled([queue.enqueue(items), queue.enqueue(items.slice(0, 500))])
    expect(results).toMatchObject([
      { status: 'rejected', reason: unavailable(/full/) },
      { status: 'rejected', reason: unavailable(/full/) },
    ])
    expect(await queue.claim({ max: 10, leaseMs: 1000, perKeyMax: 10 })).toEqual([])
    database.exec('PRAGMA max_page_count = 100000')
    await queue.enqueue(items)
    expect(await queue.claim({ max: 10, leaseMs: 1000, perKeyMax: 10 })).toHaveLength(10)
    await store.namespaces.create({ name: 'engine', user })
  })

  test('of its own fails the write as well', async (context) => {
    const folder = mountSmall()
    if (folder === undefined) return leaveOut(context, 'no file system can be mounted here')
    const file = join(folder, 'hooks.db')
    const database = open(file)
    const { acknowledged, failure } = await fill(database)
    expect(failure).toMatchObject({ code: 'store-unavailable' })
    expect(namesIn(database)).toEqual(acknowledged)
  })
})

describe('a read-only disk', () => {
  test('fails the write', async () => {
    const database = open()
    const store = sqliteStore(database)
    database.exec('PRAGMA query_only = ON')
    await expect(store.namespaces.create({ name: 'engine', user })).rejects.toEqual(unavailable(/read-?only/))
    database.exec('PRAGMA query_only = OFF')
    expect(await store.namespaces.create({ name: 'engine', user })).toMatchObject({ id: 1 })
  })

  test('of its own is refused at the start', (context) => {
    const folder = mountSmall()
    if (folder === undefined) return leaveOut(context, 'no file system can be mounted here')
    const file = join(folder, 'hooks.db')
    // By a process that ends, so that nothing holds the file open for writing.
    const [node = '', ...args] = command
    spawnSync(node, [...args, file, 'acknowledge'])
    execFileSync('mount', ['-o', 'remount,ro', folder])
    expect(() => sqliteStore(open(file))).toThrow(expect.objectContaining({ code: 'store-unavailable' }))
  })
})

describe('the disk', () => {
  test('has everything before it is acknowledged', (context) => {
    if (spawnSync('strace', ['-V']).error !== undefined) return leaveOut(context, 'strace is not installed')
    const file = newFile()
    const trace = join(dirname(file), 'trace')
    const [node = '', ...args] = command
    const calls = ['-f', '-y', '-s', '80', '-e', 'trace=write,fsync,fdatasync', '-o', trace]
    const traced = spawnSync('strace', [...calls, node, ...args, file, 'acknowledge'], { encoding: 'utf8' })
    // Where tracing is forbidden nothing can be said.
    if (!traced.stdout.includes('acknowledged 4'))
      return leaveOut(context, `strace cannot trace: ${traced.stderr}`)
    const lines = readFileSync(trace, 'utf8').split('\n')
    const at = (text: string): number => lines.findIndex((line) => line.includes(`"${text}\\n"`))
    for (let number = 0; number < 5; number++) {
      const between = lines.slice(at(`asking ${number}`), at(`acknowledged ${number}`))
      expect(between.length).toBeGreaterThan(0)
      expect(between.some((line) => /\b(fsync|fdatasync)\(\d+<[^>]*hooks\.db-wal>/.test(line))).toBe(true)
    }
  }, 60_000)
})
