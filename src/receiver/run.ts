import type { Handler } from './handlers.js'

/** What a handler threw, wrapped because anything can be thrown. */
export interface Failure {
  readonly thrown: unknown
}

/** Runs handlers one after the other, in order. The first that fails ends the run. */
export async function run(
  handlers: readonly Handler[],
  event: unknown,
  context: unknown,
): Promise<Failure | undefined> {
  try {
    for (const handler of handlers) {
      const result = handler(event as never, context as never)
      // A handler without promise costs none.
      if (isThenable(result)) await result
    }
    return undefined
  } catch (thrown) {
    return { thrown }
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
