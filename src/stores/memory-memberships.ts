/** Collaborators and invites of the memory store. */
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import { prepareCollaborator, prepareInvite } from '../namespaces/membership-rules.js'
import type { Collaborator, CollaboratorStore } from '../ports/collaborator.js'
import type { Invite, InviteStore } from '../ports/invite.js'
import type { Namespace } from '../ports/namespace.js'
import { refuseTransaction } from './memory-transaction.js'

interface Surroundings {
  readonly clock: Clock
  readonly namespace: (id: number) => Namespace | undefined
}

export interface MemoryMemberships {
  readonly collaborators: CollaboratorStore
  readonly invites: InviteStore
  /** Drops all of a tree. */
  forget(rootId: number): void
}

export function memoryMemberships({ clock, namespace }: Surroundings): MemoryMemberships {
  /** Root → user → collaborator. */
  const byRoot = new Map<number, Map<number, Collaborator>>()
  const invites = new Map<number, Invite>()
  let lastInviteId = 0

  const invitesTo = (rootId: number): Invite[] =>
    [...invites.values()].filter((invite) => invite.rootId === rootId)
  const refuseCollaborator = (rootId: number, userId: number): void => {
    if (byRoot.get(rootId)?.has(userId) !== true) return
    throw new HookstampError('conflict', `User ${userId} is a collaborator already.`)
  }

  return {
    collaborators: {
      add: (input, options) => {
        refuseTransaction(options)
        const collaborator = prepareCollaborator(input, namespace(input.rootId), clock.now())
        refuseCollaborator(input.rootId, input.userId)
        const members = byRoot.get(input.rootId) ?? new Map<number, Collaborator>()
        byRoot.set(input.rootId, members.set(input.userId, collaborator))
        return collaborator
      },
      get: (rootId, userId) => byRoot.get(rootId)?.get(userId),
      list: (rootId) =>
        [...(byRoot.get(rootId)?.values() ?? [])].sort(
          (a, b) => a.createdAt - b.createdAt || a.userId - b.userId,
        ),
      rootIdsOf: (userId) =>
        [...byRoot]
          .filter(([, members]) => members.has(userId))
          .map(([rootId]) => rootId)
          .sort((a, b) => a - b),
      remove: (rootId, userId, options) => {
        refuseTransaction(options)
        return byRoot.get(rootId)?.delete(userId) ?? false
      },
    },
    invites: {
      create: (input, options) => {
        refuseTransaction(options)
        const invite = prepareInvite(input, namespace(input.rootId), clock.now())
        refuseCollaborator(input.rootId, input.inviteeId)
        if (invitesTo(input.rootId).some(({ inviteeId }) => inviteeId === input.inviteeId)) {
          throw new HookstampError('conflict', `User ${input.inviteeId} is invited already.`)
        }
        const id = ++lastInviteId
        const stored = { ...invite, id }
        invites.set(id, stored)
        return stored
      },
      get: (id) => invites.get(id),
      list: (query) =>
        'rootId' in query
          ? invitesTo(query.rootId)
          : [...invites.values()].filter(({ inviteeId }) => inviteeId === query.inviteeId),
      delete: (id, options) => {
        refuseTransaction(options)
        return invites.delete(id)
      },
    },
    forget: (rootId) => {
      byRoot.delete(rootId)
      for (const { id } of invitesTo(rootId)) invites.delete(id)
    },
  }
}
