/**
 * The order of deliveries with an ordering key, as far as this process goes: of each line one is under way, the
 * others that are claimed wait here. Order over processes is for the store to tell (`predecessor`).
 */
export interface Lines {
  /**
   * Resolves when it is this delivery's turn; at once, without a promise, if nobody is under way. Everybody who has
   * entered leaves, once, whatever became of it.
   */
  enter(line: string, id: string): Promise<void> | undefined
  leave(line: string): void
  /** Lets everybody go who waits: to be called when nothing more is begun. */
  dismiss(): void
}

interface Waiting {
  readonly id: string
  readonly go: () => void
}

export function createLines(): Lines {
  /** Lines with somebody under way, and who waits in them. */
  const waitingIn = new Map<string, Waiting[]>()

  return {
    enter: (line, id) => {
      const waiting = waitingIn.get(line)
      if (waiting === undefined) {
        waitingIn.set(line, [])
        return undefined
      }
      return new Promise((go) => {
        const at = waiting.findIndex((other) => other.id > id)
        waiting.splice(at === -1 ? waiting.length : at, 0, { id, go })
      })
    },
    leave: (line) => {
      const next = waitingIn.get(line)?.shift()
      if (next === undefined) waitingIn.delete(line)
      else next.go()
    },
    dismiss: () => {
      for (const waiting of waitingIn.values()) for (const { go } of waiting.splice(0)) go()
    },
  }
}
