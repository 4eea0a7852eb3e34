/** What an operator should know of a PostgreSQL server, in words. */
import type { Database } from './database.js'

interface Row {
  readonly name: string
  readonly setting: string
}

/** Setting and value → what it means. */
const troubles: readonly (readonly [name: string, setting: RegExp, meaning: string])[] = [
  ['fsync', /^off$/, 'acknowledged deliveries are lost, and tables damaged, by a power cut'],
  ['full_page_writes', /^off$/, 'a power cut can damage tables'],
  ['synchronous_commit', /^off$/, 'the last acknowledged deliveries are lost when the server crashes'],
  ['autovacuum', /^off$/, 'tables of deliveries grow, and get slower, without end'],
  ['track_counts', /^off$/, 'autovacuum does nothing; tables of deliveries grow without end'],
  ['zero_damaged_pages', /^on$/, 'damaged pages are emptied instead of reported'],
  ['default_transaction_read_only', /^on$/, 'nothing can be written'],
  ['in_recovery', /^true$/, 'this is a standby: nothing can be written'],
  ['server_encoding', /^(?!UTF8$)/, 'not every text can be kept; use a database in UTF8'],
]

// A transaction this old keeps the whole database from being cleaned up.
const OLD_SECONDS = 3600

export async function findings(database: Pick<Database, 'run'>): Promise<readonly string[]> {
  let rows: readonly Row[]
  try {
    rows = await database.run<Row>(FACTS, [], { repeatable: true })
  } catch (error) {
    return [`postgres: ${error instanceof Error ? error.message : String(error)}`]
  }
  const found = new Map(rows.map(({ name, setting }) => [name, setting]))
  const words = troubles
    .filter(([name, setting]) => setting.test(found.get(name) ?? ''))
    .filter(([name]) => found.has(name))
    .map(([name, , meaning]) => `postgres ${name}=${found.get(name)}: ${meaning}`)
  const oldest = Number(found.get('oldest_transaction_seconds') ?? 0)
  if (oldest > OLD_SECONDS) {
    words.push(
      `postgres has a transaction open for ${Math.round(oldest / 60)} minutes: nothing that was deleted or changed since can be cleaned up`,
    )
  }
  return words
}

const FACTS = `select name, setting from pg_settings
  where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'autovacuum', 'track_counts', 'zero_damaged_pages',
    'default_transaction_read_only', 'server_encoding')
  union all select 'in_recovery', pg_is_in_recovery()::text
  union all select 'oldest_transaction_seconds', coalesce(max(extract(epoch from now() - xact_start)), 0)::text
  from pg_stat_activity where datname = current_database()`
