import type { DeliveryFacts, Dialect, PayloadOf, Validation, View } from '../dialect.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { StandardSchema } from '../internal/standard-schema.js'
import type { Verified } from '../signing/verdict.js'

/** What a message says, whoever sent it. */
export interface ParsedEvent<Type extends string = string, Payload = unknown, Name extends string = string> {
  /** Name of the dialect that recognised it. */
  readonly dialect: Name
  readonly type: Type
  readonly payload: Payload
  /** What the headers tell about the delivery. Unsigned, unless the scheme signs them. */
  readonly facts: DeliveryFacts
  /** Disagreements worth a look, e.g. a header that names another event than the body. Mostly empty. */
  readonly warnings: readonly string[]
}

/** A verified event, as handlers get it. */
export interface ReceivedEvent<
  Type extends string = string,
  Payload = unknown,
  Name extends string = string,
> extends ParsedEvent<Type, Payload, Name> {
  /** The signed message id, else the delivery id from the headers, else undefined. The same on every attempt. */
  readonly id: string | undefined
  /** Milliseconds since the epoch. */
  readonly receivedAt: number
  /** The exact bytes that were signed. */
  readonly body: Uint8Array
  /** Which scheme and secret proved it. */
  readonly verified: Verified
}

/** A verified message whose type the dialect does not know. */
export interface UnknownEvent extends Omit<ReceivedEvent, 'type'> {
  /** The name the sender gave, if it gave one. */
  readonly type: string | undefined
}

/** A dialect with any events. (An interface of events is no `EventMap`: it has no index signature.) */
export interface AnyDialect extends Omit<Dialect, 'eventTypes' | 'schema' | '~events'> {
  readonly eventTypes: readonly string[]
  schema(type: never, view: View): MaybePromise<StandardSchema>
  readonly '~events'?: unknown
}

/** The dialect, or each of several. */
export type OneOf<Dialects> = Dialects extends readonly (infer Each)[] ? Each : Dialects

/** Event type → views, of one dialect. */
export type EventMapOf<D> = D extends { readonly '~events'?: infer Events } ? NonNullable<Events> : never

/** The event types of one or several dialects. */
export type TypesOf<Dialects> =
  OneOf<Dialects> extends infer D ? (D extends unknown ? keyof EventMapOf<D> & string : never) : never

/** The received events of one or several dialects: a union with one member per type, so that `type` narrows `payload`. */
export type EventOf<
  Dialects,
  Type extends string = TypesOf<Dialects>,
  V extends Validation = 'loose',
> = Type extends unknown ? EventFrom<OneOf<Dialects>, Type, V> : never

type EventFrom<D, Type extends string, V extends Validation> = D extends { readonly name: infer Name }
  ? Type extends keyof EventMapOf<D>
    ? ReceivedEvent<
        Type,
        PayloadOf<EventMapOf<D>, Type, V extends 'strict' ? 'strict' : 'loose'>,
        Name & string
      >
    : never
  : never

/** What a handler can be registered for: a type, all below a prefix (`build.*`), or all (`*`). */
export type EventPattern<Type extends string> =
  Type | '*' | (Type extends `${infer Prefix}.${string}` ? `${Prefix}.*` : never)

/** The types that a pattern stands for. */
export type Matching<Type extends string, Pattern extends string> = Pattern extends Type
  ? Pattern
  : Pattern extends '*'
    ? Type
    : Pattern extends `${infer Prefix}.*`
      ? Extract<Type, `${Prefix}.${string}`>
      : never
