/** First in, first out: an array that is cut now and then instead of shifted. */
export interface Fifo<T> {
  push(value: T): void
  shift(): T | undefined
  peek(): T | undefined
  readonly size: number
}

// Seldom enough to cost nothing, often enough to hold nothing for long.
const CUT_AT = 1024

export function fifo<T>(): Fifo<T> {
  let values: (T | undefined)[] = []
  let head = 0
  return {
    push: (value) => {
      values.push(value)
    },
    shift: () => {
      if (head === values.length) return undefined
      const value = values[head]
      // Let go of at once, not at the next cut.
      values[head++] = undefined
      if (head >= CUT_AT && head * 2 >= values.length) {
        values = values.slice(head)
        head = 0
      }
      return value
    },
    peek: () => values[head],
    get size() {
      return values.length - head
    },
  }
}
