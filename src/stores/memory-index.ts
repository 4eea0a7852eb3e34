/** An index from a key to the values that have it. */
export interface MemoryIndex<Key, Value> {
  /** Whether the key is new. */
  add(key: Key, value: Value): boolean
  /** Whether the key is gone with its last value. */
  remove(key: Key, value: Value): boolean
  of(key: Key): Iterable<Value>
}

export function memoryIndex<Key, Value>(): MemoryIndex<Key, Value> {
  const valuesByKey = new Map<Key, Set<Value>>()
  return {
    add: (key, value) => {
      const values = valuesByKey.get(key)
      if (values === undefined) valuesByKey.set(key, new Set([value]))
      else values.add(value)
      return values === undefined
    },
    remove: (key, value) => {
      const values = valuesByKey.get(key)
      if (values === undefined || !values.delete(value) || values.size > 0) return false
      return valuesByKey.delete(key)
    },
    of: (key) => valuesByKey.get(key) ?? [],
  }
}
