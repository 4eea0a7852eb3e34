/** Every operation of the management API, as types: what handler, client and schemas are held to. */
import type { DeliveryState } from '../ports/delivery.js'
import type { Visibility } from '../ports/namespace.js'
import type * as E from './entities.js'

/** What goes in, by where it stands in the request, and what comes out. */
export interface Operation {
  readonly params: object
  readonly query: object
  readonly body: object
  readonly returns: unknown
}

/** Which namespace: its owner's name, and the names from the top, joined by `/`. */
export interface InNamespace {
  readonly username: string
  readonly path: string
}
export interface InWebhook extends InNamespace {
  readonly id: number
}
export interface InDelivery extends InWebhook {
  readonly delivery: string
}

export interface PageQuery {
  /** @default 1 */
  readonly page?: number | undefined
}
export interface SearchQuery extends PageQuery {
  /** Part of the path or name, in any casing. */
  readonly search?: string | undefined
}
export interface NamespacesQuery extends SearchQuery {
  /** The one namespace with this `external_id`. */
  readonly external_id?: string | undefined
}
export type BuildStatus = E.BuildEntity['status']
export interface BuildsQuery extends SearchQuery {
  readonly tag?: string | undefined
  readonly status?: BuildStatus | undefined
}
export interface DeliveriesQuery {
  readonly state?: DeliveryState | undefined
  readonly event?: string | undefined
  /** Only what is older than this id: the last of the page before. */
  readonly before?: string | undefined
}

export interface CreateNamespaceBody {
  /** Path of the namespace to create it under, one of the caller's own. */
  readonly parent?: string | undefined
  readonly name: string
  /** @default '' */
  readonly description?: string | undefined
  /** @default 'private'; below a parent always the parent's */
  readonly visibility?: Visibility | undefined
  readonly external_id?: string | undefined
}
export interface UpdateNamespaceBody {
  readonly description?: string | undefined
  /** Of a root; that of the whole tree. */
  readonly visibility?: Visibility | undefined
}
export interface MoveNamespaceBody {
  /** Path of the new parent; absent or empty: to the top. */
  readonly parent?: string | undefined
}
export interface UpdateWebhookBody {
  readonly payload_url?: string | undefined
  /** Never shown again. Empty: as if not sent. */
  readonly secret?: string | undefined
  readonly ssl?: boolean | undefined
  readonly active?: boolean | undefined
  /** Exact names, `*`, or the beginning of several as in `build.*`; empty: all. */
  readonly events?: readonly string[] | undefined
  /** Sends without a signature from now on, unless a new secret is given with it. */
  readonly remove_secret?: boolean | undefined
}
export interface CreateWebhookBody extends Omit<UpdateWebhookBody, 'payload_url' | 'remove_secret'> {
  readonly payload_url: string
}
export interface RotateSecretBody {
  /** @default a fresh one, which the answer shows */
  readonly secret?: string | undefined
  /**
   * For how long the old one goes on beside it.
   * @default 86_400 a day
   */
  readonly overlap_seconds?: number | undefined
}
export interface SendInviteBody {
  /** Username or email. */
  readonly handle: string
}

interface None {}
interface Does<Params, Query, Body, Returns> extends Operation {
  readonly params: Params & object
  readonly query: Query & object
  readonly body: Body & object
  readonly returns: Returns
}

/** Operation → what goes in and out. */
export interface Operations {
  readonly listNamespaces: Does<None, NamespacesQuery, None, readonly E.NamespaceEntity[]>
  readonly createNamespace: Does<None, None, CreateNamespaceBody, E.NamespaceEntity>
  readonly getNamespace: Does<InNamespace, None, None, E.NamespaceEntity>
  readonly updateNamespace: Does<InNamespace, None, UpdateNamespaceBody, E.NamespaceEntity>
  readonly deleteNamespace: Does<InNamespace, None, None, void>
  readonly moveNamespace: Does<InNamespace, None, MoveNamespaceBody, E.NamespaceEntity>
  readonly getBadge: Does<InNamespace, None, None, string>
  readonly listChildren: Does<InNamespace, SearchQuery, None, readonly E.NamespaceEntity[]>
  readonly listBuilds: Does<InNamespace, BuildsQuery, None, readonly E.BuildEntity[]>
  readonly listImages: Does<InNamespace, SearchQuery, None, readonly E.ImageEntity[]>
  readonly listObjects: Does<InNamespace, SearchQuery, None, readonly E.ObjectEntity[]>
  readonly listVariables: Does<InNamespace, SearchQuery, None, readonly E.VariableEntity[]>
  readonly listKeys: Does<InNamespace, SearchQuery, None, readonly E.KeyEntity[]>
  readonly listCollaborators: Does<InNamespace, None, None, readonly E.CollaboratorEntity[]>
  readonly getCollaborator: Does<InNamespace & SendInviteBody, None, None, E.CollaboratorEntity>
  readonly removeCollaborator: Does<InNamespace & SendInviteBody, None, None, void>
  readonly listInvites: Does<InNamespace, None, None, readonly E.InviteEntity[]>
  readonly sendInvite: Does<InNamespace, None, SendInviteBody, E.InviteEntity>
  readonly listReceivedInvites: Does<None, None, None, readonly E.InviteEntity[]>
  readonly acceptInvite: Does<{ readonly id: number }, None, None, E.AcceptedInviteEntity>
  readonly deleteInvite: Does<{ readonly id: number }, None, None, void>
  readonly listWebhooks: Does<InNamespace, None, None, readonly E.WebhookEntity[]>
  readonly createWebhook: Does<InNamespace, None, CreateWebhookBody, E.WebhookEntity>
  readonly getWebhook: Does<InWebhook, None, None, E.WebhookEntity>
  readonly updateWebhook: Does<InWebhook, None, UpdateWebhookBody, E.WebhookEntity>
  readonly deleteWebhook: Does<InWebhook, None, None, void>
  readonly pauseWebhook: Does<InWebhook, None, None, E.WebhookEntity>
  readonly resumeWebhook: Does<InWebhook, None, None, E.WebhookEntity>
  readonly rotateSecret: Does<InWebhook, None, RotateSecretBody, E.NewSecretEntity>
  readonly pingWebhook: Does<InWebhook, None, None, E.DeliveryEntity>
  readonly listDeliveries: Does<InWebhook, DeliveriesQuery, None, readonly E.DeliveryEntity[]>
  readonly getDelivery: Does<InDelivery, None, None, E.WholeDeliveryEntity>
  readonly redeliver: Does<InDelivery, None, None, E.DeliveryEntity>
}

export type OperationId = keyof Operations
