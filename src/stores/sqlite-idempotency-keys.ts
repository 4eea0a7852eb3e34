import type { StoredEvent } from '../ports/delivery.js'
import type { Engine } from '../sqlite/engine.js'

/** Which event took which idempotency key, for a day; to be used within a write. */
export interface SqliteIdempotencyKeys {
  /** Id of the event that has the key of this one: its own, unless another was first. */
  claim(event: StoredEvent): string
}

const REMEMBERED_MS = 24 * 60 * 60 * 1000
// More than come in at a time, so that they become fewer; few enough not to be felt.
const FORGOTTEN_AT_ONCE = 10

const FORGET = `
DELETE FROM hookstamp_idempotency_keys WHERE (namespace_id, key) IN (
  SELECT namespace_id, key FROM hookstamp_idempotency_keys WHERE created_at <= ? ORDER BY created_at LIMIT ?)`
const FIND =
  'SELECT event_id FROM hookstamp_idempotency_keys WHERE namespace_id = ? AND key = ? AND created_at > ?'
const TAKE = `
INSERT INTO hookstamp_idempotency_keys (namespace_id, key, event_id, created_at) VALUES (?, ?, ?, ?)
ON CONFLICT (namespace_id, key) DO UPDATE SET event_id = excluded.event_id, created_at = excluded.created_at`

export function sqliteIdempotencyKeys({ statement }: Engine): SqliteIdempotencyKeys {
  return {
    claim: ({ id, namespaceId, idempotencyKey, createdAt }) => {
      // A redelivery: its event took the key when it was new.
      if (statement('SELECT 1 FROM hookstamp_events WHERE id = ?').get(id) != null) return id
      const since = createdAt - REMEMBERED_MS
      const first = statement(FIND).get(namespaceId, idempotencyKey, since) as
        { readonly event_id: string } | null | undefined
      if (first != null) return first.event_id
      statement(FORGET).run(since, FORGOTTEN_AT_ONCE)
      statement(TAKE).run(namespaceId, idempotencyKey, id, createdAt)
      return id
    },
  }
}
