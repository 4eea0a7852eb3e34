/** What a case of the store contract has at hand: a fresh store, and records to put into it. */
import { systemRandom } from '../../internal/random.js'
import { uuidFactory } from '../../internal/uuid.js'
import type { Attempt, AttemptResult, Delivery, StoredEvent } from '../../ports/delivery.js'
import type { Namespace, NewNamespace } from '../../ports/namespace.js'
import type { Store } from '../../ports/store.js'
import type { Transaction } from '../../ports/transaction.js'
import type { NewWebhook, Webhook } from '../../ports/webhook.js'
import type { FakeClock } from '../fake-clock.js'

export interface StoreBench {
  readonly store: Store
  /** The same store as other processes see it; just `store` where there is one owner. */
  readonly handles: readonly Store[]
  readonly clock: FakeClock
  readonly newId: () => string
  /** A namespace of ada's, a root unless told otherwise. */
  readonly namespace: (
    name: string,
    changes?: Partial<NewNamespace>,
    options?: Transaction,
  ) => Promise<Namespace>
  readonly webhook: (
    namespaceId: number,
    changes?: Partial<NewWebhook>,
    options?: Transaction,
  ) => Promise<Webhook>
  /** An event that is not stored yet. */
  readonly event: (namespaceId: number, changes?: Partial<StoredEvent>) => StoredEvent
  /** A delivery that is not stored yet. */
  readonly delivery: (of: StoredEvent, webhookId: number, changes?: Partial<Delivery>) => Delivery
  /** An event and its delivery to a webhook, stored. */
  readonly emitted: (to: Webhook, changes?: Partial<Delivery>) => Promise<Delivery>
}

/** One case: its name says what has to hold. */
export interface StoreCase {
  readonly name: string
  /** What it cannot do without. */
  readonly needs?: 'transactions' | 'no transactions' | 'several processes' | 'inbox'
  readonly run: (bench: StoreBench) => Promise<void>
}

export const ADA = { id: 1, username: 'ada' } as const
export const PAYLOAD_URL = 'https://example.com/hooks'

export function storeBench(store: Store, handles: readonly Store[], clock: FakeClock): StoreBench {
  const newId = uuidFactory(clock, systemRandom)
  const event: StoreBench['event'] = (namespaceId, changes = {}) => ({
    id: newId(),
    type: 'build.created',
    namespaceId,
    idempotencyKey: null,
    traceContext: null,
    body: new TextEncoder().encode('{}'),
    createdAt: clock.now(),
    ...changes,
  })
  const delivery: StoreBench['delivery'] = (of, webhookId, changes = {}) => ({
    id: newId(),
    eventId: of.id,
    type: of.type,
    namespaceId: of.namespaceId,
    webhookId,
    state: 'pending',
    reason: null,
    attempts: 0,
    uncharged: 0,
    nextAttemptAt: clock.now(),
    endedAt: null,
    redeliveryOf: null,
    outlivesWebhook: false,
    orderingKey: null,
    createdAt: clock.now(),
    ...changes,
  })
  return {
    store,
    handles,
    clock,
    newId,
    event,
    delivery,
    namespace: async (name, changes = {}, options) =>
      await store.namespaces.create({ name, user: ADA, ...changes }, options),
    webhook: async (namespaceId, changes = {}, options) =>
      await store.webhooks.create({ namespaceId, payloadUrl: PAYLOAD_URL, ...changes }, options),
    emitted: async (to, changes = {}) => {
      const happened = event(to.namespaceId)
      const one = delivery(happened, to.id, changes)
      await store.deliveries.add([{ event: happened, deliveries: [one] }])
      return one
    },
  }
}

/** An attempt as it is written before its request. */
export function attemptOf({ id }: Delivery, changes: Partial<Attempt> = {}): Attempt {
  return {
    deliveryId: id,
    number: 1,
    outcome: 'unknown',
    startedAt: 1000,
    durationNs: null,
    timings: null,
    requestHeaders: {},
    response: null,
    error: null,
    ...changes,
  }
}

/** What is written when an attempt went well. */
export function resultOf(attempt: Attempt, changes: Partial<AttemptResult['delivery']> = {}): AttemptResult {
  return {
    attempt: { ...attempt, outcome: 'succeeded', durationNs: 5_000_000_000 },
    delivery: {
      state: 'delivered',
      reason: null,
      nextAttemptAt: null,
      endedAt: 2000,
      uncharged: 0,
      ...changes,
    },
    lastResponse: { code: 204, duration: 5_000_000_000, error: null, createdAt: 2000 },
  }
}

/** Ids of records, in their order. */
export function idsOf<Id>(records: readonly { readonly id: Id }[]): Id[] {
  return records.map((record) => record.id)
}
