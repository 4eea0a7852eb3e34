/** What the queue needs of BullMQ 6; the user makes and closes its `Queue`. */
import { HookstampError } from '../errors.js'
import type { QueueItem } from '../ports/queue.js'

/** What a job carries, besides the id of the delivery. */
export interface BullmqJobData {
  readonly key: string
  /** Milliseconds since the epoch. */
  readonly dueAt: number
}

/** How a job is added. */
export interface BullmqNewJob {
  name: string
  data: BullmqJobData
  opts: { jobId: string; delay?: number; removeOnComplete: boolean }
}

/** A job of BullMQ. */
export interface BullmqJob {
  id?: string | undefined
  data: BullmqJobData
  moveToCompleted(value: string, token: string, fetchNext: boolean): Promise<unknown>
  moveToDelayed(at: number, token: string): Promise<unknown>
  moveToWait(token: string): Promise<unknown>
  updateData(data: BullmqJobData): Promise<unknown>
}

/** A `Queue` of BullMQ on Redis. */
export interface BullmqQueueLike {
  readonly name: string
  readonly opts: { readonly connection?: unknown; readonly prefix?: string }
  add(name: string, data: BullmqJobData, opts: BullmqNewJob['opts']): Promise<unknown>
  addBulk(jobs: BullmqNewJob[]): Promise<unknown>
  getJob(id: string): Promise<BullmqJob | undefined>
  remove(id: string): Promise<number>
  getBackend(): { readonly client: Promise<{ info(): Promise<string> }> }
}

/** The part of BullMQ's `Worker` that takes jobs by asking. */
export interface BullmqWorker {
  getNextJob(token: string, options: { block: boolean }): Promise<BullmqJob | undefined>
  /** Answers with the ids of those that were lost. */
  extendJobLocks(ids: string[], tokens: string[], leaseMs: number): Promise<string[]>
  close(force?: boolean): Promise<void>
}

/** @throws HookstampError `option-invalid` for something that is no queue of BullMQ */
export function assertBullmqQueue(queue: unknown): asserts queue is BullmqQueueLike {
  const needed = ['add', 'addBulk', 'getJob', 'remove', 'getBackend'] as const
  const has = (name: string): boolean => typeof (queue as Record<string, unknown>)[name] === 'function'
  if (typeof queue === 'object' && queue !== null && needed.every(has)) return
  throw new HookstampError(
    'option-invalid',
    "Expected a Queue of BullMQ 6: new Queue('hookstamp', { connection }).",
  )
}

/**
 * BullMQ counts jobs by integers, and joins the parts of its keys by colons.
 *
 * @throws HookstampError `option-invalid` for an id that it would not take
 */
export function assertJobIds(items: readonly { readonly id: string }[]): void {
  const wrong = items.find(({ id }) => id === '' || id.includes(':') || `${parseInt(id, 10)}` === id)
  if (wrong === undefined) return
  throw new HookstampError(
    'option-invalid',
    `BullMQ takes neither an integer nor a colon for an id: ${JSON.stringify(wrong.id)}.`,
  )
}

/**
 * A worker that runs nothing by itself, on the connection of the queue, and puts back what dead processes held.
 *
 * @param holdMs for how long what it takes is its own, in milliseconds
 * @param stalledMs how often to look for what dead processes held, in milliseconds
 * @throws HookstampError `dependency-missing` without bullmq
 */
export async function bullmqWorker(
  { name, opts }: BullmqQueueLike,
  holdMs: number,
  stalledMs: number,
): Promise<BullmqWorker> {
  const bullmq = await import('bullmq').catch((cause: unknown) => {
    throw new HookstampError('dependency-missing', 'bullmq is not installed: npm install bullmq', { cause })
  })
  const worker = new bullmq.Worker<BullmqJobData>(name, undefined, {
    connection: opts.connection as NonNullable<ConstructorParameters<typeof bullmq.Worker>[2]>['connection'],
    ...(opts.prefix === undefined ? {} : { prefix: opts.prefix }),
    autorun: false,
    skipLockRenewal: true,
    lockDuration: holdMs,
    stalledInterval: stalledMs,
    // By default a delivery whose worker dies twice is given up. When to give up is the dispatcher's to say.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
  })
  // Whoever waits for an answer hears of it; without a listener the process would end.
  worker.on('error', () => {})
  await worker.startStalledCheckTimer()
  return worker
}

/** Deliveries as jobs, each by its id: one that is there already stays as it is. */
export function toJobs(items: readonly QueueItem[], now: number): BullmqNewJob[] {
  return items.map(({ id, key, dueAt }) => ({
    name: 'delivery',
    data: { key, dueAt },
    opts: { jobId: id, removeOnComplete: true, ...(dueAt > now && { delay: dueAt - now }) },
  }))
}
