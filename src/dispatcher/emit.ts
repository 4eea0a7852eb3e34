/** From an event to stored deliveries: check, encode once, choose who hears of it, write, line up. */
import type { Audience, Dialect, Validation } from '../dialect.js'
import { HookstampError, type Issue } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import type { StandardIssue } from '../internal/standard-schema.js'
import type { Delivery, StoredEvent } from '../ports/delivery.js'
import type { Namespace } from '../ports/namespace.js'
import type { Queue } from '../ports/queue.js'
import type { Store } from '../ports/store.js'
import type { Transaction } from '../ports/transaction.js'
import type { Observer } from './observe.js'

export interface EmitContext {
  readonly dialect: Dialect
  readonly store: Store
  readonly queue: Queue
  readonly clock: Clock
  readonly newId: () => string
  readonly validation: Validation
  readonly observe: Observer | undefined
}

export interface EmitOptions extends Transaction {
  /** The namespace it happened in: its webhooks hear of it. */
  readonly namespaceId: number
}

/** What was emitted. No webhook wanted it if there is no delivery: then nothing is stored. */
export interface Emission {
  /** UUIDv7; the id that is signed, the same for every webhook and every attempt. */
  readonly eventId: string
  /** One for each webhook that hears of it. */
  readonly deliveryIds: readonly string[]
}

const SELF: Audience = ['self']

export async function emitEvent(
  context: EmitContext,
  type: string,
  payload: unknown,
  options: EmitOptions,
): Promise<Emission> {
  const { dialect, store, queue, clock, newId } = context
  await checkPayload(context, type, payload)
  const namespace = await store.namespaces.get(options.namespaceId)
  if (namespace === undefined) {
    throw new HookstampError('not-found', `There is no namespace ${options.namespaceId} to emit for.`)
  }
  const createdAt = clock.now()
  const eventId = newId()
  const audience = dialect.audience?.(type, payload) ?? SELF
  const webhooks = await store.webhooks.matching(namespaceIdsOf(namespace, audience), type)
  // Encoded even if nobody hears of it: a payload that cannot be sent must fail everywhere alike.
  const body = dialect.encode({ id: eventId, type, payload, occurredAt: createdAt })
  if (body.length > dialect.maxBodyBytes) {
    throw new HookstampError(
      'payload-too-large',
      `The body of this "${type}" has ${body.length} bytes; receivers read ${dialect.maxBodyBytes} at most. ` +
        'Send less, or a URL to fetch the rest from.',
    )
  }
  if (webhooks.length === 0) return { eventId, deliveryIds: [] }

  const event: StoredEvent = { id: eventId, type, namespaceId: namespace.id, body, createdAt }
  const outlivesWebhook = dialect.outlivesWebhook?.(type, payload) ?? false
  const deliveries = webhooks.map((webhook) =>
    newDelivery({
      id: newId(),
      event,
      webhookId: webhook.id,
      createdAt,
      outlivesWebhook,
      redeliveryOf: null,
    }),
  )
  const tx = 'tx' in options ? { tx: options.tx } : {}
  await store.deliveries.add(event, deliveries, tx)
  await enqueue(queue, deliveries, tx)
  context.observe?.({ kind: 'emitted', event, deliveries })
  return { eventId, deliveryIds: deliveries.map((delivery) => delivery.id) }
}

interface DeliveryParts {
  readonly id: string
  readonly event: StoredEvent
  readonly webhookId: number
  readonly createdAt: number
  readonly outlivesWebhook: boolean
  readonly redeliveryOf: string | null
}

export function newDelivery({ id, event, webhookId, createdAt, ...rest }: DeliveryParts): Delivery {
  return {
    id,
    eventId: event.id,
    type: event.type,
    namespaceId: event.namespaceId,
    webhookId,
    state: 'pending',
    reason: null,
    attempts: 0,
    uncharged: 0,
    nextAttemptAt: createdAt,
    ...rest,
    createdAt,
  }
}

/** Lines deliveries up, the webhook as key, so that none crowds out another. */
export async function enqueue(
  queue: Queue,
  deliveries: readonly Delivery[],
  options: Transaction,
): Promise<void> {
  await queue.enqueue(
    deliveries.map(({ id, webhookId, createdAt }) => ({ id, key: String(webhookId), dueAt: createdAt })),
    options,
  )
}

function namespaceIdsOf(namespace: Namespace, audience: Audience): readonly number[] {
  const ids = audience.map((who) => (who === 'self' ? namespace.id : namespace.parentId))
  return ids.filter((id) => id !== null)
}

async function checkPayload(
  { dialect, validation }: EmitContext,
  type: string,
  payload: unknown,
): Promise<void> {
  if (!dialect.eventTypes.includes(type)) {
    throw new HookstampError(
      'event-unknown',
      `Dialect "${dialect.name}" has no event "${type}". It has: ${dialect.eventTypes.join(', ')}.`,
    )
  }
  if (validation === 'off') return
  const schema = await dialect.schema(type, validation)
  const result = await schema['~standard'].validate(payload)
  if (result.issues === undefined) return
  const issues = result.issues.map(toIssue)
  const text = issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`).join('; ')
  throw new HookstampError(
    'payload-invalid',
    `The payload of "${type}" is not valid (${validation}). ${text}`,
    {
      issues,
    },
  )
}

function toIssue({ message, path = [] }: StandardIssue): Issue {
  return {
    message,
    path: path.map((segment) => {
      const key = typeof segment === 'object' ? segment.key : segment
      return typeof key === 'number' ? key : String(key)
    }),
  }
}
