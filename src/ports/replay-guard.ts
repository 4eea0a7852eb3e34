/**
 * The replay guard: remembers which events were handled, so that a second copy is not. Claimed before the handlers
 * run, completed after, released when they fail: a retry gets in, and of two copies at once only one runs.
 * A claim that is neither completed nor released (a crash) runs out.
 */
import type { MaybePromise } from '../internal/maybe-promise.js'

/**
 * What a guard says about a key: `claimed` it is the caller's to handle; `done` it was handled before; `busy` another
 * copy is being handled now.
 */
export type ReplayClaim =
  | { readonly state: 'claimed'; /** Proves the claim to `complete` and `release`. */ readonly token: string }
  | { readonly state: 'done' }
  | { readonly state: 'busy' }

export interface ReplayGuard {
  /** Claims a key. Atomic: of several callers at once exactly one gets it. */
  claim(key: string): MaybePromise<ReplayClaim>
  /** Remembers a claimed key as handled. Changes nothing if the claim has run out and the key is another's. */
  complete(key: string, token: string): MaybePromise<void>
  /** Gives a claimed key back. Changes nothing if the claim has run out and the key is another's. */
  release(key: string, token: string): MaybePromise<void>
}

/** How long a guard remembers. */
export interface ReplayGuardTimes {
  /**
   * For how long a handled key is remembered, in seconds. As long as the sender retries or resends.
   * @default 86_400 a day
   */
  readonly rememberSeconds?: number
  /**
   * After how long a claim runs out, in seconds. Longer than the slowest handler takes: after it a copy may run beside it.
   * @default 300
   */
  readonly claimSeconds?: number
}
