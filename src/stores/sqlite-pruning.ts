/** Drops what has ended long ago, a little at a time, so that nothing else has to wait for long. */
import type { DeliveryStore } from '../ports/delivery.js'
import type { Engine } from '../sqlite/engine.js'

const DROPPED_AT_ONCE = 200

const COUNT = "SELECT count(*) AS count FROM hookstamp_deliveries WHERE state <> 'pending'"
const OLDEST = `
SELECT id, event_id, ended_at FROM hookstamp_deliveries WHERE state <> 'pending' ORDER BY ended_at, id LIMIT ?`
const DROP_EVENT = `
DELETE FROM hookstamp_events
WHERE id = ? AND NOT EXISTS (SELECT 1 FROM hookstamp_deliveries WHERE event_id = hookstamp_events.id)`

interface Ended {
  readonly id: string
  readonly event_id: string
  readonly ended_at: number
}

export function sqlitePruning({ write, read, statement }: Engine): DeliveryStore['prune'] {
  /** Drops the oldest: the first `excess` of them whenever they ended, and those that ended before an instant. */
  const drop = (excess: number, endedBefore: number): number => {
    const oldest = statement(OLDEST).all(DROPPED_AT_ONCE) as Ended[]
    const kept = oldest.findIndex((one, index) => index >= excess && Number(one.ended_at) >= endedBefore)
    const dropped = kept === -1 ? oldest : oldest.slice(0, kept)
    for (const { id } of dropped) {
      statement('DELETE FROM hookstamp_attempts WHERE delivery_id = ?').run(id)
      statement('DELETE FROM hookstamp_deliveries WHERE id = ?').run(id)
    }
    for (const eventId of new Set(dropped.map((one) => one.event_id))) statement(DROP_EVENT).run(eventId)
    return dropped.length
  }

  return async ({ endedBefore = 0, keepEnded = Infinity }) => {
    const { count } = await read(undefined, () => statement(COUNT).get() as { count: number })
    const excess = Math.max(0, Number(count) - keepEnded)
    let total = 0
    for (;;) {
      const dropped = await write(undefined, () => drop(excess - total, endedBefore))
      total += dropped
      if (dropped < DROPPED_AT_ONCE) return total
    }
  }
}
