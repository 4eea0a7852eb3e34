import { describe, expect, test } from 'vitest'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { open } from './open.js'

const setting = (database: ReturnType<typeof open>, name: string): unknown =>
  (database.prepare(`PRAGMA main.${name}`).get() as Record<string, unknown>)[name]

describe('settings', () => {
  test('are WAL and synchronous=FULL, whatever they were before', async () => {
    const database = open()
    database.exec('PRAGMA synchronous = OFF')
    const store = sqliteStore(database)
    expect([setting(database, 'journal_mode'), setting(database, 'synchronous')]).toEqual(['wal', 2])
    expect(await store.health()).toEqual([])
  })

  test('that were changed afterwards are told in words', async () => {
    const database = open()
    const store = sqliteStore(database)
    database.exec('PRAGMA synchronous = NORMAL')
    expect(await store.health()).toEqual([
      'SQLite synchronous=NORMAL in place of FULL: acknowledged deliveries can be lost in a power cut',
    ])
    database.exec('PRAGMA synchronous = OFF')
    database.exec('PRAGMA journal_mode = DELETE')
    expect(await store.health()).toEqual([
      'SQLite journal_mode=delete in place of wal: writes are slower and block reads',
      'SQLite synchronous=OFF in place of FULL: acknowledged deliveries can be lost in a power cut',
    ])
  })
})
