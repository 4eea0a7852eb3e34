// By the connection: when its last query has ended.
const last = new WeakMap<object, Promise<unknown>>()

/**
 * Runs what is asked of one connection one after the other, as it has to be: a second query while one is under way is
 * deprecated by pg and refused by others.
 */
export function inTurn<T>(connection: object, run: () => Promise<T>): Promise<T> {
  const turn = (last.get(connection) ?? Promise.resolve()).then(run, run)
  last.set(connection, turn)
  return turn
}
