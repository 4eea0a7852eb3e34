/** What happens to one claimed event: handled, and settled by what became of it. */
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import type { Random } from '../internal/random.js'
import type { InboxEntry, InboxEvent, InboxResult, InboxStore } from '../ports/inbox.js'
import type { Claim, Queue, Settlement } from '../ports/queue.js'
import { toError, type Outcome } from '../receiver/outcome.js'
import { retryDelayMs, type RetryPolicy } from '../worker/retry-policy.js'
import type { InboxObserver } from './inbox.js'

export interface HandleContext {
  readonly inbox: InboxStore
  readonly queue: Queue
  readonly clock: Clock
  readonly random: Random
  readonly retry: RetryPolicy
  readonly observe: InboxObserver | undefined
  readonly handle: (event: InboxEvent) => Promise<Outcome>
  /** Whether nothing more is to be begun. */
  readonly isStopping: () => boolean
}

// Clocks of several machines differ by about so much, and some queues count in seconds.
const EARLY_MS = 1000

/**
 * Deals with one claim; never rejects, and calls `done` at the end, whatever becomes of it. `event` is absent if it has
 * ended in the meantime, or was never stored.
 */
export async function handleClaim(
  context: HandleContext,
  claim: Claim,
  event: InboxEvent | undefined,
  done: (claim: Claim) => void,
): Promise<void> {
  try {
    const as = event === undefined ? 'done' : await handleEvent(context, event)
    // Whoever has it now goes on with what the store says.
    if (!(await context.queue.settle(claim, as))) context.observe?.({ kind: 'lease-lost', eventId: claim.id })
  } catch (error) {
    // Nothing is settled: the lease runs out and the event is taken up again.
    context.observe?.({ kind: 'faulted', error })
  }
  done(claim)
}

async function handleEvent(context: HandleContext, event: InboxEvent): Promise<Settlement> {
  const { inbox, clock, retry, handle } = context
  if (context.isStopping()) return 'release'
  const dueAt = event.nextAttemptAt ?? 0
  if (dueAt > clock.now() + EARLY_MS) return { retryAt: dueAt }
  // Every attempt was begun and none came to its end: what ends the process each time is never to be tried for ever.
  if (event.attempts > retry.delaysMs.length) return giveUp(context, event, interrupted())
  if (!(await inbox.begin(event.id))) return 'done'
  const begun = { ...event, attempts: event.attempts + 1 }
  const outcome = await handle(event)
  if (!outcome.ok) return failed(context, begun, toError(outcome))
  const result = { state: 'handled', nextAttemptAt: null, endedAt: clock.now(), lastError: null } as const
  await complete(context, begun, result, (entry) => ({ kind: 'handled', event: entry }))
  return 'done'
}

const interrupted = (): HookstampError =>
  new HookstampError(
    'handler-failed',
    'Each attempt was begun and none came to its end: the process ended while the handlers ran.',
  )

async function failed(context: HandleContext, event: InboxEvent, error: HookstampError): Promise<Settlement> {
  const delayMs = retryDelayMs(context.retry, event.attempts, context.random)
  if (delayMs === undefined) return giveUp(context, event, error)
  const retryAt = context.clock.now() + delayMs
  const result = {
    state: 'pending',
    nextAttemptAt: retryAt,
    endedAt: null,
    lastError: recorded(error),
  } as const
  await complete(context, event, result, (entry) => ({ kind: 'failed', event: entry, error }))
  return { retryAt }
}

async function giveUp(context: HandleContext, event: InboxEvent, error: HookstampError): Promise<'done'> {
  const endedAt = context.clock.now()
  const result = { state: 'dead', nextAttemptAt: null, endedAt, lastError: recorded(error) } as const
  await complete(context, event, result, (entry) => ({ kind: 'died', event: entry, error }))
  return 'done'
}

async function complete(
  { inbox, observe }: HandleContext,
  event: InboxEvent,
  result: InboxResult,
  toChange: (entry: InboxEntry) => Parameters<InboxObserver>[0],
): Promise<void> {
  // Ended by another process, which had taken it over: that one tells of it.
  if (!(await inbox.complete(event.id, result))) return
  observe?.(toChange(entryOf({ ...event, ...result })))
}

export function entryOf(event: InboxEvent): InboxEntry {
  const { body: _, ...entry } = event
  return entry
}

/** What may be stored: of what a handler threw the name only, for its message may hold anything. */
function recorded({ code, message, cause }: HookstampError): { code: string; message: string } {
  return { code, message: cause instanceof Error ? `${message} (${cause.name})` : message }
}
