/**
 * A queue in this process's memory. Keys take turns, so that a key with a long backlog never delays another;
 * waiting items cost one heap entry, due ones one place in their key's line.
 */
import { HookstampError } from '../errors.js'
import { elapsedBy, systemClock, type Clock } from '../internal/clock.js'
import type { Claim, Queue, QueueItem } from '../ports/queue.js'
import { delayLine } from './delay-line.js'

export interface MemoryQueueOptions {
  /** @default the computer's clock */
  readonly clock?: Clock
}

/** What is due of one key. */
interface Line {
  readonly key: string
  readonly due: QueueItem[]
  /** Index of the first item still in `due`; the array is cut now and then instead of shifted. */
  head: number
  inFlight: number
  /** Whether the line stands in `turns`. */
  queued: boolean
}

interface Lease {
  readonly item: QueueItem
  readonly line: Line
  readonly claim: Claim
  /** As time has elapsed, however the clock is set meanwhile. */
  readonly until: number
}

/** A queue in memory: nothing survives the process. */
export function memoryQueue(options: MemoryQueueOptions = {}): Queue {
  const clock = options.clock ?? systemClock
  const lines = new Map<string, Line>()
  const turns: Line[] = []
  const later = delayLine()
  /** The one item of an id. What stands in a line and is not it was taken out. */
  const known = new Map<string, QueueItem>()
  /** What was to be taken out while it was claimed: it does not come back. */
  const removed = new Set<string>()
  const leases = new Map<string | number, Lease>()
  const listeners = new Set<() => void>()
  let lastToken = 0
  /** No lease ends before; it may have been settled or renewed since. */
  let firstExpiry = Infinity
  /** What `perKeyMax` was at the last claim. */
  let limit = 0

  const lineOf = (key: string): Line => {
    let line = lines.get(key)
    if (line === undefined) lines.set(key, (line = { key, due: [], head: 0, inFlight: 0, queued: false }))
    return line
  }
  const takeTurn = (line: Line): void => {
    if (line.queued || line.head === line.due.length) return
    line.queued = true
    turns.push(line)
  }
  const lineUp = (item: QueueItem): void => {
    const line = lineOf(item.key)
    const last = line.due.at(-1)
    // Nearly always: what falls due is newer than what waits.
    if (last === undefined || line.head === line.due.length || last.dueAt <= item.dueAt) line.due.push(item)
    else putBack(line, item)
    takeTurn(line)
  }
  /** Puts an item in its place among those of its line. */
  const putBack = (line: Line, item: QueueItem): void => {
    let at = line.head
    while (at < line.due.length && isBefore(line.due[at] as QueueItem, item)) at++
    if (at === line.head && line.head > 0) line.due[--line.head] = item
    else line.due.splice(at, 0, item)
  }
  const schedule = (item: QueueItem, now: number): void => {
    if (item.dueAt <= now) lineUp(item)
    else later.push(item)
  }
  const forget = (id: string): void => {
    known.delete(id)
    if (removed.size > 0) removed.delete(id)
  }
  const shift = (line: Line): QueueItem | undefined => {
    while (line.head < line.due.length) {
      const item = line.due[line.head++] as QueueItem
      if (line.head > 1024 && line.head * 2 > line.due.length) {
        line.due.splice(0, line.head)
        line.head = 0
      }
      if (known.get(item.id) === item) return item
    }
    return undefined
  }
  const leave = (lease: Lease): void => {
    leases.delete(lease.claim.token)
    lease.line.inFlight--
    takeTurn(lease.line)
    if (lease.line.inFlight === 0 && !lease.line.queued) lines.delete(lease.line.key)
  }
  const wake = (): void => {
    for (const listener of listeners) listener()
  }
  const giveBack = (lease: Lease): void => {
    if (removed.has(lease.claim.id)) forget(lease.claim.id)
    else putBack(lease.line, lease.item)
  }
  /** Brings up what has come due and what a dead claimer has left. */
  const catchUp = (now: number): void => {
    for (let item = later.popDue(now); item !== undefined; item = later.popDue(now)) lineUp(item)
    const elapsed = elapsedBy(clock)
    if (elapsed < firstExpiry) return
    firstExpiry = Infinity
    for (const lease of leases.values()) {
      if (lease.until > elapsed) {
        firstExpiry = Math.min(firstExpiry, lease.until)
      } else {
        giveBack(lease)
        leave(lease)
      }
    }
  }

  return {
    caps: { durability: 'memory', transactions: false, perKeyLimit: 'local' },
    enqueue: (items, options) => {
      if (options?.tx !== undefined) {
        throw new HookstampError(
          'option-invalid',
          'A queue in memory is part of no transaction: leave out `tx`.',
        )
      }
      const now = clock.now()
      for (const item of items) {
        if (removed.size > 0) removed.delete(item.id)
        if (known.has(item.id)) continue
        known.set(item.id, item)
        schedule(item, now)
      }
      wake()
    },
    claim: ({ max, leaseMs, perKeyMax, skipKeys }) => {
      const now = clock.now()
      catchUp(now)
      // Some that had left the round at a lower limit have room now.
      if (perKeyMax > limit) for (const line of lines.values()) takeTurn(line)
      limit = perKeyMax
      const claims: Claim[] = []
      const until = elapsedBy(clock) + leaseMs
      const skipped: Line[] = []
      while (claims.length < max) {
        const line = turns.shift()
        if (line === undefined) break
        if (skipKeys?.has(line.key) === true) {
          skipped.push(line)
          continue
        }
        line.queued = false
        // A line at its limit leaves the round; `leave` brings it back.
        if (line.inFlight >= perKeyMax) continue
        const item = shift(line)
        if (item === undefined) continue
        const claim: Claim = { id: item.id, key: item.key, token: ++lastToken }
        leases.set(claim.token, { item, line, claim, until })
        firstExpiry = Math.min(firstExpiry, until)
        line.inFlight++
        claims.push(claim)
        takeTurn(line)
      }
      turns.push(...skipped)
      return claims
    },
    extend: (claim, leaseMs) => {
      const lease = leases.get(claim.token)
      if (lease === undefined) return false
      const until = elapsedBy(clock) + leaseMs
      leases.set(claim.token, { ...lease, until })
      firstExpiry = Math.min(firstExpiry, until)
      return true
    },
    settle: (claim, as) => {
      const lease = leases.get(claim.token)
      if (lease === undefined) return false
      if (as === 'done' || removed.has(claim.id)) {
        forget(claim.id)
      } else if (as === 'release') {
        giveBack(lease)
      } else {
        const item = { id: claim.id, key: claim.key, dueAt: as.retryAt }
        known.set(claim.id, item)
        schedule(item, clock.now())
      }
      leave(lease)
      return true
    },
    remove: (ids) => {
      const claimed = new Set<string>()
      for (const { claim } of leases.values()) claimed.add(claim.id)
      for (const id of ids) {
        if (claimed.has(id)) removed.add(id)
        else known.delete(id)
      }
    },
    nextDueAt: () => {
      const expiry = leases.size === 0 ? undefined : clock.now() + firstExpiry - elapsedBy(clock)
      return earliest(later.nextDueAt(), expiry)
    },
    onReady: (callback) => {
      listeners.add(callback)
      return () => listeners.delete(callback)
    },
    health: () => ['queue in memory: deliveries that wait are lost when the process ends'],
    close: () => listeners.clear(),
  }
}

// Ids are UUIDv7: of two that fell due together the one made first comes first.
function isBefore(a: QueueItem, b: QueueItem): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.id < b.id)
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)
}
