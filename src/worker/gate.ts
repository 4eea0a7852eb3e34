/** Keys that have to wait although something of theirs is due, as far as this process knows. */
export interface Gate {
  /** Keys to claim nothing for at this instant. */
  closed(now: number): ReadonlySet<string>
  /** When the next of them opens by itself, in milliseconds since the epoch. */
  nextOpening(): number | undefined
  /** Closes a key for at least that long; `Infinity` until `open`. */
  closeUntil(key: string, at: number): void
  open(key: string): void
}

export function createGate(): Gate {
  const opensAt = new Map<string, number>()
  const keys = new Set<string>()

  const open = (key: string): void => {
    opensAt.delete(key)
    keys.delete(key)
  }
  return {
    closed: (now) => {
      if (keys.size > 0) for (const [key, at] of opensAt) if (at <= now) open(key)
      return keys
    },
    nextOpening: () => {
      let next = Infinity
      for (const at of opensAt.values()) if (at < next) next = at
      return next === Infinity ? undefined : next
    },
    closeUntil: (key, at) => {
      opensAt.set(key, Math.max(at, opensAt.get(key) ?? 0))
      keys.add(key)
    },
    open,
  }
}
