/** The table of a queue: what is in it is what waits or is claimed. */
import type { QueueItem } from '../ports/queue.js'
import type { Engine } from '../sqlite/engine.js'

export interface QueueTable {
  /** Whether it is new. Within a write, as all that changes something. */
  insert(item: QueueItem): boolean
  /** Whether it was there. */
  postpone(id: string, dueAt: number): boolean
  delete(id: string): void
  find(id: string): QueueItem | undefined
  /** Every key that has an item. */
  keys(): string[]
  /** The first items of a key in the order of their turn. */
  first(key: string, count: number): QueueItem[]
}

// From key to key by the index: as many steps as there are keys, however many items they have.
const KEYS = `
WITH RECURSIVE keys (key) AS (
  SELECT min(key) FROM hookstamp_queue WHERE queue = ?1
  UNION ALL
  SELECT (SELECT min(key) FROM hookstamp_queue WHERE queue = ?1 AND key > keys.key) FROM keys WHERE key IS NOT NULL
)
SELECT key FROM keys WHERE key IS NOT NULL`
const INSERT =
  'INSERT INTO hookstamp_queue (queue, id, key, due_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING'
const FIRST = 'SELECT id, due_at FROM hookstamp_queue WHERE queue = ? AND key = ? ORDER BY due_at, id LIMIT ?'

interface Row {
  readonly id: string
  readonly key: string
  readonly due_at: number | bigint
}

export function queueTable({ statement }: Engine, queue: string): QueueTable {
  const changed = (result: { readonly changes: number | bigint }): boolean => Number(result.changes) > 0
  return {
    insert: ({ id, key, dueAt }) => changed(statement(INSERT).run(queue, id, key, dueAt)),
    postpone: (id, dueAt) =>
      changed(
        statement('UPDATE hookstamp_queue SET due_at = ? WHERE queue = ? AND id = ?').run(dueAt, queue, id),
      ),
    delete: (id) => {
      statement('DELETE FROM hookstamp_queue WHERE queue = ? AND id = ?').run(queue, id)
    },
    find: (id) => {
      const row = statement('SELECT id, key, due_at FROM hookstamp_queue WHERE queue = ? AND id = ?').get(
        queue,
        id,
      )
      return row == null ? undefined : toItem(row as Row)
    },
    keys: () => (statement(KEYS).all(queue) as Row[]).map(({ key }) => key),
    first: (key, count) =>
      (statement(FIRST).all(queue, key, count) as Row[]).map((row) => toItem({ ...row, key })),
  }
}

function toItem({ id, key, due_at: dueAt }: Row): QueueItem {
  return { id, key, dueAt: Number(dueAt) }
}
