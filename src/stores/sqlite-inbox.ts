/** The inbox of the SQLite store. */
import type { InboxStore } from '../ports/inbox.js'
import type { Engine } from '../sqlite/engine.js'
import { insertInto } from '../sqlite/insert.js'
import type { SqliteValue } from '../sqlite/sqlite-database.js'
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

const DROPPED_AT_ONCE = 500

const INSERT = `${insertInto('hookstamp_inbox', inboxColumns)} ON CONFLICT (dedupe_key) DO NOTHING`
const LIST = `SELECT ${inboxColumns.slice(0, -1).join(', ')} FROM hookstamp_inbox`
const BEGIN = "UPDATE hookstamp_inbox SET attempts = attempts + 1 WHERE id = ? AND state = 'pending'"
const COMPLETE = `
UPDATE hookstamp_inbox SET state = ?, next_attempt_at = ?, ended_at = ?, last_error = ?
WHERE id = ? AND state = 'pending'`
const RETRY = `
UPDATE hookstamp_inbox SET state = 'pending', attempts = 0, next_attempt_at = ?, ended_at = NULL
WHERE id = ? AND state = 'dead'`
const OVERDUE = `
SELECT id, key, next_attempt_at FROM hookstamp_inbox INDEXED BY hookstamp_inbox_pending
WHERE state = 'pending' AND id > ? AND next_attempt_at < ? ORDER BY id LIMIT ?`
const OLDEST = `
SELECT id, ended_at FROM hookstamp_inbox WHERE state <> 'pending' ORDER BY ended_at, id LIMIT ?`

export function sqliteInbox({ read, write, statement }: Engine): InboxStore {
  const changes = (sql: string, ...values: SqliteValue[]): number =>
    Number(statement(sql).run(...values).changes)
  const find = (sql: string, id: string): ReturnType<typeof toInboxEvent> | undefined => {
    const row = statement(sql).get(id)
    return row == null ? undefined : toInboxEvent(row as InboxRow)
  }
  /** Drops the oldest: the first `excess` of them whenever they ended, and those that ended before an instant. */
  const drop = (excess: number, endedBefore: number): number => {
    const oldest = statement(OLDEST).all(DROPPED_AT_ONCE) as Pick<InboxRow, 'id' | 'ended_at'>[]
    const kept = oldest.findIndex((one, index) => index >= excess && Number(one.ended_at) >= endedBefore)
    const dropped = kept === -1 ? oldest : oldest.slice(0, kept)
    for (const { id } of dropped) changes('DELETE FROM hookstamp_inbox WHERE id = ?', id)
    return dropped.length
  }

  return {
    add: (event, options) => write(options, () => changes(INSERT, ...inboxValues(event)) > 0),
    get: (id, options) => read(options, () => find('SELECT * FROM hookstamp_inbox WHERE id = ?', id)),
    list: (query, options) =>
      read(options, () => {
        const values: SqliteValue[] = []
        const conditions = inboxFilter(query, (value) => {
          values.push(value)
          return '?'
        })
        const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
        // Ids are UUIDv7: their order is the order of arrival.
        const sql = `${LIST} ${where} ORDER BY id DESC LIMIT ?`
        return (statement(sql).all(...values, query.limit ?? 25) as InboxRow[]).map(toInboxEntry)
      }),
    load: (ids) =>
      read(undefined, () =>
        ids.map((id) => find("SELECT * FROM hookstamp_inbox WHERE id = ? AND state = 'pending'", id)),
      ),
    begin: (id, options) => write(options, () => changes(BEGIN, id) > 0),
    complete: (id, { state, nextAttemptAt, endedAt, lastError }, options) =>
      write(options, () => changes(COMPLETE, state, nextAttemptAt, endedAt, fromJson(lastError), id) > 0),
    retry: (id, at, options) => write(options, () => changes(RETRY, at, id) > 0),
    overdue: ({ dueBefore, after = '', limit = 1000 }) =>
      read(undefined, () =>
        (statement(OVERDUE).all(after, dueBefore, limit) as InboxRow[]).map(toOverdueInboxEvent),
      ),
    prune: async ({ endedBefore = 0, keepEnded = Infinity }) => {
      const { count } = await read(
        undefined,
        () =>
          statement("SELECT count(*) AS count FROM hookstamp_inbox WHERE state <> 'pending'").get() as {
            count: number
          },
      )
      const excess = Math.max(0, Number(count) - keepEnded)
      let total = 0
      for (;;) {
        const dropped = await write(undefined, () => drop(excess - total, endedBefore))
        total += dropped
        if (dropped < DROPPED_AT_ONCE) return total
      }
    },
  }
}
