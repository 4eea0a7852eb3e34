import type { BytesInput } from '../internal/bytes.js'
import type { HeadersInput } from '../internal/headers.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Outcome, Verification } from './outcome.js'

/**
 * Reads a body of at most `maxBytes` bytes: now if it is there, else with a promise. Throws or rejects with a
 * `HookstampError` `body-too-large` beyond that, `body-consumed` if something has read it before, `body-truncated` if
 * it ends early.
 */
export type BodyReader = (maxBytes: number) => MaybePromise<BytesInput>

/** What is known of a request before its body is read. */
export interface RequestHead {
  /** @default not checked */
  readonly method?: string | undefined
  /** As the platform has it: a path on Node, an absolute URL elsewhere. For telling tenants apart. */
  readonly url?: string | undefined
  readonly headers: HeadersInput
}

/** A request in the form every platform can give it. */
export interface ReceiveRequest<Context = unknown> extends RequestHead {
  /** The bytes that travelled, or how to read them: then nothing is read of a request that is refused by its headers. */
  readonly body: BytesInput | BodyReader
  /** What the platform has besides the request (its own request object, bindings); handed to `secrets` and handlers. */
  readonly context?: Context
}

/** All that an endpoint adapter needs of a receiver. */
export interface Receives<Context = unknown> {
  readonly receive: (request: ReceiveRequest<Context>) => Promise<Outcome>
}

/** All that a middleware adapter needs of a receiver. */
export interface Verifies<Event, Context = unknown> {
  readonly verify: (request: ReceiveRequest<Context>) => Promise<Verification<Event>>
}
