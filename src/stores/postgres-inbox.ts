/** The inbox of the PostgreSQL store. */
import type { InboxStore } from '../ports/inbox.js'
import type { Transaction } from '../ports/transaction.js'
import type { Database } from '../postgres/database.js'
import { conditionsOf, nextOf, toWhole, untilNoneIsLeft } from './postgres-ended.js'
import { binder, blob, pack, toLimit, unpacked } from './postgres-records.js'
import { fromJson } from './rows/column.js'
import {
  inboxColumns,
  inboxFilter,
  inboxValues,
  toInboxEntry,
  toInboxEvent,
  toOverdueInboxEvent,
  type InboxRow,
} from './rows/inbox-row.js'

const REPEATABLE = { repeatable: true }
const COLUMNS = inboxColumns.join(', ')
// Without the body, which is the last.
const LISTED = inboxColumns.slice(0, -1).join(', ')

export function postgresInbox(database: Database): InboxStore {
  /** Whether the statement, which answers with the ids of what it wrote, wrote anything. */
  const wrote = async (text: string, values: unknown[], options?: Transaction): Promise<boolean> => {
    const rows = await database.run(
      `with wrote as (${text} returning id) select id from wrote`,
      values,
      options,
    )
    return rows.length > 0
  }
  return {
    add: (event, options) => {
      const { json, bytes } = pack(inboxColumns, [inboxValues(event)])
      return wrote(INSERT, [json, bytes], options)
    },
    get: async (id, options) => {
      const text = `select ${COLUMNS} from {inbox} where id = $1::text`
      const [row] = await database.run<InboxRow>(text, [id], { ...options, ...REPEATABLE })
      return row && toInboxEvent(row)
    },
    list: async (query, options) => {
      const values: unknown[] = []
      const conditions = inboxFilter(query, binder(values))
      const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
      values.push(toLimit(query.limit ?? 25))
      const text = `select ${LISTED} from {inbox} ${where} order by id desc limit $${values.length}::bigint`
      return (await database.run<InboxRow>(text, values, { ...options, ...REPEATABLE })).map(toInboxEntry)
    },
    load: async (ids) => {
      const text = `select ${COLUMNS} from {inbox} where id = any($1::text[]) and state = 'pending'`
      const rows = await database.run<InboxRow>(text, [ids], REPEATABLE)
      const events = new Map(rows.map((row) => [row.id, toInboxEvent(row)]))
      return ids.map((id) => events.get(id))
    },
    begin: (id, options) =>
      wrote(
        `update {inbox} set attempts = attempts + 1 where id = $1::text and state = 'pending'`,
        [id],
        options,
      ),
    complete: (id, { state, nextAttemptAt, endedAt, lastError }, options) =>
      wrote(
        `update {inbox} set state = $2::text, next_attempt_at = $3::numeric, ended_at = $4::numeric, last_error = $5::text
        where id = $1::text and state = 'pending'`,
        [id, state, nextAttemptAt, endedAt, fromJson(lastError)],
        options,
      ),
    retry: (id, at, options) =>
      wrote(
        `update {inbox} set state = 'pending', attempts = 0, next_attempt_at = $2::numeric, ended_at = null
        where id = $1::text and state = 'dead'`,
        [id, at],
        options,
      ),
    overdue: async ({ dueBefore, after = '', limit = 1000 }) => {
      const text = `select id, key, next_attempt_at from {inbox}
        where state = 'pending' and next_attempt_at < $1::bigint and id > $2::text order by id limit $3::bigint`
      const values = [toWhole(dueBefore), after, toLimit(limit)]
      return (await database.run<InboxRow>(text, values, REPEATABLE)).map(toOverdueInboxEvent)
    },
    prune: async (limits) => {
      let count = 0
      for (const condition of await conditionsOf(database, '{inbox}', limits)) {
        const text = `with gone as (
            delete from {inbox} where id in (${nextOf('{inbox}', condition)}) returning id
          )
          select id from gone`
        count += await untilNoneIsLeft(async () => (await database.run(text, condition.values)).length)
      }
      return count
    },
  }
}

const INSERT = `insert into {inbox} (${COLUMNS})
  select ${inboxColumns.map((name) => (name === 'body' ? blob('body', '$2', 'x') : `x.${name}`)).join(', ')}
  from ${unpacked('$1', inboxColumns, ['body'])}
  on conflict (dedupe_key) do nothing`
