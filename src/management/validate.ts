/** Holds what comes in to its schema, and says what is wrong in words. */
import type * as z from 'zod'
import { HookstampError, type Issue } from '../errors.js'

/** @throws HookstampError `record-invalid` with an issue for each fault */
export function validated<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value, { error: wording })
  if (result.success) return result.data
  throw invalid(
    ...result.error.issues.map(({ path, message }): Issue => ({ path: path as Issue['path'], message })),
  )
}

export function invalid(...issues: readonly Issue[]): HookstampError {
  const fields = [...new Set(issues.map((issue) => issue.path[0]))].join(', ')
  return new HookstampError('record-invalid', `Not valid: ${fields}.`, { issues })
}

/** What is wrong with one field. */
export function invalidField(field: string, message: string): HookstampError {
  return invalid({ path: [field], message })
}

/** Issues as the document has them: field → messages. */
export function toFields(issues: readonly Issue[]): Record<string, string[]> {
  const fields: Record<string, string[]> = Object.create(null) as Record<string, string[]>
  for (const { path, message } of issues) {
    const [field = 'body', ...inner] = path
    const place = inner.length === 0 ? '' : `${inner.map(ordinal).join('.')}: `
    const messages = (fields[fieldNames[field] ?? field] ??= [])
    messages.push(place + message)
  }
  return fields
}

// What the store calls otherwise.
const fieldNames: Readonly<Record<string, string>> = {
  externalId: 'external_id',
  inviteeId: 'handle',
  parentId: 'parent',
  payloadUrl: 'payload_url',
  userId: 'handle',
}

function ordinal(key: string | number): string {
  return typeof key === 'number' ? `item ${key + 1}` : key
}

function wording(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'This field is required.'
    return `Expected ${article(nameOf(issue.expected))}, got ${article(typeName(issue.input))}.`
  }
  if (issue.code === 'invalid_value') return `Expected one of: ${issue.values.join(', ')}.`
  return undefined
}

function nameOf(expected: string): string {
  return expected === 'array' ? 'list' : expected === 'int' ? 'number' : expected
}

function typeName(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
}
