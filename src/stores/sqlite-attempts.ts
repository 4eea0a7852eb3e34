/** Attempts of the SQLite store: what is written most often. */
import type { DeliveryStore } from '../ports/delivery.js'
import type { LastResponse } from '../ports/webhook.js'
import type { Engine } from '../sqlite/engine.js'
import { insertInto, setting } from '../sqlite/insert.js'
import { attemptColumns, attemptValues, toAttempt, type AttemptRow } from './rows/attempt-row.js'

interface Surroundings {
  readonly engine: Engine
  readonly responded: (webhookId: number, response: LastResponse) => void
  /** Called when a delivery of the webhook has ended. */
  readonly ended: (webhookId: number, outlivesWebhook: boolean) => void
}

const COUNT = 'UPDATE hookstamp_deliveries SET attempts = ? WHERE id = ?'
const WRITE = `${insertInto('hookstamp_attempts', attemptColumns)}
ON CONFLICT (delivery_id, number) DO UPDATE SET ${setting(attemptColumns.slice(2)).replaceAll(
  /(\w+) = \?/g,
  '$1 = excluded.$1',
)}`
const FIND = 'SELECT webhook_id, state, outlives_webhook FROM hookstamp_deliveries WHERE id = ?'
const COMPLETE = `
UPDATE hookstamp_deliveries SET uncharged = ?, state = ?, reason = ?, next_attempt_at = ?, ended_at = ? WHERE id = ?`
const UNCHARGED = 'UPDATE hookstamp_deliveries SET uncharged = ? WHERE id = ?'

interface Found {
  readonly webhook_id: number
  readonly state: string
  readonly outlives_webhook: number
}

export function sqliteAttempts({
  engine,
  responded,
  ended,
}: Surroundings): Pick<DeliveryStore, 'attempts' | 'begin' | 'complete'> {
  const { read, write, statement } = engine
  return {
    attempts: (deliveryId) =>
      read(undefined, () => {
        const sql = 'SELECT * FROM hookstamp_attempts WHERE delivery_id = ? ORDER BY number'
        return (statement(sql).all(deliveryId) as AttemptRow[]).map(toAttempt)
      }),
    begin: (attempt) =>
      write(undefined, () => {
        const { changes } = statement(COUNT).run(attempt.number, attempt.deliveryId)
        if (Number(changes) > 0) statement(WRITE).run(...attemptValues(attempt))
      }),
    complete: ({ attempt, delivery, lastResponse }) =>
      write(undefined, () => {
        const { deliveryId: id } = attempt
        const found = statement(FIND).get(id) as Found | null | undefined
        if (found == null) return
        statement(WRITE).run(...attemptValues(attempt))
        const webhookId = Number(found.webhook_id)
        responded(webhookId, lastResponse)
        if (found.state !== 'pending') {
          // Cancelled while the request was under way: what came back is recorded, the end stands.
          statement(UNCHARGED).run(delivery.uncharged, id)
          return
        }
        const { uncharged, state, reason, nextAttemptAt, endedAt } = delivery
        statement(COMPLETE).run(uncharged, state, reason, nextAttemptAt, endedAt, id)
        if (state !== 'pending') ended(webhookId, Number(found.outlives_webhook) !== 0)
      }),
  }
}
