interface Waiting<T, R> {
  readonly item: T
  readonly resolve: (value: R) => void
  readonly reject: (reason: unknown) => void
}

// Enough to make a round trip cheap, little enough to be one statement of a few milliseconds.
const MOST = 200

/**
 * Gathers what is asked for while one write is under way into the next one: alone it takes as long as ever, together a
 * round trip and a commit are shared. Items of one key never share a write, and keep their order.
 *
 * @param write answers with as many results as it was given items; if it fails, each item is tried alone
 */
export function batched<T, R>(
  write: (items: readonly T[]) => Promise<readonly R[]>,
  keyOf: (item: T) => string,
  retryAlone: (error: unknown) => boolean,
): (item: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = []
  let running = false

  const take = (): Waiting<T, R>[] => {
    const taken: Waiting<T, R>[] = []
    const left: Waiting<T, R>[] = []
    const keys = new Set<string>()
    for (const one of waiting) {
      const key = keyOf(one.item)
      if (taken.length === MOST || keys.has(key)) left.push(one)
      else taken.push(one)
      keys.add(key)
    }
    waiting = left
    return taken
  }
  const settle = async (batch: readonly Waiting<T, R>[]): Promise<void> => {
    try {
      const results = await write(batch.map(({ item }) => item))
      batch.forEach(({ resolve }, index) => resolve(results[index] as R))
    } catch (error) {
      if (batch.length === 1 || !retryAlone(error)) return batch.forEach(({ reject }) => reject(error))
      for (const one of batch) await settle([one])
    }
  }
  const run = async (): Promise<void> => {
    running = true
    // What is asked for in this turn goes along.
    await Promise.resolve()
    while (waiting.length > 0) await settle(take())
    running = false
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!running) void run()
    })
}
