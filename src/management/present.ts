/** Records as the entities of the document. One for each request: what it has looked up it remembers. */
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Attempt, Delivery, StoredEvent } from '../ports/delivery.js'
import type { Invite } from '../ports/invite.js'
import type { Namespace } from '../ports/namespace.js'
import type { Store } from '../ports/store.js'
import type { Webhook } from '../ports/webhook.js'
import type * as E from './entities.js'
import type { ManagementUser, ManagementUsers } from './principal.js'
import type { ManagementResources } from './resources.js'
import type { Urls } from './urls.js'

interface Sources {
  readonly store: Store
  readonly users: ManagementUsers
  readonly resources: ManagementResources
  readonly urls: Urls
}

export interface Presenter {
  /** Spares looking up someone who is known already. */
  know(user: ManagementUser): void
  user(id: number): Promise<E.UserEntity | null>
  related(namespace: Namespace): Promise<E.RelatedNamespaceEntity>
  namespaces(namespaces: readonly Namespace[]): Promise<readonly E.NamespaceEntity[]>
  namespace(namespace: Namespace): Promise<E.NamespaceEntity>
  webhook(webhook: Webhook, namespace: Namespace): Promise<E.WebhookEntity>
  collaborator(user: ManagementUser, namespace: Namespace): E.CollaboratorEntity
  invite(invite: Invite, namespace: Namespace): Promise<E.InviteEntity>
  delivery(delivery: Delivery, namespace: Namespace): E.DeliveryEntity
  wholeDelivery(
    delivery: Delivery,
    namespace: Namespace,
    event: StoredEvent | undefined,
    attempts: readonly Attempt[],
  ): E.WholeDeliveryEntity
}

export function createPresenter({ store, users, resources, urls }: Sources): Presenter {
  const known = new Map<number, MaybePromise<ManagementUser | undefined>>()
  const parents = new Map<number, MaybePromise<Namespace | undefined>>()

  const user = async (id: number): Promise<E.UserEntity | null> => {
    const found = await remember(known, id, () => users.byId(id))
    return found === undefined ? null : toUser(found)
  }
  const related = async (namespace: Namespace): Promise<E.RelatedNamespaceEntity> => ({
    ...fieldsOf(namespace, urls.namespace(namespace)),
    user: await user(namespace.user.id),
    ...(namespace.externalId === null ? {} : { external_id: namespace.externalId }),
  })
  const parentOf = async ({ parentId }: Namespace): Promise<E.RelatedNamespaceEntity | null> => {
    if (parentId === null) return null
    const parent = await remember(parents, parentId, () => store.namespaces.get(parentId))
    return parent === undefined ? null : related(parent)
  }
  const namespaces = async (all: readonly Namespace[]): Promise<readonly E.NamespaceEntity[]> => {
    const builds = all.length > 0 && (await resources.latestBuilds?.(all.map(({ id }) => id)))
    return Promise.all(
      all.map(async (namespace) => ({
        ...(await related(namespace)),
        parent: await parentOf(namespace),
        build: (builds && builds.get(namespace.id)) || null,
      })),
    )
  }
  const delivery: Presenter['delivery'] = (one, namespace) => ({
    id: one.id,
    webhook_id: one.webhookId,
    event_id: one.eventId,
    event: one.type,
    state: one.state,
    reason: one.reason,
    attempt_count: one.attempts,
    redelivery_of: one.redeliveryOf,
    created_at: toInstant(one.createdAt),
    next_attempt_at: toInstantOrNull(one.nextAttemptAt),
    ended_at: toInstantOrNull(one.endedAt),
    url: urls.delivery(namespace, one.webhookId, one.id),
  })

  return {
    know: (one) => void known.set(one.id, one),
    user,
    related,
    namespaces,
    namespace: async (namespace) => (await namespaces([namespace]))[0] as E.NamespaceEntity,
    webhook: async (webhook, namespace) => ({
      id: webhook.id,
      author_id: webhook.authorId,
      user_id: namespace.user.id,
      namespace_id: webhook.namespaceId,
      payload_url: webhook.payloadUrl,
      ssl: webhook.ssl,
      events: webhook.events,
      active: webhook.active,
      disabled_reason: webhook.disabledReason,
      paused_until: toInstantOrNull(webhook.health.pausedUntil),
      url: urls.webhook(namespace, webhook.id),
      namespace: await related(namespace),
      last_response: webhook.lastResponse && {
        code: webhook.lastResponse.code,
        duration: webhook.lastResponse.duration,
        error: webhook.lastResponse.error,
        created_at: toInstant(webhook.lastResponse.createdAt),
      },
    }),
    collaborator: (one, namespace) => ({ ...toUser(one), url: urls.collaborator(namespace, one.username) }),
    invite: async (invite, namespace) => ({
      id: invite.id,
      namespace_id: invite.rootId,
      invitee_id: invite.inviteeId,
      inviter_id: invite.inviterId,
      url: urls.invite(invite.id),
      invitee: await user(invite.inviteeId),
      inviter: await user(invite.inviterId),
      namespace: await related(namespace),
    }),
    delivery,
    wholeDelivery: (one, namespace, event, attempts) => ({
      ...delivery(one, namespace),
      payload: event === undefined ? null : decoder.decode(event.body),
      attempts: attempts.map(toAttempt),
    }),
  }
}

const decoder = new TextDecoder()

/** RFC 3339, with a fraction only where there is one, as the document's examples have none. */
export function toInstant(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z')
}

export function toUser({ id, email, username, createdAt }: ManagementUser): E.UserEntity {
  return { id, email, username, created_at: toInstant(createdAt) }
}

function toInstantOrNull(at: number | null): string | null {
  return at === null ? null : toInstant(at)
}

function toAttempt(attempt: Attempt): E.AttemptEntity {
  const { response, error } = attempt
  return {
    number: attempt.number,
    outcome: attempt.outcome,
    started_at: toInstant(attempt.startedAt),
    duration: attempt.durationNs,
    error: error?.message ?? null,
    request_headers: attempt.requestHeaders,
    response: response && {
      code: response.status,
      headers: response.headers,
      body: decoder.decode(response.body),
    },
  }
}

function fieldsOf(namespace: Namespace, url: string): Omit<E.RelatedNamespaceEntity, 'user' | 'external_id'> {
  return {
    id: namespace.id,
    user_id: namespace.user.id,
    root_id: namespace.rootId,
    parent_id: namespace.parentId,
    name: namespace.name,
    path: namespace.path,
    description: namespace.description,
    visibility: namespace.visibility,
    created_at: toInstant(namespace.createdAt),
    url,
    builds_url: `${url}/-/builds`,
    namespaces_url: `${url}/-/namespaces`,
    images_url: `${url}/-/images`,
    objects_url: `${url}/-/objects`,
    variables_url: `${url}/-/variables`,
    keys_url: `${url}/-/keys`,
    invites_url: `${url}/-/invites`,
    collaborators_url: `${url}/-/collaborators`,
    webhooks_url: `${url}/-/webhooks`,
  }
}

function remember<T>(
  memory: Map<number, MaybePromise<T>>,
  id: number,
  look: () => MaybePromise<T>,
): MaybePromise<T> {
  const remembered = memory.get(id)
  if (remembered !== undefined) return remembered
  const found = look()
  memory.set(id, found)
  return found
}
