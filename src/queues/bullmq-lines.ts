/**
 * What this process has taken from BullMQ and not handed out yet, by key, so that keys take turns: BullMQ itself knows
 * one line only, in which the backlog of one webhook stands before everybody. A line that has grown long here sends
 * what comes after it away for a while.
 */
import type { ClaimRequest } from '../ports/queue.js'

/** A job that is held. */
export interface Held<Job> {
  readonly id: string
  readonly key: string
  /** Milliseconds since the epoch. */
  readonly dueAt: number
  /** Proves that it is held. */
  readonly token: string
  readonly job: Job
}

export interface BullmqLines<Job> {
  /** How many are held. */
  size(): number
  has(id: string): boolean
  /** Lines it up in its place; or says until when to send it away, in milliseconds since the epoch. */
  add(held: Held<Job>, now: number): number | undefined
  /** Hands out up to `max`, keys in turn. */
  take(request: ClaimRequest, now: number): Held<Job>[]
  /** Its lease ends later, at `until`, in milliseconds since the epoch. */
  renew(key: string, id: string, until: number): void
  /** It is not in flight any more. */
  leave(key: string, id: string): void
  /** Takes it out, wherever it stands. */
  drop(id: string): Held<Job> | undefined
  /** All that are held, in the order in which they fell due. */
  all(): Held<Job>[]
}

export interface LineLimits {
  /** Most held of one key. */
  readonly perKey: number
  /** Most held at all. */
  readonly total: number
}

interface Line<Job> {
  readonly waiting: Held<Job>[]
  /** Id → end of its lease. */
  readonly inFlight: Map<string, number>
  /** Those sent away, in their order → when they come back. */
  readonly away: Map<string, number>
}

// Away for so long at least, and one after the other: what comes back only to be sent away again costs two commands.
const AWAY_MS = 5000
const AWAY_APART_MS = 2
// So long after its time it is taken to have gone another way: another process has it, or it was taken out.
const LATE_MS = 10_000

export function bullmqLines<Job>(limits: LineLimits): BullmqLines<Job> {
  const lines = new Map<string, Line<Job>>()
  /** Keys with somebody waiting, the next in turn first. */
  const turns = new Set<string>()
  const keyOf = new Map<string, string>()

  const lineOf = (key: string): Line<Job> => {
    let line = lines.get(key)
    if (line === undefined) lines.set(key, (line = { waiting: [], inFlight: new Map(), away: new Map() }))
    return line
  }
  const tidy = (key: string, line: Line<Job>): void => {
    if (line.waiting.length === 0) turns.delete(key)
    if (line.waiting.length + line.inFlight.size + line.away.size === 0) lines.delete(key)
  }
  /** Whether all that came before it are here or gone: order is kept among those that were sent away. */
  const isNext = ({ away }: Line<Job>, id: string, now: number): boolean => {
    for (const [first, backAt] of away) {
      if (first === id || backAt + LATE_MS > now) return first === id
      away.delete(first)
    }
    return true
  }
  const hasRoom = ({ inFlight }: Line<Job>, perKeyMax: number, now: number): boolean => {
    if (inFlight.size < perKeyMax) return true
    for (const [id, until] of inFlight) if (until <= now) inFlight.delete(id)
    return inFlight.size < perKeyMax
  }

  return {
    size: () => keyOf.size,
    has: (id) => keyOf.has(id),
    add: (held, now) => {
      const { id, key } = held
      const line = lineOf(key)
      line.inFlight.delete(id)
      const fits = line.waiting.length < limits.perKey && keyOf.size < limits.total
      if (!fits || !isNext(line, id, now)) {
        const backAt = now + AWAY_MS + line.away.size * AWAY_APART_MS
        line.away.set(id, backAt)
        return backAt
      }
      line.away.delete(id)
      let at = line.waiting.length
      while (at > 0 && isBefore(held, line.waiting[at - 1] as Held<Job>)) at--
      line.waiting.splice(at, 0, held)
      keyOf.set(id, key)
      turns.add(key)
      return undefined
    },
    take: ({ max, leaseMs, perKeyMax, skipKeys }, now) => {
      const taken: Held<Job>[] = []
      // A key that is served stands at the end of the set again, and comes up again in the same walk.
      for (const key of turns) {
        if (taken.length >= max) break
        const line = lines.get(key) as Line<Job>
        if (skipKeys?.has(key) === true || !hasRoom(line, perKeyMax, now)) continue
        const held = line.waiting.shift() as Held<Job>
        keyOf.delete(held.id)
        line.inFlight.set(held.id, now + leaseMs)
        taken.push(held)
        turns.delete(key)
        if (line.waiting.length > 0) turns.add(key)
      }
      return taken
    },
    renew: (key, id, until) => {
      const inFlight = lines.get(key)?.inFlight
      if (inFlight?.has(id) === true) inFlight.set(id, until)
    },
    leave: (key, id) => {
      const line = lines.get(key)
      if (line === undefined) return
      line.inFlight.delete(id)
      tidy(key, line)
    },
    drop: (id) => {
      const key = keyOf.get(id)
      if (key === undefined) return undefined
      const line = lines.get(key) as Line<Job>
      const at = line.waiting.findIndex((held) => held.id === id)
      const [held] = line.waiting.splice(at, 1)
      keyOf.delete(id)
      tidy(key, line)
      return held
    },
    all: () =>
      [...lines.values()].flatMap(({ waiting }) => waiting).toSorted((a, b) => (isBefore(a, b) ? -1 : 1)),
  }
}

// Ids are UUIDv7: of two that fell due together the one made first comes first.
function isBefore<Job>(a: Held<Job>, b: Held<Job>): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.id < b.id)
}
