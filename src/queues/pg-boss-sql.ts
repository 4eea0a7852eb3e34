/**
 * Statements over the job table of pg-boss, where its methods do not reach: items of one batch in their order, any
 * instant for a retry, several settlements at once, leases to the millisecond. They keep to what pg-boss itself makes
 * of the columns, so that its dashboard, its supervision and its own methods see jobs like any other.
 *
 * A lease ends at `heartbeat_on + heartbeat_seconds`, which is when pg-boss gives up a job as well.
 */
export interface PgBossStatements {
  /** `$1` queue, `$2` ids, `$3` keys, `$4` delays in milliseconds. Known ids are left out. */
  readonly enqueue: string
  /** `$1` queue, `$2` ids, `$3` attempts. Answers with the ids that were still held. */
  readonly finish: string
  /** As `finish`, and `$4` delays in milliseconds; null: as it was, in its old place. */
  readonly putBack: string
  /** `$1` queue, `$2` ids, `$3` attempts, `$4` lease in milliseconds. */
  readonly lease: string
  /** `$1` queue. Takes back what nobody holds any more. */
  readonly reclaim: string
  /** `$1` queue. */
  readonly due: string
  /** `$1` queue, `$2` ids. */
  readonly remove: string
  /** `$1` what is locked until the transaction ends, `$2` for how long at most that may be idle, in milliseconds. */
  readonly lock: string
  /** Columns of the job table that the statements need and that are not there. */
  readonly missing: string
  /** `$1` queue: whether it is in this schema. */
  readonly known: string
}

const HELD = `j.name = $1 AND j.id = c.id AND j.retry_count = c.attempt AND j.state = 'active'`

/** What they read and write of the job table, in which pg-boss 12.35 and later agree. */
export const COLUMNS: readonly string[] = (
  'id name state blocked policy group_id start_after created_on keep_until ' +
  'retry_limit retry_delay retry_backoff retry_count expire_seconds deletion_seconds ' +
  'heartbeat_on heartbeat_seconds'
).split(' ')

/** @param schema quoted */
export function pgBossStatements(schema: string): PgBossStatements {
  const job = `${schema}.job`
  return {
    // Jobs are fetched by created_on: that it tells the items of one statement apart keeps them in their order, that it
    // lies at the instant of falling due keeps those that wait behind those that do not.
    enqueue: `
      INSERT INTO ${job} (id, name, start_after, created_on, group_id, expire_seconds, deletion_seconds, keep_until,
        retry_limit, retry_delay, retry_backoff, policy, heartbeat_seconds)
      SELECT i.id, q.name, i.due, i.due + i.n * interval '1 microsecond', i.key, q.expire_seconds, q.deletion_seconds,
        i.due + q.retention_seconds * interval '1 second', q.retry_limit, q.retry_delay, q.retry_backoff, q.policy,
        q.heartbeat_seconds
      FROM (
        SELECT id, key, n, statement_timestamp() + delay * interval '1 millisecond' AS due
        FROM unnest($2::uuid[], $3::text[], $4::float8[]) WITH ORDINALITY AS u (id, key, delay, n)
      ) i
      JOIN ${schema}.queue q ON q.name = $1
      ON CONFLICT DO NOTHING`,
    finish: `
      DELETE FROM ${job} j USING unnest($2::uuid[], $3::int[]) AS c (id, attempt) WHERE ${HELD} RETURNING j.id`,
    putBack: `
      UPDATE ${job} j SET state = 'retry', heartbeat_on = NULL,
        start_after = coalesce(statement_timestamp() + c.delay * interval '1 millisecond', j.start_after),
        created_on = coalesce(statement_timestamp() + c.delay * interval '1 millisecond', j.created_on)
      FROM unnest($2::uuid[], $3::int[], $4::float8[]) AS c (id, attempt, delay) WHERE ${HELD} RETURNING j.id`,
    lease: `
      UPDATE ${job} j SET heartbeat_on =
        clock_timestamp() + $4::float8 * interval '1 millisecond' - j.heartbeat_seconds * interval '1 second'
      FROM unnest($2::uuid[], $3::int[]) AS c (id, attempt) WHERE ${HELD} RETURNING j.id`,
    reclaim: `
      UPDATE ${job} SET state = 'retry', heartbeat_on = NULL
      WHERE name = $1 AND state = 'active'
        AND heartbeat_on + heartbeat_seconds * interval '1 second' <= statement_timestamp()`,
    // By created_on too, which the index of pg-boss is sorted by.
    due: `
      SELECT 1 FROM ${job} WHERE name = $1 AND state < 'active' AND NOT blocked
        AND created_on <= statement_timestamp() + interval '1 second' AND start_after <= statement_timestamp() LIMIT 1`,
    remove: `DELETE FROM ${job} WHERE name = $1 AND id = ANY ($2::uuid[]) AND state < 'active'`,
    lock: `SELECT set_config('idle_in_transaction_session_timeout', $2, true), pg_advisory_xact_lock(hashtextextended($1, 0))`,
    missing: `
      SELECT c.name FROM unnest('{${COLUMNS.join(', ')}}'::text[]) AS c (name) WHERE NOT EXISTS (
        SELECT 1 FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid JOIN pg_namespace n ON n.oid = t.relnamespace
        WHERE n.nspname = $1 AND t.relname = 'job' AND a.attname = c.name AND NOT a.attisdropped)`,
    known: `SELECT 1 FROM ${schema}.queue WHERE name = $1`,
  }
}
