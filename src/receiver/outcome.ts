import { HookstampError, type Issue } from '../errors.js'
import type { RefusalCode } from '../signing/verdict.js'
import type { ReceivedEvent, UnknownEvent } from './event.js'

/** Why a request was not accepted. What each means and how it is answered: `respond`. */
export type RejectionCode =
  | 'method-not-allowed'
  | 'body-too-large'
  | 'body-truncated'
  | 'body-consumed'
  | 'body-timeout'
  | 'body-encoded'
  | 'body-not-bytes'
  | 'body-not-utf8'
  | 'body-not-json'
  | 'unverified'
  | 'payload-invalid'
  | 'handler-failed'
  | 'busy'
  | 'secrets-unavailable'
  | 'guard-unavailable'
  | 'inbox-unavailable'
  | 'dependency-missing'

/** A request that was not accepted. Holds no secret, no signature and no payload, except inside `event`. */
export interface Rejection {
  readonly ok: false
  readonly code: RejectionCode
  /** What was wrong and what to do, for the operator. Never sent to the sender. */
  readonly message: string
  /** What is wrong with the proof, if `code` is `unverified`. */
  readonly reason?: RefusalCode
  /** Where the payload does not fit, if `code` is `payload-invalid`. */
  readonly issues?: readonly Issue[]
  /** What was thrown, if something was. */
  readonly cause?: unknown
  /** The event, if the request had proved its origin before it failed. */
  readonly event?: ReceivedEvent | UnknownEvent
}

/** The sender proved its origin, with an event type the dialect does not know. */
export interface Unrecognised {
  readonly ok: true
  readonly code: 'event-unknown'
  readonly event: UnknownEvent
}

/** What became of a received request: decide on `code`. */
export type Outcome<Event = ReceivedEvent> =
  | { readonly ok: true; readonly code: 'handled' | 'accepted' | 'duplicate'; readonly event: Event }
  | Unrecognised
  | Rejection

/** What `verify` found: the typed event, before any handler and any dedupe. */
export type Verification<Event = ReceivedEvent> =
  { readonly ok: true; readonly code: 'verified'; readonly event: Event } | Unrecognised | Rejection

export function reject(code: RejectionCode, message: string, details?: Partial<Rejection>): Rejection {
  return { ok: false, code, message, ...details }
}

export function isRejection(value: object): value is Rejection {
  // Not `'ok' in value`, which is slow on the bytes and lists that steps yield.
  return (value as { readonly ok?: unknown }).ok === false
}

/** The rejection as an error, for whoever throws or logs. */
export function toError({ code, message, reason, issues, cause }: Rejection): HookstampError {
  return new HookstampError(code, reason === undefined ? message : `${message} (${reason})`, {
    ...(issues === undefined ? {} : { issues }),
    ...(cause === undefined ? {} : { cause }),
  })
}
