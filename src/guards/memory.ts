/**
 * A replay guard in the memory of this process: for one process, and for tests. After a restart it has forgotten.
 *
 * @example
 * const receiver = createReceiver({ dialect: djinn, secrets, guard: memoryGuard() })
 */
import { HookstampError } from '../errors.js'
import { systemClock, type Clock } from '../internal/clock.js'
import type { ReplayGuard, ReplayGuardTimes } from '../ports/replay-guard.js'

export interface MemoryGuardOptions extends ReplayGuardTimes {
  /**
   * Most keys kept; beyond that the ones handled longest ago are forgotten first. A key takes about 200 bytes.
   * @default 100_000
   */
  readonly maxKeys?: number
  /** @default the computer's clock */
  readonly clock?: Clock
}

/** @throws HookstampError `option-invalid` for times or sizes that are not above 0 */
export function memoryGuard({
  rememberSeconds = 86_400,
  claimSeconds = 300,
  maxKeys = 100_000,
  clock = systemClock,
}: MemoryGuardOptions = {}): ReplayGuard {
  for (const [name, value] of Object.entries({ rememberSeconds, claimSeconds, maxKeys })) {
    if (!(value > 0)) throw new HookstampError('option-invalid', `${name} has to be a number above 0.`)
  }
  // Both in the order in which they expire. Apart, because a claim must not be pushed out: its event would run twice.
  const claimed = new Map<string, { readonly token: string; readonly expiresAt: number }>()
  const done = new Map<string, number>()
  let claims = 0

  function forget(now: number): void {
    for (const [key, expiresAt] of done) {
      if (expiresAt > now && done.size <= maxKeys) break
      done.delete(key)
    }
    for (const [key, { expiresAt }] of claimed) {
      if (expiresAt > now) break
      claimed.delete(key)
    }
  }

  return {
    claim: (key) => {
      const now = clock.now()
      forget(now)
      if (done.has(key)) return { state: 'done' }
      if (claimed.has(key)) return { state: 'busy' }
      const token = String(++claims)
      claimed.set(key, { token, expiresAt: now + claimSeconds * 1000 })
      return { state: 'claimed', token }
    },
    complete: (key, token) => {
      if (claimed.get(key)?.token !== token) return
      const now = clock.now()
      claimed.delete(key)
      done.set(key, now + rememberSeconds * 1000)
      forget(now)
    },
    release: (key, token) => {
      if (claimed.get(key)?.token === token) claimed.delete(key)
    },
  }
}
