import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Transaction } from './transaction.js'

/** An open offer to become a collaborator; it is gone once accepted, rejected or withdrawn. */
export interface Invite {
  readonly id: number
  /** Top of the tree that is shared. */
  readonly rootId: number
  readonly inviteeId: number
  readonly inviterId: number
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

export type NewInvite = Pick<Invite, 'rootId' | 'inviteeId' | 'inviterId'>

/** Which invites: those of a tree, or those to a user. */
export type InviteQuery = { readonly rootId: number } | { readonly inviteeId: number }

/** Rejections are `HookstampError`: `record-invalid`, `conflict`, `not-found`. They go with their tree. */
export interface InviteStore {
  /** `conflict` for somebody who is invited to the tree, or a collaborator, already. */
  create(invite: NewInvite, options?: Transaction): MaybePromise<Invite>
  get(id: number, options?: Transaction): MaybePromise<Invite | undefined>
  /** In the order of their ids. */
  list(query: InviteQuery, options?: Transaction): MaybePromise<readonly Invite[]>
  /** False if it is gone already: of several who end it at once, one gets true. */
  delete(id: number, options?: Transaction): MaybePromise<boolean>
}
