/** Lines up again what the queue does not know of: after a crash, a loss of the queue, a commit of the host's. */
import type { WaitingClock } from '../internal/clock.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { OverdueQuery } from '../ports/delivery.js'
import type { Queue, QueueItem } from '../ports/queue.js'
import type { Store } from '../ports/store.js'

/** What of a store is to be in the queue. */
export interface DueSource {
  /** What is pending and should have been begun before, oldest id first. */
  overdue(query: OverdueQuery): MaybePromise<readonly QueueItem[]>
  /** Whether each of these is stored and pending. */
  arePending(ids: readonly string[]): MaybePromise<readonly boolean[]>
}

export interface SweeperContext {
  readonly store: Pick<Store, 'caps'>
  readonly source: DueSource
  readonly queue: Queue
  readonly clock: WaitingClock
  /** How often to look, in milliseconds. */
  readonly everyMs: number
  /** For how long something may be overdue before it is lined up again, in milliseconds. */
  readonly afterMs: number
  /** Called when something was lined up, if the queue does not say so itself. */
  readonly linedUp: () => void
  readonly failed: (error: unknown) => void
}

export interface Sweeper {
  /** Looks now, and again and again until `stop`. */
  start(): void
  stop(): void
  /** Looks once, for what is due: for whoever does not start. */
  sweep(): Promise<void>
  /** Lines these up as soon as the store has them: they are part of a transaction of the host's. */
  expect(items: readonly QueueItem[]): void
}

// As many as a store answers with at once.
const PAGE = 1000
// A long backlog is gone through in several rounds, so that a round is short.
const PAGES_A_ROUND = 10
// At most this part of the time is spent looking.
const SHARE = 20
// How soon to look for what a transaction of the host's is about to bring.
const SOON_MS = 1000
// Longer transactions are rare; what they bring is found when it is overdue.
const EXPECTED_FOR_MS = 60_000
const MOST_EXPECTED = 10_000

/** How often to look unless told otherwise: seldom where store and queue are written in one transaction. */
export function sweepEveryMsOf(store: Pick<Store, 'caps'>, queue: Pick<Queue, 'caps'>): number {
  const { transactions } = store.caps
  return transactions !== false && transactions === queue.caps.transactions ? 60_000 : 5_000
}

export function createSweeper(context: SweeperContext): Sweeper {
  const { store, source, queue, clock, everyMs, afterMs, failed } = context
  // What is in memory is lost together with its queue, or not at all.
  const isNeeded = store.caps.durability !== 'memory' || store.caps.transactions !== false
  // Written in one transaction with the store, a queue misses nothing: looking is a precaution then.
  const mayMiss = store.caps.transactions === false || store.caps.transactions !== queue.caps.transactions
  /** What is not stored yet, and when to stop asking for it. */
  const expected = new Map<string, { readonly item: QueueItem; readonly until: number }>()
  /** Stands for one time between `start` and `stop`. */
  let run: symbol | undefined
  /** Where the next round goes on. */
  let cursor: string | undefined
  let callOff: (() => void) | undefined
  let callOffSoon: (() => void) | undefined

  /** The queue leaves those that it knows of as they are. */
  const lineUp = async (items: readonly QueueItem[]): Promise<void> => {
    if (items.length === 0) return
    await queue.enqueue(items)
    if (queue.onReady === undefined) context.linedUp()
  }

  /** Lines up some pages from an id on; answers where to go on, `undefined` at the end. */
  const pages = async (
    from: string | undefined,
    most: number,
    dueBefore: number,
  ): Promise<string | undefined> => {
    const of = run
    let after = from
    for (let page = 0; page < most && run === of; page++) {
      const query = { dueBefore, limit: PAGE, ...(after !== undefined && { after }) }
      const found = await source.overdue(query)
      await lineUp(found)
      if (found.length < PAGE) return undefined
      after = found.at(-1)?.id
    }
    return after
  }
  const sweep = async (dueBefore: number): Promise<void> => {
    await pages(undefined, mayMiss ? Infinity : PAGES_A_ROUND, dueBefore)
  }

  const turn = async (mine: symbol, look: (now: number) => Promise<void>): Promise<void> => {
    const begunAt = clock.now()
    try {
      await look(begunAt)
    } catch (error) {
      failed(error)
    }
    if (run !== mine) return
    const tookMs = clock.now() - begunAt
    callOff = clock.after(Math.max(everyMs, tookMs * SHARE), () => void turn(mine, round))
  }
  const round = async (now: number): Promise<void> => {
    cursor = await pages(cursor, PAGES_A_ROUND, now - afterMs)
  }
  // A queue in memory begins empty: it has to be told of what is due later, too.
  const first = (now: number): Promise<void> =>
    sweep(queue.caps.durability === 'memory' ? Number.MAX_SAFE_INTEGER : now + 1)

  const lookSoon = (): void => {
    if (run === undefined || callOffSoon !== undefined || expected.size === 0) return
    callOffSoon = clock.after(SOON_MS, () => {
      callOffSoon = undefined
      void lookForExpected()
    })
  }
  const lookForExpected = async (): Promise<void> => {
    const now = clock.now()
    try {
      const ids = [...expected.keys()]
      for (let at = 0; at < ids.length; at += PAGE) {
        const page = ids.slice(at, at + PAGE)
        const arePending = await source.arePending(page)
        const there = page.filter((_, index) => arePending[index])
        await lineUp(there.flatMap((id) => expected.get(id)?.item ?? []))
        for (const id of there) expected.delete(id)
      }
    } catch (error) {
      failed(error)
    }
    // Rolled back, ended meanwhile, or still open: the last is found when it is overdue.
    for (const [id, { until }] of expected) if (until <= now) expected.delete(id)
    lookSoon()
  }

  return {
    start: () => {
      if (!isNeeded || run !== undefined) return
      run = Symbol('run')
      void turn(run, first)
    },
    stop: () => {
      run = undefined
      cursor = undefined
      callOff?.()
      callOffSoon?.()
      callOff = callOffSoon = undefined
      expected.clear()
    },
    sweep: async () => {
      if (isNeeded) await sweep(clock.now() + 1)
    },
    expect: (items) => {
      // Whoever is started finds them when they are overdue.
      if (run === undefined) return
      const until = clock.now() + EXPECTED_FOR_MS
      for (const item of items) if (expected.size < MOST_EXPECTED) expected.set(item.id, { item, until })
      lookSoon()
    },
  }
}
