/** What is exported: the events of a dialect, or a catalog of one's own. */
import type { Dialect, OwnSchema, View } from '../dialect.js'
import { HookstampError } from '../errors.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { StandardSchema } from '../internal/standard-schema.js'

/** What tells how a payload travels. */
export type Message = Pick<Dialect, 'encode' | 'requestHeaders' | 'schemes'>

/** A dialect with any events: what export asks of it. */
export interface DialectToExport extends Message {
  readonly name: string
  readonly eventTypes: readonly string[]
  schema(type: never, view: View): MaybePromise<StandardSchema>
}

/** Event type → schema, as `defineDialect` takes it. */
export type CatalogToExport = Readonly<Record<string, OwnSchema>>

/** A dialect, or event type → schema. A catalog says nothing of headers and envelopes: its payloads are the bodies. */
export type Exportable = DialectToExport | CatalogToExport

/** An event with a payload, as fixtures give them. */
export interface ExampleEvent {
  readonly type: string
  readonly payload: unknown
}

/** What every export takes. */
export interface ExportOptions {
  /**
   * `strict` what the document promises, `loose` what real senders send. Schemas of one's own usually serve both.
   * @default 'strict'
   */
  readonly view?: View
  /**
   * Examples by name, e.g. the `fixtures` of a fixtures door, or `{ ...fixtures, ...variants }`.
   * @default none
   */
  readonly fixtures?: Readonly<Record<string, ExampleEvent>>
}

/** A source of schemas, whichever form it was given in. */
export interface Source {
  readonly name: string | undefined
  readonly eventTypes: readonly string[]
  readonly schema: (type: string, view: View) => MaybePromise<StandardSchema>
  readonly message: Message | undefined
}

/** @throws HookstampError `option-invalid` for what is neither */
export function sourceOf(exportable: Exportable): Source {
  if (isDialect(exportable)) {
    return {
      name: exportable.name,
      eventTypes: exportable.eventTypes,
      schema: (type, view) => exportable.schema(type as never, view),
      message: exportable,
    }
  }
  const catalog = Object.entries((exportable as CatalogToExport | null) ?? {})
  const wrong = catalog.find(([, schema]) => !isOwnSchema(schema))?.[0]
  if (catalog.length === 0 || wrong !== undefined) {
    throw new HookstampError(
      'option-invalid',
      `Expected a dialect, or a catalog { 'event.type': schema }${wrong === undefined ? '' : `: "${wrong}" is no schema`}.`,
    )
  }
  return {
    name: undefined,
    eventTypes: catalog.map(([type]) => type),
    schema: (type, view) => {
      const own = exportable[type] as OwnSchema
      return '~standard' in own ? own : own[view]
    },
    message: undefined,
  }
}

/** The examples of one event, by name. */
export function examplesOf(fixtures: ExportOptions['fixtures'], type: string): [string, ExampleEvent][] {
  return Object.entries(fixtures ?? {}).filter(([, example]) => example.type === type)
}

function isDialect(exportable: Exportable): exportable is DialectToExport {
  const { eventTypes, schema } = (exportable ?? {}) as { eventTypes?: unknown; schema?: unknown }
  return Array.isArray(eventTypes) && typeof schema === 'function'
}

function isOwnSchema(schema: unknown): boolean {
  if ((typeof schema !== 'object' && typeof schema !== 'function') || schema === null) return false
  return '~standard' in schema || ('strict' in schema && 'loose' in schema)
}
