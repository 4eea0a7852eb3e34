import { HookstampError } from '../errors.js'
import { systemClock, withTimers } from '../internal/clock.js'
import { chain } from '../internal/maybe-promise.js'
import { systemRandom } from '../internal/random.js'
import { uuidFactory } from '../internal/uuid.js'
import type { InboxEvent, InboxStore } from '../ports/inbox.js'
import type { Claim } from '../ports/queue.js'
import type { Transaction } from '../ports/transaction.js'
import type { KeptEvent } from '../receiver/keep.js'
import { createGate } from '../worker/gate.js'
import { queueOf } from '../worker/queue-of.js'
import { createRetention } from '../worker/retention.js'
import { checkRetryPolicy, defaultRetryPolicy } from '../worker/retry-policy.js'
import { safely } from '../worker/safely.js'
import { createSweeper, sweepEveryMsOf, type DueSource } from '../worker/sweeper.js'
import { notNegative, positive } from '../worker/whole-number.js'
import { createWorker } from '../worker/worker.js'
import { entryOf, handleClaim, type HandleContext } from './handle-claim.js'
import type { Inbox, InboxOptions } from './inbox.js'

const WEEK_MS = 7 * 24 * 60 * 60 * 1000

/**
 * Makes an inbox: a receiver that has one answers as soon as its event is stored, and has it handled later.
 *
 * @throws HookstampError `queue-required`, `option-invalid`
 * @example
 * const inbox = createInbox({ store: sqliteStore(db), queue: sqliteQueue(db, { name: 'inbox' }) })
 * const receiver = createReceiver({ dialect: gitlab, secrets, inbox }).on('push', deploy)
 * inbox.start()
 */
export function createInbox(options: InboxOptions): Inbox {
  const { store } = options
  const inbox = inboxOf(options)
  const clock = withTimers(options.clock ?? systemClock)
  const random = options.random ?? systemRandom
  const queue = options.queue ?? queueOf(store, clock)
  const newId = uuidFactory(clock, random)
  const observe = safely(options.observe)
  const faulted = (error: unknown): void => observe?.({ kind: 'faulted', error })
  const concurrency = positive('concurrency', options.concurrency ?? 16)
  const sweepEveryMs = positive('sweepEveryMs', options.sweepEveryMs ?? sweepEveryMsOf(store, queue))
  let handle: HandleContext['handle'] | undefined

  const handling: HandleContext = {
    inbox,
    queue,
    clock,
    random,
    retry: checkRetryPolicy(options.retry ?? defaultRetryPolicy),
    observe,
    handle: (event) => handlerOf()(event),
    isStopping: () => worker.isStopping(),
  }
  const handlerOf = (): HandleContext['handle'] => {
    if (handle !== undefined) return handle
    throw new HookstampError(
      'option-invalid',
      'No receiver has this inbox: pass it to createReceiver as `inbox`.',
    )
  }
  const work = async (claims: readonly Claim[], done: (claim: Claim) => void): Promise<void> => {
    try {
      const events = await inbox.load(claims.map(({ id }) => id))
      await Promise.all(claims.map((claim, index) => handleClaim(handling, claim, events[index], done)))
    } catch (error) {
      // Nothing is settled: the leases run out and the events are taken up again.
      faulted(error)
      for (const claim of claims) done(claim)
    }
  }
  const worker = createWorker({
    queue,
    clock,
    gate: createGate(),
    concurrency,
    perKeyMax: concurrency,
    leaseMs: positive('leaseMs', options.leaseMs ?? 60_000),
    work,
    failed: faulted,
  })
  const sweeper = createSweeper({
    store,
    source: dueEvents(inbox),
    queue,
    clock,
    everyMs: sweepEveryMs,
    afterMs: notNegative('sweepEveryMs', sweepEveryMs),
    linedUp: () => worker.look(),
    failed: faulted,
  })
  const retention = createRetention({
    drop: (limits) => inbox.prune(limits),
    clock,
    retention: options.retention ?? { keepMs: WEEK_MS },
    failed: faulted,
  })

  const lineUp = async ({ id, key, nextAttemptAt }: InboxEvent, tx: Transaction): Promise<void> => {
    await queue.enqueue([{ id, key, dueAt: nextAttemptAt ?? 0 }], tx)
  }
  const isJoint = store.caps.transactions !== false && store.caps.transactions === queue.caps.transactions
  /** In one transaction where store and queue can join one; else the store first, for a queue may forget. */
  const record = async (event: InboxEvent): Promise<boolean> => {
    if (isJoint && store.transaction !== undefined) {
      return store.transaction(async (tx) => {
        const isNew = await inbox.add(event, { tx })
        if (isNew) await lineUp(event, { tx })
        return isNew
      })
    }
    if (!(await inbox.add(event))) return false
    try {
      await lineUp(event, {})
    } catch (error) {
      // It is stored, and found when it is overdue.
      faulted(error)
    }
    return true
  }

  return {
    attach: (handleEvent) => {
      if (handle !== undefined) {
        throw new HookstampError('option-invalid', 'inbox: another receiver has this one. Make one for each.')
      }
      handle = handleEvent
    },
    keep: async (kept: KeptEvent) => {
      const event: InboxEvent = {
        ...kept,
        id: newId(),
        state: 'pending',
        attempts: 0,
        nextAttemptAt: clock.now(),
        endedAt: null,
        lastError: null,
      }
      const isNew = await record(event)
      if (isNew) observe?.({ kind: 'accepted', event: entryOf(event) })
      if (isNew && queue.onReady === undefined) worker.look()
      return isNew
    },
    start: () => {
      handlerOf()
      worker.start()
      sweeper.start()
      retention.start()
    },
    drain: async () => {
      handlerOf()
      await worker.drain(() => sweeper.sweep())
    },
    stop: async ({ drainMs = 30_000 } = {}) => {
      retention.stop()
      sweeper.stop()
      const rest = await worker.stop(drainMs)
      return { unfinished: rest.map(({ id }) => id) }
    },
    retry: async (id) => {
      const at = clock.now()
      if (!(await inbox.retry(id, at))) {
        throw new HookstampError('not-found', `There is no dead event ${id} in the inbox.`)
      }
      const event = await inbox.get(id)
      if (event !== undefined) await queue.enqueue([{ id, key: event.key, dueAt: at }])
      worker.look()
    },
    health: async () => ({
      inFlight: worker.inFlight(),
      concurrency,
      warnings: [...(await store.health()), ...(await queue.health())],
    }),
    events: {
      get: async (id) => inbox.get(id),
      list: async (query = {}) => inbox.list(query),
      prune: () => retention.prune(),
    },
  }
}

function inboxOf({ store }: InboxOptions): InboxStore {
  if (store.inbox !== undefined) return store.inbox
  throw new HookstampError('option-invalid', 'store: this one has no inbox. Take one that has.')
}

function dueEvents(inbox: InboxStore): DueSource {
  return {
    overdue: (query) =>
      chain(inbox.overdue(query), (found) =>
        found.map(({ id, key, nextAttemptAt }) => ({ id, key, dueAt: nextAttemptAt ?? 0 })),
      ),
    arePending: (ids) => chain(inbox.load(ids), (events) => events.map((event) => event !== undefined)),
  }
}
