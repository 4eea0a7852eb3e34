/**
 * From SQLite to PostgreSQL, when one process is no longer enough: everything that a store, an inbox and a replay guard
 * keep, with its ids. The queue needs no copying: what is pending is lined up again when a dispatcher starts.
 *
 * @example
 * import { DatabaseSync } from 'node:sqlite'
 * import { Pool } from 'pg'
 * const copied = await copyStore(new DatabaseSync('hooks.db'), new Pool({ connectionString: process.env.DATABASE_URL }))
 */
import { HookstampError } from '../errors.js'
import type { PostgresClient, PostgresQueryable } from '../postgres/client.js'
import { openDatabase } from '../postgres/database.js'
import { quoteIdentifier } from '../postgres/identifier.js'
import { isUnstorable } from '../postgres/sql-state.js'
import { isOpened, openEngine } from '../sqlite/engine.js'
import { toStoreError } from '../sqlite/failure.js'
import type { SqliteDatabase } from '../sqlite/sqlite-database.js'
import { batchesOf, unstorable } from './copy-batches.js'
import { copiedTables, namespaceDepths, namespacesOf, type CopiedTable } from './copy-tables.js'
import { pack } from './postgres-records.js'
import { FILTER_ALL } from './postgres-webhooks.js'

export type {
  PostgresClient,
  PostgresPool,
  PostgresQueryable,
  PostgresTransactor,
} from '../postgres/client.js'
export type { SqliteDatabase, SqliteStatement } from '../sqlite/sqlite-database.js'

export interface CopyStoreOptions {
  /**
   * The schema to copy into; made if it is not there.
   * @default 'hookstamp'
   */
  readonly schema?: string
}

/** How many rows were copied, by the name of their table in PostgreSQL. */
export type CopiedRows = Readonly<Record<string, number>>

/**
 * Copies in one transaction: everything is there, or nothing. Takes the SQLite database over meanwhile, so that nobody
 * writes to it, and gives it up afterwards; what it holds is left as it is. What is sealed stays sealed.
 *
 * @throws HookstampError `conflict` when the schema holds something already; `database-owned` while a store, a queue, a
 * guard or another process has the SQLite database; `option-invalid` for a database without tables of hookstamp;
 * `record-invalid` for a text that PostgreSQL cannot keep; `database-newer`; `store-unavailable`
 */
export async function copyStore(
  from: SqliteDatabase,
  to: PostgresClient,
  { schema = 'hookstamp' }: CopyStoreOptions = {},
): Promise<CopiedRows> {
  const target = openDatabase(to, schema)
  assertSource(from)
  const { close } = openEngine(from)
  try {
    const tables = [...depthsOf(from).map(namespacesOf), ...copiedTables]
    return await target.transaction(async (tx) => {
      await takeEmpty(tx, schema)
      for (const table of tables) await copyTable(from, tx, table)
      await tx.query(FILTER_ALL)
      for (const name of NUMBERED) await continueIds(from, tx, schema, name)
      return compare(from, tx)
    })
  } finally {
    await close()
  }
}

// What ids are given by.
const NUMBERED = ['namespaces', 'invites', 'webhooks']
const NAMESPACES = { name: 'namespaces', from: 'hookstamp_namespaces' }
const ALL = [NAMESPACES, ...copiedTables]

function assertSource(from: SqliteDatabase): void {
  if (isOpened(from)) {
    throw new HookstampError(
      'database-owned',
      'A store, a queue or a guard of this process still uses the SQLite database, and what it writes might be missed. Close them first.',
    )
  }
  // Taking it over would make the tables of hookstamp in whatever database it is.
  const found = reading(
    () =>
      typeof from?.prepare === 'function' &&
      from.prepare("SELECT 1 FROM sqlite_master WHERE name = 'hookstamp_migrations'").get() != null,
  )
  if (found) return
  throw new HookstampError(
    'option-invalid',
    'Expected an open SQLite database that hookstamp has been used on: this one has none of its tables.',
  )
}

function reading<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw toStoreError(error)
  }
}

function depthsOf(from: SqliteDatabase): number[] {
  const rows = reading(() => from.prepare(namespaceDepths).all()) as { readonly depth: number | bigint }[]
  return rows.map(({ depth }) => Number(depth))
}

/** Until the end of the transaction nobody else writes there: an application that was started too early waits. */
async function takeEmpty(tx: PostgresQueryable, schema: string): Promise<void> {
  await tx.query(`lock table ${ALL.map(({ name }) => `{${name}}`).join(', ')} in exclusive mode`)
  for (const { name } of ALL) {
    const { rows } = await tx.query(`select 1 as found from {${name}} limit 1`)
    if (rows.length === 0) continue
    throw new HookstampError(
      'conflict',
      `Nothing was copied: the schema "${schema}" is not empty (${name}). Choose another one, or drop it first.`,
    )
  }
}

async function copyTable(from: SqliteDatabase, tx: PostgresQueryable, table: CopiedTable): Promise<void> {
  const batches = batchesOf(from, table)
  for (;;) {
    const { value: batch, done } = reading(() => batches.next())
    if (done === true) return
    const { json, bytes } = pack(table.columns, batch)
    const hasBytes = table.insert.includes('$2')
    try {
      await tx.query(table.insert, hasBytes ? [json, bytes] : [json])
    } catch (error) {
      throw isUnstorable(error) ? unstorable(table.from, error) : error
    }
  }
}

/** The next id is one that was never given, as it would be in SQLite. */
async function continueIds(
  from: SqliteDatabase,
  tx: PostgresQueryable,
  schema: string,
  name: string,
): Promise<void> {
  const row = reading(() =>
    from.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').get(`hookstamp_${name}`),
  ) as { readonly seq: number | bigint } | null | undefined
  if (row == null) return
  const table = `${quoteIdentifier(schema, 'schema')}.${name}`
  await tx.query(`select setval(pg_get_serial_sequence($1::text, 'id'), $2::bigint) as last`, [
    table,
    Number(row.seq),
  ])
}

async function compare(from: SqliteDatabase, tx: PostgresQueryable): Promise<CopiedRows> {
  const counts: Record<string, number> = {}
  for (const { name, from: source } of ALL) {
    const here = reading(() => from.prepare(`SELECT count(*) AS count FROM ${source}`).get())
    const there = (await tx.query(`select count(*) as count from {${name}}`)).rows[0]
    counts[name] = countIn(there)
    if (counts[name] === countIn(here)) continue
    throw new HookstampError(
      'store-unavailable',
      `Nothing was copied: of ${countIn(here)} rows of ${source}, ${counts[name]} arrived. Is another program writing to the database?`,
    )
  }
  return counts
}

function countIn(row: unknown): number {
  return Number((row as { readonly count: unknown }).count)
}
