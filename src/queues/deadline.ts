import { HookstampError } from '../errors.js'
import { systemClock } from '../internal/clock.js'

/**
 * Fails when the work takes longer than `ms`, because its server is not there and its driver waits for it. What was
 * asked for may still be done later.
 *
 * @throws HookstampError `store-unavailable`
 */
export async function withDeadline<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let callOff = (): void => {}
  const late = new Promise<never>((_, reject) => {
    callOff = systemClock.after(ms, () =>
      reject(new HookstampError('store-unavailable', `${what} did not answer within ${ms} ms.`)),
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    callOff()
  }
}
