/** Tells the dispatcher what happens to namespaces and invites, in the events of Djinn. */
import type { Namespace } from '../ports/namespace.js'
import type { Invite } from '../ports/invite.js'
import type { Transaction } from '../ports/transaction.js'
import type { RelatedNamespaceEntity } from './entities.js'
import type { ManagementDispatcher } from './options.js'
import type { Presenter } from './present.js'

export interface Announcer {
  /** `namespaces`, for each of them. Of those that go, before they are gone. */
  namespaces(
    action: 'created' | 'updated' | 'deleted',
    namespaces: readonly Namespace[],
    transaction: Transaction,
  ): Promise<void>
  invite(
    type: 'invite.sent' | 'invite.accepted' | 'invite.rejected',
    invite: Invite,
    root: Namespace,
    transaction: Transaction,
  ): Promise<void>
}

// One batch of a large tree: many enough to be few writes, few enough to be held in memory.
const BATCH = 500

/** What the dispatcher's dialect has no event for is not announced. */
export function createAnnouncer(
  dispatcher: ManagementDispatcher | undefined,
  present: Pick<Presenter, 'related' | 'user'>,
): Announcer {
  const payloadOf = async (namespace: Namespace): Promise<RelatedNamespaceEntity> => {
    const { external_id: _, ...documented } = await present.related(namespace)
    return documented
  }
  return {
    namespaces: async (action, namespaces, transaction) => {
      if (dispatcher?.eventTypes.includes('namespaces') !== true) return
      for (let at = 0; at < namespaces.length; at += BATCH) {
        const batch = namespaces.slice(at, at + BATCH)
        const events = batch.map(async (namespace) => ({
          type: 'namespaces',
          payload: { action, namespace: await payloadOf(namespace) },
          namespaceId: namespace.id,
        }))
        await dispatcher.emitMany(await Promise.all(events), transaction)
      }
    },
    invite: async (type, { inviteeId, inviterId }, root, transaction) => {
      if (dispatcher?.eventTypes.includes(type) !== true) return
      const namespace = await payloadOf(root)
      const invitee = await present.user(inviteeId)
      const payload =
        type === 'invite.sent'
          ? { invitee, inviter: await present.user(inviterId), namespace }
          : { invitee, namespace }
      await dispatcher.emitMany([{ type, payload, namespaceId: root.id }], transaction)
    },
  }
}
