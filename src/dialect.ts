/**
 * A dialect: one sender's habits, as data. Both cores ask it and never ask *which* dialect it is.
 * This file holds the contract and the two ways to declare one.
 */
import { HookstampError, type ErrorDetails } from './errors.js'
import { utf8 } from './internal/bytes.js'
import type { HeadersInput } from './internal/headers.js'
import type { MaybePromise } from './internal/maybe-promise.js'
import type { InputOf, OutputOf, StandardSchema } from './internal/standard-schema.js'
import type { SigningScheme } from './signing/scheme.js'

/** The views of one event: what `emit` takes, what the document promises, what really arrives. */
export interface Views<Strict, Loose = Strict, Emit = Strict> {
  readonly emit: Emit
  readonly strict: Strict
  readonly loose: Loose
}

/** Which view of an event a payload is held to. */
export type View = 'strict' | 'loose'

/** How a receiver treats payloads: `loose` what real senders send, `strict` the document, `off` JSON only. */
export type Validation = View | 'off'

/** Event type → its views, for any dialect. */
export type EventMap = Readonly<Record<string, Views<unknown, unknown, unknown>>>

/** The payload of an event in one view. */
export type PayloadOf<Events, Type, ViewName extends 'emit' | View> = Type extends keyof Events
  ? Events[Type] extends { readonly [K in ViewName]: infer Payload }
    ? Payload
    : never
  : never

/** One schema per event and view; each must yield exactly what `Events` promises. */
export type Catalog<Events> = {
  readonly [V in View]: {
    readonly [T in keyof Events]: StandardSchema<unknown, PayloadOf<Events, T, V>>
  }
}

/** What a dialect reads from a verified message. */
export interface Recognised {
  /** Event type, or `undefined` when neither header nor body names a known one. */
  readonly type: string | undefined
  /** The event's own data: the whole body, or what an envelope carries. */
  readonly payload: unknown
  /** The name the sender gave, when it is not a known type. For people. */
  readonly unknownType?: string
  /** Disagreements worth a look, e.g. a header that names another event than the body. */
  readonly warnings?: readonly string[]
}

/** Facts about a delivery that only its headers tell. Unsigned, unless the scheme signs them. */
export interface DeliveryFacts {
  /** Same on every attempt of one delivery, where the sender has such an id. */
  readonly deliveryId?: string
  /** The sender's id of the webhook, as sent. */
  readonly webhookId?: string
  readonly userAgent?: string
  /** Base URL of the instance that sent it, where there are many of them. */
  readonly instance?: string
  /** What several deliveries share that one request, or a chain of webhooks, set off. Never dedupe on it. */
  readonly eventUuid?: string
  /** An id made anew for each request, retries included. */
  readonly webhookUuid?: string
}

/** An event on its way out. */
export interface OutgoingEvent {
  readonly id: string
  readonly type: string
  readonly payload: unknown
  /** Milliseconds since the epoch. */
  readonly occurredAt: number
}

/** What the unsigned headers of a request are made from. */
export interface OutgoingRequest {
  readonly type: string
  readonly eventId: string
  readonly deliveryId: string
  readonly webhookId: number
  /** What `encode` gave: some senders name in a header what the body says. */
  readonly body: Uint8Array
  readonly bodyBytes: number
}

/** Whose webhooks hear of an event: the namespace it is emitted for, that one's parent, or both. */
export type Audience = readonly ('self' | 'parent')[]

export interface Dialect<Events = EventMap, Name extends string = string> {
  readonly name: Name
  readonly eventTypes: readonly (keyof Events & string)[]
  /** Named ways to sign; the first is the default. */
  readonly schemes: Readonly<Record<string, SigningScheme>>
  /** Largest body a receiver reads and a dispatcher sends, in bytes. */
  readonly maxBodyBytes: number
  /** Which event a verified message is. `json` is the parsed body. */
  recognise(message: { readonly headers: HeadersInput; readonly json: unknown }): Recognised
  /** What the headers tell about the delivery. */
  facts(headers: HeadersInput): DeliveryFacts
  /**
   * The exact bytes that travel and are signed.
   * @throws HookstampError `payload-not-json` for a value that cannot be sent as JSON
   */
  encode(event: OutgoingEvent): Uint8Array
  /** Every header of a request but the signature, in the sender's casing. */
  requestHeaders(request: OutgoingRequest): Readonly<Record<string, string>>
  /**
   * Whose webhooks hear of this event.
   * @default only those of the namespace it is emitted for
   */
  audience?(type: string, payload: unknown): Audience
  /**
   * Whether a pending delivery of this event is kept when its webhook is deleted.
   * @default it ends `cancelled`
   */
  outlivesWebhook?(type: string, payload: unknown): boolean
  /** The schema of an event in one view. Loads schemas at first use. */
  schema(type: keyof Events & string, view: View): MaybePromise<StandardSchema>
  /** Type only: carries `Events`. */
  readonly '~events'?: Events
}

/** The habits of a sender, without its events. */
export type Habits = Omit<Dialect, 'name' | 'eventTypes' | 'schema' | '~events'>

/** A dialect whose schemas are loaded at the first validated payload: importing it loads no schema library. */
export function defineLazyDialect<Events, const Name extends string = string>(
  definition: Habits & {
    readonly name: Name
    readonly eventTypes: readonly (keyof Events & string)[]
    readonly load: () => Promise<Catalog<Events>>
  },
): Dialect<Events, Name> {
  const { load, ...habits } = definition
  let loaded: Catalog<Events> | undefined
  return {
    ...habits,
    schema: (type, view) => {
      if (loaded !== undefined) return loaded[view][type] as StandardSchema
      return load().then(
        (catalog) => (loaded = catalog)[view][type] as StandardSchema,
        // Not cached: whoever installs the missing package can try again without a restart.
        (cause: unknown) => {
          throw new HookstampError(
            'dependency-missing',
            `The schemas of dialect "${habits.name}" could not be loaded. Is zod installed? npm install zod`,
            { cause },
          )
        },
      )
    },
  }
}

/** Own schemas: one serves both views, or one for each. */
export type OwnSchema = StandardSchema | OwnPair
export interface OwnPair {
  readonly strict: StandardSchema
  readonly loose: StandardSchema
}

// A schema first: a zod object has methods called `strict` and `loose`.
type ViewsOf<Own> = Own extends StandardSchema
  ? Views<OutputOf<Own>, OutputOf<Own>, InputOf<Own>>
  : Own extends { readonly strict: infer Strict; readonly loose: infer Loose }
    ? Views<OutputOf<Strict>, OutputOf<Loose>, InputOf<Strict>>
    : never

/** The event map that `defineDialect` derives from schemas. */
export type EventsOf<Own> = { readonly [Type in keyof Own]: ViewsOf<Own[Type]> }

export interface DialectDefinition<Own, Name extends string = string> extends Partial<Habits> {
  readonly name: Name
  /** Event type → schema: anything that implements Standard Schema (zod, valibot, arktype). */
  readonly events: Own
  /** Named ways to sign; the first is the default. */
  readonly schemes: Readonly<Record<string, SigningScheme>>
}

/**
 * A dialect of your own: your event types, your schemas, your schemes.
 * Bodies are the envelope that Standard Webhooks recommends, `{ type, timestamp, data }`.
 *
 * @example
 * const acme = defineDialect({
 *   name: 'acme',
 *   events: { 'invoice.paid': z.object({ id: z.string(), cents: z.int() }) },
 *   schemes: { standard: standardWebhooks() },
 * })
 * @see https://www.standardwebhooks.com, "Payload structure"
 */
export function defineDialect<
  const Own extends Readonly<Record<string, OwnSchema>>,
  const Name extends string = string,
>(definition: DialectDefinition<Own, Name>): Dialect<EventsOf<Own>, Name> {
  const { events, ...habits } = definition
  const eventTypes = Object.keys(events)
  const known = new Set(eventTypes)
  return {
    maxBodyBytes: 1024 * 1024,
    recognise: ({ json }) => openEnvelope(json, known),
    facts: () => ({}),
    encode: sealEnvelope,
    requestHeaders: ({ bodyBytes }) => ({
      'Content-Type': 'application/json',
      'Content-Length': String(bodyBytes),
      'User-Agent': 'hookstamp',
    }),
    ...habits,
    eventTypes,
    schema: (type, view) => {
      const own = events[type] as OwnSchema
      return ('~standard' in own ? own : own[view]) as StandardSchema
    },
  }
}

function openEnvelope(json: unknown, known: ReadonlySet<string>): Recognised {
  if (typeof json !== 'object' || json === null) return { type: undefined, payload: json }
  const { type, data } = json as { readonly type?: unknown; readonly data?: unknown }
  if (typeof type !== 'string') return { type: undefined, payload: json }
  return known.has(type) ? { type, payload: data } : { type: undefined, unknownType: type, payload: data }
}

/**
 * A payload as compact JSON, for dialects that send JSON as JavaScript writes it.
 *
 * @throws HookstampError `payload-not-json`
 */
export function writeJson(type: string, payload: unknown): string {
  let json: string | undefined
  try {
    json = JSON.stringify(payload)
  } catch (cause) {
    throw notJson(type, { cause })
  }
  if (json === undefined) throw notJson(type)
  return json
}

function sealEnvelope({ type, payload, occurredAt }: OutgoingEvent): Uint8Array {
  const data = writeJson(type, payload)
  const timestamp = new Date(occurredAt).toISOString()
  return utf8(`{"type":${JSON.stringify(type)},"timestamp":"${timestamp}","data":${data}}`)
}

function notJson(type: string, details: ErrorDetails = {}): HookstampError {
  return new HookstampError(
    'payload-not-json',
    `The payload of "${type}" cannot be written as JSON: no BigInt, no cycle, no function, not undefined.`,
    details,
  )
}
