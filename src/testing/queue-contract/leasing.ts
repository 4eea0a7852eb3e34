/** What happens when a claimer dies, or takes too long. */
import type { Claim } from '../../ports/queue.js'
import { assert, assertEqual } from '../assertions.js'
import { idsOf, type QueueCase } from './queue-case.js'

export const leasing: readonly QueueCase[] = [
  {
    name: 'hands out again what was never settled, once its lease has run out',
    run: async ({ queue, items, claim, claimed, pass, leaseMs }) => {
      const all = items('a', 3)
      await queue.enqueue(all)
      await claimed(2, { max: 2, leaseMs })
      await claimed(1, { max: 1 })
      assertEqual(await claim(), [], 'what is handed out while it is claimed')
      await pass(leaseMs)
      assertEqual(idsOf(await claimed(2)), idsOf(all.slice(0, 2)), 'what a dead claimer has left')
    },
  },
  {
    name: 'puts what a dead claimer has left before what came later',
    run: async ({ queue, items, claimed, pass, leaseMs, graceMs }) => {
      const all = items('a', 6)
      await queue.enqueue(all)
      await claimed(3, { max: 3, leaseMs })
      await pass(leaseMs + graceMs)
      assertEqual(idsOf(await claimed(6)), idsOf(all), 'the order after a crash')
    },
  },
  {
    name: 'refuses the holder of a lost lease',
    run: async ({ queue, items, claim, claimed, now, pass, leaseMs }) => {
      await queue.enqueue(items('a', 1))
      const [stale] = (await claimed(1, { leaseMs })) as [Claim]
      await pass(leaseMs)
      const [fresh] = (await claimed(1)) as [Claim]
      assertEqual(fresh.id, stale.id, 'what a dead claimer has left')
      assert(!(await queue.extend(stale, 60_000)), 'a lost lease was renewed')
      assert(!(await queue.settle(stale, 'done')), 'an item was settled with a lost lease')
      assert(!(await queue.settle(stale, 'release')), 'an item was given back with a lost lease')
      assert(!(await queue.settle(stale, { retryAt: now() })), 'an item was put off with a lost lease')
      assertEqual(await claim(), [], 'what a refused settlement has changed')
      assert(await queue.settle(fresh, 'done'), 'the holder of the lease could not settle')
      assertEqual(await claim(), [], 'what is left')
    },
  },
  {
    name: 'keeps a renewed lease, and no other',
    run: async ({ queue, items, claim, claimed, pass, leaseMs }) => {
      await queue.enqueue(items('a', 2))
      const [renewed, lost] = (await claimed(2, { leaseMs })) as [Claim, Claim]
      assert(await queue.extend(renewed, 60_000), 'a lease that is held could not be renewed')
      await pass(leaseMs)
      assertEqual(idsOf(await claimed(1)), [lost.id], 'what a dead claimer has left')
      assertEqual(await claim(), [], 'what is handed out while its lease was renewed')
      assert(await queue.settle(renewed, 'done'), 'a renewed lease could not be settled')
    },
  },
  {
    name: 'counts as in flight whose lease was renewed, for as long as that holds',
    run: async ({ queue, items, claim, claimed, pass, leaseMs }) => {
      await queue.enqueue(items('a', 2))
      const [renewed] = (await claimed(1, { leaseMs, perKeyMax: 1 })) as [Claim]
      assert(await queue.extend(renewed, 60_000), 'a lease that is held could not be renewed')
      await pass(leaseMs)
      assertEqual(await claim({ perKeyMax: 1 }), [], 'what is handed out of a key at its limit')
      assert(await queue.settle(renewed, 'done'), 'a renewed lease could not be settled')
      await claimed(1, { perKeyMax: 1 })
    },
  },
  {
    name: 'ends each lease at its own time',
    run: async ({ queue, items, claim, claimed, pass, leaseMs }) => {
      const all = items('a', 2)
      await queue.enqueue(all)
      await claimed(1, { max: 1 })
      const [short] = (await claimed(1, { leaseMs })) as [Claim]
      await pass(leaseMs)
      assertEqual(idsOf(await claimed(1)), [short.id], 'the item with the shorter lease')
      assertEqual(await claim(), [], 'the item with the longer lease')
    },
  },
  {
    name: 'counts nothing as in flight whose lease has run out',
    run: async ({ queue, items, claim, claimed, pass, leaseMs }) => {
      await queue.enqueue(items('a', 3))
      await claimed(2, { leaseMs, perKeyMax: 2 })
      assertEqual(await claim({ perKeyMax: 2 }), [], 'what is handed out of a key at its limit')
      await pass(leaseMs)
      await claimed(2, { perKeyMax: 2 })
      assertEqual(await claim({ perKeyMax: 2 }), [], 'what is handed out of a key at its limit, again')
    },
  },
]
