/** What the management API speaks of, as its document defines it. What the document does not have is said. */
import type {
  StrictBuild,
  StrictImage,
  StrictObject,
  StrictSshKey,
  StrictVariable,
} from '../dialects/djinn/payloads.js'
import type { DeliveryState } from '../ports/delivery.js'
import type { Visibility } from '../ports/namespace.js'

/** Someone with an account. */
export interface UserEntity {
  readonly id: number
  readonly email: string
  readonly username: string
  /** RFC 3339, as every time here. */
  readonly created_at: string
}

/** A namespace where it stands beside something else: without what stands beside it in turn. */
export interface RelatedNamespaceEntity {
  readonly id: number
  /** Owner. */
  readonly user_id: number
  /** Top of the tree; its own id at the top. */
  readonly root_id: number
  readonly parent_id: number | null
  readonly name: string
  /** Names from the top, joined by `/`. */
  readonly path: string
  readonly description: string
  readonly visibility: Visibility
  readonly created_at: string
  readonly url: string
  readonly builds_url: string
  readonly namespaces_url: string
  readonly images_url: string
  readonly objects_url: string
  readonly variables_url: string
  readonly keys_url: string
  readonly collaborators_url: string
  /** Not in the document's table, but in its examples. */
  readonly invites_url: string
  readonly webhooks_url: string
  readonly user: UserEntity | null
  /** Id of the tenant in the host's database, if it was given one. Not in the document. */
  readonly external_id?: string
}

/** @see djinn-namespaces-api, "Namespace entity" */
export interface NamespaceEntity extends RelatedNamespaceEntity {
  readonly parent: RelatedNamespaceEntity | null
  /** The one submitted last. */
  readonly build: BuildEntity | null
}

export type BuildEntity = StrictBuild
export type ImageEntity = StrictImage
export type ObjectEntity = StrictObject
export type VariableEntity = StrictVariable
export type KeyEntity = StrictSshKey

/** How the newest attempt of a webhook went. */
export interface LastResponseEntity {
  /** Status, or null when no response came. */
  readonly code: number | null
  /** Nanoseconds. */
  readonly duration: number
  readonly error: string | null
  readonly created_at: string
}

/** @see djinn-namespaces-api, "Webhook entity" */
export interface WebhookEntity {
  readonly id: number
  /** Null for a webhook that the host made without an author. */
  readonly author_id: number | null
  /** Owner of the namespace. */
  readonly user_id: number
  readonly namespace_id: number
  readonly payload_url: string
  readonly ssl: boolean
  /** Empty: all. */
  readonly events: readonly string[]
  /** Sent by the server, but not in the document. */
  readonly active: boolean
  /** Why it was made inactive, when nobody did it by hand. Not in the document. */
  readonly disabled_reason: string | null
  /** Until then nothing is sent, because it failed too often. Not in the document. */
  readonly paused_until: string | null
  /** Sent by the server, but not in the document. */
  readonly url: string
  readonly namespace: RelatedNamespaceEntity
  readonly last_response: LastResponseEntity | null
}

/** @see djinn-namespaces-api, "Collaborator entity" */
export interface CollaboratorEntity extends UserEntity {
  readonly url: string
}

/** An open invite, as the server sends it: the document has no table of it. */
export interface InviteEntity {
  readonly id: number
  /** Top of the tree it is for. */
  readonly namespace_id: number
  readonly invitee_id: number
  readonly inviter_id: number
  readonly url: string
  readonly invitee: UserEntity | null
  readonly inviter: UserEntity | null
  readonly namespace: RelatedNamespaceEntity
}

/** What became of an invite that was accepted. */
export interface AcceptedInviteEntity {
  readonly namespace: RelatedNamespaceEntity
  readonly invitee: UserEntity | null
  readonly inviter: UserEntity | null
}

/** One event on its way to one webhook. Not in the document. */
export interface DeliveryEntity {
  readonly id: string
  readonly webhook_id: number
  readonly event_id: string
  readonly event: string
  readonly state: DeliveryState
  /** Why it ended without being delivered. */
  readonly reason: string | null
  readonly attempt_count: number
  /** The delivery that it repeats. */
  readonly redelivery_of: string | null
  readonly created_at: string
  readonly next_attempt_at: string | null
  readonly ended_at: string | null
  readonly url: string
}

/** A delivery with what was sent and what came back. */
export interface WholeDeliveryEntity extends DeliveryEntity {
  /** The body, as text; null once it is no longer kept. */
  readonly payload: string | null
  readonly attempts: readonly AttemptEntity[]
}

export interface AttemptEntity {
  readonly number: number
  /** `unknown` while the request is under way. */
  readonly outcome: 'unknown' | 'succeeded' | 'failed'
  readonly started_at: string
  /** Nanoseconds; null while it is not over. */
  readonly duration: number | null
  readonly error: string | null
  /** Values that prove or carry a secret are replaced. */
  readonly request_headers: Readonly<Record<string, string>>
  readonly response: {
    readonly code: number
    readonly headers: Readonly<Record<string, string>>
    /** Its first bytes, as text. */
    readonly body: string
  } | null
}

/** A secret that was made for a webhook: shown this once. */
export interface NewSecretEntity {
  /** Null when the caller brought it. */
  readonly secret: string | null
}
