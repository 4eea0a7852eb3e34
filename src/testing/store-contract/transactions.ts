/** Writing together with the host, and what a store says of itself. */
import type { Store } from '../../ports/store.js'
import type { MaybePromise } from '../../internal/maybe-promise.js'
import { assert, assertEqual, assertRefused } from '../assertions.js'
import { ADA, PAYLOAD_URL, type StoreBench, type StoreCase } from './store-case.js'
import { expectWritten, prepare, writeAll, type Written } from './transaction-work.js'

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
      assertEqual(await store.namespaces.get(before.moving.id), before.moving, 'the namespace that was moved')
      const members = await store.collaborators.list(before.kept.id)
      assertEqual(
        members.map(({ userId }) => userId),
        [8],
        'the collaborators',
      )
      assertEqual(await store.invites.list({ rootId: before.kept.id }), [before.invite], 'the invites')
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
    'namespaces.move': () => store.namespaces.move(root.id, null, { tx }),
    'collaborators.add': () => store.collaborators.add({ rootId: root.id, userId: 9 }, { tx }),
    'collaborators.remove': () => store.collaborators.remove(root.id, 9, { tx }),
    'invites.create': () => store.invites.create({ rootId: root.id, inviteeId: 9, inviterId: 1 }, { tx }),
    'invites.delete': () => store.invites.delete(1, { tx }),
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
