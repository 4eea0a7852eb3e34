import type { Dialect, Validation } from '../dialect.js'
import { HookstampError, type Issue } from '../errors.js'
import type { StandardIssue } from '../internal/standard-schema.js'

/**
 * Holds a payload to its event's schema.
 *
 * @throws HookstampError `event-unknown`, `payload-invalid` with an issue for each fault
 */
export async function checkPayload(
  dialect: Dialect,
  validation: Validation,
  type: string,
  payload: unknown,
): Promise<void> {
  if (!dialect.eventTypes.includes(type)) {
    throw new HookstampError(
      'event-unknown',
      `Dialect "${dialect.name}" has no event "${type}". It has: ${dialect.eventTypes.join(', ')}.`,
    )
  }
  if (validation === 'off') return
  const schema = await dialect.schema(type, validation)
  const result = await schema['~standard'].validate(payload)
  if (result.issues === undefined) return
  const issues = result.issues.map(toIssue)
  const text = issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`).join('; ')
  throw new HookstampError(
    'payload-invalid',
    `The payload of "${type}" is not valid (${validation}). ${text}`,
    { issues },
  )
}

function toIssue({ message, path = [] }: StandardIssue): Issue {
  return {
    message,
    path: path.map((segment) => {
      const key = typeof segment === 'object' ? segment.key : segment
      return typeof key === 'number' ? key : String(key)
    }),
  }
}
