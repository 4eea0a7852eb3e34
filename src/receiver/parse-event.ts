import type { Validation } from '../dialect.js'
import { HookstampError } from '../errors.js'
import { toBytes, type BytesInput } from '../internal/bytes.js'
import type { HeadersInput } from '../internal/headers.js'
import type { AnyDialect, EventOf, ParsedEvent, ReceivedEvent, TypesOf } from './event.js'
import { isRejection, toError, type Rejection } from './outcome.js'
import { parse } from './parse.js'
import { recognise } from './recognise.js'
import { validate } from './validate.js'

type Unverified<Event> =
  Event extends ReceivedEvent<infer Type, infer Payload, infer Name>
    ? ParsedEvent<Type, Payload, Name>
    : never

/**
 * Types a message without verifying it: for stored bodies, test data and queues behind a receiver. Never for what
 * comes straight from the network.
 *
 * @throws HookstampError `body-not-bytes`, `body-not-utf8`, `body-not-json`, `event-unknown`, `payload-invalid` with
 * issues, or `dependency-missing`
 * @example
 * const event = await parseEvent(djinn, { headers: row.headers, body: row.body })
 * if (event.type === 'build.finished') console.log(event.payload.finished_at)
 */
export async function parseEvent<const D extends AnyDialect, V extends Validation = 'loose'>(
  dialect: D,
  message: { readonly headers: HeadersInput; readonly body: BytesInput },
  options: {
    /** @default 'loose' */
    readonly validation?: V
  } = {},
): Promise<Unverified<EventOf<D, TypesOf<D>, V>>> {
  const validation: Validation = options.validation ?? 'loose'
  const { json } = unwrap(parse(toBytes(message.body)))
  const { recognised, facts } = unwrap(recognise(dialect, message.headers, json))
  const { type, unknownType, payload, warnings = [] } = recognised
  if (type === undefined) {
    throw new HookstampError(
      'event-unknown',
      unknownType === undefined
        ? `Dialect "${dialect.name}" finds no event type in this message.`
        : `Dialect "${dialect.name}" knows no event type ${JSON.stringify(unknownType.slice(0, 80))}.`,
    )
  }
  const event: ParsedEvent = {
    dialect: dialect.name,
    type,
    payload:
      validation === 'off' ? payload : unwrap(await validate(dialect, type, payload, validation)).payload,
    facts,
    warnings,
  }
  return event as Unverified<EventOf<D, TypesOf<D>, V>>
}

function unwrap<T extends object>(result: T | Rejection): T {
  if (isRejection(result)) throw toError(result)
  return result
}
