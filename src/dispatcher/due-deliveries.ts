import { chain } from '../internal/maybe-promise.js'
import type { Store } from '../ports/store.js'
import type { DueSource } from '../worker/sweeper.js'

/** The deliveries that a queue should know of: the webhook as key. */
export function dueDeliveries({ deliveries }: Store): DueSource {
  return {
    overdue: (query) =>
      chain(deliveries.overdue(query), (found) =>
        found.map(({ id, webhookId, nextAttemptAt }) => ({
          id,
          key: String(webhookId),
          dueAt: nextAttemptAt ?? 0,
        })),
      ),
    arePending: (ids) => chain(deliveries.load(ids), (loaded) => loaded.map((one) => one !== undefined)),
  }
}
