/**
 * The items of one key that wait, in the order of their turn. The first ones are in memory, the others where they all
 * are: in the table.
 */
import type { QueueItem } from '../ports/queue.js'

export interface Line {
  readonly key: string
  /** How many are claimed. */
  inFlight: number
  /** Whether the line stands among those whose turn it may be. */
  queued: boolean
  /** When it is to be looked at again, in milliseconds since the epoch. */
  wakeAt: number | undefined
  /** Whether the table may have more items, behind the last one in memory. */
  hasMore(): boolean
  size(): number
  first(): QueueItem | undefined
  shift(): QueueItem | undefined
  /** Takes an item that is in the table into its place, if that is among those in memory. */
  insert(item: QueueItem, most: number): void
  remove(item: QueueItem): void
  /** Takes the first ones of the table, for a line that has none in memory. */
  fill(items: readonly QueueItem[], hasMore: boolean): void
  /** Lets go of everything: what there is has to be read again. */
  forget(): void
}

// The array is cut now and then instead of shifted.
const CUT_AFTER = 256

/** @param hasMore whether the table may have items of this key already */
export function createLine(key: string, hasMore: boolean): Line {
  let items: QueueItem[] = []
  let head = 0
  let more = hasMore

  /** Index of the first item that does not come before the given one. */
  const placeOf = (item: QueueItem): number => {
    let low = head
    let high = items.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (isBefore(items[middle] as QueueItem, item)) low = middle + 1
      else high = middle
    }
    return low
  }
  const isBehindAll = (item: QueueItem): boolean => {
    const last = items.length > head ? items[items.length - 1] : undefined
    return last === undefined || isBefore(last, item)
  }

  return {
    key,
    inFlight: 0,
    queued: false,
    wakeAt: undefined,
    hasMore: () => more,
    size: () => items.length - head,
    first: () => items[head],
    shift: () => {
      if (head === items.length) return undefined
      const item = items[head++]
      if (head === items.length) {
        items = []
        head = 0
      } else if (head > CUT_AFTER && head * 2 > items.length) {
        items.splice(0, head)
        head = 0
      }
      return item
    },
    insert: (item, most) => {
      if (isBehindAll(item)) {
        // Behind what is in memory there may be others that come first.
        if (more) return
        if (items.length - head >= most) more = true
        else items.push(item)
        return
      }
      const place = placeOf(item)
      if (place === head && head > 0) items[--head] = item
      else items.splice(place, 0, item)
      if (items.length - head > most) {
        items.pop()
        more = true
      }
    },
    remove: (item) => {
      const place = placeOf(item)
      if (items[place]?.id === item.id) items.splice(place, 1)
    },
    fill: (first, hasMoreThen) => {
      items = [...first]
      head = 0
      more = hasMoreThen
    },
    forget: () => {
      items = []
      head = 0
      more = true
    },
  }
}

// Ids are UUIDv7: of two that fell due together the one made first comes first.
function isBefore(a: QueueItem, b: QueueItem): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.id < b.id)
}
