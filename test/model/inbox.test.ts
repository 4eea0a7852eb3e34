/** What a receiver has accepted is handled or dead in the end, whatever happens in whichever order. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInbox, createReceiver, type Inbox } from 'hookstamp'
import { memoryQueue } from 'hookstamp/queues/memory'
import { memoryStore } from 'hookstamp/stores/memory'
import { fakeClock } from 'hookstamp/testing'
import type { Queue } from '../../src/ports/queue.js'
import type { Store } from '../../src/ports/store.js'
import { acme, message, secret, signed } from '../receiver/acme.js'

type Step =
  | { readonly do: 'receive'; readonly id: number }
  | { readonly do: 'pass'; readonly ms: number }
  /** How the next handlers end; `never` is one that the process does not outlive. */
  | { readonly do: 'handlers'; readonly end: 'well' | 'badly' | 'never' }
  /** The process dies, and another takes over: with a queue that has forgotten everything, or with the same. */
  | { readonly do: 'crash'; readonly forgets: boolean }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('receive' as const), id: fc.integer({ min: 1, max: 6 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 12_000 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('handlers' as const),
      end: fc.constantFrom('well' as const, 'well' as const, 'badly' as const, 'never' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), forgets: fc.boolean() }) },
)

const LASTING = { durability: 'server', transactions: false } as const

/** What a process has of a store or a queue that outlives it: once it is dead, nothing it calls happens or returns. */
function mortal<Port extends object>(port: Port, isDead: () => boolean): Port {
  const get = (target: object, name: string | symbol): unknown => {
    const value: unknown = Reflect.get(target, name)
    if (typeof value === 'object' && value !== null && name !== 'caps') return new Proxy(value, { get })
    if (typeof value !== 'function') return value
    return (...args: unknown[]): unknown =>
      isDead() ? new Promise(() => {}) : Reflect.apply(value, target, args)
  }
  return new Proxy(port, { get }) as Port
}

test('an accepted event is handled at least once, or dead', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const clock = fakeClock()
      const store: Store = { ...memoryStore({ clock }), caps: LASTING }
      const newQueue = (): Queue => memoryQueue({ clock })
      const handled: string[] = []
      const accepted = new Set<string>()
      let queue = newQueue()
      let end: 'well' | 'badly' | 'never' = 'well'
      let die = (): void => {}

      const boot = (): { readonly inbox: Inbox; readonly receive: (id: number) => Promise<string> } => {
        let isDead = false
        die = () => (isDead = true)
        const inbox = createInbox({
          store: mortal(store, () => isDead),
          queue: mortal(queue, () => isDead),
          clock,
          retry: { delaysMs: [1000, 10_000], jitter: 'none' },
          leaseMs: 5000,
          sweepEveryMs: 10_000,
        })
        const receiver = createReceiver({ dialect: acme, secrets: [secret], inbox })
          .on('invoice.paid', ({ id }) => {
            if (isDead) return new Promise(() => {})
            if (end === 'badly') throw new Error('boom')
            if (end === 'never') return new Promise(() => {})
            handled.push(id as string)
          })
          .onError(() => undefined)
        inbox.start()
        return {
          inbox,
          receive: async (id) => {
            const body = message('invoice.paid', { id: `in_${id}`, cents: id })
            return (await receiver.receive(signed(body, { headers: { 'x-acme-delivery': `d${id}` } }))).code
          },
        }
      }
      let running = boot()
      const crash = (forgets: boolean): void => {
        die()
        if (forgets) queue = newQueue()
        running = boot()
      }

      for (const one of steps) {
        if (one.do === 'pass') await clock.advance(one.ms)
        else if (one.do === 'handlers') end = one.end
        else if (one.do === 'crash') crash(one.forgets)
        else {
          const id = `d${one.id}`
          expect(await running.receive(one.id)).toBe(accepted.has(id) ? 'duplicate' : 'accepted')
          accepted.add(id)
        }
      }
      // Handlers that the process did not outlive are over with it.
      end = 'well'
      crash(true)
      await clock.advance(40_000)

      const entries = await running.inbox.events.list({ limit: 100 })
      expect(entries).toHaveLength(accepted.size)
      const endedAs = (state: string): string[] =>
        entries
          .filter((entry) => entry.state === state)
          .map(({ headers }) => headers['x-acme-delivery'] as string)
      expect(endedAs('pending')).toEqual([])
      for (const id of endedAs('handled')) expect(handled).toContain(id)
      expect([...endedAs('handled'), ...endedAs('dead')].toSorted()).toEqual([...accepted].toSorted())
      die()
    }),
    { numRuns: 100 },
  )
}, 60_000)
