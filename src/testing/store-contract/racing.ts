/** What holds when several write at once, from one process and from several. */
import { isHookstampError } from '../../errors.js'
import type { Store } from '../../ports/store.js'
import { assert, assertEqual } from '../assertions.js'
import { ADA, attemptOf, resultOf, type StoreBench, type StoreCase } from './store-case.js'

export const racing: readonly StoreCase[] = [
  {
    name: 'at once: one of many gets a name, the others hear of a conflict',
    run: async (bench) => {
      const make = (store: Store): unknown => store.namespaces.create({ name: 'engine', user: ADA })
      await expectOneWinner(bench, make)
      const external = (store: Store, index: number): unknown =>
        store.namespaces.create({ name: `other${index}`, user: ADA, externalId: 'tenant' })
      await expectOneWinner(bench, external)
    },
  },
  {
    name: 'at once: many events with one idempotency key become one',
    run: async (bench) => {
      const { store, namespace, webhook, event, delivery } = bench
      const hook = await webhook((await namespace('engine')).id)
      const answers = await atOnce(bench, 10, async (handle) => {
        const one = event(hook.namespaceId, { idempotencyKey: 'order-1' })
        return await handle.deliveries.add([{ event: one, deliveries: [delivery(one, hook.id)] }])
      })
      const ids = answers.map((answer) =>
        answer.status === 'fulfilled' ? answer.value[0] : String(answer.reason),
      )
      assert(new Set(ids).size === 1, `ten events with one key were told ${[...new Set(ids)].join(', ')}`)
      const listed = await store.deliveries.list({ webhookId: hook.id })
      assertEqual(
        listed.map((one) => one.eventId),
        [ids[0]],
        'the events that have deliveries',
      )
    },
  },
  {
    name: 'at once: no change of health is lost',
    run: async (bench) => {
      const { store, namespace, webhook } = bench
      const { id } = await webhook((await namespace('engine')).id)
      await atOnce(bench, 20, async (handle) => {
        const changed = await handle.webhooks.updateHealth(id, (health) => ({
          ...health,
          failures: health.failures + 1,
        }))
        assert(changed !== undefined, 'the webhook was not found')
      }).then(expectNoFailure)
      assertEqual((await store.webhooks.get(id))?.health.failures, 20, 'failures counted')
    },
  },
  {
    name: 'at once: changes of one webhook do not undo each other',
    run: async (bench) => {
      const { store, namespace, webhook, emitted } = bench
      const hook = await webhook((await namespace('engine')).id)
      const begun = attemptOf(await emitted(hook))
      await store.deliveries.begin(begun)
      const changes = [
        async (handle: Store) => await handle.webhooks.update(hook.id, { ordered: true }),
        async (handle: Store) => await handle.webhooks.update(hook.id, { ratePerSecond: 5 }),
        async (handle: Store) => await handle.webhooks.update(hook.id, { events: ['cron'] }),
        async (handle: Store) =>
          await handle.webhooks.updateHealth(hook.id, (health) => ({ ...health, failures: 7 })),
        async (handle: Store) => await handle.deliveries.complete(resultOf(begun)),
      ]
      await atOnce(bench, changes.length, async (handle, index) => await changes[index]?.(handle)).then(
        expectNoFailure,
      )
      const after = await store.webhooks.get(hook.id)
      assertEqual(
        [
          after?.ordered,
          after?.ratePerSecond,
          after?.events,
          after?.health.failures,
          after?.lastResponse?.code,
        ],
        [true, 5, ['cron'], 7, 204],
        'the webhook',
      )
    },
  },
  {
    name: 'at once: a delivery ends once',
    run: async (bench) => {
      const { store, namespace, webhook, emitted } = bench
      const hook = await webhook((await namespace('engine')).id)
      for (let round = 0; round < 5; round++) {
        const { id } = await emitted(hook)
        const ends = await atOnce(
          bench,
          6,
          async (handle, index) =>
            await handle.deliveries.end(id, { state: 'cancelled', reason: `by ${index}`, endedAt: index }),
        )
        const winners = ends.flatMap((end, index) => (end.status === 'fulfilled' && end.value ? [index] : []))
        assert(winners.length === 1, `${winners.length} of 6 ended a delivery`)
        assertEqual((await store.deliveries.get(id))?.reason, `by ${winners[0]}`, 'whose end stands')
      }
    },
  },
  {
    name: 'at once: an end and the outcome of an attempt leave one of both, and the attempt',
    run: async (bench) => {
      const { store, namespace, webhook, emitted } = bench
      const hook = await webhook((await namespace('engine')).id)
      for (let round = 0; round < 10; round++) {
        const one = await emitted(hook)
        const begun = attemptOf(one)
        await store.deliveries.begin(begun)
        const ending = { state: 'cancelled', reason: 'asked', endedAt: 1500 } as const
        const order = round % 2
        const [ended, completed] = await atOnce(bench, 2, async (handle, index) =>
          index === order
            ? await handle.deliveries.end(one.id, ending)
            : await handle.deliveries.complete(resultOf(begun)),
        ).then((both) => (order === 0 ? both : both.toReversed()))
        assert(ended?.status === 'fulfilled' && completed?.status === 'fulfilled', 'one of both failed')
        const { state, endedAt } = (await store.deliveries.get(one.id)) ?? {}
        const expected = ended.value === true ? ['cancelled', 1500] : ['delivered', 2000]
        assertEqual([state, endedAt], expected, `the end, when \`end\` answers ${String(ended.value)}`)
        assertEqual((await store.deliveries.attempts(one.id))[0]?.outcome, 'succeeded', 'the attempt')
      }
    },
  },
  {
    name: 'at once: nothing grows below a namespace that is deleted',
    run: async (bench) => {
      const { store, namespace } = bench
      for (let round = 0; round < 5; round++) {
        const { id } = await namespace('engine')
        const results = await atOnce(
          bench,
          3,
          async (handle, index): Promise<{ readonly id: number } | undefined> => {
            if (index === round % 3) return void (await handle.namespaces.delete(id))
            return index === (round + 1) % 3
              ? await handle.namespaces.create({ name: 'parts', user: ADA, parentId: id })
              : await handle.webhooks.create({ namespaceId: id, payloadUrl: 'https://example.com' })
          },
        )
        for (const result of results) {
          if (result.status === 'fulfilled') continue
          assert(
            isHookstampError(result.reason, 'not-found'),
            `expected not-found, found ${String(result.reason)}`,
          )
        }
        assertEqual(await store.namespaces.getByPath('ada', 'engine/parts'), undefined, 'what grew below')
        assertEqual(await store.webhooks.list(id), [], 'the webhooks of the deleted one')
      }
    },
  },
  {
    name: 'is seen by every process',
    needs: 'several processes',
    run: async ({ store, handles, namespace, webhook, emitted }) => {
      const other = handles.find((handle) => handle !== store)
      assert(other !== undefined, 'there is one process')
      const root = await namespace('engine')
      const hook = await webhook(root.id, { secret: 's' })
      assertEqual(await other.namespaces.get(root.id), root, 'the namespace')
      assertEqual(await other.webhooks.matching([root.id], 'cron'), [hook], 'who hears of events')
      await store.webhooks.update(hook.id, { active: false })
      assertEqual(await other.webhooks.matching([root.id], 'cron'), [], 'who hears of events then')
      const one = await emitted(hook)
      assertEqual((await other.deliveries.load([one.id]))[0]?.delivery, one, 'the delivery')
    },
  },
]

/** Runs so many at once, spread over the handles. */
function atOnce<T>(
  { handles, store }: StoreBench,
  count: number,
  run: (handle: Store, index: number) => Promise<T>,
): Promise<PromiseSettledResult<T>[]> {
  return Promise.allSettled(
    Array.from({ length: count }, (_, index) => run(handles[index % handles.length] ?? store, index)),
  )
}

async function expectOneWinner(
  bench: StoreBench,
  make: (store: Store, index: number) => unknown,
): Promise<void> {
  const results = await atOnce(bench, 8, async (store, index) => await make(store, index))
  const lost = results.filter((result) => result.status === 'rejected')
  assert(lost.length === 7, `${8 - lost.length} of 8 got the name`)
  for (const { reason } of lost)
    assert(isHookstampError(reason, 'conflict'), `expected a conflict, found ${String(reason)}`)
}

function expectNoFailure(results: readonly PromiseSettledResult<unknown>[]): void {
  for (const result of results) assert(result.status === 'fulfilled', 'a change that nothing forbids failed')
}
