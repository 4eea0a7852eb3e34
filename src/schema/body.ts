/** What travels: the payload itself, or an envelope around it. */
import { HookstampError } from '../errors.js'
import type { Message } from './catalog.js'
import type { JsonSchema } from './json-schema.js'
import { meanings, sample, sampleEvent } from './sample.js'

const decoder = new TextDecoder()
const marker = { hookstamp: 'payload' }
const instant = new Date(sample.occurredAt).toISOString()

/** The bytes a dialect sends for a payload, read again. */
export function bodyOf(message: Message | undefined, type: string, payload: unknown): unknown {
  if (message === undefined) return payload
  try {
    return JSON.parse(decoder.decode(message.encode(sampleEvent(type, payload))))
  } catch (cause) {
    throw new HookstampError(
      'schema-not-exportable',
      `The body of "${type}" could not be written, or is not JSON. Give fixtures, whose payloads its encode() knows.`,
      { cause },
    )
  }
}

/**
 * The schema of a body, from that of its payload. Found by letting the dialect write one, so that it needs to declare
 * nothing about envelopes.
 *
 * @param payload an example; without it one that no schema knows
 * @throws HookstampError `schema-not-exportable` where the payload does not travel as it is
 */
export function bodySchema(
  message: Message | undefined,
  type: string,
  payloadSchema: JsonSchema,
  payload: unknown = marker,
): JsonSchema {
  if (message === undefined) return payloadSchema
  const text = JSON.stringify(payload)
  let found = false
  const describe = (value: unknown): JsonSchema => {
    // Keys may have been sorted, so equal by content.
    if (sameJson(value, JSON.parse(text))) {
      found = true
      return payloadSchema
    }
    if (value === type) return { type: 'string', const: type }
    if (typeof value === 'string') return { type: 'string', ...formatOf(value), ...meaningOf(value) }
    if (typeof value !== 'object' || value === null) return { type: value === null ? 'null' : typeof value }
    if (Array.isArray(value)) return { type: 'array', ...(value.length > 0 && { items: describe(value[0]) }) }
    const entries = Object.entries(value)
    return {
      type: 'object',
      properties: Object.fromEntries(entries.map(([key, inner]) => [key, describe(inner)])),
      required: entries.map(([key]) => key),
    }
  }
  const schema = describe(bodyOf(message, type, payload))
  if (found) return schema
  throw new HookstampError(
    'schema-not-exportable',
    `The body of "${type}" cannot be described: its encode() does not send the payload as it is. Use toJsonSchema, which describes payloads.`,
  )
}

function formatOf(value: string): JsonSchema {
  return value === instant ? { format: 'date-time' } : {}
}

function meaningOf(value: string): JsonSchema {
  const description = meanings.get(value)
  return description === undefined ? {} : { description }
}

function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b
  const [left, right] = [Object.entries(a), b as Readonly<Record<string, unknown>>]
  return (
    Array.isArray(a) === Array.isArray(b) &&
    left.length === Object.keys(right).length &&
    left.every(([key, value]) => Object.hasOwn(right, key) && sameJson(value, right[key]))
  )
}
