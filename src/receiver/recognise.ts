import type { DeliveryFacts, Recognised } from '../dialect.js'
import type { HeadersInput } from '../internal/headers.js'
import type { AnyDialect } from './event.js'
import { reject, type Rejection } from './outcome.js'

/** What a dialect makes of a message. */
export interface Reading {
  readonly ok?: undefined
  readonly recognised: Recognised
  readonly facts: DeliveryFacts
}

/** Asks a dialect which event a message is, and what its headers tell about the delivery. */
export function recognise(dialect: AnyDialect, headers: HeadersInput, json: unknown): Reading | Rejection {
  try {
    return { recognised: dialect.recognise({ headers, json }), facts: dialect.facts(headers) }
  } catch (cause) {
    // A dialect of the user's own may trip over JSON that its author has not thought of.
    return reject('payload-invalid', `Dialect "${dialect.name}" could not read the message.`, { cause })
  }
}
