import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Transaction } from './transaction.js'

/** A secret of a webhook. */
export interface StoredSecret {
  readonly value: string
  /** Name of the dialect's scheme it is for. Absent: the dialect's default scheme. */
  readonly scheme?: string
  /** Milliseconds since the epoch; not used from then on. */
  readonly expiresAt?: number
}

/** Credentials for the receiver itself, sent as `Authorization`. */
export type WebhookAuth =
  { readonly username: string; readonly password: string } | { readonly token: string }

/**
 * How a webhook's receiver and we prove ourselves to each other in TLS, in PEM. Certificates are verified in any
 * case; a transport that cannot do this refuses to send.
 */
export interface WebhookTls {
  /** The certificate shown to the receiver, with its chain if it has one. Together with `key`. */
  readonly cert?: string
  /** The private key of `cert`, not encrypted. */
  readonly key?: string
  /** Certificates of authorities, trusted for this webhook in place of all others. */
  readonly ca?: string
}

/** A proxy that opens a tunnel to the receiver when it is asked by CONNECT. */
export interface WebhookProxy {
  /** `http://host[:port]`, without credentials. */
  readonly url: string
  /** Sent to the proxy, to it only, as Basic credentials. Together with `password`. */
  readonly username?: string
  readonly password?: string
}

/** How the newest attempt of a webhook went, with the names of Djinn's management API. */
export interface LastResponse {
  /** Status code, or null when no response came. */
  readonly code: number | null
  /** Nanoseconds from the start of the request to the end of the response. */
  readonly duration: number
  /** What went wrong, or null when a response came. */
  readonly error: string | null
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/** How deliveries to a webhook have been going lately. */
export interface WebhookHealth {
  /** Failed attempts since the last success. */
  readonly failures: number
  /** When the first of them was made, in milliseconds since the epoch. */
  readonly failingSince: number | null
  /** When the newest pause began, in milliseconds since the epoch; null since the last success. */
  readonly pausedAt: number | null
  /** Until then nothing is sent; from then on one delivery at a time, until one succeeds. Milliseconds since the epoch. */
  readonly pausedUntil: number | null
}

/** A subscription of a namespace. */
export interface Webhook {
  readonly id: number
  readonly namespaceId: number
  /** Id of the user who made it, in the host's database. */
  readonly authorId: number | null
  readonly payloadUrl: string
  /** Whether https is demanded. Certificates are verified either way. */
  readonly ssl: boolean
  readonly active: boolean
  /** Why it was made inactive, when hookstamp did it. */
  readonly disabledReason: string | null
  /** Event types it wants: exact, `*`, or the beginning of several as in `build.*`; empty means all. */
  readonly events: readonly string[]
  /**
   * Whether events with the same `orderingKey` (those without one among themselves) are sent one at a time, in their
   * order; the next waits until the one before has ended.
   */
  readonly ordered: boolean
  /** Most requests a second; null for no limit. */
  readonly ratePerSecond: number | null
  /** Newest first. Not enumerable: it does not turn up in JSON, in a log or in a spread. */
  readonly secrets: readonly StoredSecret[]
  /** Headers added to its requests. Not enumerable either. */
  readonly headers: Readonly<Record<string, string>>
  /** Not enumerable either. */
  readonly auth: WebhookAuth | null
  /** Client certificate and authorities. Not enumerable either. */
  readonly tls: WebhookTls | null
  /** The proxy its requests go by; null for the transport's way. Not enumerable either. */
  readonly proxy: WebhookProxy | null
  /** Time for an attempt in milliseconds, in place of the transport's; null for the transport's. */
  readonly timeoutMs: number | null
  readonly lastResponse: LastResponse | null
  readonly health: WebhookHealth
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

export interface NewWebhook {
  readonly namespaceId: number
  readonly payloadUrl: string
  /** @default null */
  readonly authorId?: number | null
  /** For the dialect's default scheme. Without one nothing is signed. */
  readonly secret?: string
  /** Several secrets, newest first, each for the scheme it names. Not together with `secret`. */
  readonly secrets?: readonly StoredSecret[]
  /** @default true iff `payloadUrl` is https */
  readonly ssl?: boolean
  /** @default true */
  readonly active?: boolean
  /** @default [] all events */
  readonly events?: readonly string[]
  /**
   * Headers added to its requests; framing, identity and signatures are not theirs to set.
   * @default {}
   */
  readonly headers?: Readonly<Record<string, string>>
  /**
   * Basic (`username`, `password`) or bearer (`token`) credentials.
   * @default null
   */
  readonly auth?: WebhookAuth | null
  /**
   * A certificate to be shown to the receiver, and authorities trusted for it. Demands https.
   * @default null
   */
  readonly tls?: WebhookTls | null
  /**
   * A proxy its requests go by. For hosts to set rather than owners of webhooks: from there on the proxy decides what
   * may be reached.
   * @default null the transport's way
   */
  readonly proxy?: WebhookProxy | null
  /**
   * Time for an attempt in milliseconds, 50_000 at most: a lease must outlast it.
   * @default null the transport's
   */
  readonly timeoutMs?: number | null
  /** @default false */
  readonly ordered?: boolean
  /** @default null no limit */
  readonly ratePerSecond?: number | null
}

/** What of a webhook can be changed; what is not given stays. */
export interface WebhookChanges {
  readonly payloadUrl?: string
  /** Replaces all secrets; `[]` removes them. */
  readonly secrets?: readonly StoredSecret[]
  readonly ssl?: boolean
  /** Turning a webhook on clears `disabledReason` and its health. */
  readonly active?: boolean
  readonly disabledReason?: string | null
  readonly events?: readonly string[]
  /** Replaces all of them. */
  readonly headers?: Readonly<Record<string, string>>
  readonly auth?: WebhookAuth | null
  readonly tls?: WebhookTls | null
  readonly proxy?: WebhookProxy | null
  readonly timeoutMs?: number | null
  readonly ordered?: boolean
  readonly ratePerSecond?: number | null
}

/** Rejections are `HookstampError`: `record-invalid` with issues, `not-found`. */
export interface WebhookStore {
  create(webhook: NewWebhook, options?: Transaction): MaybePromise<Webhook>
  get(id: number, options?: Transaction): MaybePromise<Webhook | undefined>
  list(namespaceId: number, options?: Transaction): MaybePromise<readonly Webhook[]>
  /** Active webhooks of exactly these namespaces that want the event, from an index, in the order of their ids. */
  matching(
    namespaceIds: readonly number[],
    eventType: string,
    options?: Transaction,
  ): MaybePromise<readonly Webhook[]>
  update(id: number, changes: WebhookChanges, options?: Transaction): MaybePromise<Webhook>
  /**
   * Writes what a pure function makes of a webhook's health, with nobody else writing in between; answers with the
   * webhook as it is then, `undefined` if it is gone.
   */
  updateHealth(
    id: number,
    change: (health: WebhookHealth) => WebhookHealth,
  ): MaybePromise<Webhook | undefined>
  /** Deletes it. Its pending deliveries end `cancelled`, except the ones marked `outlivesWebhook`. */
  delete(id: number, options?: Transaction): MaybePromise<void>
}
