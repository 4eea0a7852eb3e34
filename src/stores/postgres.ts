/**
 * Everything in PostgreSQL, in a schema of its own: durable, for as many processes as there are.
 *
 * @example
 * const pool = new Pool({ connectionString: process.env.DATABASE_URL })
 * const dispatcher = createDispatcher({ dialect, store: postgresStore(pool), queue: pgBossQueue(boss), transport })
 */
import { systemClock, type Clock } from '../internal/clock.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Store } from '../ports/store.js'
import type { PostgresClient } from '../postgres/client.js'
import { openDatabase } from '../postgres/database.js'
import { findings } from '../postgres/health.js'
import { postgresDeliveries } from './postgres-deliveries.js'
import { postgresInbox } from './postgres-inbox.js'
import { postgresCollaborators, postgresInvites } from './postgres-memberships.js'
import { findNamespace, postgresNamespaces } from './postgres-namespaces.js'
import { postgresWebhooks } from './postgres-webhooks.js'

export type {
  PostgresClient,
  PostgresPool,
  PostgresPoolClient,
  PostgresQueryable,
  PostgresTransactor,
} from '../postgres/client.js'
export { fromDrizzle, type DrizzleLike } from '../postgres/from-drizzle.js'
export { fromKysely, type KyselyLike } from '../postgres/from-kysely.js'
export { fromPrisma, type PrismaLike } from '../postgres/from-prisma.js'
export { fromTypeorm, type TypeormLike } from '../postgres/from-typeorm.js'

export interface PostgresStoreOptions {
  /**
   * The schema of the tables; made at first use.
   * @default 'hookstamp'
   */
  readonly schema?: string
  /** @default the computer's clock */
  readonly clock?: Clock
}

export interface PostgresStore extends Store {
  /**
   * Makes the schema and brings it up to date. Happens by itself before the first use; called where that has other
   * rights, or where the first use is in a transaction of yours on the only connection.
   *
   * @throws HookstampError `database-newer`, `store-unavailable`
   */
  migrate(): Promise<void>
  /**
   * Runs `work` in a transaction of its own and hands it over as something with `query(text, values)`. Pass it on as
   * `tx` to every call in there: one without it waits, on a single connection for ever. With `repeatable`, for work
   * that comes to the same when it is done twice, it is done again when the connection breaks or for a deadlock.
   */
  transaction<T>(
    work: (tx: unknown) => MaybePromise<T>,
    options?: { readonly repeatable?: boolean },
  ): Promise<T>
}

/**
 * A store over a pool of `pg`, PGlite, or what `fromKysely`, `fromDrizzle`, `fromPrisma` and `fromTypeorm` make of
 * theirs; also over a single connection that nobody else uses. The client stays yours: `close` does not end it.
 *
 * @throws HookstampError `option-invalid` for a client without `query`, or a name that no schema can have
 */
export function postgresStore(
  client: PostgresClient,
  { schema = 'hookstamp', clock = systemClock }: PostgresStoreOptions = {},
): PostgresStore {
  const database = openDatabase(client, schema)
  const webhooks = postgresWebhooks({ database, clock })
  const memberships = { database, clock, lockNamespace: findNamespace }
  return {
    caps: { durability: 'fsync', transactions: 'postgres' },
    namespaces: postgresNamespaces({ database, clock, deleteWebhooks: webhooks.deleteAllOf }),
    collaborators: postgresCollaborators(memberships),
    invites: postgresInvites(memberships),
    webhooks,
    deliveries: postgresDeliveries({ database, clock }),
    inbox: postgresInbox(database),
    migrate: database.migrate,
    transaction: database.hostTransaction,
    health: () => findings(database),
    close: () => {},
  }
}
