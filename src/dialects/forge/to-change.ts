/** A field before and after. `undefined` where the sender did not say. */
export interface Change<Value> {
  readonly previous: Value | undefined
  readonly current: Value | undefined
}

interface SentChange<Value> {
  readonly previous?: Value
  readonly current?: Value
}

/**
 * One form of what stands under `changes`: GitLab sends `{ previous, current }`, sent pairs around version 10, and
 * documents a pair for reviewers. `undefined` if the field did not change.
 *
 * @example
 * const title = toChange(payload.changes?.title)
 * if (title !== undefined) console.log(`${title.previous} is now ${title.current}`)
 * @see https://docs.gitlab.com/user/project/integrations/webhook_events/#merge-request-events
 */
export function toChange<Value>(
  change: SentChange<Value> | readonly Value[] | null | undefined,
): Change<Value> | undefined {
  if (change === null || change === undefined) return undefined
  if (isPair(change)) return { previous: change[0], current: change[1] }
  return { previous: change.previous, current: change.current }
}

// `Array.isArray` narrows to any[] and leaves the readonly list in the other branch.
function isPair<Value>(change: SentChange<Value> | readonly Value[]): change is readonly Value[] {
  return Array.isArray(change)
}
