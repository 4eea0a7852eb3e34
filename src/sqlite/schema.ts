/**
 * The tables, one step after another; a step that has been released is never changed, only followed by another.
 * Columns are those of `stores/rows`.
 */
export const migrations: readonly string[] = [
  `
CREATE TABLE hookstamp_owner (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  token TEXT NOT NULL,
  pid INTEGER NOT NULL,
  opened_at INTEGER NOT NULL
);

CREATE TABLE hookstamp_namespaces (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  external_id TEXT UNIQUE,
  user_id INTEGER NOT NULL,
  username TEXT NOT NULL,
  root_id INTEGER NOT NULL,
  parent_id INTEGER REFERENCES hookstamp_namespaces,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  description TEXT NOT NULL,
  visibility TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (username, path)
);
CREATE INDEX hookstamp_namespaces_user ON hookstamp_namespaces (user_id, path, id);
CREATE INDEX hookstamp_namespaces_root ON hookstamp_namespaces (root_id, path, id);
CREATE INDEX hookstamp_namespaces_parent ON hookstamp_namespaces (parent_id, path, id);

CREATE TABLE hookstamp_collaborators (
  root_id INTEGER NOT NULL REFERENCES hookstamp_namespaces,
  user_id INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (root_id, user_id)
) WITHOUT ROWID;
CREATE INDEX hookstamp_collaborators_user ON hookstamp_collaborators (user_id, root_id);

CREATE TABLE hookstamp_invites (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  root_id INTEGER NOT NULL REFERENCES hookstamp_namespaces,
  invitee_id INTEGER NOT NULL,
  inviter_id INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (root_id, invitee_id)
);
CREATE INDEX hookstamp_invites_invitee ON hookstamp_invites (invitee_id, id);

CREATE TABLE hookstamp_webhooks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  namespace_id INTEGER NOT NULL,
  author_id INTEGER,
  payload_url TEXT NOT NULL,
  ssl INTEGER NOT NULL,
  active INTEGER NOT NULL,
  disabled_reason TEXT,
  events TEXT NOT NULL,
  ordered INTEGER NOT NULL,
  rate_per_second REAL,
  secrets TEXT NOT NULL,
  headers TEXT NOT NULL,
  auth TEXT,
  tls TEXT,
  proxy TEXT,
  timeout_ms INTEGER,
  last_response TEXT,
  health TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- Kept, unlisted, until its last delivery has ended.
  deleted_at INTEGER
);
CREATE INDEX hookstamp_webhooks_namespace ON hookstamp_webhooks (namespace_id, id) WHERE deleted_at IS NULL;

-- By rowid, because bodies are large.
CREATE TABLE hookstamp_events (
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  namespace_id INTEGER NOT NULL,
  idempotency_key TEXT,
  trace_context TEXT,
  body BLOB NOT NULL,
  created_at INTEGER NOT NULL
);

CREATE TABLE hookstamp_idempotency_keys (
  namespace_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  event_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (namespace_id, key)
) WITHOUT ROWID;
CREATE INDEX hookstamp_idempotency_keys_age ON hookstamp_idempotency_keys (created_at);

CREATE TABLE hookstamp_deliveries (
  id TEXT NOT NULL PRIMARY KEY,
  event_id TEXT NOT NULL,
  type TEXT NOT NULL,
  namespace_id INTEGER NOT NULL,
  webhook_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  attempts INTEGER NOT NULL,
  uncharged INTEGER NOT NULL,
  next_attempt_at INTEGER,
  ended_at INTEGER,
  redelivery_of TEXT,
  outlives_webhook INTEGER NOT NULL,
  ordering_key TEXT,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX hookstamp_deliveries_event ON hookstamp_deliveries (event_id, id);
CREATE INDEX hookstamp_deliveries_webhook ON hookstamp_deliveries (webhook_id, id);
CREATE INDEX hookstamp_deliveries_namespace ON hookstamp_deliveries (namespace_id, id);
CREATE INDEX hookstamp_deliveries_pending ON hookstamp_deliveries (id, next_attempt_at, webhook_id)
  WHERE state = 'pending';
CREATE INDEX hookstamp_deliveries_line ON hookstamp_deliveries (webhook_id, ordering_key, id)
  WHERE state = 'pending';
CREATE INDEX hookstamp_deliveries_ended ON hookstamp_deliveries (ended_at, id) WHERE state <> 'pending';

CREATE TABLE hookstamp_attempts (
  delivery_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  duration_ns INTEGER,
  timings TEXT,
  request_headers TEXT NOT NULL,
  response_status INTEGER,
  response_headers TEXT,
  response_body BLOB,
  error TEXT,
  PRIMARY KEY (delivery_id, number)
);

-- By rowid, because bodies are large.
CREATE TABLE hookstamp_inbox (
  id TEXT NOT NULL UNIQUE,
  dedupe_key TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL,
  dialect TEXT NOT NULL,
  type TEXT,
  headers TEXT NOT NULL,
  verified TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_attempt_at INTEGER,
  ended_at INTEGER,
  last_error TEXT,
  body BLOB NOT NULL
);
CREATE INDEX hookstamp_inbox_pending ON hookstamp_inbox (id, next_attempt_at, key) WHERE state = 'pending';
CREATE INDEX hookstamp_inbox_ended ON hookstamp_inbox (ended_at, id) WHERE state <> 'pending';

CREATE TABLE hookstamp_queue (
  queue TEXT NOT NULL,
  id TEXT NOT NULL,
  key TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (queue, id)
) WITHOUT ROWID;
CREATE INDEX hookstamp_queue_line ON hookstamp_queue (queue, key, due_at, id);

CREATE TABLE hookstamp_guard (
  key TEXT NOT NULL PRIMARY KEY,
  -- Null once it is handled.
  token TEXT,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX hookstamp_guard_expiry ON hookstamp_guard (expires_at);
`,
]
