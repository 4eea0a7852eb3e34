import type { Collaborator } from '../../ports/collaborator.js'
import type { Invite } from '../../ports/invite.js'
import { toNumber, type IntegerColumn } from './column.js'

/** A row of the collaborators. */
export interface CollaboratorRow {
  readonly root_id: IntegerColumn
  readonly user_id: IntegerColumn
  readonly created_at: IntegerColumn
}

/** A row of the invites. */
export interface InviteRow {
  readonly id: IntegerColumn
  readonly root_id: IntegerColumn
  readonly invitee_id: IntegerColumn
  readonly inviter_id: IntegerColumn
  readonly created_at: IntegerColumn
}

export function toCollaborator(row: CollaboratorRow): Collaborator {
  return { rootId: toNumber(row.root_id), userId: toNumber(row.user_id), createdAt: toNumber(row.created_at) }
}

export function toInvite(row: InviteRow): Invite {
  return {
    id: toNumber(row.id),
    rootId: toNumber(row.root_id),
    inviteeId: toNumber(row.invitee_id),
    inviterId: toNumber(row.inviter_id),
    createdAt: toNumber(row.created_at),
  }
}
