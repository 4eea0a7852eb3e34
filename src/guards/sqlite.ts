/**
 * A replay guard in a SQLite database of one process: what was handled before a restart is known after it.
 *
 * @example
 * const receiver = createReceiver({ dialect: djinn, secrets, guard: sqliteGuard(new DatabaseSync('hooks.db')) })
 */
import { HookstampError } from '../errors.js'
import { systemClock, type Clock } from '../internal/clock.js'
import { toHex } from '../internal/hex.js'
import { systemRandom } from '../internal/random.js'
import type { ReplayGuard, ReplayGuardTimes } from '../ports/replay-guard.js'
import { openEngine } from '../sqlite/engine.js'
import type { SqliteDatabase } from '../sqlite/sqlite-database.js'

export type { SqliteDatabase, SqliteStatement } from '../sqlite/sqlite-database.js'

export interface SqliteGuardOptions extends ReplayGuardTimes {
  /** @default the computer's clock */
  readonly clock?: Clock
}

/** A replay guard, and how to give its database up. */
export interface SqliteGuard extends ReplayGuard {
  /** Gives the database up once everything is written; leaves it open, as it came. */
  close(): Promise<void>
}

// More than come in at a time, so that they become fewer; few enough not to be felt.
const FORGOTTEN_AT_ONCE = 10

const FIND = 'SELECT token FROM hookstamp_guard WHERE key = ? AND expires_at > ?'
const CLAIM = `
INSERT INTO hookstamp_guard (key, token, expires_at) VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE SET token = excluded.token, expires_at = excluded.expires_at`
const FORGET = `
DELETE FROM hookstamp_guard WHERE key IN (
  SELECT key FROM hookstamp_guard WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)`
const COMPLETE = 'UPDATE hookstamp_guard SET token = NULL, expires_at = ? WHERE key = ? AND token = ?'
const RELEASE = 'DELETE FROM hookstamp_guard WHERE key = ? AND token = ?'

/**
 * @throws HookstampError `option-invalid` for times that are not above 0; `database-owned` while another process has
 * the database; `database-newer`; `store-unavailable`
 */
export function sqliteGuard(
  database: SqliteDatabase,
  { rememberSeconds = 86_400, claimSeconds = 300, clock = systemClock }: SqliteGuardOptions = {},
): SqliteGuard {
  for (const [name, value] of Object.entries({ rememberSeconds, claimSeconds })) {
    if (!(value > 0)) throw new HookstampError('option-invalid', `${name} has to be a number above 0.`)
  }
  const { engine, close } = openEngine(database)
  const { write, statement } = engine

  return {
    claim: (key) =>
      write(undefined, () => {
        const now = clock.now()
        const found = statement(FIND).get(key, now) as { readonly token: string | null } | null | undefined
        if (found != null) return { state: found.token === null ? 'done' : 'busy' }
        statement(FORGET).run(now, FORGOTTEN_AT_ONCE)
        const token = newToken()
        statement(CLAIM).run(key, token, now + claimSeconds * 1000)
        return { state: 'claimed', token }
      }),
    complete: (key, token) =>
      write(undefined, () => {
        statement(COMPLETE).run(clock.now() + rememberSeconds * 1000, key, token)
      }),
    release: (key, token) =>
      write(undefined, () => {
        statement(RELEASE).run(key, token)
      }),
    close,
  }
}

// Random, so that no token of before a restart is given again.
function newToken(): string {
  const bytes = new Uint8Array(8)
  systemRandom.fill(bytes)
  return toHex(bytes)
}
