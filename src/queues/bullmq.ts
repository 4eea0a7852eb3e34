/**
 * The queue in BullMQ, for several processes on one Redis. Jobs are taken by asking, never by a processor, and handed
 * out so that keys take turns. The user makes and closes the `Queue`, and keeps it for hookstamp alone.
 *
 * @example
 * const queue = bullmqQueue(new Queue('hookstamp', { connection: { url: process.env.REDIS_URL } }))
 */
import { HookstampError } from '../errors.js'
import { systemClock } from '../internal/clock.js'
import type { Claim, ClaimRequest, Queue, Settlement } from '../ports/queue.js'
import {
  assertBullmqQueue,
  assertJobIds,
  bullmqWorker,
  toJobs,
  type BullmqJob,
  type BullmqNewJob,
  type BullmqQueueLike,
  type BullmqWorker,
} from './bullmq-client.js'
import { assertDurable, redisFindings } from './bullmq-durability.js'
import { bullmqLines, type Held } from './bullmq-lines.js'
import { isLost, lockOf, settleJob } from './bullmq-settle.js'
import { deadlines } from './deadline.js'
import { inTurn } from './in-turn.js'
import { pollPace } from './poll-pace.js'

export type { BullmqJob, BullmqJobData, BullmqNewJob, BullmqQueueLike } from './bullmq-client.js'

export interface BullmqQueueOptions {
  /**
   * Works with a Redis that forgets: one without its append-only file, or one that evicts. What it forgets is sent
   * late, when the dispatcher's sweeper lines it up again from the store.
   * @default false it is refused
   */
  readonly acceptDataLoss?: boolean
}

// What is held and not handed out is renewed three times in this time; a process that dies gives it back after it.
const HOLD_MS = 10_000
// How often to look for what dead processes held. A recovery takes the lease and this, twice at most.
const STALLED_MS = 1000
// Far enough ahead that a key with a short line is seen behind one with a long line.
const LOOK_AHEAD = 256
const AT_ONCE = 64
const MOST_PER_CLAIM = 5000
const MOST_AT_ONCE = 1000
const LINE_LIMITS = { perKey: 500, total: 2000 }
// The driver waits for a server that is gone; whoever emits should not.
const ANSWER_MS = 10_000
// Longer: the way past a long line of one key is part of it. What is claimed after that nobody hears of, and comes back.
const CLAIM_MS = 30_000

/**
 * A queue in BullMQ 6. Its first use refuses a Redis that would lose what it has acknowledged.
 *
 * @throws HookstampError `option-invalid` for something that is no queue of BullMQ; at first use `queue-not-durable`,
 * `dependency-missing`
 */
export function bullmqQueue(queue: BullmqQueueLike, options: BullmqQueueOptions = {}): Queue {
  assertBullmqQueue(queue)
  const { acceptDataLoss = false } = options
  const clock = systemClock
  const inClaimTurn = inTurn()
  const pace = pollPace()
  const lines = bullmqLines<BullmqJob>(LINE_LIMITS)
  const inFlight = new Map<string, { readonly held: Held<BullmqJob>; readonly token: string }>()
  const listeners = new Set<() => void>()
  const instance = crypto.randomUUID()
  let fetches = 0
  let handedOut = 0
  let checking: Promise<void> | undefined
  let opening: Promise<BullmqWorker> | undefined
  let stopRenewing: (() => void) | undefined
  let gaveBack = false
  let closed = false

  const answered = deadlines(ANSWER_MS, 'Redis')
  const claimed = deadlines(CLAIM_MS, 'Redis')
  const info = async (): Promise<string> => (await queue.getBackend().client).info()
  /** Checked once; again by the next call when Redis did not answer, or was not as it should be. */
  const ready = (): Promise<void> => {
    if (acceptDataLoss) return Promise.resolve()
    return (checking ??= answered(info())
      .then(assertDurable)
      .catch((error: unknown) => {
        checking = undefined
        throw error
      }))
  }
  const addJobs = async (jobs: readonly BullmqNewJob[]): Promise<void> => {
    const [first] = jobs
    if (first !== undefined && jobs.length === 1) {
      // Its pipeline costs as much again as a single job.
      await answered(queue.add(first.name, first.data, first.opts))
      return
    }
    for (let at = 0; at < jobs.length; at += MOST_AT_ONCE) {
      await answered(queue.addBulk(jobs.slice(at, at + MOST_AT_ONCE)))
    }
  }
  const open = (): Promise<BullmqWorker> =>
    (opening ??= bullmqWorker(queue, HOLD_MS, STALLED_MS).catch((error: unknown) => {
      opening = undefined
      throw error
    }))

  /** Renews what is held here, and lets go of what was lost. */
  const renew = async (
    worker: BullmqWorker,
    held: readonly Held<BullmqJob>[],
    leaseMs: number,
  ): Promise<ReadonlySet<string>> => {
    const lost = new Set<string>()
    for (let at = 0; at < held.length; at += MOST_AT_ONCE) {
      const some = held.slice(at, at + MOST_AT_ONCE)
      const ids = some.map(({ id }) => id)
      for (const id of await worker.extendJobLocks(
        ids,
        some.map(({ token }) => token),
        leaseMs,
      ))
        lost.add(id)
    }
    return lost
  }
  const renewNowAndThen = (worker: BullmqWorker): void => {
    stopRenewing ??= clock.after(HOLD_MS / 3, () => {
      stopRenewing = undefined
      void inClaimTurn(async () => {
        for (const id of await renew(worker, lines.all(), HOLD_MS)) lines.drop(id)
        if (lines.size() > 0 && !closed) renewNowAndThen(worker)
      }).catch(() => {
        // Redis is gone. What is lost with the locks comes back by itself.
        if (!closed) renewNowAndThen(worker)
      })
    })
  }

  /** Takes up to so many jobs from BullMQ; answers how many came. */
  const fetch = async (worker: BullmqWorker, count: number): Promise<number> => {
    const next = async (): Promise<number> => {
      const token = `${instance}:${++fetches}`
      const job = await worker.getNextJob(token, { block: false })
      if (job?.id === undefined) return 0
      const { key, dueAt } = job.data
      const awayUntil = lines.add({ id: job.id, key, dueAt, token, job }, clock.now())
      if (awayUntil !== undefined) await job.moveToDelayed(awayUntil, token)
      return 1
    }
    // One to see whether there is any.
    if ((await next()) === 0) return 0
    const others = await Promise.all(Array.from({ length: count - 1 }, next))
    return others.reduce((sum, one) => sum + one, 1)
  }

  const claimAll = async (request: ClaimRequest): Promise<Claim[]> => {
    const worker = await open()
    const claims: Claim[] = []
    // What was given back stands first in BullMQ's line, and belongs before what is held here.
    let mayBeMore = true
    if (gaveBack || lines.size() < LOOK_AHEAD) {
      gaveBack = false
      mayBeMore = (await fetch(worker, AT_ONCE)) === AT_ONCE
      while (mayBeMore && lines.size() < LOOK_AHEAD) mayBeMore = (await fetch(worker, AT_ONCE)) === AT_ONCE
    }
    for (let fetched = 0; ;) {
      const taken = lines.take({ ...request, max: request.max - claims.length }, clock.now())
      const lost = await renew(worker, taken, request.leaseMs)
      for (const held of taken) {
        if (lost.has(held.id)) {
          lines.leave(held.key, held.id)
        } else {
          // The lock stays the same as long as the job is held here; each claim has to be another.
          const token = `${held.token}/${++handedOut}`
          inFlight.set(held.id, { held, token })
          claims.push({ id: held.id, key: held.key, token })
        }
      }
      if (claims.length >= request.max || !mayBeMore || fetched >= MOST_PER_CLAIM) break
      const came = await fetch(worker, AT_ONCE)
      mayBeMore = came > 0
      fetched += came
    }
    if (lines.size() > 0) renewNowAndThen(worker)
    return claims
  }

  /**
   * Keeps what is given back here, in its place: in BullMQ's line it would stand before everybody, in a process with
   * room or without. False if it was lost.
   */
  const putBack = async (held: Held<BullmqJob>): Promise<boolean> => {
    const worker = await open()
    const lost = await answered(worker.extendJobLocks([held.id], [held.token], HOLD_MS))
    lines.leave(held.key, held.id)
    if (lost.length > 0) return false
    const awayUntil = lines.add(held, clock.now())
    if (awayUntil !== undefined) await answered(held.job.moveToDelayed(awayUntil, held.token))
    renewNowAndThen(worker)
    return true
  }
  /** Whether the claim is over: what it was for is held here, and not by it. */
  const isOver = ({ id, token }: Claim): boolean => {
    const mine = inFlight.get(id)
    return mine === undefined ? lines.has(id) : mine.token !== token
  }

  const settle = async (claim: Claim, as: Settlement): Promise<boolean> => {
    if (isOver(claim)) return false
    const { id, key, token } = claim
    // Its job goes by the worker's connection.
    const own = closed ? undefined : inFlight.get(id)?.held
    inFlight.delete(id)
    try {
      if (own !== undefined && as === 'release') return await putBack(own)
      const job = own?.job ?? (await answered(queue.getJob(id)))
      if (job === undefined) return false
      await answered(settleJob(job, lockOf(token), key, as))
      if (as === 'release') gaveBack = true
      return true
    } catch (error) {
      if (isLost(error)) return false
      throw error
    } finally {
      if (own !== undefined && !lines.has(id)) lines.leave(key, id)
    }
  }

  return {
    caps: { durability: 'server', transactions: false, perKeyLimit: 'local' },
    enqueue: async (items, { tx } = {}) => {
      if (tx !== undefined) {
        throw new HookstampError(
          'option-invalid',
          'tx: a queue in Redis can join no transaction of a database.',
        )
      }
      if (items.length === 0) return
      assertJobIds(items)
      await ready()
      await addJobs(toJobs(items, clock.now()))
      for (const listener of listeners) listener()
    },
    claim: async (request) => {
      if (closed) return []
      return inClaimTurn(async () => {
        await ready()
        const claims = await claimed(claimAll(request))
        if (claims.length > 0) pace.busy()
        else pace.idle()
        return claims
      })
    },
    extend: async (claim, leaseMs) => {
      if (isOver(claim)) return false
      const worker = await answered(open())
      const lost = await answered(worker.extendJobLocks([claim.id], [lockOf(claim.token)], leaseMs))
      if (lost.length > 0) return false
      lines.renew(claim.key, claim.id, clock.now() + leaseMs)
      return true
    },
    settle,
    remove: (ids) =>
      inClaimTurn(async () => {
        await answered(
          Promise.all(
            ids.map((id) => {
              const held = lines.drop(id)
              return held === undefined ? queue.remove(id) : settleJob(held.job, held.token, held.key, 'done')
            }),
          ),
        )
      }),
    nextDueAt: () => clock.now() + pace.delayMs(),
    onReady: (callback) => {
      listeners.add(callback)
      return () => listeners.delete(callback)
    },
    health: async () => redisFindings(await answered(info())),
    close: async () => {
      closed = true
      listeners.clear()
      stopRenewing?.()
      if (opening === undefined) return
      const worker = await answered(opening).catch(() => undefined)
      if (worker === undefined) {
        void opening.then((late) => late.close(true)).catch(() => {})
        return
      }
      // Each goes to the head of the line: the last one first, so that they stand there in their order.
      const back = async (): Promise<unknown> => {
        const held = lines.all().toReversed()
        return Promise.allSettled(held.map(({ job, token }) => job.moveToWait(token)))
      }
      await answered(inClaimTurn(back)).catch(() => {})
      await worker.close(true)
    },
  }
}
