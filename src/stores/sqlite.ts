/**
 * A store in a SQLite database of one process: durable without a server. Hand it the database object of
 * `node:sqlite`, `better-sqlite3`, `libsql` or `bun:sqlite`; the queue and the replay guard of the same process get the
 * same one.
 *
 * @example
 * import { DatabaseSync } from 'node:sqlite'
 * const db = new DatabaseSync('hooks.db')
 * const dispatcher = createDispatcher({ dialect, transport, store: sqliteStore(db), queue: sqliteQueue(db) })
 */
import { systemClock, type Clock } from '../internal/clock.js'
import type { Store } from '../ports/store.js'
import { openEngine } from '../sqlite/engine.js'
import { fileOf } from '../sqlite/settings.js'
import type { SqliteDatabase } from '../sqlite/sqlite-database.js'
import { sqliteDeliveries, type SqliteDeliveries } from './sqlite-deliveries.js'
import { sqliteInbox } from './sqlite-inbox.js'
import { sqliteMemberships } from './sqlite-memberships.js'
import { namespaceCache } from './sqlite-namespace-cache.js'
import { sqliteNamespaces } from './sqlite-namespaces.js'
import { webhookCache } from './sqlite-webhook-cache.js'
import { sqliteWebhooks, type SqliteWebhooks } from './sqlite-webhooks.js'

export type { SqliteDatabase, SqliteStatement } from '../sqlite/sqlite-database.js'

export interface SqliteStoreOptions {
  /** @default the computer's clock */
  readonly clock?: Clock
}

/**
 * Takes the database over and brings its tables up to date: they begin with `hookstamp_`. `close` gives it up again, but
 * leaves it open, as it came.
 *
 * @throws HookstampError `database-owned` while another process has it; `database-newer`; `store-unavailable`
 */
export function sqliteStore(
  database: SqliteDatabase,
  { clock = systemClock }: SqliteStoreOptions = {},
): Store {
  const { engine, close } = openEngine(database)
  const namespaceKept = namespaceCache(engine)
  const webhooksKept = webhookCache(engine)

  const deliveries: SqliteDeliveries = sqliteDeliveries({
    engine,
    webhook: webhooksKept.target,
    responded: (id, response) => webhooks.responded(id, response),
    dropIfDeleted: (id) => webhooks.dropIfDeleted(id),
  })
  const webhooks: SqliteWebhooks = sqliteWebhooks({
    engine,
    clock,
    cache: webhooksKept,
    namespaceExists: (id) => namespaces.find(id) !== undefined,
    deleted: (id) =>
      deliveries.cancelFor(id, { state: 'cancelled', reason: 'webhook-deleted', endedAt: clock.now() }),
  })
  const { collaborators, invites, forget } = sqliteMemberships({
    engine,
    clock,
    namespace: (id) => namespaces.find(id),
  })
  const namespaces = sqliteNamespaces({
    engine,
    clock,
    cache: namespaceKept,
    deleted: (id) => webhooks.deleteAllOf(id),
    uprooted: forget,
  })
  return {
    caps: { durability: fileOf(database) === '' ? 'memory' : 'fsync', transactions: database },
    namespaces,
    collaborators,
    invites,
    webhooks,
    deliveries,
    inbox: sqliteInbox(engine),
    transaction: engine.transaction,
    health: engine.health,
    close,
  }
}
