/**
 * The queue in pg-boss, for several processes on one PostgreSQL. Taken from by asking, never by its workers, so that an
 * endpoint that hangs holds up no other; limits per webhook hold over all processes; what is emitted in a transaction of
 * yours is lined up in it. The user starts and stops the pg-boss.
 *
 * @example
 * const boss = new PgBoss(process.env.DATABASE_URL)
 * await boss.start()
 * const queue = pgBossQueue(boss)
 */
import { HookstampError, isHookstampError } from '../errors.js'
import { systemClock } from '../internal/clock.js'
import { toTransaction } from '../postgres/client.js'
import { patient } from '../postgres/database.js'
import { findings } from '../postgres/health.js'
import { quoteIdentifier } from '../postgres/identifier.js'
import type { Claim, ClaimRequest, Queue, QueueItem } from '../ports/queue.js'
import { inTurn } from './in-turn.js'
import {
  assertPgBoss,
  type PgBossDatabase,
  type PgBossJob,
  type PgBossLike,
  type PgBossQueueSettings,
} from './pg-boss-client.js'
import { rungs } from './pg-boss-rungs.js'
import { pgBossStatements } from './pg-boss-sql.js'
import { pollPace } from './poll-pace.js'
import { settleBatch, type PendingSettlement } from './settle-batch.js'

export type {
  PgBossDatabase,
  PgBossFetch,
  PgBossJob,
  PgBossLike,
  PgBossQueueSettings,
  PgBossTransaction,
} from './pg-boss-client.js'

export interface PgBossQueueOptions {
  /**
   * Name of the queue in pg-boss, made at first use. Processes that share deliveries share it.
   * @default 'hookstamp'
   */
  readonly queue?: string
  /**
   * The schema that pg-boss was told to use.
   * @default 'pgboss' as in pg-boss
   */
  readonly schema?: string
}

const SETTINGS: PgBossQueueSettings = {
  // The lease of a dispatcher unless told otherwise: then a claim is one statement.
  heartbeatSeconds: 60,
  // The lease decides, and can be renewed; this is only the longest that pg-boss takes.
  expireInSeconds: 86_400,
  // When to give up is the dispatcher's to say, never the engine's.
  retryLimit: 1_000_000_000,
  retryDelay: 0,
  retryBackoff: false,
  // Ten years: pg-boss deletes what has waited for longer.
  retentionSeconds: 315_360_000,
}
// Longer between two statements a process is frozen, or cut off. The server ends its claim then, so that others can.
const FROZEN_MS = 5000
// How often to look for claims of processes that have died. A recovery takes the lease and this.
const RECLAIM_EVERY_MS = 1000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * A queue in pg-boss 12.
 *
 * @throws HookstampError `option-invalid` for something that is no pg-boss
 */
export function pgBossQueue(boss: PgBossLike, options: PgBossQueueOptions = {}): Queue {
  assertPgBoss(boss)
  const { queue: name = 'hookstamp', schema = 'pgboss' } = options
  const sql = pgBossStatements(quoteIdentifier(schema, 'schema'))
  const db = boss.getDb()
  /** For what comes to the same when it is done twice: it is, if the connection breaks. */
  const run = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await patient(true, () => db.executeSql(text, values))).rows as Row[]
  const once = async (text: string, values: unknown[]): Promise<{ id: string }[]> =>
    (await patient(false, () => db.executeSql(text, values))).rows as { id: string }[]
  const clock = systemClock
  const inClaimTurn = inTurn()
  const turns = rungs(() => clock.now())
  const pace = pollPace()
  const listeners = new Set<() => void>()
  let preparing: Promise<void> | undefined
  let reclaimedAt = -Infinity
  let wasEmpty = false
  let closed = false

  const prepare = async (): Promise<void> => {
    await boss.createQueue(name, { ...SETTINGS, partition: true, notify: false })
    await boss.updateQueue(name, SETTINGS)
    const known = await db.executeSql(sql.known, [name])
    if (known.rows.length === 0) throw new Error(`no queue "${name}" in schema "${schema}"`)
    const { rows: missing } = await db.executeSql(sql.missing, [schema])
    if (missing.length > 0) {
      const names = (missing as { name: string }[]).map((column) => column.name).join(', ')
      throw new HookstampError(
        'option-invalid',
        `The table of jobs in schema "${schema}" is without ${names}: hookstamp needs that of pg-boss 12.35 or later 12.`,
      )
    }
  }
  /** The queue exists from here on. Tried again by the next call when it fails. */
  const ready = (): Promise<void> =>
    (preparing ??= prepare().catch((cause: unknown) => {
      preparing = undefined
      if (isHookstampError(cause)) throw cause
      throw new HookstampError(
        'store-unavailable',
        `The queue "${name}" of pg-boss could not be made. Has boss.start() resolved, and does { schema } name the ` +
          `schema it uses ("${schema}")?`,
        { cause },
      )
    }))

  const reclaim = async (): Promise<void> => {
    const now = clock.now()
    if (Math.abs(now - reclaimedAt) < RECLAIM_EVERY_MS) return
    reclaimedAt = now
    await run(sql.reclaim, [name])
  }

  const fetchFrom = async (
    from: PgBossDatabase,
    { max, leaseMs, perKeyMax, skipKeys }: ClaimRequest,
  ): Promise<PgBossJob[]> => {
    const ignoreGroups = [...(skipKeys ?? [])]
    const jobs = await turns.climb({ max, perKeyMax }, (batchSize, groupConcurrency) =>
      boss.fetch(name, { batchSize, groupConcurrency, ignoreGroups, includeMetadata: true, db: from }),
    )
    if (jobs.some(({ heartbeatSeconds }) => heartbeatSeconds !== leaseMs / 1000)) {
      const attempts = jobs.map(({ retryCount }) => retryCount)
      await from.executeSql(sql.lease, [name, jobs.map(({ id }) => id), attempts, leaseMs])
    }
    return jobs
  }
  /** One at a time over all processes: two that count at once what is in flight would both find room. */
  const fetchLocked = async (request: ClaimRequest): Promise<PgBossJob[]> => {
    const tx = await db.beginTransaction?.()
    if (tx === undefined) return fetchFrom(db, request)
    try {
      await tx.db.executeSql(sql.lock, [`hookstamp ${schema} ${name}`, String(FROZEN_MS)])
      const jobs = await fetchFrom(tx.db, request)
      await tx.commit()
      return jobs
    } catch (error) {
      await tx.rollback()
      throw error
    }
  }

  const write = async (batch: readonly PendingSettlement[]): Promise<ReadonlySet<string>> => {
    const finished = batch.filter(({ as }) => as === 'done')
    const putBack = batch.filter(({ as }) => as !== 'done')
    const now = clock.now()
    const delays = putBack.map(({ as }) => (typeof as === 'object' ? Math.max(0, as.retryAt - now) : null))
    const held = await Promise.all([
      finished.length > 0 ? once(sql.finish, [name, ...attemptsOf(finished)]) : [],
      putBack.length > 0 ? once(sql.putBack, [name, ...attemptsOf(putBack), delays]) : [],
    ])
    return new Set(held.flat().map(({ id }) => id))
  }
  const settling = settleBatch(write)

  return {
    caps: {
      durability: 'server',
      transactions: 'postgres',
      perKeyLimit: db.beginTransaction === undefined ? 'local' : 'global',
    },
    enqueue: async (items, { tx } = {}) => {
      const client = tx === undefined ? undefined : toTransaction(tx)
      if (items.length === 0) return
      assertIds(items)
      await ready()
      const now = clock.now()
      const values = [
        name,
        items.map(({ id }) => id),
        items.map(({ key }) => key),
        items.map(({ dueAt }) => Math.max(0, dueAt - now)),
      ]
      if (client !== undefined) {
        await client.query(sql.enqueue, values)
        return
      }
      await run(sql.enqueue, values)
      wasEmpty = false
      for (const listener of listeners) listener()
    },
    claim: (request) =>
      inClaimTurn(async () => {
        if (closed) return []
        await ready()
        await reclaim()
        // While nothing comes up, a look costs one question and no transaction.
        if (wasEmpty && (await run(sql.due, [name])).length === 0) {
          pace.idle()
          return []
        }
        const jobs = await patient(true, () => fetchLocked(request))
        wasEmpty = jobs.length === 0
        if (wasEmpty) pace.idle()
        else pace.busy()
        return jobs.toSorted(isOlder).map(claimOf)
      }),
    extend: async (claim, leaseMs) => {
      return (await run(sql.lease, [name, ...attemptsOf([{ claim }]), leaseMs])).length > 0
    },
    settle: settling.settle,
    remove: async (ids) => {
      const known = ids.filter((id) => UUID.test(id))
      if (known.length === 0) return
      await ready()
      await run(sql.remove, [name, known])
    },
    nextDueAt: () => clock.now() + pace.delayMs(),
    onReady: (callback) => {
      listeners.add(callback)
      return () => listeners.delete(callback)
    },
    health: async () => {
      const found = await findings({ run })
      if (db.beginTransaction !== undefined) return found
      return [
        ...found,
        'pg-boss on an adapter without beginTransaction: limits per webhook hold within a process only',
      ]
    },
    close: async () => {
      closed = true
      listeners.clear()
      await inClaimTurn(() => Promise.resolve())
      await settling.idle()
    },
  }
}

function attemptsOf(settlements: readonly { readonly claim: Claim }[]): [string[], (string | number)[]] {
  return [settlements.map(({ claim }) => claim.id), settlements.map(({ claim }) => claim.token)]
}

function claimOf({ id, groupId, retryCount }: PgBossJob): Claim {
  return { id, key: groupId ?? '', token: retryCount }
}

function isOlder(a: PgBossJob, b: PgBossJob): number {
  return a.createdOn.getTime() - b.createdOn.getTime() || (a.id < b.id ? -1 : 1)
}

function assertIds(items: readonly QueueItem[]): void {
  const wrong = items.find(({ id }) => !UUID.test(id))
  if (wrong === undefined) return
  throw new HookstampError('option-invalid', `pg-boss takes UUIDs for ids, not ${JSON.stringify(wrong.id)}.`)
}
