/**
 * The rules of collaborators and invites, as pure functions. Both belong to a whole tree, so to its root. That nobody
 * is in twice is for the store to see to.
 */
import { HookstampError } from '../errors.js'
import type { Collaborator, NewCollaborator } from '../ports/collaborator.js'
import type { Invite, NewInvite } from '../ports/invite.js'
import type { Namespace } from '../ports/namespace.js'
import { refuse } from './namespace-rules.js'

/**
 * A collaborator ready to be stored.
 *
 * @param root the namespace of `rootId`, if there is one
 * @throws HookstampError `not-found`, `record-invalid`
 */
export function prepareCollaborator(
  input: NewCollaborator,
  root: Namespace | undefined,
  createdAt: number,
): Collaborator {
  refuseMember('collaborator', 'userId', input.userId, rootOf(input.rootId, root))
  return { rootId: input.rootId, userId: input.userId, createdAt }
}

/**
 * An invite ready to be stored: everything but its id. Throws as `prepareCollaborator` does.
 *
 * @param root the namespace of `rootId`, if there is one
 */
export function prepareInvite(
  input: NewInvite,
  root: Namespace | undefined,
  createdAt: number,
): Omit<Invite, 'id'> {
  const { rootId, inviteeId, inviterId } = input
  refuseMember('invite', 'inviteeId', inviteeId, rootOf(rootId, root))
  return { rootId, inviteeId, inviterId, createdAt }
}

function rootOf(rootId: number, root: Namespace | undefined): Namespace {
  if (root === undefined) throw new HookstampError('not-found', `There is no namespace ${rootId}.`)
  return root
}

function refuseMember(what: string, field: string, userId: number, root: Namespace): void {
  refuse(what, [
    ...(root.parentId === null
      ? []
      : [{ path: ['rootId'], message: 'Collaborators belong to the top of a tree.' }]),
    ...(userId === root.user.id ? [{ path: [field], message: 'The namespace is theirs already.' }] : []),
  ])
}
