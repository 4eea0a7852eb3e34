import type { Validation } from '../dialect.js'
import type { Clock } from '../internal/clock.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { ReplayGuard } from '../ports/replay-guard.js'
import type { SecretInput } from '../signing/secrets.js'
import type { KeepsEvents } from './keep.js'
import type { RequestHead } from './request.js'

/** Newest first: a list for the dialect's default scheme, or a list per scheme. */
export type Secrets = readonly SecretInput[] | { readonly [scheme: string]: readonly SecretInput[] }

/** Finds the secrets of one request, for URLs of many tenants and for runtimes that have secrets per request. */
export type SecretsLookup<Context> = (
  request: RequestHead,
  context: Context,
) => MaybePromise<Secrets | undefined>

export interface ReceiverOptions<Dialects, V extends Validation = 'loose', Context = unknown> {
  /** Who sends: one dialect, or several. Names that several share are told apart by `event.dialect`. */
  readonly dialect: Dialects
  /**
   * Newest first: a list for the dialect's default scheme, `{ [scheme]: list }`, or a function that finds either for
   * a request. What the function returns may hold malformed secrets (they are skipped and reported); `undefined`
   * refuses the request as unverified; what it throws answers 503.
   */
  readonly secrets: Secrets | SecretsLookup<Context>
  /**
   * What payloads are held to: `loose` what real senders send, `strict` the document, `off` JSON only.
   * @default 'loose'
   */
  readonly validation?: V
  /**
   * Schemes weaker than the strongest one that has secrets, which are accepted all the same while a sender migrates.
   * @default none
   */
  readonly allowDowngradeTo?: readonly string[]
  /**
   * How far a signed time may lie from now, to either side, in seconds.
   * @default 300
   */
  readonly toleranceSeconds?: number
  /**
   * Largest body accepted, in bytes.
   * @default the largest that any of the dialects sends
   */
  readonly maxBodyBytes?: number
  /**
   * How long a body may take to arrive, in milliseconds. Senders give up themselves after 10 s (GitLab) to 60 s (Djinn).
   * @default 10_000
   */
  readonly bodyTimeoutMs?: number
  /**
   * Remembers what was handled, so that a second copy is not.
   * @default none: handlers see every copy
   */
  readonly guard?: ReplayGuard
  /**
   * While the guard is down: `closed` refuses events (503), `open` handles them without it. Closed loses the events
   * of senders that do not retry, open may handle some twice.
   * @default 'closed'
   */
  readonly guardFailure?: 'closed' | 'open'
  /**
   * Whose event it is, where the secrets of many tenants are looked up: keeps one tenant's ids from hiding another's.
   * @default the path of the URL if `secrets` is a function, else nothing
   */
  readonly guardScope?: (request: RequestHead, context: Context) => string
  /**
   * Where events are kept before they are handled: the sender has its answer (202) as soon as its event is stored, and
   * handlers run later, again if they fail. Handlers get no context then. It knows copies by itself: not with `guard`.
   * @default none: the answer waits for the handlers
   */
  readonly inbox?: KeepsEvents
  /** @default the computer's clock */
  readonly clock?: Clock
}
