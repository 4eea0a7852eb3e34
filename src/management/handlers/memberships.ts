/** Collaborators and invites: both belong to the root of a tree, wherever in it they are asked for. */
import { HookstampError, isHookstampError } from '../../errors.js'
import type { Invite } from '../../ports/invite.js'
import type { Namespace } from '../../ports/namespace.js'
import { notFound, together, type ApiContext, type Handlers, type Target } from '../call.js'
import type { InviteEntity } from '../entities.js'
import type { Presenter } from '../present.js'
import type { ManagementUser } from '../principal.js'
import { invalidField } from '../validate.js'

type MembershipHandlers = Pick<
  Handlers,
  | 'listCollaborators'
  | 'getCollaborator'
  | 'removeCollaborator'
  | 'listInvites'
  | 'sendInvite'
  | 'listReceivedInvites'
  | 'acceptInvite'
  | 'deleteInvite'
>

export const membershipHandlers: MembershipHandlers = {
  listCollaborators: async ({ store, users, target, present }) => {
    const collaborators = await store.collaborators.list(target.namespace.rootId)
    const found = await Promise.all(collaborators.map(({ userId }) => users.byId(userId)))
    const known = found.filter((user) => user !== undefined)
    return { body: known.map((user) => present.collaborator(user, target.namespace)) }
  },

  getCollaborator: async (call) => {
    const user = await collaboratorOf(call, call.params.handle)
    return { body: call.present.collaborator(user, call.target.namespace) }
  },

  removeCollaborator: async (call) => {
    const { store, target, caller, params } = call
    const user = await collaboratorOf(call, params.handle)
    if (target.role !== 'owner' && user.id !== caller?.id) {
      throw new HookstampError('forbidden', 'Only the owner of the namespace removes others.')
    }
    if (!(await store.collaborators.remove(target.namespace.rootId, user.id))) throw notFound()
    return { body: undefined }
  },

  listInvites: async ({ store, target, present }) => {
    const root = await rootOf(store, target.namespace)
    const invites = await store.invites.list({ rootId: root.id })
    return { body: await Promise.all(invites.map((invite) => present.invite(invite, root))) }
  },

  sendInvite: async ({ store, users, target, caller, body, present, announce, urls }) => {
    const inviter = caller as ManagementUser
    const root = await rootOf(store, target.namespace)
    const invitee = await users.byHandle(body.handle)
    if (invitee === undefined) throw invalidField('handle', 'No such user')
    if (invitee.id === inviter.id) throw invalidField('handle', 'Cannot invite yourself')
    if ((await store.collaborators.get(root.id, invitee.id)) !== undefined) {
      throw invalidField('handle', 'User already a collaborator')
    }
    present.know(invitee)
    const invite = await together(store, async (transaction) => {
      const input = { rootId: root.id, inviteeId: invitee.id, inviterId: inviter.id }
      const created = await store.invites.create(input, transaction)
      await announce.invite('invite.sent', created, root, transaction)
      return created
    }).catch((error: unknown) => {
      throw isHookstampError(error, 'conflict') ? invalidField('handle', 'User already invited') : error
    })
    return { body: await present.invite(invite, root), location: urls.invite(invite.id) }
  },

  listReceivedInvites: async ({ store, caller, present }) => {
    const invites = await store.invites.list({ inviteeId: caller.id })
    const entities = await Promise.all(invites.map((invite) => withRoot(store, present, invite)))
    return { body: entities.filter((entity) => entity !== undefined) }
  },

  acceptInvite: async ({ store, caller, params, present, announce }) => {
    const invite = await store.invites.get(params.id)
    if (invite?.inviteeId !== caller.id) throw notFound()
    const root = await store.namespaces.get(invite.rootId)
    if (root === undefined) throw notFound()
    await together(store, async (transaction) => {
      if (!(await store.invites.delete(invite.id, transaction))) throw notFound()
      const isIn = await store.collaborators.get(root.id, caller.id, transaction)
      // The host may have let them in by itself.
      if (!isIn) await store.collaborators.add({ rootId: root.id, userId: caller.id }, transaction)
      await announce.invite('invite.accepted', invite, root, transaction)
    })
    const [namespace, invitee, inviter] = await Promise.all([
      present.related(root),
      present.user(invite.inviteeId),
      present.user(invite.inviterId),
    ])
    return { body: { namespace, invitee, inviter } }
  },

  deleteInvite: async ({ store, caller, params, announce }) => {
    const invite = await store.invites.get(params.id)
    const root = invite && (await store.namespaces.get(invite.rootId))
    const isInvitee = invite?.inviteeId === caller.id
    if (root === undefined || !(isInvitee || root.user.id === caller.id)) throw notFound()
    await together(store, async (transaction) => {
      if (!(await store.invites.delete(params.id, transaction))) throw notFound()
      // Withdrawn by the owner it was not rejected: the document has no event for that.
      if (isInvitee) await announce.invite('invite.rejected', invite, root, transaction)
    })
    return { body: undefined }
  },
}

async function rootOf(store: ApiContext['store'], namespace: Namespace): Promise<Namespace> {
  const root = namespace.parentId === null ? namespace : await store.namespaces.get(namespace.rootId)
  if (root === undefined) throw notFound()
  return root
}

async function withRoot(
  store: ApiContext['store'],
  present: Presenter,
  invite: Invite,
): Promise<InviteEntity | undefined> {
  const root = await store.namespaces.get(invite.rootId)
  return root && present.invite(invite, root)
}

async function collaboratorOf(
  { store, users, target }: Pick<ApiContext, 'store' | 'users'> & { readonly target: Target },
  handle: string,
): Promise<ManagementUser> {
  const user = await users.byHandle(handle)
  if (user === undefined || !(await store.collaborators.get(target.namespace.rootId, user.id)))
    throw notFound()
  return user
}
