/**
 * How long to wait before asking again whether it is a delivery's turn, when another process has what is ahead of it: a
 * moment as long as the line moves on, longer while it stands.
 */
export interface TurnWait {
  /** In milliseconds. @param aheadId what stands at the head of the line now */
  next(line: string, aheadId: string): number
  /** Called when it is somebody's turn here. */
  forget(line: string): void
}

// About the time that a quick receiver takes: an ordered line moves on by one delivery in it.
const FIRST_MS = 10
const LONGEST_MS = 2000
const MOST_LINES = 10_000

export function createTurnWait(): TurnWait {
  const waits = new Map<string, { readonly aheadId: string; readonly waitMs: number }>()
  return {
    next: (line, aheadId) => {
      const last = waits.get(line)
      const waitMs = last?.aheadId === aheadId ? Math.min(last.waitMs * 2, LONGEST_MS) : FIRST_MS
      // What nobody asks for any more (a webhook deleted in between) must not stay for ever.
      if (last === undefined && waits.size >= MOST_LINES) waits.clear()
      waits.set(line, { aheadId, waitMs })
      return waitMs
    },
    forget: (line) => {
      if (waits.size > 0) waits.delete(line)
    },
  }
}
