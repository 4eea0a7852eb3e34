/** How rows that have ended are dropped: few at once, the longest ended first, several processes side by side. */
import type { PruneLimits } from '../ports/delivery.js'
import type { Database } from '../postgres/database.js'

// A few milliseconds each: whoever delivers meanwhile waits for no more.
export const AT_ONCE = 1000

/** Deletes again until there is less to delete than goes at once; answers how many went. */
export async function untilNoneIsLeft(deleteSome: () => Promise<number>): Promise<number> {
  for (let total = 0; ;) {
    const count = await deleteSome()
    total += count
    if (count < AT_ONCE) return total
  }
}

/** A condition that what has ended meets when it is to go, with its values, `$1` and up. */
export interface Condition {
  readonly text: string
  readonly values: unknown[]
}

/** Which rows of a table with `ended_at` are to go. */
export async function conditionsOf(
  database: Database,
  table: '{deliveries}' | '{inbox}',
  { endedBefore, keepEnded }: PruneLimits,
): Promise<readonly Condition[]> {
  const conditions: Condition[] = []
  if (endedBefore !== undefined) {
    conditions.push({ text: 'ended_at < $1::bigint', values: [toWhole(endedBefore)] })
  }
  if (keepEnded !== undefined && Number.isFinite(keepEnded)) {
    const [newestToGo] = await database.run<{ ended_at: unknown; id: string }>(
      `select ended_at, id from ${table} where ended_at is not null
      order by ended_at desc, id desc offset $1::bigint limit 1`,
      [keepEnded],
      { repeatable: true },
    )
    if (newestToGo !== undefined) {
      const values = [Number(newestToGo.ended_at), newestToGo.id]
      conditions.push({ text: '(ended_at, id) <= ($1::bigint, $2::text)', values })
    }
  }
  return conditions
}

/** The next of them, locked; those that another process is at are passed over. */
export function nextOf(table: '{deliveries}' | '{inbox}', { text }: Condition): string {
  return `select id from ${table} where ended_at is not null and ${text}
    order by ended_at, id limit ${AT_ONCE} for update skip locked`
}

/** An instant to compare whole ones with: a fraction would keep an index from being used. */
export function toWhole(instant: number): number {
  return Math.max(Math.min(Math.ceil(instant), Number.MAX_SAFE_INTEGER), Number.MIN_SAFE_INTEGER)
}
