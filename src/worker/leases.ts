/** Claims in flight, whose leases are renewed for as long as they are. */
import { elapsedBy, type WaitingClock } from '../internal/clock.js'
import type { Claim, Queue } from '../ports/queue.js'

export interface Leases {
  begin(claims: readonly Claim[]): void
  end(claim: Claim): void
  /** Renews what is held and what will be, until `stop`. So it is from the beginning. */
  renew(): void
  /** Renews nothing more, nor what is handed out late. */
  stop(): void
  held(): readonly Claim[]
  size(): number
}

export interface LeasesContext {
  readonly queue: Queue
  readonly clock: WaitingClock
  readonly leaseMs: number
  /** Told when a lease could not be renewed. It is tried again before it runs out. */
  readonly failed: (error: unknown) => void
}

export function createLeases({ queue, clock, leaseMs, failed }: LeasesContext): Leases {
  // Two more chances before it runs out.
  const everyMs = Math.max(1, Math.floor(leaseMs / 3))
  /** Until when each is held. */
  const until = new Map<Claim, number>()
  let isRenewing = true
  let callOff: (() => void) | undefined

  const renewOne = async (claim: Claim): Promise<void> => {
    try {
      const heldUntil = elapsedBy(clock) + leaseMs
      // Lost: someone else has it by now, and settling it will be refused. It is not asked for again.
      const isHeld = await queue.extend(claim, leaseMs)
      if (until.has(claim)) until.set(claim, isHeld ? heldUntil : Infinity)
    } catch (error) {
      failed(error)
    }
  }
  const renewAll = (): void => {
    callOff = undefined
    const now = elapsedBy(clock)
    // Not what was claimed a moment ago: there is time for that at the next round.
    for (const [claim, at] of until) if (at - now < leaseMs - everyMs / 2) void renewOne(claim)
    wait()
  }
  // A timer that finds nothing ends by itself: starting and stopping one with every claim would cost more.
  const wait = (): void => {
    if (isRenewing && callOff === undefined && until.size > 0) callOff = clock.after(everyMs, renewAll)
  }

  return {
    begin: (claims) => {
      const at = elapsedBy(clock) + leaseMs
      for (const claim of claims) until.set(claim, at)
      wait()
    },
    end: (claim) => until.delete(claim),
    renew: () => {
      isRenewing = true
      wait()
    },
    stop: () => {
      isRenewing = false
      callOff?.()
      callOff = undefined
    },
    held: () => [...until.keys()],
    size: () => until.size,
  }
}
