/** What several that ask at once get, from one process and from several. */
import type { Claim } from '../../ports/queue.js'
import { assert, assertEqual } from '../assertions.js'
import { idsOf, type QueueCase } from './queue-case.js'

export const racing: readonly QueueCase[] = [
  {
    name: 'hands an item to one of many that ask at once',
    run: async ({ queue, handles, items, claim }) => {
      const all = Array.from({ length: 10 }, (_, key) => items(String(key), 10)).flat()
      await queue.enqueue(all)
      const claims: Claim[] = []
      // One that asks beside others may come away with less than there is.
      for (let rounds = 0; claims.length < 100 && rounds < 50; rounds++) {
        const asking = Array.from({ length: 10 }, (_, index) =>
          claim({ max: 10 }, handles[index % handles.length]),
        )
        claims.push(...(await Promise.all(asking)).flat())
      }
      assertEqual(idsOf(claims).toSorted(), idsOf(all).toSorted(), 'what was handed out')
    },
  },
  {
    name: 'holds to the limit of a key when many ask at once',
    run: async ({ queue, items, claim }) => {
      await queue.enqueue([...items('a', 30), ...items('b', 30)])
      const asking = Array.from({ length: 10 }, () => claim({ max: 10, perKeyMax: 3 }))
      const claims = (await Promise.all(asking)).flat()
      for (const key of ['a', 'b']) {
        const inFlight = claims.filter((one) => one.key === key).length
        assert(inFlight <= 3, `${inFlight} items of a key are in flight, not 3 at most`)
      }
    },
  },
  {
    name: 'holds to the limit of a key over all processes',
    needs: 'global limits',
    run: async ({ queue, handles, items, claim }) => {
      await queue.enqueue([...items('a', 30), ...items('b', 30)])
      for (let round = 0; round < 3; round++) {
        const asking = handles.flatMap((handle) => [1, 2].map(() => claim({ max: 10, perKeyMax: 3 }, handle)))
        const claims = (await Promise.all(asking)).flat()
        for (const key of ['a', 'b']) {
          const inFlight = claims.filter((one) => one.key === key).length
          assert(inFlight <= 3, `${inFlight} items of a key are in flight, not 3 at most`)
        }
        for (const one of claims) await queue.settle(one, 'done')
      }
    },
  },
  {
    name: 'settles a claim for one of many that ask at once',
    run: async ({ queue, handles, items, claimed, claim }) => {
      await queue.enqueue(items('a', 5))
      for (const one of await claimed(5)) {
        const settled = await Promise.all(
          Array.from({ length: 5 }, (_, index) =>
            (handles[index % handles.length] ?? queue).settle(one, 'done'),
          ),
        )
        assert(
          settled.filter(Boolean).length === 1,
          `a claim was settled ${settled.filter(Boolean).length} times`,
        )
      }
      assertEqual(await claim(), [], 'what is left')
    },
  },
  {
    name: 'keeps one item for an id that many put in at once',
    run: async ({ handles, queue, items, claimed, claim }) => {
      const all = items('a', 20)
      await Promise.all(
        Array.from({ length: 8 }, (_, index) => (handles[index % handles.length] ?? queue).enqueue(all)),
      )
      const claims = await claimed(20)
      assertEqual(idsOf(claims).toSorted(), idsOf(all).toSorted(), 'what was handed out')
      for (const handle of handles) assertEqual(await claim({}, handle), [], 'what is left')
    },
  },
  {
    name: 'is seen by every process',
    needs: 'several processes',
    run: async ({ queue, handles, items, claim, claimed }) => {
      const other = handles.find((handle) => handle !== queue)
      assert(other !== undefined, '')
      const all = items('a', 2)
      await other.enqueue(all)
      const [one, two] = (await claimed(2)) as [Claim, Claim]
      assert(await other.extend(one, 60_000), 'another process could not renew a lease with its token')
      assert(await other.settle(one, 'done'), 'another process could not settle with the token')
      assert(await other.settle(two, 'release'), 'another process could not give back with the token')
      assertEqual(idsOf(await claimed(1)), [two.id], 'what was given back')
      assertEqual(await claim(), [], 'what is left')
    },
  },
]
