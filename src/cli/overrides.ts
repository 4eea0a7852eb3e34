/** `--set namespace.visibility=public`: changes to a payload, from the command line. */
import { misused } from './exit.js'

type Tree = { [key: string]: unknown }

/**
 * A copy of a payload with changes laid over it. A value is JSON where it is JSON, else a text; in a list, a key is a
 * position.
 *
 * @throws CliError for what is not of the form `path=value`, or leads into a value that has no keys
 */
export function applyOverrides(payload: unknown, overrides: readonly string[]): unknown {
  const copy = structuredClone(payload)
  for (const override of overrides) {
    const [, path, text] = /^([^=]+)=(.*)$/s.exec(override) ?? []
    if (path === undefined || text === undefined)
      throw misused(`--set: expected path=value, got "${override}".`)
    const keys = path.split('.')
    const last = keys.pop() as string
    let at = copy as Tree
    for (const key of keys) at = step(at, key, path)
    if (typeof at !== 'object' || at === null) throw misused(`--set ${path}: the payload has no keys there.`)
    define(at, last, valueOf(text))
  }
  return copy
}

function step(at: Tree, key: string, path: string): Tree {
  if (typeof at !== 'object' || at === null) throw misused(`--set ${path}: "${key}" has no keys to go into.`)
  if (!Object.hasOwn(at, key)) define(at, key, {})
  return at[key] as Tree
}

// Defined, not assigned: `__proto__` is a key like any other.
function define(at: Tree, key: string, value: unknown): void {
  Object.defineProperty(at, key, { value, enumerable: true, configurable: true, writable: true })
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
