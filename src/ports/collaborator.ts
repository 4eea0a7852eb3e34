import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Transaction } from './transaction.js'

/** A user who works in a tree of namespaces that is another's. */
export interface Collaborator {
  /** Top of the tree: a collaborator has all of it. */
  readonly rootId: number
  readonly userId: number
  /** When they joined, in milliseconds since the epoch. */
  readonly createdAt: number
}

export type NewCollaborator = Pick<Collaborator, 'rootId' | 'userId'>

/** Rejections are `HookstampError`: `record-invalid`, `conflict`, `not-found`. They go with their tree. */
export interface CollaboratorStore {
  /** `conflict` for somebody who is one already. */
  add(collaborator: NewCollaborator, options?: Transaction): MaybePromise<Collaborator>
  get(rootId: number, userId: number, options?: Transaction): MaybePromise<Collaborator | undefined>
  /** In the order in which they joined; together, in the order of their ids. */
  list(rootId: number, options?: Transaction): MaybePromise<readonly Collaborator[]>
  /** The trees that are shared with a user, in the order of their ids. */
  rootIdsOf(userId: number, options?: Transaction): MaybePromise<readonly number[]>
  /** False if there was none. */
  remove(rootId: number, userId: number, options?: Transaction): MaybePromise<boolean>
}
