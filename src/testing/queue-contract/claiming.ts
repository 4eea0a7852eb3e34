/** What is handed out, to whom, in which order. */
import { assert, assertEqual } from '../assertions.js'
import { idsOf, type QueueCase } from './queue-case.js'

export const claiming: readonly QueueCase[] = [
  {
    name: 'hands out what is due, with its id and key, and once',
    run: async ({ queue, items, claimed, claim }) => {
      const [item] = items('a', 1)
      assert(item !== undefined, '')
      await queue.enqueue([item])
      const [one] = await claimed(1)
      assertEqual([one?.id, one?.key], [item.id, 'a'], 'the claim')
      assert(
        ['string', 'number'].includes(typeof one?.token),
        `the token of a claim is a text or a number, not ${typeof one?.token}`,
      )
      assertEqual(await claim(), [], 'what is handed out again while it is claimed')
    },
  },
  {
    name: 'has nothing to hand out when nothing was put in',
    run: async ({ queue, claim }) => {
      assertEqual(await claim(), [], 'an empty queue')
      await queue.enqueue([])
      assertEqual(await claim(), [], 'a queue after nothing was put in')
    },
  },
  {
    name: 'hands out no more than asked for',
    run: async ({ queue, items, claim, claimed }) => {
      await queue.enqueue(items('a', 5))
      assert((await claim({ max: 2 })).length <= 2, 'more than `max` items were handed out')
      await claimed(3, { max: 3 })
    },
  },
  {
    name: 'hands out the oldest first within a key',
    run: async ({ queue, items, claimed }) => {
      const bulk = items('a', 20)
      const single = items('a', 10)
      await queue.enqueue(bulk)
      for (const item of single) await queue.enqueue([item])
      const ids: string[] = []
      for (const max of [1, 7, 22]) ids.push(...idsOf(await claimed(max, { max })))
      assertEqual(ids, idsOf([...bulk, ...single]), 'the order within a key')
    },
  },
  {
    name: 'hands out by the time of falling due, not of putting in',
    run: async ({ queue, items, claimed, pass, leaseMs }) => {
      const late = items('a', 1, leaseMs)
      const early = items('a', 1, leaseMs / 2)
      await queue.enqueue([...late, ...early])
      await pass(leaseMs)
      assertEqual(idsOf(await claimed(2)), idsOf([...early, ...late]), 'the order of falling due')
    },
  },
  {
    name: 'hands out what fell due earlier before what is put in as due now',
    run: async ({ queue, items, claimed, pass, leaseMs }) => {
      const earlier = items('a', 2, leaseMs / 2)
      await queue.enqueue(earlier)
      await pass(leaseMs)
      const now = items('a', 1)
      await queue.enqueue(now)
      assertEqual(idsOf(await claimed(3)), idsOf([...earlier, ...now]), 'the order of falling due')
    },
  },
  {
    name: 'hands out nothing before its time',
    run: async ({ queue, items, claim, claimed, pass, leaseMs }) => {
      const later = items('a', 1, leaseMs)
      await queue.enqueue([...later, ...items('a', 1)])
      await claimed(1)
      assertEqual(await claim(), [], 'what is handed out before its time')
      await pass(leaseMs)
      assertEqual(idsOf(await claimed(1)), idsOf(later), 'what is handed out at its time')
    },
  },
  {
    name: 'lets no long line of one key crowd out other keys',
    run: async ({ queue, items, claimed }) => {
      await queue.enqueue(items('long', 50))
      const short = [...items('b', 1), ...items('c', 2)]
      await queue.enqueue(short)
      // Two rounds over three keys, one of which is short.
      const ids = idsOf(await claimed(5, { max: 5 }))
      const missing = idsOf(short).filter((id) => !ids.includes(id))
      assert(missing.length === 0, 'a key with a long line was served twice before another had its turn')
    },
  },
  {
    name: 'lets keys take turns from claim to claim',
    run: async ({ queue, items, claimed }) => {
      for (const key of ['a', 'b', 'c']) await queue.enqueue(items(key, 10))
      for (let round = 0; round < 3; round++) {
        const keys = new Set<string>()
        for (let turn = 0; turn < 3; turn++) {
          const [claim] = await claimed(1, { max: 1 })
          keys.add(claim?.key ?? '')
        }
        assert(keys.size === 3, `three claims in a row served ${[...keys].join(', ')} only`)
      }
    },
  },
  {
    name: 'never has more items of a key in flight than asked for',
    run: async ({ queue, items, claimed, claim }) => {
      const [first, second, third] = items('a', 3)
      await queue.enqueue([first, second, third].filter((item) => item !== undefined))
      await queue.enqueue(items('b', 1))
      const claims = await claimed(3, { perKeyMax: 2 })
      const ofA = claims.filter((one) => one.key === 'a')
      assertEqual(idsOf(ofA), [first?.id, second?.id], 'what is in flight of the key')
      assertEqual(await claim({ perKeyMax: 2 }), [], 'what is handed out of a key at its limit')
      const [over] = ofA
      assert(over !== undefined && (await queue.settle(over, 'done')), 'a claim could not be settled')
      assertEqual(idsOf(await claimed(1, { perKeyMax: 2 })), [third?.id], 'what takes the free place')
    },
  },
  {
    name: 'hands out more of a key once more of it may be in flight',
    run: async ({ queue, items, claimed, claim }) => {
      await queue.enqueue(items('a', 3))
      await claimed(1, { perKeyMax: 1 })
      assertEqual(await claim({ perKeyMax: 1 }), [], 'what is handed out of a key at its limit')
      await claimed(1, { perKeyMax: 2 })
      await claimed(1, { perKeyMax: 3 })
    },
  },
  {
    name: 'lets a key at its limit hide no other key',
    run: async ({ queue, items, claimed }) => {
      await queue.enqueue(items('a', 30))
      await claimed(1, { max: 1, perKeyMax: 1 })
      const other = items('b', 1)
      await queue.enqueue(other)
      assertEqual(idsOf(await claimed(1, { max: 10, perKeyMax: 1 })), idsOf(other), 'the other key')
    },
  },
  {
    name: 'passes over the keys it is told to, and they keep their place',
    run: async ({ queue, items, claimed, claim }) => {
      const [a, b] = [items('a', 3), items('b', 1)]
      await queue.enqueue([...a, ...b])
      const skipKeys = new Set(['a', 'unknown'])
      assertEqual(idsOf(await claimed(1, { skipKeys })), idsOf(b), 'what is not passed over')
      assertEqual(await claim({ skipKeys }), [], 'what is passed over')
      assertEqual(idsOf(await claimed(3, { skipKeys: new Set() })), idsOf(a), 'what was passed over, later')
    },
  },
  {
    name: 'finds what is due behind a thousand items of keys that are passed over',
    run: async ({ queue, items, claimed }) => {
      const skipKeys = new Set(Array.from({ length: 50 }, (_, index) => `closed-${index}`))
      await queue.enqueue([...skipKeys].flatMap((key) => items(key, 20)))
      const open = items('open', 1)
      await queue.enqueue(open)
      assertEqual(idsOf(await claimed(1, { skipKeys })), idsOf(open), 'the key that is not passed over')
    },
  },
  {
    name: 'takes any text for a key',
    run: async ({ queue, items, claimed, claim }) => {
      const all = KEYS.flatMap((key) => items(key, 1))
      await queue.enqueue(all)
      const claims = await claimed(KEYS.length, { perKeyMax: 1 })
      assertEqual(claims.map((one) => one.key).toSorted(), KEYS.toSorted(), 'the keys')
      assertEqual(idsOf(claims).toSorted(), idsOf(all).toSorted(), 'the items')
      assertEqual(await claim(), [], 'what is left')
    },
  },
  {
    name: 'takes a thousand items at once, and hands out each once',
    run: async ({ queue, items, claimed, claim }) => {
      const all = Array.from({ length: 20 }, (_, key) => items(String(key), 50)).flat()
      await queue.enqueue(all)
      const claims = await claimed(1000, { max: 170, perKeyMax: 1000 })
      assertEqual(idsOf(claims).toSorted(), idsOf(all).toSorted(), 'the items')
      assertEqual(await claim(), [], 'what is left')
    },
  },
]

const KEYS = [
  '1',
  '__proto__',
  'constructor',
  ' ',
  'ä',
  '🪝',
  "'; drop table --",
  'a:b',
  '%',
  'a'.repeat(200),
]
