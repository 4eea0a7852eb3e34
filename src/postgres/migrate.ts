/** Brings a schema up to date: one process at a time, all or nothing, forward only. */
import { HookstampError } from '../errors.js'
import type { PostgresQueryable } from './client.js'
import type { Connection } from './connection.js'
import { quoteIdentifier } from './identifier.js'
import { migrations } from './migrations.js'

/** @throws HookstampError `database-newer` for a schema that a newer hookstamp has migrated */
export async function migrate(connection: Connection, schema: string): Promise<void> {
  // First without a lock: nearly always there is nothing to do, and whoever runs may not be allowed to do it.
  if ((await versionOf(connection, schema)) === migrations.length) return
  const quoted = quoteIdentifier(schema, 'schema')
  await connection.transaction(async (tx) => {
    // As text: not every client can read the type `void`. Freed by the end of the transaction, also by a crash.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1::text, 0))::text as locked', [
      `hookstamp ${schema}`,
    ])
    const version = await versionOf(tx, schema)
    if (version === 0) await createSchema(tx, schema, quoted)
    for (const [index, statements] of migrations.entries()) {
      if (index < version) continue
      // One by one: several in one text are refused where a client prepares them.
      for (const statement of statements) {
        await tx.query(statement.replace(/\{(\w+)\}/g, (_, table: string) => `${quoted}.${table}`))
      }
      await tx.query(`insert into ${quoted}.migrations (version) values (${index + 1})`)
    }
  })
}

async function createSchema(tx: PostgresQueryable, schema: string, quoted: string): Promise<void> {
  // Asked for first: `if not exists` demands the right to create schemas even where there is one.
  const { rows } = await tx.query('select 1 as found from pg_namespace where nspname = $1::text', [schema])
  if (rows.length === 0) await tx.query(`create schema ${quoted}`)
  await tx.query(
    `create table if not exists ${quoted}.migrations (version integer primary key, applied_at timestamptz not null default now())`,
  )
}

/** 0 for a schema that is not there, or is empty. */
async function versionOf(queryable: PostgresQueryable, schema: string): Promise<number> {
  const quoted = quoteIdentifier(schema, 'schema')
  // From the tables themselves: `to_regclass` answers from a cache that may not know what was made during a wait.
  const { rows } = await queryable.query(
    `select 1 as found from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = $1::text and c.relname = 'migrations'`,
    [schema],
  )
  if (rows.length === 0) return 0
  const { rows: versions } = await queryable.query(
    `select coalesce(max(version), 0) as version from ${quoted}.migrations`,
  )
  const version = Number((versions as { version: unknown }[])[0]?.version)
  if (version <= migrations.length) return version
  throw new HookstampError(
    'database-newer',
    `The schema "${schema}" is of version ${version}, and this hookstamp knows ${migrations.length}. ` +
      'Run the newer hookstamp that migrated it, or choose another schema.',
  )
}
