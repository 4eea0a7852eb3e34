/** An index from a key to the ids that have it. */
export interface MemoryIndex<Key> {
  add(key: Key, id: string): void
  remove(key: Key, id: string): void
  ids(key: Key): Iterable<string>
}

export function memoryIndex<Key>(): MemoryIndex<Key> {
  const idsByKey = new Map<Key, Set<string>>()
  return {
    add: (key, id) => {
      const ids = idsByKey.get(key)
      if (ids === undefined) idsByKey.set(key, new Set([id]))
      else ids.add(id)
    },
    remove: (key, id) => {
      const ids = idsByKey.get(key)
      ids?.delete(id)
      if (ids?.size === 0) idsByKey.delete(key)
    },
    ids: (key) => idsByKey.get(key) ?? [],
  }
}
