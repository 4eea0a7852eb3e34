/** A work that writes in every way that can be part of a transaction, and what has to be there afterwards. */
import type { Invite } from '../../ports/invite.js'
import type { Transaction } from '../../ports/transaction.js'
import { assert, assertEqual } from '../assertions.js'
import { idsOf, type StoreBench } from './store-case.js'

/** What is there before the work. */
export type Before = Awaited<ReturnType<typeof prepare>>

/** What the work has made. */
export interface Written {
  readonly namespaceId: number
  readonly webhookId: number
  readonly deliveryId: string
  readonly eventId: string
  readonly inviteId: number
}

/** What is there before. */
export async function prepare({ store, namespace, webhook, emitted }: StoreBench): Promise<{
  readonly kept: Awaited<ReturnType<typeof namespace>>
  readonly moving: Awaited<ReturnType<typeof namespace>>
  readonly invite: Invite
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
  await store.collaborators.add({ rootId: kept.id, userId: 8 })
  return {
    kept,
    gone,
    moving: await namespace('moving'),
    invite: await store.invites.create({ rootId: kept.id, inviteeId: 6, inviterId: 1 }),
    webhooks,
    pending: await emitted(first),
    cancelled: await emitted(second),
  }
}

/** Every write that can be part of a transaction, once. */
export async function writeAll(
  { store, namespace, webhook, event, delivery }: StoreBench,
  { kept, gone, moving, invite, webhooks, pending }: Before,
  tx: Transaction,
): Promise<Written> {
  const [first, second] = webhooks as [(typeof webhooks)[0], (typeof webhooks)[0]]
  const made = await namespace('made', { externalId: 'made' }, tx)
  const child = await namespace('child', { parentId: made.id }, tx)
  await store.namespaces.update(kept.id, { description: 'changed' }, tx)
  await store.namespaces.delete(gone.id, tx)
  await store.namespaces.move(moving.id, kept.id, tx)
  await store.collaborators.add({ rootId: kept.id, userId: 9 }, tx)
  await store.collaborators.remove(kept.id, 8, tx)
  const invited = await store.invites.create({ rootId: kept.id, inviteeId: 7, inviterId: 1 }, tx)
  await store.invites.delete(invite.id, tx)
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
  return {
    namespaceId: child.id,
    webhookId: hook.id,
    deliveryId: to.id,
    eventId: one.id,
    inviteId: invited.id,
  }
}

/** Reads back what `writeAll` wrote, by every read that can be part of a transaction. */
export async function expectWritten(
  { store }: StoreBench,
  { kept, gone, webhooks, pending }: Before,
  { namespaceId, webhookId, deliveryId, eventId, inviteId }: Written,
  tx: Transaction,
): Promise<void> {
  const child = await store.namespaces.get(namespaceId, tx)
  assertEqual(child?.path, 'made/child', 'the namespace')
  assertEqual(await store.namespaces.getByPath('ada', 'made/child', tx), child, 'found by path')
  const parent = await store.namespaces.getByExternalId('made', tx)
  assertEqual(await store.namespaces.children(parent?.id ?? 0, tx), [child], 'the children')
  assertEqual((await store.namespaces.get(kept.id, tx))?.description, 'changed', 'the changed namespace')
  assertEqual(await store.namespaces.get(gone.id, tx), undefined, 'the deleted namespace')
  const { namespaces } = await store.namespaces.list({ parentId: kept.id }, tx)
  assertEqual(
    namespaces.map(({ path }) => path),
    ['kept/moving'],
    'the namespace that was moved',
  )
  assertEqual(idsOf(await store.namespaces.tree(kept.id, tx)), [kept.id, namespaces[0]?.id], 'the tree')
  assertEqual(
    (await store.collaborators.list(kept.id, tx)).map(({ userId }) => userId),
    [9],
    'the collaborators',
  )
  assertEqual((await store.collaborators.get(kept.id, 9, tx))?.rootId, kept.id, 'a collaborator')
  assertEqual(await store.collaborators.rootIdsOf(8, tx), [], 'the trees of one who was removed')
  assertEqual(idsOf(await store.invites.list({ rootId: kept.id }, tx)), [inviteId], 'the invites')
  assertEqual((await store.invites.get(inviteId, tx))?.inviteeId, 7, 'an invite')
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
  assertEqual(
    idsOf(await store.deliveries.list({ eventId }, tx)),
    [deliveryId],
    'the deliveries of the event',
  )
  assertEqual((await store.deliveries.event(eventId, tx))?.idempotencyKey, 'made', 'the event')
  assertEqual((await store.deliveries.get(pending.id, tx))?.state, 'cancelled', 'the delivery that was ended')
}
