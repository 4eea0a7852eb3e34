/** What contract suites assert with, so that they need no test library. */
import { isHookstampError, type ErrorCode } from '../errors.js'

/** @throws Error with the text, unless it is right */
export function assert(right: boolean, otherwise: string): asserts right {
  if (!right) throw new Error(otherwise)
}

/**
 * Compares enumerable values deeply, bytes by content. A key whose value is `undefined` counts as absent.
 *
 * @throws Error that says where they part
 */
export function assertEqual(actual: unknown, expected: unknown, what: string): void {
  const difference = differenceOf(actual, expected, '')
  assert(difference === undefined, `${what}: ${difference ?? ''}`)
}

/** Waits for a refusal and looks at its code. @throws Error if there is none, or one of another code */
export async function assertRefused(run: () => unknown, code: ErrorCode, what: string): Promise<void> {
  try {
    await run()
  } catch (error) {
    assert(
      isHookstampError(error, code),
      `${what}: expected a HookstampError ${code}, found ${String(error)}`,
    )
    return
  }
  throw new Error(`${what}: expected a HookstampError ${code}, found nothing wrong`)
}

function differenceOf(actual: unknown, expected: unknown, path: string): string | undefined {
  if (Object.is(actual, expected)) return undefined
  if (actual instanceof Uint8Array && expected instanceof Uint8Array) {
    const at = actual.findIndex((byte, index) => byte !== expected[index])
    if (at === -1 && actual.length === expected.length) return undefined
    return `${path || 'the bytes'} part at ${at === -1 ? 'the end' : at} (${actual.length} and ${expected.length} bytes)`
  }
  if (!isRecord(actual) || !isRecord(expected) || Array.isArray(actual) !== Array.isArray(expected)) {
    return `expected ${shown(expected)}${path && ` at ${path}`}, found ${shown(actual)}`
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const difference = differenceOf(actual[key], expected[key], path === '' ? key : `${path}.${key}`)
    if (difference !== undefined) return difference
  }
  return undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array)
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
