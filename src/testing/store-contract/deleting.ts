/** What goes with what, and what stays for a farewell. */
import { assert, assertEqual } from '../assertions.js'
import { attemptOf, resultOf, type StoreCase } from './store-case.js'

export const deleting: readonly StoreCase[] = [
  {
    name: 'deleting a webhook: cancels what is pending for it, and nothing else',
    run: async ({ store, clock, namespace, webhook, emitted }) => {
      const { id: namespaceId } = await namespace('engine')
      const [gone, other] = [await webhook(namespaceId), await webhook(namespaceId)]
      const [one, ended, elsewhere] = [await emitted(gone), await emitted(gone), await emitted(other)]
      await store.deliveries.end(ended.id, { state: 'dead', reason: 'test', endedAt: 1 })
      await clock.advance(1000)
      await store.webhooks.delete(gone.id)
      assertEqual(await store.webhooks.get(gone.id), undefined, 'the webhook')
      assertEqual(await store.webhooks.list(namespaceId), [other], 'the webhooks left')
      const cancelled = {
        ...one,
        state: 'cancelled',
        reason: 'webhook-deleted',
        endedAt: clock.now(),
        nextAttemptAt: null,
      }
      assertEqual(await store.deliveries.get(one.id), cancelled, 'what was pending')
      assertEqual((await store.deliveries.get(ended.id))?.state, 'dead', 'what had ended')
      assertEqual(await store.deliveries.get(elsewhere.id), elsewhere, "another webhook's delivery")
      assertEqual(await store.deliveries.load([one.id]), [undefined], 'what is left to send')
      assertEqual((await store.deliveries.event(one.eventId)) !== undefined, true, 'the event is on record')
    },
  },
  {
    name: 'deleting a webhook: keeps it, unseen, for what outlives it',
    run: async ({ store, namespace, webhook, emitted }) => {
      const { id: namespaceId } = await namespace('engine')
      const hook = await webhook(namespaceId, { secret: 's3cret', headers: { 'X-Tenant': 'a' } })
      const [ordinary, farewell] = [await emitted(hook), await emitted(hook, { outlivesWebhook: true })]
      await store.webhooks.delete(hook.id)
      assertEqual((await store.deliveries.get(ordinary.id))?.state, 'cancelled', 'what does not outlive it')
      assertEqual(await store.webhooks.get(hook.id), undefined, 'the webhook')
      assertEqual(await store.webhooks.list(namespaceId), [], 'the list')
      assertEqual(await store.webhooks.matching([namespaceId], 'build.created'), [], 'who hears of events')
      const [loaded] = await store.deliveries.load([farewell.id])
      assertEqual(loaded?.delivery, farewell, 'what outlives it')
      assertEqual(loaded?.webhook.secrets, [{ value: 's3cret' }], 'the secret it is signed with')
      assertEqual(loaded?.webhook.headers, { 'X-Tenant': 'a' }, 'the headers it is sent with')
      const begun = attemptOf(farewell)
      await store.deliveries.begin(begun)
      await store.deliveries.complete(resultOf(begun))
      assertEqual((await store.deliveries.get(farewell.id))?.state, 'delivered', 'the farewell')
      assertEqual(await store.webhooks.updateHealth(hook.id, (health) => health), undefined, 'its health')
    },
  },
  {
    name: 'deleting a namespace: cancels what is pending below it, except what outlives its webhook',
    run: async ({ store, clock, namespace, webhook, emitted }) => {
      const root = await namespace('engine')
      const child = await namespace('parts', { parentId: root.id })
      const [above, below] = [await webhook(root.id), await webhook(child.id)]
      const [one, two, farewell] = [
        await emitted(above),
        await emitted(below),
        await emitted(below, { outlivesWebhook: true }),
      ]
      await store.namespaces.delete(root.id)
      for (const { id } of [one, two]) {
        const ended = await store.deliveries.get(id)
        assertEqual(
          [ended?.state, ended?.reason, ended?.endedAt, ended?.nextAttemptAt],
          ['cancelled', 'webhook-deleted', clock.now(), null],
          'what was pending',
        )
      }
      const [loaded] = await store.deliveries.load([farewell.id])
      assert(loaded?.webhook.id === below.id, 'what outlives its webhook cannot be sent any more')
    },
  },
]
