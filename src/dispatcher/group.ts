/** Gathers writes that are asked for at the same time into one: where writing means a commit, many cost as much as one. */
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { NewEvent } from '../ports/delivery.js'

type Write = (events: readonly NewEvent[]) => MaybePromise<readonly string[]>

interface Asked {
  readonly events: readonly NewEvent[]
  readonly signal: AbortSignal | undefined
  readonly resolve: (ids: readonly string[]) => void
  readonly reject: (reason: unknown) => void
}

// Enough for the cost of a commit to vanish, few enough for one statement and a short wait.
const MOST_EVENTS = 256
const MOST_DELIVERIES = 2048

/**
 * One write under way, the next one gathers meanwhile. If a group fails, its parts are written one by one, so that one
 * that cannot be written fails alone.
 */
export function createGroup(
  write: Write,
): (events: readonly NewEvent[], signal: AbortSignal | undefined) => Promise<readonly string[]> {
  let waiting: Asked[] = []
  let writing = false

  const writeAll = async (): Promise<void> => {
    writing = true
    // What is asked for in this turn of the event loop goes together.
    await undefined
    while (waiting.length > 0) {
      const [group, rest] = take(waiting)
      waiting = rest
      await writeGroup(group)
    }
    writing = false
  }
  const writeGroup = async (group: readonly Asked[]): Promise<void> => {
    const going = group.filter(isWanted)
    if (going.length === 0) return
    try {
      const ids = await write(going.flatMap(({ events }) => events))
      let at = 0
      for (const { events, resolve } of going) resolve(ids.slice(at, (at += events.length)))
    } catch (error) {
      if (going.length === 1) going[0]?.reject(error)
      else await Promise.all(going.map(writeAlone))
    }
  }
  const writeAlone = async ({ events, resolve, reject }: Asked): Promise<void> => {
    try {
      resolve(await write(events))
    } catch (error) {
      reject(error)
    }
  }
  return (events, signal) =>
    new Promise((resolve, reject) => {
      waiting.push({ events, signal, resolve, reject })
      if (!writing) void writeAll()
    })
}

/** As many as go into one write, at least one, and the rest. */
function take(waiting: Asked[]): [group: Asked[], rest: Asked[]] {
  let events = 0
  let deliveries = 0
  let at = 0
  for (const one of waiting) {
    events += one.events.length
    for (const event of one.events) deliveries += event.deliveries.length
    if (at > 0 && (events > MOST_EVENTS || deliveries > MOST_DELIVERIES)) break
    at++
  }
  return [waiting.slice(0, at), waiting.slice(at)]
}

/** Refuses what was called off while it waited. */
function isWanted({ signal, reject }: Asked): boolean {
  if (signal?.aborted !== true) return true
  reject(signal.reason)
  return false
}
