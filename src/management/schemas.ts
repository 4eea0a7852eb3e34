/**
 * What the management API takes and gives, as schemas: requests are held to them, and the OpenAPI document is made from
 * them.
 */
import * as z from 'zod'
import { build as djinnBuild, image, object, sshKey, variable } from '../dialects/djinn/schemas.js'
import { isPath } from '../namespaces/namespace-rules.js'
import type * as E from './entities.js'
import type * as O from './operations.js'

const instant = z.iso.datetime({ offset: true })
const id = z.int()

export const user: z.ZodType<E.UserEntity> = z.object({
  id,
  email: z.string(),
  username: z.string(),
  created_at: instant,
})

const namespaceFields = {
  id,
  user_id: id,
  root_id: id,
  parent_id: id.nullable(),
  name: z.string(),
  path: z.string(),
  description: z.string(),
  visibility: z.enum(['private', 'internal', 'public']),
  created_at: instant,
  url: z.string(),
  builds_url: z.string(),
  namespaces_url: z.string(),
  images_url: z.string(),
  objects_url: z.string(),
  variables_url: z.string(),
  keys_url: z.string(),
  collaborators_url: z.string(),
  invites_url: z.string(),
  webhooks_url: z.string(),
  user: user.nullable(),
  external_id: z.string().exactOptional(),
}

export const relatedNamespace: z.ZodType<E.RelatedNamespaceEntity> = z.object(namespaceFields)

export const build: z.ZodType<E.BuildEntity> = djinnBuild as unknown as z.ZodType<E.BuildEntity>

export const namespace: z.ZodType<E.NamespaceEntity> = z.object({
  ...namespaceFields,
  parent: relatedNamespace.nullable(),
  build: build.nullable(),
})

export const webhook: z.ZodType<E.WebhookEntity> = z.object({
  id,
  author_id: id.nullable(),
  user_id: id,
  namespace_id: id,
  payload_url: z.string(),
  ssl: z.boolean(),
  events: z.array(z.string()),
  active: z.boolean(),
  disabled_reason: z.string().nullable(),
  paused_until: instant.nullable(),
  url: z.string(),
  namespace: relatedNamespace,
  last_response: z
    .object({ code: id.nullable(), duration: z.number(), error: z.string().nullable(), created_at: instant })
    .nullable(),
})

export const collaborator: z.ZodType<E.CollaboratorEntity> = z.object({
  id,
  email: z.string(),
  username: z.string(),
  created_at: instant,
  url: z.string(),
})

export const invite: z.ZodType<E.InviteEntity> = z.object({
  id,
  namespace_id: id,
  invitee_id: id,
  inviter_id: id,
  url: z.string(),
  invitee: user.nullable(),
  inviter: user.nullable(),
  namespace: relatedNamespace,
})

export const acceptedInvite: z.ZodType<E.AcceptedInviteEntity> = z.object({
  namespace: relatedNamespace,
  invitee: user.nullable(),
  inviter: user.nullable(),
})

const deliveryFields = {
  id: z.string(),
  webhook_id: id,
  event_id: z.string(),
  event: z.string(),
  state: z.enum(['pending', 'delivered', 'dead', 'cancelled']),
  reason: z.string().nullable(),
  attempt_count: z.int(),
  redelivery_of: z.string().nullable(),
  created_at: instant,
  next_attempt_at: instant.nullable(),
  ended_at: instant.nullable(),
  url: z.string(),
}

export const delivery: z.ZodType<E.DeliveryEntity> = z.object(deliveryFields)

const attempt: z.ZodType<E.AttemptEntity> = z.object({
  number: z.int(),
  outcome: z.enum(['unknown', 'succeeded', 'failed']),
  started_at: instant,
  duration: z.number().nullable(),
  error: z.string().nullable(),
  request_headers: z.record(z.string(), z.string()),
  response: z
    .object({ code: z.int(), headers: z.record(z.string(), z.string()), body: z.string() })
    .nullable(),
})

export const wholeDelivery: z.ZodType<E.WholeDeliveryEntity> = z.object({
  ...deliveryFields,
  payload: z.string().nullable(),
  attempts: z.array(attempt),
})

export const newSecret: z.ZodType<E.NewSecretEntity> = z.object({ secret: z.string().nullable() })

/** One of several resources of Djinn, exactly as its webhooks carry them. */
export const resources: {
  readonly image: z.ZodType<E.ImageEntity>
  readonly object: z.ZodType<E.ObjectEntity>
  readonly variable: z.ZodType<E.VariableEntity>
  readonly key: z.ZodType<E.KeyEntity>
} = { image, object, variable, key: sshKey } as never

/** A validation error: what is wrong with each field. */
export const validationError: z.ZodType<Record<string, string[]>> = z.record(z.string(), z.array(z.string()))
/** Every other error. */
export const message: z.ZodType<{ message: string }> = z.object({ message: z.string() })

// Texts go to databases, of which PostgreSQL keeps none with this in it.
const text = z.string().refine((value) => !value.includes('\0'), 'This cannot hold a NUL character.')
// Only as they are written here: what else JavaScript reads as a number would be a second address of the same thing.
const digits = (otherwise: string) =>
  z
    .string()
    .regex(/^[0-9]+$/, otherwise)
    .pipe(z.coerce.number<string>().int(otherwise))

const names = { username: text, path: z.string().refine(isPath) }
const numericId = digits('Expected an id.').pipe(z.int().min(1))

export const inNamespace: z.ZodType<O.InNamespace> = z.object(names)
export const inWebhook: z.ZodType<O.InWebhook> = z.object({ ...names, id: numericId })
export const inDelivery: z.ZodType<O.InDelivery> = z.object({ ...names, id: numericId, delivery: text })
export const ofCollaborator: z.ZodType<O.InNamespace & O.SendInviteBody> = z.object({
  ...names,
  handle: text,
})
export const ofInvite: z.ZodType<{ readonly id: number }> = z.object({ id: numericId })

// The last page anyone turns to; above it an offset would leave the range of databases' integers.
const page = digits('Expected a page number.')
  .pipe(z.int().min(1, 'Pages count from 1.').max(1e9, 'There is no such page.'))
  .optional()
const search = text.max(255, 'A search has at most 255 characters.').optional()

export const searchQuery: z.ZodType<O.SearchQuery> = z.object({ page, search })
export const namespacesQuery: z.ZodType<O.NamespacesQuery> = z.object({
  page,
  search,
  external_id: text.optional(),
})
export const buildsQuery: z.ZodType<O.BuildsQuery> = z.object({
  page,
  search,
  tag: text.optional(),
  status: z
    .enum(['queued', 'running', 'passed', 'passed_with_failures', 'failed', 'killed', 'timed_out'])
    .optional(),
})
export const deliveriesQuery: z.ZodType<O.DeliveriesQuery> = z.object({
  state: z.enum(['pending', 'delivered', 'dead', 'cancelled']).optional(),
  event: text.optional(),
  before: text.max(64, 'Expected the id of a delivery.').optional(),
})

const visibility = z.enum(['private', 'internal', 'public']).optional()
// The rules of names and descriptions themselves are the store's: `namespaces/namespace-rules.ts`.
const description = text.optional()

export const createNamespace: z.ZodType<O.CreateNamespaceBody> = z.object({
  parent: text.optional(),
  name: text,
  description,
  visibility,
  external_id: text.min(1, 'An external id is not empty.').max(255).optional(),
})
export const updateNamespace: z.ZodType<O.UpdateNamespaceBody> = z.object({ description, visibility })
export const moveNamespace: z.ZodType<O.MoveNamespaceBody> = z.object({ parent: text.optional() })

const webhookFields = {
  secret: text.optional(),
  ssl: z.boolean().optional(),
  active: z.boolean().optional(),
  events: z.array(text).max(100, 'There are at most 100 events.').optional(),
}
export const createWebhook: z.ZodType<O.CreateWebhookBody> = z.object({
  payload_url: text,
  ...webhookFields,
})
export const updateWebhook: z.ZodType<O.UpdateWebhookBody> = z.object({
  payload_url: text.optional(),
  ...webhookFields,
  remove_secret: z.boolean().optional(),
})
// Longer than a month nobody rotates: a secret that old should be ended on purpose.
const LONGEST_OVERLAP_SECONDS = 31 * 24 * 60 * 60
export const rotateSecret: z.ZodType<O.RotateSecretBody> = z.object({
  secret: text.optional(),
  overlap_seconds: z
    .number()
    .min(0, 'Expected seconds, 0 or more.')
    .max(LONGEST_OVERLAP_SECONDS, 'Expected at most 31 days.')
    .optional(),
})
export const sendInvite: z.ZodType<O.SendInviteBody> = z.object({ handle: text })
