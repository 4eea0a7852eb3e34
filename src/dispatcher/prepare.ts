/** From an event to what is stored of it: checked, encoded once for all, with a delivery for each webhook that hears of it. */
import type { Audience, Dialect, Validation } from '../dialect.js'
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import type { Delivery, NewEvent, StoredEvent } from '../ports/delivery.js'
import type { Namespace } from '../ports/namespace.js'
import type { Store } from '../ports/store.js'
import type { Transaction } from '../ports/transaction.js'
import { checkPayload } from './check-payload.js'
import type { EmitTarget } from './emission.js'

export interface PrepareContext {
  readonly dialect: Dialect
  readonly store: Store
  readonly clock: Clock
  readonly newId: () => string
  readonly validation: Validation
}

/** An event as it is given. Whoever calls without types may leave the keys undefined, or give anything. */
export interface EventIn extends Pick<EmitTarget, 'namespaceId'> {
  readonly idempotencyKey?: string | undefined
  readonly orderingKey?: string | undefined
  readonly type: string
  readonly payload: unknown
}

const SELF: Audience = ['self']
// What every database can hold in an index.
const LONGEST_KEY = 255

/** @throws HookstampError `payload-invalid`, `payload-not-json`, `payload-too-large`, `event-unknown`, `not-found`, `option-invalid` */
export async function prepareEvent(
  context: PrepareContext,
  input: EventIn,
  tx: Transaction,
): Promise<NewEvent> {
  const { dialect, store, clock, newId } = context
  const { type, payload } = input
  if (!Number.isSafeInteger(input.namespaceId)) {
    throw new HookstampError(
      'option-invalid',
      'namespaceId: expected the id of the namespace that it happened in.',
    )
  }
  const idempotencyKey = checkKey('idempotencyKey', input.idempotencyKey)
  const orderingKey = checkKey('orderingKey', input.orderingKey)
  // What is there already is not awaited, here and below: an emission into memory is little more than its turns.
  const checking = checkPayload(dialect, context.validation, type, payload)
  if (checking instanceof Promise) await checking
  const finding = store.namespaces.get(input.namespaceId, tx)
  const namespace = finding instanceof Promise ? await finding : finding
  if (namespace === undefined) {
    throw new HookstampError('not-found', `There is no namespace ${input.namespaceId} to emit for.`)
  }
  const audience = dialect.audience?.(type, payload) ?? SELF
  const matching = store.webhooks.matching(namespaceIdsOf(namespace, audience), type, tx)
  const webhooks = matching instanceof Promise ? await matching : matching
  const createdAt = clock.now()
  const id = newId()
  // Encoded even if nobody hears of it: a payload that cannot be sent must fail everywhere alike.
  const body = dialect.encode({ id, type, payload, occurredAt: createdAt })
  if (body.length > dialect.maxBodyBytes) {
    throw new HookstampError(
      'payload-too-large',
      `The body of this "${type}" has ${body.length} bytes; receivers read ${dialect.maxBodyBytes} at most. ` +
        'Send less, or a URL to fetch the rest from.',
    )
  }
  const event: StoredEvent = {
    id,
    type,
    namespaceId: namespace.id,
    idempotencyKey,
    traceContext: null,
    body,
    createdAt,
  }
  const more = { orderingKey, outlivesWebhook: dialect.outlivesWebhook?.(type, payload) ?? false }
  return {
    event,
    deliveries: webhooks.map((webhook) => newDelivery(newId(), event, webhook.id, createdAt, more)),
  }
}

/** What a delivery has besides its event and its webhook. */
export type DeliveryTraits = Partial<Pick<Delivery, 'outlivesWebhook' | 'orderingKey' | 'redeliveryOf'>>

export function newDelivery(
  id: string,
  event: StoredEvent,
  webhookId: number,
  createdAt: number,
  { outlivesWebhook = false, orderingKey = null, redeliveryOf = null }: DeliveryTraits,
): Delivery {
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
    endedAt: null,
    redeliveryOf,
    outlivesWebhook,
    orderingKey,
    createdAt,
  }
}

function checkKey(name: string, key: string | undefined): string | null {
  if (key === undefined) return null
  if (typeof key === 'string' && key !== '' && key.length <= LONGEST_KEY) return key
  throw new HookstampError('option-invalid', `${name}: expected a text of 1 to ${LONGEST_KEY} characters.`)
}

function namespaceIdsOf(namespace: Namespace, audience: Audience): readonly number[] {
  const ids = audience.map((who) => (who === 'self' ? namespace.id : namespace.parentId))
  return ids.filter((id) => id !== null)
}
