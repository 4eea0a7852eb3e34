/** Databases for tests, each in a folder of its own. */
import Database from 'libsql'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A database file that nobody has opened; its folder goes with the test. */
export function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hookstamp-sqlite-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'hooks.db')
}

/** A connection that is closed with the test. */
export function open(file: string = newFile()): InstanceType<typeof Database> {
  const database = new Database(file)
  onTestFinished(() => {
    if (database.open) database.close()
  })
  return database
}
