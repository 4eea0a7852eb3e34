/** Routes of collaborators and invites. */
import { IN_NAMESPACE, listOf, type Routes } from '../route.js'
import * as s from '../schemas.js'

/** Beside what the document asks for, the server's own names of permissions are taken. */
const forInvites = (what: 'read' | 'write') =>
  ({ permission: `namespace:${what}`, orPermission: `invite:${what}` }) as const

type MembershipRoutes = Pick<
  Routes,
  | 'listCollaborators'
  | 'getCollaborator'
  | 'removeCollaborator'
  | 'listInvites'
  | 'sendInvite'
  | 'listReceivedInvites'
  | 'acceptInvite'
  | 'deleteInvite'
>

export const membershipRoutes: MembershipRoutes = {
  listCollaborators: {
    method: 'GET',
    path: `${IN_NAMESPACE}/-/collaborators`,
    summary: 'Collaborators of the tree that a namespace is in, in the order in which they joined.',
    audience: 'members',
    permission: 'namespace:read',
    params: s.inNamespace,
    status: 200,
    returns: listOf(s.collaborator),
  },
  getCollaborator: {
    method: 'GET',
    path: `${IN_NAMESPACE}/-/collaborators/:handle`,
    summary: 'A collaborator, by username or email.',
    audience: 'members',
    permission: 'namespace:read',
    params: s.ofCollaborator,
    status: 200,
    returns: s.collaborator,
  },
  removeCollaborator: {
    method: 'DELETE',
    path: `${IN_NAMESPACE}/-/collaborators/:handle`,
    summary: 'Removes a collaborator; collaborators can remove themselves.',
    audience: 'members',
    permission: 'namespace:delete',
    params: s.ofCollaborator,
    status: 204,
  },
  listInvites: {
    ...forInvites('read'),
    audience: 'owner',
    method: 'GET',
    path: `${IN_NAMESPACE}/-/invites`,
    summary: 'Open invites to the tree that a namespace is in.',
    params: s.inNamespace,
    status: 200,
    returns: listOf(s.invite),
  },
  sendInvite: {
    ...forInvites('write'),
    audience: 'owner',
    method: 'POST',
    path: `${IN_NAMESPACE}/-/invites`,
    summary: 'Invites a user, by username or email, to the tree that a namespace is in.',
    params: s.inNamespace,
    body: s.sendInvite,
    status: 201,
    returns: s.invite,
  },
  listReceivedInvites: {
    ...forInvites('read'),
    audience: 'user',
    method: 'GET',
    path: '/invites',
    summary: 'Open invites to the user.',
    status: 200,
    returns: listOf(s.invite),
  },
  acceptInvite: {
    ...forInvites('write'),
    audience: 'user',
    method: 'PATCH',
    path: '/invites/:id',
    summary: 'Accepts an invite to the user.',
    params: s.ofInvite,
    status: 200,
    returns: s.acceptedInvite,
  },
  deleteInvite: {
    ...forInvites('write'),
    audience: 'user',
    method: 'DELETE',
    path: '/invites/:id',
    summary: 'Rejects an invite to the user, or withdraws one that the user owns the namespace of.',
    params: s.ofInvite,
    status: 204,
  },
}
