/** Writing together with the host, and what a store says of itself. */
import type { Store } from '../../ports/store.js'
import type { Transaction } from '../../ports/transaction.js'
import type { MaybePromise } from '../../internal/maybe-promise.js'
import { assert, assertEqual, assertRefused } from '../assertions.js'
import { ADA, idsOf, PAYLOAD_URL, type StoreBench, type StoreCase } from './store-case.js'

export const transactions: readonly StoreCase[] = [
  {
    name: 'transactions: keeps what is committed, all of it',
    needs: 'transactions',
    run: async (bench) => {
      const before = await prepare(bench)
      const made = await transact(bench.store, async (tx) => await writeAll(bench, before, { tx }))
      await expectWritten(bench, before, made, {})
    },
  },
  {
    name: 'transactions: keeps nothing of what is rolled back',
    needs: 'transactions',
    run: async (bench) => {
      const before = await prepare(bench)
      const failure = new Error('rolled back on purpose')
      let made: Written | undefined
      const failed = await transact(bench.store, async (tx) => {
        made = await writeAll(bench, before, { tx })
        throw failure
      }).catch((error: unknown) => error)
      assert(failed === failure, `the transaction failed with ${String(failed)}`)
      assert(made !== undefined, 'the work was not done')
      const { store } = bench
      assertEqual(await store.namespaces.get(made.namespaceId), undefined, 'the namespace')
      assertEqual(await store.webhooks.get(made.webhookId), undefined, 'the webhook')
      assertEqual(await store.deliveries.get(made.deliveryId), undefined, 'the delivery')
      assertEqual(await store.deliveries.event(made.eventId), undefined, 'the event')
      assertEqual(await store.namespaces.get(before.kept.id), before.kept, 'the namespace that was changed')
      assertEqual(await store.namespaces.get(before.gone.id), before.gone, 'the namespace that was deleted')
      assertEqual(await store.webhooks.list(before.kept.id), before.webhooks, 'the webhooks')
      assertEqual(
        await store.deliveries.get(before.pending.id),
        before.pending,
        'the delivery that was ended',
      )
      assertEqual(
        await store.deliveries.get(before.cancelled.id),
        before.cancelled,
        'the one that went with its webhook',
      )
      // Nothing is left of it that would be in the way.
      await bench.namespace('made', { externalId: 'made' })
      const again = bench.event(before.kept.id, { idempotencyKey: 'made' })
      assertEqual(await store.deliveries.add([{ event: again, deliveries: [] }]), [again.id], 'the key')
    },
  },
  {
    name: 'transactions: reads inside see what was written inside',
    needs: 'transactions',
    run: async (bench) => {
      const before = await prepare(bench)
      await transact(bench.store, async (tx) => {
        const made = await writeAll(bench, before, { tx })
        await expectWritten(bench, before, made, { tx })
      })
    },
  },
  {
    name: 'transactions: several at once are all committed, and answer with what their work does',
    needs: 'transactions',
    run: async ({ store, namespace }) => {
      const all = ['one', 'two', 'three', 'four', 'five']
      const made = await Promise.all(
        all.map((name) => transact(store, async (tx) => (await namespace(name, {}, { tx })).name)),
      )
      assertEqual(made, all, 'the answers')
      for (const name of all)
        assert((await store.namespaces.getByPath('ada', name)) !== undefined, `${name} is not there`)
    },
  },
  {
    name: 'transactions: writes beside one are not part of it',
    needs: 'transactions',
    run: async ({ store, namespace }) => {
      const beside = await transact(store, async (tx) => {
        await namespace('inside', {}, { tx })
        // Not awaited in here: a store with one writer at a time gets to it afterwards.
        return [namespace('beside')]
      })
      await Promise.all(beside)
      const failed = await transact(store, async (tx) => {
        await namespace('undone', {}, { tx })
        const later = namespace('stays')
        later.catch(() => {})
        throw Object.assign(new Error('rolled back on purpose'), { later })
      }).catch((error: unknown) => error as { readonly later: Promise<unknown> })
      await failed.later
      for (const [name, there] of [
        ['inside', true],
        ['beside', true],
        ['undone', false],
        ['stays', true],
      ] as const)
        assertEqual(
          (await store.namespaces.getByPath('ada', name)) !== undefined,
          there,
          `whether "${name}" is there`,
        )
    },
  },
  {
    name: 'transactions: refuses what is no transaction it can join',
    needs: 'transactions',
    run: async (bench) => {
      await expectRefusals(bench, {})
      await expectRefusals(bench, 'tx')
      await bench.namespace('engine', {}, { tx: undefined })
    },
  },
  {
    name: 'transactions: refuses every one, since it joins none',
    needs: 'no transactions',
    run: async (bench) => {
      assert(bench.store.transaction === undefined, 'it has `transaction`, yet declares that it joins none')
      await expectRefusals(bench, { query: () => Promise.resolve({ rows: [] }) })
      await bench.namespace('engine', {}, { tx: undefined })
    },
  },
  {
    name: 'tells in words what an operator should know',
    run: async ({ store }) => {
      const findings = await store.health()
      assert(Array.isArray(findings), 'health is no list')
      assert(
        findings.every((finding) => typeof finding === 'string' && finding.length > 0),
        'a finding is no text',
      )
    },
  },
]

async function transact<T>(store: Store, work: (tx: unknown) => MaybePromise<T>): Promise<T> {
  assert(store.transaction !== undefined, 'it has no `transaction`, yet declares that it joins them')
  return await store.transaction(work)
}

type Before = Awaited<ReturnType<typeof prepare>>

interface Written {
  readonly namespaceId: number
  readonly webhookId: number
  readonly deliveryId: string
  readonly eventId: string
}

async function prepare({ namespace, webhook, emitted }: StoreBench): Promise<{
  readonly kept: Awaited<ReturnType<typeof namespace>>
  readonly gone: Awaited<ReturnType<typeof namespace>>
  readonly webhooks: readonly Awaited<ReturnType<typeof webhook>>[]
  readonly pending: Awaited<ReturnType<typeof emitted>>
  readonly cancelled: Awaited<ReturnType<typeof emitted>>
}> {
  const [kept, gone] = [await namespace('kept'), await namespace('gone')]
  const webhooks = [
    await webhook(kept.id, { events: ['cron'] }),
    await webhook(kept.id, { events: ['images'] }),
  ]
  const [first, second] = webhooks as [(typeof webhooks)[0], (typeof webhooks)[0]]
  return { kept, gone, webhooks, pending: await emitted(first), cancelled: await emitted(second) }
}

/** Every write that can be part of a transaction, once. */
async function writeAll(
  { store, namespace, webhook, event, delivery }: StoreBench,
  { kept, gone, webhooks, pending }: Before,
  tx: Transaction,
): Promise<Written> {
  const [first, second] = webhooks as [(typeof webhooks)[0], (typeof webhooks)[0]]
  const made = await namespace('made', { externalId: 'made' }, tx)
  const child = await namespace('child', { parentId: made.id }, tx)
  await store.namespaces.update(kept.id, { description: 'changed' }, tx)
  await store.namespaces.delete(gone.id, tx)
  const hook = await webhook(child.id, {}, tx)
  await store.webhooks.update(first.id, { ordered: true }, tx)
  await store.webhooks.delete(second.id, tx)
  const one = event(kept.id, { idempotencyKey: 'made' })
  const to = delivery(one, first.id)
  await store.deliveries.add([{ event: one, deliveries: [to] }], tx)
  assert(
    await store.deliveries.end(pending.id, { state: 'cancelled', reason: 'asked', endedAt: 1 }, tx),
    'a pending delivery could not be ended',
  )
  return { namespaceId: child.id, webhookId: hook.id, deliveryId: to.id, eventId: one.id }
}

async function expectWritten(
  { store }: StoreBench,
  { kept, gone, webhooks, pending }: Before,
  { namespaceId, webhookId, deliveryId, eventId }: Written,
  tx: Transaction,
): Promise<void> {
  const child = await store.namespaces.get(namespaceId, tx)
  assertEqual(child?.path, 'made/child', 'the namespace')
  assertEqual(await store.namespaces.getByPath('ada', 'made/child', tx), child, 'found by path')
  const parent = await store.namespaces.getByExternalId('made', tx)
  assertEqual(await store.namespaces.children(parent?.id ?? 0, tx), [child], 'the children')
  assertEqual((await store.namespaces.get(kept.id, tx))?.description, 'changed', 'the changed namespace')
  assertEqual(await store.namespaces.get(gone.id, tx), undefined, 'the deleted namespace')
  assertEqual((await store.webhooks.get(webhookId, tx))?.namespaceId, namespaceId, 'the webhook')
  const first = webhooks[0]?.id
  assertEqual(idsOf(await store.webhooks.list(kept.id, tx)), [first], 'the webhooks left')
  const hearing = await store.webhooks.matching([kept.id, namespaceId], 'cron', tx)
  assertEqual(
    hearing.map((one) => [one.id, one.ordered]),
    [
      [first, true],
      [webhookId, false],
    ],
    'who hears of events',
  )
  assertEqual((await store.deliveries.get(deliveryId, tx))?.eventId, eventId, 'the delivery')
  assertEqual((await store.deliveries.event(eventId, tx))?.idempotencyKey, 'made', 'the event')
  assertEqual((await store.deliveries.get(pending.id, tx))?.state, 'cancelled', 'the delivery that was ended')
}

async function expectRefusals(
  { store, namespace, webhook, event, emitted }: StoreBench,
  tx: unknown,
): Promise<void> {
  const root = (await store.namespaces.getByPath('ada', 'refusals')) ?? (await namespace('refusals'))
  const hook = await webhook(root.id)
  const one = await emitted(hook)
  const writes: Readonly<Record<string, () => unknown>> = {
    'namespaces.create': () => store.namespaces.create({ name: 'child', user: ADA }, { tx }),
    'namespaces.update': () => store.namespaces.update(root.id, { description: 'x' }, { tx }),
    'namespaces.delete': () => store.namespaces.delete(root.id, { tx }),
    'webhooks.create': () => store.webhooks.create({ namespaceId: root.id, payloadUrl: PAYLOAD_URL }, { tx }),
    'webhooks.update': () => store.webhooks.update(hook.id, { ordered: true }, { tx }),
    'webhooks.delete': () => store.webhooks.delete(hook.id, { tx }),
    'deliveries.add': () => store.deliveries.add([{ event: event(root.id), deliveries: [] }], { tx }),
    'deliveries.end': () => store.deliveries.end(one.id, { state: 'dead', reason: 'x', endedAt: 1 }, { tx }),
  }
  for (const [name, write] of Object.entries(writes)) await assertRefused(write, 'option-invalid', name)
  assertEqual(await store.namespaces.get(root.id), root, 'what was refused')
  assertEqual(await store.deliveries.get(one.id), one, 'what was refused')
}
