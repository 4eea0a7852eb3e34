/** Transactions, hints, and what a queue says of itself. */
import { assert, assertEqual, assertRefused } from '../assertions.js'
import { idsOf, type QueueCase } from './queue-case.js'

export const declaring: readonly QueueCase[] = [
  {
    name: 'has what was put in by a transaction, once that is committed',
    needs: 'transactions',
    run: async ({ queue, items, transaction, claimed, claim }) => {
      const [inside, outside] = [items('a', 3), items('b', 1)]
      await transaction(async (tx) => {
        await queue.enqueue(inside.slice(0, 2), { tx })
        await queue.enqueue(inside.slice(2), { tx })
      })
      await queue.enqueue(outside, { tx: undefined })
      const claims = await claimed(4)
      assertEqual(idsOf(claims).toSorted(), idsOf([...inside, ...outside]).toSorted(), 'what was put in')
      assertEqual(await claim(), [], 'what is left')
    },
  },
  {
    name: 'never had what was put in by a transaction that is rolled back',
    needs: 'transactions',
    run: async ({ queue, items, transaction, claimed, claim }) => {
      const all = items('a', 2)
      const failure = new Error('rolled back on purpose')
      const failed = await transaction(async (tx) => {
        await queue.enqueue(all, { tx })
        throw failure
      }).catch((error: unknown) => error)
      assert(failed === failure, `the transaction failed with ${String(failed)}`)
      assertEqual(await claim(), [], 'what was rolled back')
      // Nor is anything left of it that would keep it out.
      await queue.enqueue(all)
      assertEqual(idsOf(await claimed(2)), idsOf(all), 'what was put in again')
    },
  },
  {
    name: 'refuses what is no transaction it can join',
    needs: 'transactions',
    run: async ({ queue, items, claim }) => {
      await assertRefused(() => queue.enqueue(items('a', 1), { tx: {} }), 'option-invalid', 'tx: {}')
      await assertRefused(() => queue.enqueue(items('a', 1), { tx: 'tx' }), 'option-invalid', "tx: 'tx'")
      assertEqual(await claim(), [], 'what was refused')
    },
  },
  {
    name: 'refuses every transaction, since it joins none',
    needs: 'no transactions',
    run: async ({ queue, items, claim, claimed }) => {
      const tx = { query: () => Promise.resolve({ rows: [] }) }
      await assertRefused(() => queue.enqueue(items('a', 1), { tx }), 'option-invalid', 'a transaction')
      assertEqual(await claim(), [], 'what was refused')
      await queue.enqueue(items('a', 1), { tx: undefined })
      await claimed(1)
    },
  },
  {
    name: 'calls back when items come up, until it is told to stop',
    run: async ({ queue, items, claimed, pass }) => {
      if (queue.onReady === undefined) return
      let calls = 0
      const stop = queue.onReady(() => calls++)
      const stopOther = queue.onReady(() => {})
      await queue.enqueue(items('a', 1))
      await claimed(1)
      // A hint may come a little later, and more than once.
      for (let turns = 0; calls === 0 && turns < 100; turns++) await pass(10)
      assert(calls > 0, 'nobody was called back')
      stop()
      stopOther()
      const before = calls
      await queue.enqueue(items('a', 1))
      await claimed(1)
      assert(calls === before, 'one that had stopped listening was called back')
    },
  },
  {
    name: 'tells in words what an operator should know',
    run: async ({ queue }) => {
      const findings = await queue.health()
      assert(Array.isArray(findings), 'health is no list')
      assert(
        findings.every((finding) => typeof finding === 'string' && finding.length > 0),
        'a finding is no text',
      )
    },
  },
]
