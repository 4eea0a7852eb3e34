import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { newFile, open } from './open.js'
import { startOther } from './processes.js'

const code = (expected: string): unknown => expect.objectContaining({ code: expected })
const user = { id: 1, username: 'ada' }

describe('one owner', () => {
  test('a second process is refused, and told what to do', async () => {
    const file = newFile()
    const database = open(file)
    const store = sqliteStore(database)
    const refused = await startOther(file, 'own').says()
    expect(refused).toMatch(/^database-owned /)
    expect(refused).toContain(`process ${process.pid}`)
    expect(refused).toContain('PostgreSQL')
    await store.close()
    expect(await startOther(file, 'own').says()).toBe('opened')
  })

  test('one that was killed blocks nobody, and what it had claimed is due at once', async () => {
    const file = newFile()
    const other = startOther(file, 'own')
    expect([await other.says(), await other.says()]).toEqual(['opened', 'claimed a,b'])
    expect(() => sqliteQueue(open(file))).toThrow(code('database-owned'))
    await other.kill()
    const queue = sqliteQueue(open(file))
    const claims = await queue.claim({ max: 10, leaseMs: 1000, perKeyMax: 10 })
    expect(claims.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  test('a second connection of the same process is refused too', () => {
    const file = newFile()
    sqliteStore(open(file))
    expect(() => sqliteStore(open(file))).toThrow(
      expect.objectContaining({ code: 'database-owned', message: expect.stringContaining('this process') }),
    )
  })

  test('others may read while it is owned', async () => {
    const file = newFile()
    const store = sqliteStore(open(file))
    await store.namespaces.create({ name: 'engine', user })
    const reader = open(file)
    expect(reader.prepare('SELECT name FROM hookstamp_namespaces').get()).toMatchObject({ name: 'engine' })
  })

  test('whose lock was removed by hand notices that it was replaced, and writes nothing more', async () => {
    const file = newFile()
    const store = sqliteStore(open(file))
    rmSync(`${file}-owner`)
    const other = startOther(file, 'own')
    expect(await other.says()).toBe('opened')
    await expect(store.namespaces.create({ name: 'engine', user })).rejects.toThrow(code('database-owned'))
  })

  test('is none for a database in memory: no other can open it', async () => {
    const database = open(':memory:')
    const store = sqliteStore(database)
    expect(store.caps.durability).toBe('memory')
    expect(await store.health()).toEqual([
      'SQLite database in memory: everything is lost when the process ends',
    ])
    await store.namespaces.create({ name: 'engine', user })
    await store.close()
  })
})
