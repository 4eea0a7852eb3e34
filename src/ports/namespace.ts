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

/** Rejections are `HookstampError`: `record-invalid` with issues, `conflict`, `not-found`. */
export interface NamespaceStore {
  create(namespace: NewNamespace, options?: Transaction): MaybePromise<Namespace>
  get(id: number, options?: Transaction): MaybePromise<Namespace | undefined>
  getByPath(username: string, path: string, options?: Transaction): MaybePromise<Namespace | undefined>
  getByExternalId(externalId: string, options?: Transaction): MaybePromise<Namespace | undefined>
  /** Direct children, in the order of their paths. */
  children(id: number, options?: Transaction): MaybePromise<readonly Namespace[]>
  update(id: number, changes: NamespaceChanges, options?: Transaction): MaybePromise<Namespace>
  /**
   * Deletes the namespace, everything below it, and their webhooks. Pending deliveries of those webhooks end
   * `cancelled`, except the ones marked `outlivesWebhook`.
   */
  delete(id: number, options?: Transaction): MaybePromise<void>
}
