import { systemClock, type Clock } from '../internal/clock.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Queue, QueueCapabilities } from '../ports/queue.js'
import { assert, assertEqual } from './assertions.js'
import { fakeClock } from './fake-clock.js'
import { claiming } from './queue-contract/claiming.js'
import { declaring } from './queue-contract/declaring.js'
import { leasing } from './queue-contract/leasing.js'
import { queueBench, type Passing, type QueueCase } from './queue-contract/queue-case.js'
import { racing } from './queue-contract/racing.js'
import { settling } from './queue-contract/settling.js'

/** A queue under test, and what belongs to it. */
export interface QueueHarness {
  /** Empty. The suite closes it. */
  readonly queue: Queue
  /** The same queue as further processes open it, when it is `shared`. The suite closes them. */
  readonly others?: readonly Queue[]
  /** Runs work in a transaction of the host: committed when it resolves, rolled back when it rejects. */
  transaction?(work: (tx: unknown) => Promise<void>): Promise<void>
  /** Takes down what was made for this case. */
  end?(): MaybePromise<void>
}

/** What real time an engine needs whose clock is its own. */
export interface RealTime {
  /** The shortest lease it grants, in milliseconds; cases that wait for one wait that long. */
  readonly leaseMs: number
  /** How long after that it may need to notice, in milliseconds. */
  readonly graceMs: number
}

export interface QueueContractOptions {
  /** Registers one case: `test` of vitest, jest, bun or node:test. */
  readonly test: (name: string, run: () => Promise<void>) => void
  /** Makes an empty queue on this clock. */
  readonly create: (options: { readonly clock: Clock }) => MaybePromise<Queue | QueueHarness>
  /** What the queue declares; whether it joins transactions as yes or no. */
  readonly caps: Omit<QueueCapabilities, 'transactions'> & { readonly transactions: boolean }
  /**
   * Whether several processes may open it at once: the harness has `others` then.
   * @default false
   */
  readonly shared?: boolean
  /** @default the queue keeps to the clock it is given, and nothing is waited for */
  readonly realTime?: RealTime
  /**
   * Cases that the engine cannot keep, by their names, each with the reason, which stands in the report.
   * @default {} none
   */
  readonly skip?: Readonly<Record<string, string>>
}

/**
 * What every queue has to do, as test cases, for a queue of your own. Run `docs/writing-a-queue.md` beside it.
 *
 * @example
 * queueContract({
 *   test,
 *   create: ({ clock }) => myQueue({ clock }),
 *   caps: { durability: 'fsync', transactions: false, perKeyLimit: 'local' },
 * })
 * @throws Error for a name in `skip` that no case has
 * @see Queue
 */
export function queueContract({
  test,
  create,
  caps,
  shared = false,
  realTime,
  skip = {},
}: QueueContractOptions): void {
  const all = [...claiming, ...settling, ...leasing, ...racing, ...declaring]
  const unknown = Object.keys(skip).filter((name) => all.every((one) => one.name !== name))
  assert(unknown.length === 0, `skip: there is no case "${unknown.join('", "')}"`)

  const open = async (clock: Clock): Promise<QueueHarness> => {
    const made = await create({ clock })
    return 'queue' in made ? made : { queue: made }
  }
  const runCase = async ({ run }: QueueCase): Promise<void> => {
    const clock = fakeClock()
    const harness = await open(realTime === undefined ? clock : systemClock)
    const { queue, others = [] } = harness
    const transaction = harness.transaction?.bind(harness)
    try {
      assertEqual(
        { ...queue.caps, transactions: queue.caps.transactions !== false },
        caps,
        'what the queue declares',
      )
      assert(shared === others.length > 0, 'the harness has `others` iff the queue is `shared`')
      const time: Passing =
        realTime === undefined
          ? { now: () => clock.now(), pass: (ms) => clock.advance(ms) }
          : {
              now: () => systemClock.now(),
              pass: (ms) => new Promise((resolve) => void systemClock.after(ms, resolve)),
            }
      const surroundings = {
        handles: [queue, ...others],
        leaseMs: realTime?.leaseMs ?? 1000,
        graceMs: realTime?.graceMs ?? 0,
        transaction:
          transaction ?? (() => Promise.reject(new Error('the harness of this queue has no `transaction`'))),
      }
      await run(queueBench(queue, surroundings, time))
    } finally {
      await queue.close()
      for (const other of others) await other.close()
      await harness.end?.()
    }
  }

  for (const one of all) {
    if (one.needs === 'transactions' && !caps.transactions) continue
    if (one.needs === 'no transactions' && caps.transactions) continue
    if (one.needs === 'several processes' && !shared) continue
    if (one.needs === 'global limits' && !(shared && caps.perKeyLimit === 'global')) continue
    const reason = skip[one.name]
    if (reason === undefined) test(one.name, () => runCase(one))
    else test(`${one.name} (not tested: ${reason})`, () => Promise.resolve())
  }
}
