import { describe, expect, test } from 'vitest'
import { migrate } from '../../src/sqlite/migrate.js'
import { migrations } from '../../src/sqlite/schema.js'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { newFile, open } from './open.js'

const steps = ['CREATE TABLE one (id INTEGER)', 'ALTER TABLE one ADD COLUMN name TEXT']

describe('migrations', () => {
  test('are applied once each, in their order, and remembered', () => {
    const database = open()
    migrate(database, 1000, steps.slice(0, 1))
    database.exec('INSERT INTO one (id) VALUES (1)')
    migrate(database, 2000, steps)
    migrate(database, 3000, steps)
    expect(database.prepare('SELECT id, name FROM one').all()).toMatchObject([{ id: 1, name: null }])
    expect(database.prepare('SELECT version, applied_at FROM hookstamp_migrations').all()).toMatchObject([
      { version: 1, applied_at: 1000 },
      { version: 2, applied_at: 2000 },
    ])
  })

  test('leave everything as it was when one fails', () => {
    const database = open()
    expect(() => migrate(database, 1000, [...steps, 'CREATE TABLE one (id INTEGER)'])).toThrow(
      /already exists/,
    )
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()
    expect(tables).toEqual([])
  })

  test('of a newer version are refused, and the database is not kept', () => {
    const file = newFile()
    const database = open(file)
    migrate(database, 1000)
    database.exec(`INSERT INTO hookstamp_migrations VALUES (${migrations.length + 1}, 2000)`)
    expect(() => sqliteStore(database)).toThrow(
      expect.objectContaining({
        code: 'database-newer',
        message: expect.stringContaining(`version ${migrations.length + 1}`),
      }),
    )
    database.exec(`DELETE FROM hookstamp_migrations WHERE version > ${migrations.length}`)
    expect(() => sqliteStore(open(file))).not.toThrow()
  })
})
