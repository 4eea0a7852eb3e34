import type { QueueItem } from '../ports/queue.js'

/** Items that wait for their time, the next one first: a binary heap by `dueAt`, then by arrival. */
export interface DelayLine {
  push(item: QueueItem): void
  /** The next item if it is due by `now`. */
  popDue(now: number): QueueItem | undefined
  nextDueAt(): number | undefined
}

interface Node {
  readonly item: QueueItem
  /** Keeps items due at the same instant in order of arrival. */
  readonly arrival: number
}

export function delayLine(): DelayLine {
  const heap: Node[] = []
  let arrivals = 0

  const isBefore = (a: Node, b: Node): boolean =>
    a.item.dueAt < b.item.dueAt || (a.item.dueAt === b.item.dueAt && a.arrival < b.arrival)

  const swap = (i: number, j: number): void => {
    const held = heap[i] as Node
    heap[i] = heap[j] as Node
    heap[j] = held
  }
  const rise = (start: number): void => {
    for (let at = start; at > 0;) {
      const parent = (at - 1) >> 1
      if (!isBefore(heap[at] as Node, heap[parent] as Node)) return
      swap(at, parent)
      at = parent
    }
  }
  const sink = (): void => {
    for (let at = 0; ;) {
      const left = 2 * at + 1
      if (left >= heap.length) return
      const right = left + 1
      const next = right < heap.length && isBefore(heap[right] as Node, heap[left] as Node) ? right : left
      if (!isBefore(heap[next] as Node, heap[at] as Node)) return
      swap(at, next)
      at = next
    }
  }

  return {
    push: (item) => {
      heap.push({ item, arrival: arrivals++ })
      rise(heap.length - 1)
    },
    popDue: (now) => {
      const first = heap[0]
      if (first === undefined || first.item.dueAt > now) return undefined
      const last = heap.pop() as Node
      if (heap.length > 0) {
        heap[0] = last
        sink()
      }
      return first.item
    },
    nextDueAt: () => heap[0]?.item.dueAt,
  }
}
