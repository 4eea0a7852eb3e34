import { HookstampError, isHookstampError } from '../errors.js'
import { toBytes } from '../internal/bytes.js'
import type { WaitingClock } from '../internal/clock.js'
import { tooLarge } from './limit.js'
import { reject, type Rejection } from './outcome.js'
import type { ReceiveRequest } from './request.js'

/** How much of a body is read, and for how long. */
export interface ReadLimits {
  readonly maxBodyBytes: number
  readonly bodyTimeoutMs: number
  readonly clock: WaitingClock
}

/** The bytes of a request, whether given or still to be read. Resolves to a rejection rather than rejecting. */
export async function readBody(
  body: ReceiveRequest['body'],
  limits: ReadLimits,
): Promise<Uint8Array | Rejection> {
  try {
    const bytes = typeof body === 'function' ? await within(limits, body(limits.maxBodyBytes)) : toBytes(body)
    return bytes.length > limits.maxBodyBytes ? tooLarge(limits.maxBodyBytes) : bytes
  } catch (error) {
    return toRejection(error, limits)
  }
}

function within({ clock, bodyTimeoutMs }: ReadLimits, reading: Promise<Uint8Array>): Promise<Uint8Array> {
  return new Promise((resolve, fail) => {
    const cancel = clock.after(bodyTimeoutMs, () =>
      fail(new HookstampError('body-timeout', `The body did not arrive within ${bodyTimeoutMs} ms.`)),
    )
    reading.then(
      (bytes) => {
        cancel()
        resolve(bytes)
      },
      (error: unknown) => {
        cancel()
        fail(error)
      },
    )
  })
}

function toRejection(error: unknown, { maxBodyBytes }: ReadLimits): Rejection {
  if (isHookstampError(error, 'body-too-large')) return tooLarge(maxBodyBytes)
  for (const code of ['body-consumed', 'body-timeout', 'body-truncated', 'body-not-bytes'] as const) {
    if (isHookstampError(error, code)) return reject(code, error.message, { cause: error.cause })
  }
  return reject('body-truncated', 'The body broke off before its end.', { cause: error })
}
