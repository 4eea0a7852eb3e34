import type { Validation } from '../dialect.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { InboxEvent } from '../ports/inbox.js'
import { toVerification } from './admit.js'
import type { AnyDialect } from './event.js'
import { isRejection, reject, type Verification } from './outcome.js'
import { parse } from './parse.js'
import { recognise } from './recognise.js'

/**
 * The typed event of a stored one. It was verified when it came: that is not repeated, secrets may have changed and
 * signed times be over.
 */
export function reopen(
  { dialect: name, headers, body, verified, receivedAt }: InboxEvent,
  dialects: readonly AnyDialect[],
  validation: Validation,
): MaybePromise<Verification> {
  const dialect = dialects.find((one) => one.name === name)
  if (dialect === undefined) {
    return reject('payload-invalid', `The receiver has no dialect "${name}", which this event came by.`)
  }
  const parsed = parse(body)
  if (isRejection(parsed)) return parsed
  const reading = recognise(dialect, headers, parsed.json)
  if (isRejection(reading)) return reading
  const { recognised, facts } = reading
  const clock = { now: () => receivedAt }
  return toVerification({ dialect, verified, recognised, facts }, body, { validation, clock })
}
