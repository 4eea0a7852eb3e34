/** Opens databases by libraries of the project that the program runs in: hookstamp has none of its own. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { PostgresPool, SqliteDatabase } from 'hookstamp/stores/copy'
import { failed } from './exit.js'

export interface OpenSqlite extends SqliteDatabase {
  close(): unknown
}

export interface OpenPool extends PostgresPool {
  end(): Promise<void>
}

type SqliteClass = new (file: string) => OpenSqlite

/** @throws CliError when there is no file, or no library to open it */
export async function openSqlite(file: string): Promise<OpenSqlite> {
  // A library would make one.
  if (!existsSync(file)) throw failed(`${file} cannot be read (ENOENT).`)
  const Database = (await nodeSqlite()) ?? installed('better-sqlite3') ?? installed('libsql')
  if (Database === undefined) {
    throw failed(
      'No library for SQLite is installed here: run it in the folder of your application, or npm install libsql.',
    )
  }
  return new (Database as SqliteClass)(file)
}

/** @throws CliError when pg is not installed */
export function openPostgres(connectionString: string): OpenPool {
  const pg = installed('pg') as
    | {
        readonly Pool: new (options: object) => OpenPool & { on(event: 'error', listener: () => void): void }
      }
    | undefined
  if (pg === undefined) {
    throw failed('pg is not installed here: run it in the folder of your application, or npm install pg.')
  }
  const pool = new pg.Pool({ connectionString, max: 1 })
  // What breaks is reported by the query that notices.
  pool.on('error', () => {})
  return pool
}

async function nodeSqlite(): Promise<unknown> {
  // By a name that compilers do not know: Node 20 has no such module.
  const name = 'node:sqlite'
  try {
    return ((await import(name)) as { readonly DatabaseSync: unknown }).DatabaseSync
  } catch {
    return undefined
  }
}

function installed(name: string): unknown {
  const require = createRequire(resolve('package.json'))
  try {
    return require(name) as unknown
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined
    throw failed(`${name} could not be loaded: ${(error as Error).message}`)
  }
}
