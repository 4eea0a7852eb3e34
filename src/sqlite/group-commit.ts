/**
 * Many writes, one commit: a commit waits for the disk, and takes as long for one write as for a hundred. What is asked
 * for in one turn of the event loop is committed together; a write that fails takes no other with it.
 */
import { HookstampError } from '../errors.js'
import { systemClock } from '../internal/clock.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Connection } from './connection.js'
import { isBusy, isNested, toStoreError } from './failure.js'

export interface GroupCommit {
  /** Runs `work` in the next commit; resolves once that is on the disk, rejects with what `work` threw. */
  add<T>(work: () => MaybePromise<T>): Promise<T>
  /** The end of the transaction that is open while other things run, if there is one. */
  underWay(): Promise<void> | undefined
}

interface Job {
  readonly work: () => MaybePromise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Told when the commit is over: only then is anything true. */
type Verdict = () => void

// The longer a commit, the longer nothing else runs in this process.
const MOST_IN_A_COMMIT = 500
// How long another connection, or a transaction of the host's, may be in the way.
const PATIENCE_MS = 10_000
const LONGEST_PAUSE_MS = 20

/** @param began called in each transaction before anything else; what it throws fails all that waits */
export function createGroupCommit(connection: Connection, began: () => void): GroupCommit {
  const waiting: Job[] = []
  let scheduled = false
  let running: Promise<void> | undefined
  let hinderedSince: number | undefined
  let pauseMs = 1

  const schedule = (): void => {
    if (scheduled || running !== undefined || waiting.length === 0) return
    scheduled = true
    setImmediate(commitGroup)
  }

  const commitGroup = (): void => {
    scheduled = false
    if (!begin()) return
    const group = waiting.splice(0, MOST_IN_A_COMMIT)
    const ending = runFrom(0, group, [])
    if (ending instanceof Promise) {
      running = ending.finally(() => {
        running = undefined
        schedule()
      })
    } else schedule()
  }

  /** Whether a transaction was begun. If another one is in the way, it is tried again a little later. */
  const begin = (): boolean => {
    try {
      connection.begin()
    } catch (error) {
      const now = systemClock.now()
      hinderedSince ??= now
      if ((isNested(error) || isBusy(error)) && now - hinderedSince < PATIENCE_MS) {
        scheduled = true
        systemClock.after(pauseMs, commitGroup)
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
      } else rejectAll(isNested(error) ? heldOpen(error) : toStoreError(error))
      return false
    }
    hinderedSince = undefined
    pauseMs = 1
    try {
      began()
      return true
    } catch (error) {
      connection.rollback()
      rejectAll(toStoreError(error))
      return false
    }
  }
  const rejectAll = (error: unknown): void => {
    hinderedSince = undefined
    for (const job of waiting.splice(0)) job.reject(error)
  }

  const runFrom = (first: number, group: readonly Job[], verdicts: Verdict[]): MaybePromise<void> => {
    for (let index = first; index < group.length && connection.lostBy() === undefined; index++) {
      const job = group[index] as Job
      const succeed = (value: unknown): void => void verdicts.push(() => job.resolve(value))
      const fail = (error: unknown): void => void verdicts.push(() => job.reject(error))
      try {
        const result = connection.atomically(job.work)
        if (result instanceof Promise) {
          return result.then(succeed, fail).then(() => runFrom(index + 1, group, verdicts))
        }
        succeed(result)
      } catch (error) {
        fail(error)
      }
    }
    end(group, verdicts)
  }

  const end = (group: readonly Job[], verdicts: readonly Verdict[]): void => {
    try {
      const lostBy = connection.lostBy()
      if (lostBy !== undefined) throw lostBy
      connection.commit()
    } catch (error) {
      connection.rollback()
      const reason = toStoreError(error)
      for (const job of group) job.reject(reason)
      return
    }
    for (const { committed } of connection.takeEffects()) committed()
    for (const tell of verdicts) tell()
  }

  return {
    add: <T>(work: () => MaybePromise<T>) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
        schedule()
      }),
    underWay: () => running,
  }
}

function heldOpen(cause: unknown): HookstampError {
  return new HookstampError(
    'store-unavailable',
    'Nothing was stored: a transaction has been open on this database object for ten seconds. ' +
      'Commit it, or give hookstamp a connection of its own.',
    { cause },
  )
}
