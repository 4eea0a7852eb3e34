/**
 * Pages of 25 out of 100,000 namespaces of one user, on SQLite and PostgreSQL: the first, the last, the last after a
 * change, and searches, with the plans.
 */
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import pg from 'pg'
import { tsImport } from 'tsx/esm/api'
import { postgresStore } from 'hookstamp/stores/postgres'
import { sqliteStore } from 'hookstamp/stores/sqlite'

const COUNT = 100_000
const ROUNDS = 40
const lists = {
  'first page': { offset: 0 },
  'last page': { offset: COUNT - 25 },
  'search, few found': { search: '99977' },
  'search, many found': { search: 'Space' },
}

function printed(name, times) {
  const sorted = times.toSorted((a, b) => a - b)
  const [least, median] = [sorted[0], sorted[Math.floor(sorted.length / 2)]]
  console.log(`  ${name.padEnd(26)} median ${median.toFixed(2)} ms, least ${least.toFixed(2)} ms`)
}

async function measured(name, run, before = () => {}) {
  const times = []
  for (let round = 0; round < ROUNDS; round++) {
    await before()
    const startedAt = performance.now()
    await run()
    times.push(performance.now() - startedAt)
  }
  printed(name, times.slice(5))
}

async function measure(title, { namespaces }, explained) {
  console.log(
    `${title}: 25 of ${COUNT.toLocaleString('en')} namespaces (goal: first and last page at most 5 ms)`,
  )
  for (const [name, list] of Object.entries(lists)) {
    const page = await namespaces.list({ userId: 1, ...list })
    if (page.namespaces.length !== (name.endsWith('few found') ? 1 : 25)) throw new Error(name)
    await measured(name, () => namespaces.list({ userId: 1, ...list }))
    if (explained !== undefined) for (const line of await explained()) console.log(`    ${line}`)
  }
  const last = { userId: 1, offset: COUNT - 25 }
  const [{ id }] = (await namespaces.list({ userId: 1, limit: 1 })).namespaces
  await measured(
    'last page, after a change',
    () => namespaces.list(last),
    () => namespaces.update(id, { description: 'changed' }),
  )
}

async function onSqlite() {
  const folder = await mkdtemp(join(tmpdir(), 'hookstamp-pages-'))
  const database = new Database(join(folder, 'pages.db'))
  const asked = []
  const prepare = database.prepare.bind(database)
  database.prepare = (sql) => {
    if (sql.includes('ORDER BY path')) asked.push(sql)
    return prepare(sql)
  }
  const store = sqliteStore(database)
  try {
    await store.namespaces.create({ name: 'seed', user: { id: 2, username: 'other' } })
    database.exec(`INSERT INTO hookstamp_namespaces (user_id, username, root_id, name, path, description, visibility, created_at)
      WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${COUNT})
      SELECT 1, 'me', i + 1, 'space' || i, printf('space%06d', i), '', 'private', 0 FROM n`)
    await measure('SQLite', store, () =>
      asked.splice(0).flatMap((sql) =>
        prepare(`EXPLAIN QUERY PLAN ${sql}`)
          .all(...(sql.includes('instr') ? [1, 'x', 26, 0] : [1, 26, 0]))
          .map(({ detail }) => detail),
      ),
    )
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

async function onPostgres(connectionString) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const schema = `hookstamp_pages_${process.pid}`
  const asked = new Map()
  const query = client.query.bind(client)
  client.query = (text, values) => {
    if (/^select .*(order by path|namespace_counts)/s.test(text)) asked.set(text, values)
    return query(text, values)
  }
  const store = postgresStore(client, { schema })
  try {
    await store.migrate()
    await client.query(`insert into ${schema}.namespaces (user_id, username, name, path, description, visibility, created_at)
      select 1, 'me', 'space' || i, 'space' || lpad(i::text, 6, '0'), '', 'private', 0 from generate_series(1, ${COUNT}) i`)
    await client.query(`analyze ${schema}.namespaces, ${schema}.namespace_counts`)
    await measure('PostgreSQL', store, async () => {
      const plans = [...asked].map(([text, values]) => query(`explain (costs off) ${text}`, values))
      asked.clear()
      return (await Promise.all(plans)).flatMap(({ rows }) => rows.map((row) => row['QUERY PLAN']))
    })
  } finally {
    await client.query(`drop schema if exists ${schema} cascade`)
    await store.close()
    await client.end()
  }
}

await onSqlite()
const { noPostgres, postgresServer } = await tsImport('../test/services/postgres.ts', import.meta.url)
if (noPostgres !== undefined) console.log(`PostgreSQL is left out: ${noPostgres}`)
else {
  const { url, end } = await postgresServer()
  await onPostgres(url).finally(end)
}
