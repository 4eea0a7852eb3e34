/** The SQLite database of the demo: Node's own, and libsql on Node 20, which has none. */
import type { SqliteDatabase } from 'hookstamp/stores/sqlite'

interface Library {
  readonly DatabaseSync: new (file: string) => SqliteDatabase
}

export async function openDatabase(file: string): Promise<SqliteDatabase> {
  const builtin = process.getBuiltinModule('node:sqlite') as unknown as Library | undefined
  if (builtin !== undefined) return new builtin.DatabaseSync(file)
  const { default: Database } = await import('libsql')
  return new Database(file)
}
