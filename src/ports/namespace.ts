import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Transaction } from './transaction.js'

/** Who may see a namespace; a child always has its root's. */
export type Visibility = 'private' | 'internal' | 'public'

/** The user a namespace belongs to. */
export interface NamespaceUser {
  readonly id: number
  readonly username: string
}

/** The tenant that owns webhooks: a node in its user's tree of namespaces. */
export interface Namespace {
  readonly id: number
  /** Id of the tenant in the host's own database, unique if given. */
  readonly externalId: string | null
  readonly user: NamespaceUser
  /** Top of the tree; its own id at the top. */
  readonly rootId: number
  readonly parentId: number | null
  readonly name: string
  /** Names from the top, joined by `/`. */
  readonly path: string
  readonly description: string
  readonly visibility: Visibility
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

export interface NewNamespace {
  readonly name: string
  readonly user: NamespaceUser
  /** @default null a tree of its own */
  readonly parentId?: number | null
  /** @default '' */
  readonly description?: string
  /** @default 'private', below a parent always the parent's */
  readonly visibility?: Visibility
  /** @default null */
  readonly externalId?: string | null
}

/** What of a namespace can be changed; what is not given stays. */
export interface NamespaceChanges {
  readonly description?: string
  /** Changes the whole tree when given for a root; ignored below. */
  readonly visibility?: Visibility
}

/** One page of a list. */
interface PageQuery {
  /** Part of the path, in any casing of ASCII letters; every character stands for itself. Absent or empty: all. */
  readonly search?: string
  /** @default 0 */
  readonly offset?: number
  /** @default 25 */
  readonly limit?: number
}

/** Which namespaces: a user's, together with whole trees of others that are shared with the user; or the children of one. */
export type NamespaceQuery =
  | (PageQuery & {
      readonly userId: number
      /**
       * Ids of roots, none of them the user's own.
       * @default []
       */
      readonly rootIds?: readonly number[]
    })
  | (PageQuery & { readonly parentId: number })

export interface NamespacePage {
  /** In the order of the bytes of their paths; of the same path, in the order of their ids. */
  readonly namespaces: readonly Namespace[]
  /** Whether there are more behind them. */
  readonly hasMore: boolean
}

/** Rejections are `HookstampError`: `record-invalid` with issues, `conflict`, `not-found`. */
export interface NamespaceStore {
  create(namespace: NewNamespace, options?: Transaction): MaybePromise<Namespace>
  get(id: number, options?: Transaction): MaybePromise<Namespace | undefined>
  getByPath(username: string, path: string, options?: Transaction): MaybePromise<Namespace | undefined>
  getByExternalId(externalId: string, options?: Transaction): MaybePromise<Namespace | undefined>
  /** Direct children, in the order of their paths. */
  children(id: number, options?: Transaction): MaybePromise<readonly Namespace[]>
  /**
   * A page by its number, so the last one of very many is asked for as well: without `search` it must not cost more
   * than the first (keep counts, and read from the nearer end).
   */
  list(query: NamespaceQuery, options?: Transaction): MaybePromise<NamespacePage>
  /** The namespace and everything below it, in the order of their paths: itself first. */
  tree(id: number, options?: Transaction): MaybePromise<readonly Namespace[]>
  update(id: number, changes: NamespaceChanges, options?: Transaction): MaybePromise<Namespace>
  /**
   * Puts the namespace, with everything below it, under another parent of the same user, or at the top (`null`). A root
   * that becomes part of another tree has that one's collaborators from then on: its own, and its invites, are dropped.
   */
  move(id: number, parentId: number | null, options?: Transaction): MaybePromise<Namespace>
  /**
   * Deletes the namespace, everything below it, and their webhooks; with a root, its collaborators and invites. Pending
   * deliveries of those webhooks end `cancelled`, except the ones marked `outlivesWebhook`.
   */
  delete(id: number, options?: Transaction): MaybePromise<void>
}
