/** What becomes of what was handed out, and of what still waits. */
import type { Claim } from '../../ports/queue.js'
import { assert, assertEqual } from '../assertions.js'
import { idsOf, type QueueCase } from './queue-case.js'

export const settling: readonly QueueCase[] = [
  {
    name: 'is over with what is done',
    run: async ({ queue, items, claim, claimed, pass, leaseMs }) => {
      await queue.enqueue(items('a', 1))
      const [one] = (await claimed(1, { leaseMs })) as [Claim]
      assert(await queue.settle(one, 'done'), 'a claim could not be settled')
      await pass(leaseMs)
      assertEqual(await claim(), [], 'what comes back')
    },
  },
  {
    name: 'settles a claim once',
    run: async ({ queue, items, claimed, claim }) => {
      await queue.enqueue(items('a', 2))
      const [done, released] = (await claimed(2)) as [Claim, Claim]
      assert(await queue.settle(done, 'done'), 'a claim could not be settled')
      assert(!(await queue.settle(done, 'done')), 'a claim was settled twice')
      assert(!(await queue.settle(done, 'release')), 'what was done could be given back')
      assert(!(await queue.settle(done, { retryAt: 0 })), 'what was done could be put off')
      assert(!(await queue.extend(done, 60_000)), 'the lease of what was done was renewed')
      assert(await queue.settle(released, 'release'), 'a claim could not be given back')
      assert(!(await queue.settle(released, 'done')), 'what was given back could be settled')
      assertEqual(idsOf(await claimed(1)), [released.id], 'what was given back')
      assertEqual(await claim(), [], 'what is left')
    },
  },
  {
    name: 'puts what is given back in its old place',
    run: async ({ queue, items, claimed }) => {
      const [a, b] = [items('a', 5), items('b', 5)]
      await queue.enqueue([...a, ...b])
      const claims = await claimed(6, { max: 6, perKeyMax: 3 })
      // Backwards: not the order of giving back decides, but the place each had.
      for (const claim of claims.toReversed())
        assert(await queue.settle(claim, 'release'), 'a claim could not be given back')
      const again = await claimed(10)
      for (const of of [a, b]) {
        const got = again.filter((claim) => claim.key === of[0]?.key)
        assertEqual(idsOf(got), idsOf(of), 'the order after giving back')
      }
    },
  },
  {
    name: 'puts what is given back before what came later',
    run: async ({ queue, items, claimed }) => {
      const first = items('a', 1)
      await queue.enqueue(first)
      const [claim] = (await claimed(1)) as [Claim]
      const later = items('a', 3)
      await queue.enqueue(later)
      await queue.settle(claim, 'release')
      assertEqual(idsOf(await claimed(4)), idsOf([...first, ...later]), 'the order after giving back')
    },
  },
  {
    name: 'proves each claim of an item with a token of its own',
    run: async ({ queue, items, claimed }) => {
      await queue.enqueue(items('a', 1))
      const [first] = (await claimed(1)) as [Claim]
      await queue.settle(first, 'release')
      const [second] = (await claimed(1)) as [Claim]
      assert(first.token !== second.token, 'two claims share a token')
      assert(!(await queue.settle(first, 'done')), 'an item was settled with the token of an earlier claim')
      assert(!(await queue.extend(first, 60_000)), 'a lease was renewed with the token of an earlier claim')
      assert(await queue.settle(second, 'done'), 'the holder of the claim could not settle it')
    },
  },
  {
    name: 'brings back what is put off, and not before its time',
    run: async ({ queue, items, claim, claimed, now, pass, leaseMs }) => {
      const [item] = items('a', 1)
      assert(item !== undefined, '')
      await queue.enqueue([item])
      for (let round = 0; round < 2; round++) {
        const [one] = (await claimed(1)) as [Claim]
        assertEqual([one.id, one.key], [item.id, 'a'], 'what was put off')
        assert(await queue.settle(one, { retryAt: now() + leaseMs }), 'a claim could not be put off')
        assertEqual(await claim(), [], 'what is handed out before its time')
        await pass(leaseMs)
      }
      await claimed(1)
    },
  },
  {
    name: 'brings back at once what is put off to a time that is past',
    run: async ({ queue, items, claimed, now }) => {
      await queue.enqueue(items('a', 1))
      const [one] = (await claimed(1)) as [Claim]
      await queue.settle(one, { retryAt: now() - 1000 })
      assertEqual(idsOf(await claimed(1)), [one.id], 'what was put off')
    },
  },
  {
    name: 'keeps one item for an id that is put in again while it waits',
    run: async ({ queue, items, claim, claimed, now, leaseMs, pass }) => {
      const [item] = items('a', 1)
      assert(item !== undefined, '')
      await queue.enqueue([item, item])
      await queue.enqueue([{ ...item, dueAt: now() + leaseMs }])
      const [one] = await claimed(1)
      assertEqual([one?.id, one?.key], [item.id, 'a'], 'the item, as it was put in first')
      await queue.settle(one as Claim, 'done')
      await pass(leaseMs)
      assertEqual(await claim(), [], 'what is left')
    },
  },
  {
    name: 'leaves as it is what waits for later and is put in again',
    run: async ({ queue, items, claim, claimed, now, leaseMs, pass }) => {
      const [item] = items('a', 1, leaseMs)
      assert(item !== undefined, '')
      await queue.enqueue([item])
      await queue.enqueue([{ ...item, dueAt: now() }])
      assertEqual(await claim(), [], 'what is handed out before its time')
      await pass(leaseMs)
      await claimed(1)
    },
  },
  {
    name: 'keeps one item for an id that is put in again while it is claimed',
    run: async ({ queue, items, claim, claimed }) => {
      const all = items('a', 1)
      await queue.enqueue(all)
      const [one] = (await claimed(1)) as [Claim]
      await queue.enqueue(all)
      assertEqual(await claim(), [], 'what is handed out twice')
      assert(await queue.settle(one, 'done'), 'putting in again broke the claim')
      assertEqual(await claim(), [], 'what comes back')
    },
  },
  {
    name: 'takes an id again once it is done',
    run: async ({ queue, items, claimed }) => {
      const all = items('a', 1)
      for (let round = 0; round < 3; round++) {
        await queue.enqueue(all)
        const [one] = (await claimed(1)) as [Claim]
        assertEqual(one.id, all[0]?.id, 'the item')
        await queue.settle(one, 'done')
      }
    },
  },
  {
    name: 'takes waiting items out',
    run: async ({ queue, items, claim, claimed, pass, leaseMs }) => {
      const [due, later, kept] = [items('a', 2), items('a', 1, leaseMs), items('a', 1)]
      await queue.enqueue([...due, ...later, ...kept])
      await queue.remove([...idsOf(due), ...idsOf(later), 'unknown'])
      await queue.remove([])
      await pass(leaseMs)
      assertEqual(idsOf(await claimed(1)), idsOf(kept), 'what was not taken out')
      assertEqual(await claim(), [], 'what was taken out')
      await queue.enqueue(due)
      assertEqual(idsOf(await claimed(2)), idsOf(due), 'what was put in again')
    },
  },
  {
    name: 'takes anew what was taken out, as it is then',
    run: async ({ queue, items, claim, claimed, now, pass, leaseMs }) => {
      const [item] = items('a', 1, leaseMs)
      assert(item !== undefined, '')
      await queue.enqueue([item])
      await queue.remove([item.id])
      await queue.enqueue([{ ...item, dueAt: now() }])
      const [one] = (await claimed(1)) as [Claim]
      await queue.settle(one, 'done')
      await pass(leaseMs)
      assertEqual(await claim(), [], 'what is left of it as it was')
    },
  },
  {
    name: 'lets what is claimed be settled though it was to be taken out',
    run: async ({ queue, items, claim, claimed }) => {
      await queue.enqueue(items('a', 1))
      const [one] = (await claimed(1)) as [Claim]
      await queue.remove([one.id])
      assert(await queue.settle(one, 'done'), 'taking out broke the claim')
      assertEqual(await claim(), [], 'what is left')
    },
  },
  {
    name: 'tells when the next item falls due, if it tells at all',
    run: async ({ queue, items, now }) => {
      const soon = items('a', 1, 5000)
      await queue.enqueue([...items('a', 1, 9000), ...soon])
      const dueAt = await queue.nextDueAt()
      assert(
        dueAt === undefined || (dueAt > now() - 1000 && dueAt <= (soon[0]?.dueAt ?? 0)),
        `the next item is said to fall due at ${dueAt}, it does at ${soon[0]?.dueAt}`,
      )
    },
  },
]
