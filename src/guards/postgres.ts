/**
 * A replay guard in PostgreSQL: for any number of processes, and through restarts. In the schema of the store, if there
 * is one.
 *
 * @example
 * const receiver = createReceiver({ dialect: djinn, secrets, guard: postgresGuard(pool) })
 */
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import { utf8 } from '../internal/bytes.js'
import type { ReplayGuard, ReplayGuardTimes } from '../ports/replay-guard.js'
import type { PostgresClient } from '../postgres/client.js'
import { openDatabase } from '../postgres/database.js'

export interface PostgresGuardOptions extends ReplayGuardTimes {
  /**
   * The schema of its table; made at first use.
   * @default 'hookstamp'
   */
  readonly schema?: string
  /** @default the server's clock, which is one for all processes */
  readonly clock?: Clock
}

/**
 * @param client a pool of `pg`, PGlite, or what the converters of `hookstamp/stores/postgres` make of theirs
 * @throws HookstampError `option-invalid` for times that are not above 0, or a client without `query`
 */
export function postgresGuard(
  client: PostgresClient,
  { schema = 'hookstamp', rememberSeconds = 86_400, claimSeconds = 300, clock }: PostgresGuardOptions = {},
): ReplayGuard {
  for (const [name, value] of Object.entries({ rememberSeconds, claimSeconds })) {
    if (value > 0 && Number.isFinite(value)) continue
    throw new HookstampError('option-invalid', `${name} has to be a number above 0.`)
  }
  const database = openDatabase(client, schema)
  const now = (): number | null => clock?.now() ?? null

  return {
    claim: async (key) => {
      const token = crypto.randomUUID()
      // Asked again when the connection breaks: the first time may have been let in, and is known by its token.
      const values = [utf8(key), claimSeconds * 1000, now(), token]
      const [found] = await database.run<Found>(CLAIM, values, { repeatable: true })
      if (found?.claimed === true) return { state: 'claimed', token }
      // Nothing is found of a claim that came in just now.
      return { state: found?.done === true ? 'done' : 'busy' }
    },
    complete: async (key, token) => {
      await database.run(COMPLETE, [utf8(key), token, rememberSeconds * 1000, now()], { repeatable: true })
    },
    release: async (key, token) => {
      await database.run(RELEASE, [utf8(key), token], { repeatable: true })
    },
  }
}

interface Found {
  readonly claimed: boolean
  readonly done: boolean
}

const NOW = (parameter: string): string =>
  `coalesce(${parameter}::numeric, extract(epoch from clock_timestamp()) * 1000)`

// The key by its hash: any text, of any length. Each claim takes two that have expired along, so that they never pile up.
const CLAIM = `with this as (
    select sha256($1::bytea) as key_hash, ${NOW('$3')} as at
  ), expired as (
    delete from {replays} where key_hash in (
      select r.key_hash from {replays} r, this
      where r.expires_at <= this.at::bigint and r.key_hash <> this.key_hash limit 2 for update of r skip locked
    )
  ), claimed as (
    insert into {replays} as r (key_hash, token, done, expires_at)
    select key_hash, $4::text, false, at + $2::numeric from this
    on conflict (key_hash) do update set token = excluded.token, done = false, expires_at = excluded.expires_at
    where r.expires_at <= (select at from this) or r.token = excluded.token
    returning key_hash
  )
  select true as claimed, false as done from claimed
  union all
  select false, done from {replays} where key_hash = (select key_hash from this) and not exists (select 1 from claimed)`

const COMPLETE = `update {replays} set done = true, expires_at = ${NOW('$4')} + $3::numeric
  where key_hash = sha256($1::bytea) and token = $2::text and not done`

const RELEASE = 'delete from {replays} where key_hash = sha256($1::bytea) and token = $2::text and not done'
