import type { Delivery, DeliveryState } from '../../ports/delivery.js'
import {
  fromBoolean,
  toBoolean,
  toNumber,
  toNumberOrNull,
  type Column,
  type IntegerColumn,
  type TruthColumn,
} from './column.js'

/** A row of the deliveries. */
export interface DeliveryRow {
  readonly id: string
  readonly event_id: string
  readonly type: string
  readonly namespace_id: IntegerColumn
  readonly webhook_id: IntegerColumn
  readonly state: DeliveryState
  readonly reason: string | null
  readonly attempts: IntegerColumn
  readonly uncharged: IntegerColumn
  readonly next_attempt_at: IntegerColumn | null
  readonly ended_at: IntegerColumn | null
  readonly redelivery_of: string | null
  readonly outlives_webhook: TruthColumn
  readonly ordering_key: string | null
  readonly created_at: IntegerColumn
}

/** What a delivery is written into, in the order of `deliveryValues`. */
export const deliveryColumns: readonly (keyof DeliveryRow)[] = [
  'id',
  'event_id',
  'type',
  'namespace_id',
  'webhook_id',
  'state',
  'reason',
  'attempts',
  'uncharged',
  'next_attempt_at',
  'ended_at',
  'redelivery_of',
  'outlives_webhook',
  'ordering_key',
  'created_at',
]

export function deliveryValues(delivery: Delivery): Column[] {
  return [
    delivery.id,
    delivery.eventId,
    delivery.type,
    delivery.namespaceId,
    delivery.webhookId,
    delivery.state,
    delivery.reason,
    delivery.attempts,
    delivery.uncharged,
    delivery.nextAttemptAt,
    delivery.endedAt,
    delivery.redeliveryOf,
    fromBoolean(delivery.outlivesWebhook),
    delivery.orderingKey,
    delivery.createdAt,
  ]
}

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    eventId: row.event_id,
    type: row.type,
    namespaceId: toNumber(row.namespace_id),
    webhookId: toNumber(row.webhook_id),
    state: row.state,
    reason: row.reason,
    attempts: toNumber(row.attempts),
    uncharged: toNumber(row.uncharged),
    nextAttemptAt: toNumberOrNull(row.next_attempt_at),
    endedAt: toNumberOrNull(row.ended_at),
    redeliveryOf: row.redelivery_of,
    outlivesWebhook: toBoolean(row.outlives_webhook),
    orderingKey: row.ordering_key,
    createdAt: toNumber(row.created_at),
  }
}
