import type { Clock } from '../internal/clock.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Store, StoreCapabilities } from '../ports/store.js'
import { assert, assertEqual } from './assertions.js'
import { fakeClock } from './fake-clock.js'
import { attempts } from './store-contract/attempts.js'
import { deleting } from './store-contract/deleting.js'
import { deliveries } from './store-contract/deliveries.js'
import { inbox } from './store-contract/inbox.js'
import { memberships } from './store-contract/memberships.js'
import { moving } from './store-contract/moving.js'
import { namespaces } from './store-contract/namespaces.js'
import { racing } from './store-contract/racing.js'
import { storeBench, type StoreCase } from './store-contract/store-case.js'
import { transactions } from './store-contract/transactions.js'
import { trees } from './store-contract/trees.js'
import { webhooks } from './store-contract/webhooks.js'

/** A store under test, and what belongs to it. */
export interface StoreHarness {
  /** Empty. The suite closes it. */
  readonly store: Store
  /** The same store as further processes open it, when it is `shared`. The suite closes them. */
  readonly others?: readonly Store[]
  /** Takes down what was made for this case. */
  end?(): MaybePromise<void>
}

export interface StoreContractOptions {
  /** Registers one case: `test` of vitest, jest, bun or node:test. */
  readonly test: (name: string, run: () => Promise<void>) => void
  /** Makes an empty store on this clock. */
  readonly create: (options: { readonly clock: Clock }) => MaybePromise<Store | StoreHarness>
  /** What the store declares; whether it joins transactions as yes or no. */
  readonly caps: Omit<StoreCapabilities, 'transactions'> & { readonly transactions: boolean }
  /**
   * Whether several processes may open it at once: the harness has `others` then.
   * @default false
   */
  readonly shared?: boolean
  /**
   * Whether it has an inbox.
   * @default false
   */
  readonly inbox?: boolean
  /**
   * Cases that the engine cannot keep, by their names, each with the reason, which stands in the report.
   * @default {} none
   */
  readonly skip?: Readonly<Record<string, string>>
}

/**
 * What every store has to do, as test cases, for a store of your own. How to write one: `docs/writing-a-store.md`.
 *
 * @example
 * storeContract({ test, create: ({ clock }) => myStore({ clock }), caps: { durability: 'fsync', transactions: true } })
 * @throws Error for a name in `skip` that no case has
 * @see Store
 */
export function storeContract(options: StoreContractOptions): void {
  const { test, create, caps, shared = false, skip = {} } = options
  const all = [
    ...namespaces,
    ...trees,
    ...moving,
    ...memberships,
    ...webhooks,
    ...deliveries,
    ...attempts,
    ...deleting,
    ...racing,
    ...transactions,
    ...inbox,
  ]
  const unknown = Object.keys(skip).filter((name) => all.every((one) => one.name !== name))
  assert(unknown.length === 0, `skip: there is no case "${unknown.join('", "')}"`)

  const runCase = async ({ run }: StoreCase): Promise<void> => {
    const clock = fakeClock()
    const made = await create({ clock })
    const { store, others = [], end }: StoreHarness = 'store' in made ? made : { store: made }
    try {
      assertEqual(
        { ...store.caps, transactions: store.caps.transactions !== false },
        caps,
        'what the store declares',
      )
      assert((store.inbox !== undefined) === (options.inbox ?? false), 'it has an inbox iff `inbox` says so')
      assert(shared === others.length > 0, 'the harness has `others` iff the store is `shared`')
      await run(storeBench(store, [store, ...others], clock))
    } finally {
      await store.close()
      for (const other of others) await other.close()
      await end?.()
    }
  }

  for (const one of all) {
    if (one.needs === 'transactions' && !caps.transactions) continue
    if (one.needs === 'no transactions' && caps.transactions) continue
    if (one.needs === 'several processes' && !shared) continue
    if (one.needs === 'inbox' && options.inbox !== true) continue
    const reason = skip[one.name]
    if (reason === undefined) test(one.name, () => runCase(one))
    else test(`${one.name} (not tested: ${reason})`, () => Promise.resolve())
  }
}
