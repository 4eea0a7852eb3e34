import { HookstampError, type Claim, type Clock, type Queue, type QueueItem } from 'hookstamp'

interface Entry extends QueueItem {
  /** Absent while it waits. */
  lease?: { readonly token: number; until: number }
}

/** A queue in a Map: every rule of the port in the fewest lines, none of the speed. */
export function tinyQueue({ clock = { now: () => Date.now() } }: { clock?: Clock } = {}): Queue {
  const entries = new Map<string, Entry>()
  const servedAt = new Map<string, number>()
  let tokens = 0

  const isHeld = ({ lease }: Entry): boolean => lease !== undefined && lease.until > clock.now()
  /** The entry of a claim, if the claim still is the newest one of it. */
  const holding = ({ id, token }: Claim): Entry | undefined => {
    const entry = entries.get(id)
    return entry?.lease?.token === token ? entry : undefined
  }
  /** Whose turn it is: of the keys the one served longest ago, of its items the oldest. */
  const inTurn = (a: Entry, b: Entry): number =>
    (servedAt.get(a.key) ?? 0) - (servedAt.get(b.key) ?? 0) || a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1)

  return {
    caps: { durability: 'memory', transactions: false, perKeyLimit: 'local' },
    enqueue: (items, options) => {
      // Never silently beside a transaction: what is rolled back must not be sent.
      if (options?.tx !== undefined) throw new HookstampError('option-invalid', 'tx: this queue joins none.')
      // What waits or is claimed already stays as it is: sweepers put in again what may be there.
      for (const item of items) if (!entries.has(item.id)) entries.set(item.id, { ...item })
    },
    claim: ({ max, leaseMs, perKeyMax, skipKeys }) => {
      const claims: Claim[] = []
      while (claims.length < max) {
        const held = [...entries.values()].filter(isHeld)
        const hasRoom = (key: string): boolean => held.filter((entry) => entry.key === key).length < perKeyMax
        const [next] = [...entries.values()]
          // Due, or left by a claimer that died: the end of its lease makes it due again.
          .filter((entry) => entry.dueAt <= clock.now() && !isHeld(entry))
          .filter(({ key }) => skipKeys?.has(key) !== true && hasRoom(key))
          .sort(inTurn)
        if (next === undefined) break
        const token = ++tokens
        next.lease = { token, until: clock.now() + leaseMs }
        servedAt.set(next.key, token)
        claims.push({ id: next.id, key: next.key, token })
      }
      return claims
    },
    extend: (claim, leaseMs) => {
      const entry = holding(claim)
      if (entry?.lease !== undefined) entry.lease.until = clock.now() + leaseMs
      return entry !== undefined
    },
    settle: (claim, as) => {
      const entry = holding(claim)
      // Lost to another, or settled already: then nothing may change.
      if (entry === undefined) return false
      const { id, key, dueAt } = entry
      if (as === 'done') entries.delete(id)
      else entries.set(id, { id, key, dueAt: as === 'release' ? dueAt : as.retryAt })
      return true
    },
    remove: (ids) => {
      for (const id of ids) if (entries.get(id)?.lease === undefined) entries.delete(id)
    },
    nextDueAt: () => {
      const times = [...entries.values()].map(({ dueAt, lease }) => lease?.until ?? dueAt)
      return times.filter((at) => at > clock.now()).sort((a, b) => a - b)[0]
    },
    health: () => ['tiny queue: everything is lost when the process ends'],
    close: () => {},
  }
}
