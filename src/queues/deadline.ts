import { HookstampError } from '../errors.js'
import { systemClock } from '../internal/clock.js'

interface Waiting {
  readonly until: number
  readonly giveUp: () => void
}

/**
 * Makes work fail that takes longer than `ms`, because its server is not there and its driver waits for it. What was
 * asked for may still be done later. One timer serves all that is waited for.
 *
 * @param what does not answer, for the message of `store-unavailable`
 */
export function deadlines(ms: number, what: string): <T>(work: Promise<T>) => Promise<T> {
  // The one begun first is over first.
  const waiting = new Set<Waiting>()
  let callOff: (() => void) | undefined

  const lookIn = (delayMs: number): void => {
    callOff = systemClock.after(delayMs, () => {
      callOff = undefined
      const now = systemClock.now()
      for (const { until, giveUp } of waiting) {
        if (until > now) {
          lookIn(until - now)
          break
        }
        giveUp()
      }
    })
  }
  return (work) =>
    new Promise((resolve, reject) => {
      const giveUp = (): void => {
        over()
        reject(new HookstampError('store-unavailable', `${what} did not answer within ${ms} ms.`))
      }
      const one: Waiting = { until: systemClock.now() + ms, giveUp }
      const over = (): void => {
        waiting.delete(one)
        if (waiting.size > 0) return
        callOff?.()
        callOff = undefined
      }
      waiting.add(one)
      if (callOff === undefined) lookIn(ms)
      work.then(
        (value) => {
          over()
          resolve(value)
        },
        (error: unknown) => {
          over()
          reject(error as Error)
        },
      )
    })
}
