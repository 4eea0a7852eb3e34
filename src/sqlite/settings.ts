/** How a connection has to be set so that what is acknowledged stays, and what is wrong with it if it is not. */
import { statfsSync } from 'node:fs'
import type { SqliteDatabase } from './sqlite-database.js'

// While SQLite waits for another connection nothing else runs; the group commit tries again by itself.
const BUSY_TIMEOUT_MS = 50
// At the start nothing else runs yet: the last owner may just be closing, or a crash's log be taken over.
const OPENING_TIMEOUT_MS = 1000

// SQLite's own 2 MB do not hold what every emit touches once there are some ten thousand deliveries.
const CACHE_KIB = 16_384

/** Settings that last as long as the connection. Not within a transaction. */
export function applySettings(database: SqliteDatabase): void {
  database.exec(`PRAGMA busy_timeout = ${OPENING_TIMEOUT_MS}`)
  // Answers with the mode that came of it: in memory, and where memory cannot be shared, it stays another one.
  database.prepare('PRAGMA main.journal_mode = WAL').get()
  database.exec('PRAGMA main.synchronous = FULL')
  database.exec(`PRAGMA main.cache_size = -${CACHE_KIB}`)
  database.exec('PRAGMA foreign_keys = ON')
}

/** Settings for the time after the opening. */
export function applyRunningSettings(database: SqliteDatabase): void {
  database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`)
}

/** The file of the database, `''` for one in memory. */
export function fileOf(database: SqliteDatabase): string {
  const databases = database.prepare('PRAGMA database_list').all() as { name: string; file: string | null }[]
  return databases.find(({ name }) => name === 'main')?.file ?? ''
}

/** What an operator should know, in words. */
export function findings(database: SqliteDatabase): string[] {
  const pragma = (name: string): unknown => {
    const row = database.prepare(`PRAGMA main.${name}`).get() as Record<string, unknown>
    return row[name]
  }
  const file = fileOf(database)
  if (file === '') return ['SQLite database in memory: everything is lost when the process ends']
  const found: string[] = []
  const journal = pragma('journal_mode')
  if (journal !== 'wal') {
    found.push(`SQLite journal_mode=${String(journal)} in place of wal: writes are slower and block reads`)
  }
  const synchronous = Number(pragma('synchronous'))
  if (synchronous < 2) {
    const name = synchronous === 1 ? 'NORMAL' : 'OFF'
    found.push(
      `SQLite synchronous=${name} in place of FULL: acknowledged deliveries can be lost in a power cut`,
    )
  }
  return [...found, ...fileSystemFindings(file)]
}

/** By the numbers Linux has for them. @see statfs(2) */
const NETWORKS: Readonly<Record<number, string>> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xff534d42: 'SMB',
  0xfe534d42: 'SMB',
  0x01021997: '9p',
  0x5346414f: 'AFS',
  0x00c36400: 'Ceph',
}
const TMPFS = 0x01021994

function fileSystemFindings(file: string): string[] {
  // Elsewhere the numbers mean other things.
  if (process.platform !== 'linux') return []
  let type: number
  try {
    type = statfsSync(file).type
  } catch {
    return []
  }
  if (type === TMPFS) return ['SQLite database on tmpfs: everything is lost when the machine restarts']
  const network = NETWORKS[type]
  if (network === undefined) return []
  return [
    `SQLite database on a network file system (${network}): its locks and its fsync cannot be relied on; use a local disk`,
  ]
}
