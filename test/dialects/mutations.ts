/** Small changes to a JSON value, for tests that hold schemas to what they claim. */

export type Path = readonly (string | number)[]
type Container = Record<string | number, unknown>

/** Says that a key is to be taken out. */
export const absent: unique symbol = Symbol('absent')

/** A copy of `value` with what stands at `path` replaced, or taken out. */
export function change(value: unknown, path: Path, to: unknown): unknown {
  const copy = structuredClone(value)
  const at = path.slice(0, -1).reduce<unknown>((inner, key) => (inner as Container)[key], copy) as Container
  const last = path.at(-1) as string | number
  if (to === absent) delete at[last]
  else at[last] = to
  return copy
}

/** Every place in a value, the root first. */
export function* places(value: unknown, path: Path = []): Generator<{ path: Path; value: unknown }> {
  yield { path, value }
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    yield* places(inner, [...path, Array.isArray(value) ? Number(key) : key])
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
