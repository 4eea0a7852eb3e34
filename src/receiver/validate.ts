import { isHookstampError } from '../errors.js'
import type { Validation } from '../dialect.js'
import { attempt, chain, type MaybePromise } from '../internal/maybe-promise.js'
import { toIssue, type StandardIssue } from '../internal/standard-schema.js'
import type { AnyDialect } from './event.js'
import { reject, type Rejection } from './outcome.js'

/** A payload that fits, as the schema yields it. */
export interface Valid {
  readonly ok?: undefined
  readonly payload: unknown
}

/** Holds a payload to its schema. Issues carry paths, never values of the payload. */
export function validate(
  dialect: AnyDialect,
  type: string,
  payload: unknown,
  validation: Exclude<Validation, 'off'>,
): MaybePromise<Valid | Rejection> {
  return attempt(
    () =>
      chain(dialect.schema(type as never, validation), (schema) =>
        chain(schema['~standard'].validate(payload), (result) =>
          result.issues === undefined ? { payload: result.value } : invalid(type, result.issues),
        ),
      ),
    (cause) =>
      isHookstampError(cause, 'dependency-missing')
        ? reject('dependency-missing', cause.message, { cause: cause.cause })
        : // A schema that recurses runs out of stack on a payload nested deeply enough.
          reject('payload-invalid', `The schema of "${type}" could not judge the payload.`, { cause }),
  )
}

function invalid(type: string, found: readonly StandardIssue[]): Rejection {
  const issues = found.map(toIssue)
  const where = issues.slice(0, 3).map(({ path }) => path.join('.') || '(root)')
  const more = issues.length > where.length ? ` and ${issues.length - where.length} more` : ''
  return reject('payload-invalid', `The payload of "${type}" does not fit at ${where.join(', ')}${more}.`, {
    issues,
  })
}
