/** What a case of the queue contract has at hand: a fresh queue, items for it, and time. */
import { systemClock } from '../../internal/clock.js'
import { systemRandom } from '../../internal/random.js'
import { uuidFactory } from '../../internal/uuid.js'
import type { Claim, ClaimRequest, Queue, QueueItem } from '../../ports/queue.js'
import { assert } from '../assertions.js'

export interface QueueBench {
  readonly queue: Queue
  /** The same queue as other processes see it; just `queue` where there is one owner. */
  readonly handles: readonly Queue[]
  /** A transaction of the host that `enqueue` can join. */
  readonly transaction: (work: (tx: unknown) => Promise<void>) => Promise<void>
  /** Milliseconds since the epoch, by the queue's clock. */
  readonly now: () => number
  /** The shortest lease that can be waited for, in milliseconds. */
  readonly leaseMs: number
  /** How long after that the engine may need to notice, in milliseconds. */
  readonly graceMs: number
  /** Items of one key, in the order of their ids, that fall due in so many milliseconds. */
  readonly items: (key: string, count: number, dueInMs?: number) => QueueItem[]
  /** What is due, handed out. */
  readonly claim: (changes?: Partial<ClaimRequest>, queue?: Queue) => Promise<readonly Claim[]>
  /** Asks until so many items are handed out, for as long as they may take to come up. */
  readonly claimed: (count: number, changes?: Partial<ClaimRequest>) => Promise<readonly Claim[]>
  /** Lets so many milliseconds pass. */
  readonly pass: (ms: number) => Promise<void>
}

/** One case: its name says what has to hold. */
export interface QueueCase {
  readonly name: string
  /** What it cannot do without. */
  readonly needs?: 'transactions' | 'no transactions' | 'several processes' | 'global limits'
  readonly run: (bench: QueueBench) => Promise<void>
}

/** What passes time: a clock that moves when told, or the real one. */
export interface Passing {
  readonly now: () => number
  readonly pass: (ms: number) => Promise<void>
}

/** A lease that outlasts every case that does not wait for its end, in milliseconds. */
const LONG_MS = 60_000
const ASK_EVERY_MS = 20

export function queueBench(
  queue: Queue,
  surroundings: Pick<QueueBench, 'handles' | 'transaction' | 'leaseMs' | 'graceMs'>,
  time: Passing,
): QueueBench {
  const newId = uuidFactory({ now: time.now }, systemRandom)
  const claim: QueueBench['claim'] = async (changes = {}, from = queue) =>
    await from.claim({ max: 100, leaseMs: LONG_MS, perKeyMax: 100, ...changes })
  return {
    queue,
    ...surroundings,
    now: time.now,
    pass: time.pass,
    items: (key, count, dueInMs = 0) =>
      Array.from({ length: count }, () => ({ id: newId(), key, dueAt: time.now() + dueInMs })),
    claim,
    claimed: async (count, changes = {}) => {
      const claims: Claim[] = []
      const { max = 100 } = changes
      for (let waitedMs = 0; ; waitedMs += ASK_EVERY_MS) {
        for (let more = await claim(changes); more.length > 0; more = await claim(changes)) {
          assert(more.length <= max, `${more.length} items were handed out where ${max} were asked for`)
          claims.push(...more)
          if (claims.length >= count) break
          changes = { ...changes, max: Math.min(max, count - claims.length) }
        }
        if (claims.length >= count || waitedMs >= surroundings.graceMs) break
        await new Promise<void>((resolve) => void systemClock.after(ASK_EVERY_MS, resolve))
      }
      assert(claims.length === count, `${claims.length} items were handed out, not ${count}`)
      return claims
    },
  }
}

/** Ids of items or claims, in their order. */
export function idsOf(things: readonly { readonly id: string }[]): string[] {
  return things.map((thing) => thing.id)
}
