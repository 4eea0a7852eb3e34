/** What is kept of namespaces in memory: nobody else writes to the database. All of it is forgotten with every change. */
import type { Namespace } from '../ports/namespace.js'
import { sharedBy, type Engine } from '../sqlite/engine.js'

export interface NamespaceCache {
  /** The namespace of an id, from memory if it was asked for before. */
  namespace(id: number, read: () => Namespace | undefined): Namespace | undefined
  /** How many there are of something, from memory if it was asked for before. */
  count(of: string, read: () => number): number
  forget(): void
}

const MOST_KEPT = 10_000

export const namespaceCache: (engine: Engine) => NamespaceCache = sharedBy((engine) => {
  const namespaces = new Map<number, Namespace>()
  const counts = new Map<string, number>()
  const forget = (): void => {
    namespaces.clear()
    counts.clear()
  }
  engine.onUndone(forget)

  const keep = <Key, Value>(
    kept: Map<Key, Value>,
    key: Key,
    read: () => Value | undefined,
  ): Value | undefined => {
    const known = kept.get(key)
    if (known !== undefined && !engine.isUnsure()) return known
    const value = read()
    if (value !== undefined && !engine.isUnsure()) {
      if (kept.size >= MOST_KEPT) kept.clear()
      kept.set(key, value)
    }
    return value
  }
  return {
    namespace: (id, read) => keep(namespaces, id, read),
    count: (of, read) => keep(counts, of, read) ?? 0,
    forget,
  }
})
