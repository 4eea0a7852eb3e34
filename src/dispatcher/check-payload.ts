import type { Dialect, Validation, View } from '../dialect.js'
import { HookstampError, isHookstampError } from '../errors.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import { toIssue, type StandardResult } from '../internal/standard-schema.js'

/**
 * Holds a payload to its event's schema.
 *
 * @throws HookstampError `event-unknown`, `payload-invalid` with an issue for each fault
 */
export function checkPayload(
  dialect: Dialect,
  validation: Validation,
  type: string,
  payload: unknown,
): MaybePromise<void> {
  if (!dialect.eventTypes.includes(type)) {
    throw new HookstampError(
      'event-unknown',
      `Dialect "${dialect.name}" has no event "${type}". It has: ${dialect.eventTypes.join(', ')}.`,
    )
  }
  if (validation !== 'off') return refuseInvalid(dialect, validation, type, payload)
}

async function refuseInvalid(
  dialect: Dialect,
  validation: View,
  type: string,
  payload: unknown,
): Promise<void> {
  const result = await judged(dialect, validation, type, payload)
  if (result.issues === undefined) return
  const issues = result.issues.map(toIssue)
  const text = issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`).join('; ')
  throw new HookstampError(
    'payload-invalid',
    `The payload of "${type}" is not valid (${validation}). ${text}`,
    { issues },
  )
}

async function judged(
  dialect: Dialect,
  view: View,
  type: string,
  payload: unknown,
): Promise<StandardResult<unknown>> {
  try {
    const schema = await dialect.schema(type, view)
    return await schema['~standard'].validate(payload)
  } catch (cause) {
    if (isHookstampError(cause)) throw cause
    // A schema of the user's own may throw, or recurse until the stack ends.
    throw new HookstampError('payload-invalid', `The schema of "${type}" could not judge the payload.`, {
      cause,
    })
  }
}
