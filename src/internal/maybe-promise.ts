/** A value now, or a promise of it: synchronous on Node, asynchronous where only Web Crypto is to be had. */
export type MaybePromise<T> = T | Promise<T>

/** `await` for both: continues at once when the value is there already. */
export function chain<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}

/** `Promise.all` for both: at once when every value is there already. */
export function all<T>(values: readonly MaybePromise<T>[]): MaybePromise<readonly T[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as readonly T[])
}

/** `try … catch` for both: what is thrown now or rejected later becomes a value. */
export function attempt<T, R>(
  run: () => MaybePromise<T>,
  recover: (error: unknown) => R,
): MaybePromise<T | R> {
  try {
    const value = run()
    return value instanceof Promise ? value.catch(recover) : value
  } catch (error) {
    return recover(error)
  }
}
