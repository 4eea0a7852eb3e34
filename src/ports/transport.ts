/**
 * The transport: makes one attempt. No retry, no judgement: it reports what came back, and every attempt ends
 * within its deadline.
 */
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { HookstampError } from '../errors.js'
import type { AttemptError, AttemptResponse, AttemptTimings } from './delivery.js'
import type { WebhookProxy, WebhookTls } from './webhook.js'

export interface TransportCapabilities {
  /**
   * What is guarded against requests to the inside of a network: `pinned` every resolved address is checked and
   * the connection goes to just that one; `literal-only` names are not resolved by us; `none`.
   */
  readonly egress: 'pinned' | 'literal-only' | 'none'
}

export interface TransportRequest {
  readonly url: string
  /** In the casing in which they are to be sent. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** Whether https is demanded. */
  readonly ssl: boolean
  /** Time for this attempt in milliseconds, in place of the transport's. */
  readonly timeoutMs?: number
  /** Client certificate and authorities. Never left out silently: what cannot show them does not send. */
  readonly tls?: WebhookTls
  /** A proxy to go by, in place of the transport's way. Never left out silently either. */
  readonly proxy?: WebhookProxy
}

/** A response of any status, or why there is none. `durationNs` is in nanoseconds. */
export type TransportResult =
  | {
      readonly response: AttemptResponse
      readonly error?: undefined
      readonly durationNs: number
      readonly timings?: AttemptTimings
    }
  | {
      readonly response?: undefined
      readonly error: AttemptError
      readonly durationNs: number
      readonly timings?: AttemptTimings
      /**
       * The request went out on a kept connection that broke before one byte of an answer: most likely the
       * receiver was just closing it. Worth one more request at once, which is not to be held against the receiver.
       */
      readonly retry?: 'at-once'
    }

export interface Transport {
  readonly caps: TransportCapabilities
  /** Never rejects: what goes wrong is a result. */
  send(request: TransportRequest): Promise<TransportResult>
  /** Whether a URL may be delivered to at all, as far as can be told without resolving names. For the moment a webhook is saved. */
  checkUrl(url: string, options: { readonly ssl: boolean }): HookstampError | undefined
  close(): MaybePromise<void>
}
