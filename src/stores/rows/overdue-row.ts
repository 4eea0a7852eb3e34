import type { OverdueDelivery } from '../../ports/delivery.js'
import { toNumber, toNumberOrNull, type IntegerColumn } from './column.js'

/** What a queue needs to know of a delivery, as a row. */
export interface OverdueRow {
  readonly id: string
  readonly webhook_id: IntegerColumn
  readonly next_attempt_at: IntegerColumn | null
}

export function toOverdue(row: OverdueRow): OverdueDelivery {
  return {
    id: row.id,
    webhookId: toNumber(row.webhook_id),
    nextAttemptAt: toNumberOrNull(row.next_attempt_at),
  }
}
