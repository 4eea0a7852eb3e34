/**
 * Whose turn it is among the keys of a queue, in memory: the database has one owner, so who has claimed what, and until
 * when, need not be written down. After a crash nobody has claimed anything.
 */
import { elapsedBy, type Clock } from '../internal/clock.js'
import { fifo } from '../internal/fifo.js'
import type { Claim, ClaimRequest, QueueItem } from '../ports/queue.js'
import { delayLine } from '../worker/delay-line.js'
import { createLine, type Line } from './sqlite-line.js'
import type { QueueTable } from './sqlite-table.js'

/** An item that is claimed. */
export interface Lease {
  /** As it is in the table. */
  item: QueueItem
  readonly line: Line
  readonly claim: Claim
  /** As time has elapsed, however the clock is set meanwhile. */
  until: number
  /** While what becomes of it is being written it neither runs out nor can be settled again. */
  settling: boolean
  /** Whether it was taken out of the table meanwhile. */
  removed: boolean
}

export interface Turns {
  /** @param mayRead whether the table can be read: not while it has what may yet be taken back */
  claim(request: ClaimRequest, clock: Clock, mayRead: boolean): Claim[]
  /** Whether the last claim has left out keys because the table could not be read. */
  isStarved(): boolean
  leaseOf(claim: Claim): Lease | undefined
  /** @param until as time elapses */
  extend(lease: Lease, until: number): void
  /** Ends a lease; its item goes to where it belongs, if it is to stay. */
  end(lease: Lease, item: QueueItem | undefined, now: number): void
  /** To be told what was committed. */
  arrived(item: QueueItem, now: number): void
  removed(item: QueueItem): void
  /** To be told of keys of which it is not known what was. */
  reload(key: string): void
  /** By the clock. */
  nextDueAt(clock: Clock): number | undefined
}

// How many of a key are kept in memory: enough to ask rarely, few enough for very many keys.
const KEPT_OF_A_KEY = 64
const KEPT_OF_A_KEY_WHEN_MANY = 8
const MANY = 100_000

export function createTurns(table: QueueTable): Turns {
  const lines = new Map<string, Line>()
  const turns = fifo<Line>()
  const later = delayLine()
  const leases = new Map<string | number, Lease>()
  const leasedIds = new Map<string, Lease>()
  /** Lines that left the round because as many were in flight as the claimer allowed. */
  const full = new Set<Line>()
  let lastPerKeyMax = 0
  let earliestEnd = Infinity
  let kept = 0
  let lastToken = 0
  let starved = false

  const most = (): number => (kept < MANY ? KEPT_OF_A_KEY : KEPT_OF_A_KEY_WHEN_MANY)
  const lineOf = (key: string, hasMore: boolean): Line => {
    let line = lines.get(key)
    if (line === undefined) lines.set(key, (line = createLine(key, hasMore)))
    return line
  }
  const change = <T>(line: Line, how: () => T): T => {
    const before = line.size()
    const result = how()
    kept += line.size() - before
    return result
  }
  /** Lines a line up for its turn, or for when it is due; one that has nothing left goes. */
  const lineUp = (line: Line, now: number): void => {
    if (line.queued) return
    full.delete(line)
    const first = line.first()
    if (first === undefined && !line.hasMore()) {
      if (line.inFlight === 0) lines.delete(line.key)
    } else if (first === undefined || first.dueAt <= now) {
      line.queued = true
      turns.push(line)
    } else if (line.wakeAt === undefined || first.dueAt < line.wakeAt) {
      line.wakeAt = first.dueAt
      later.push({ id: '', key: line.key, dueAt: first.dueAt })
    }
  }
  const refill = (line: Line): void => {
    const count = most() + line.inFlight
    const found = table.first(line.key, count)
    const waiting = found.filter(({ id }) => !leasedIds.has(id))
    change(line, () => line.fill(waiting, found.length === count))
  }
  const drop = (lease: Lease): void => {
    leases.delete(lease.claim.token)
    leasedIds.delete(lease.claim.id)
    lease.line.inFlight--
  }
  const putBack = (item: QueueItem, now: number): void => {
    const line = lineOf(item.key, false)
    change(line, () => line.insert(item, most()))
    lineUp(line, now)
  }
  const end: Turns['end'] = (lease, item, now) => {
    drop(lease)
    if (item !== undefined) putBack(item, now)
    lineUp(lease.line, now)
  }
  /** Brings up what has come due, and what a claimer has left behind. */
  const catchUp = (now: number, elapsed: number): void => {
    for (let entry = later.popDue(now); entry !== undefined; entry = later.popDue(now)) {
      const line = lines.get(entry.key)
      if (line === undefined) continue
      if (line.wakeAt === entry.dueAt) line.wakeAt = undefined
      lineUp(line, now)
    }
    if (elapsed < earliestEnd) return
    earliestEnd = Infinity
    for (const lease of leases.values()) {
      if (lease.settling) continue
      if (lease.until <= elapsed) end(lease, lease.removed ? undefined : lease.item, now)
      else earliestEnd = Math.min(earliestEnd, lease.until)
    }
  }

  for (const key of table.keys()) lineUp(lineOf(key, true), 0)

  return {
    claim: ({ max, leaseMs, perKeyMax, skipKeys }, clock, mayRead) => {
      const [now, elapsed] = [clock.now(), elapsedBy(clock)]
      catchUp(now, elapsed)
      if (perKeyMax > lastPerKeyMax) full.forEach((line) => lineUp(line, now))
      lastPerKeyMax = perKeyMax
      const claims: Claim[] = []
      const skipped: Line[] = []
      starved = false
      while (claims.length < max) {
        const line = turns.shift()
        if (line === undefined) break
        if (skipKeys?.has(line.key) === true) {
          skipped.push(line)
          continue
        }
        // A line at its limit leaves the round; the end of a lease brings it back.
        if (line.inFlight >= perKeyMax) {
          line.queued = false
          full.add(line)
          continue
        }
        if (line.size() === 0 && line.hasMore()) {
          if (!mayRead) {
            starved = true
            skipped.push(line)
            continue
          }
          refill(line)
        }
        line.queued = false
        const first = line.first()
        if (first !== undefined && first.dueAt <= now) {
          change(line, () => line.shift())
          const claim: Claim = { id: first.id, key: first.key, token: ++lastToken }
          const until = elapsed + leaseMs
          const lease: Lease = { item: first, line, claim, until, settling: false, removed: false }
          leases.set(claim.token, lease)
          leasedIds.set(claim.id, lease)
          earliestEnd = Math.min(earliestEnd, until)
          line.inFlight++
          claims.push(claim)
        }
        lineUp(line, now)
      }
      for (const line of skipped) turns.push(line)
      return claims
    },
    isStarved: () => starved,
    leaseOf: ({ token }) => leases.get(token),
    extend: (lease, until) => {
      lease.until = until
      earliestEnd = Math.min(earliestEnd, until)
    },
    end,
    arrived: (item, now) => {
      const lease = leasedIds.get(item.id)
      if (lease === undefined) putBack(item, now)
      else {
        // It was taken out while it was claimed, and put in again.
        lease.removed = false
        lease.item = item
      }
    },
    removed: (item) => {
      const lease = leasedIds.get(item.id)
      if (lease !== undefined) lease.removed = true
      const line = lines.get(item.key)
      if (line !== undefined) change(line, () => line.remove(item))
    },
    reload: (key) => {
      const line = lineOf(key, true)
      change(line, () => line.forget())
      lineUp(line, 0)
    },
    nextDueAt: (clock) => {
      const nextEnd = earliestEnd - elapsedBy(clock) + clock.now()
      const next = Math.min(later.nextDueAt() ?? Infinity, nextEnd)
      return next === Infinity ? undefined : next
    },
  }
}
