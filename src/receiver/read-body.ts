import { isHookstampError } from '../errors.js'
import { toBytes } from '../internal/bytes.js'
import type { Deadline } from './deadline.js'
import { tooLarge } from './limit.js'
import { reject, type Rejection } from './outcome.js'
import type { BodyReader, ReceiveRequest } from './request.js'

/** How much of a body is read, and for how long. */
export interface ReadLimits {
  readonly maxBodyBytes: number
  readonly deadline: Deadline
}

/** The bytes of a request, whether given or still to be read. Resolves to a rejection rather than rejecting. */
export function readBody(
  body: ReceiveRequest['body'],
  limits: ReadLimits,
): Promise<Uint8Array | Rejection> | Uint8Array | Rejection {
  if (typeof body === 'function') return readInTime(body, limits)
  try {
    return capped(toBytes(body), limits)
  } catch (error) {
    return toRejection(error, limits)
  }
}

function readInTime(read: BodyReader, limits: ReadLimits): Promise<Uint8Array | Rejection> {
  return new Promise((resolve) => {
    const { deadline, maxBodyBytes } = limits
    const watched = deadline.watch(() =>
      resolve(reject('body-timeout', `The body did not arrive within ${deadline.timeoutMs} ms.`)),
    )
    const done = (result: Uint8Array | Rejection): void => {
      deadline.release(watched)
      resolve(result)
    }
    try {
      read(maxBodyBytes).then(
        (bytes) => done(capped(bytes, limits)),
        (error: unknown) => done(toRejection(error, limits)),
      )
    } catch (error) {
      done(toRejection(error, limits))
    }
  })
}

// Readers count themselves; one that does not must not widen the cap.
function capped(bytes: Uint8Array, { maxBodyBytes }: ReadLimits): Uint8Array | Rejection {
  return bytes.length > maxBodyBytes ? tooLarge(maxBodyBytes) : bytes
}

function toRejection(error: unknown, { maxBodyBytes }: ReadLimits): Rejection {
  if (isHookstampError(error, 'body-too-large')) return tooLarge(maxBodyBytes)
  for (const code of ['body-consumed', 'body-truncated', 'body-not-bytes'] as const) {
    if (isHookstampError(error, code)) return reject(code, error.message, { cause: error.cause })
  }
  return reject('body-truncated', 'The body broke off before its end.', { cause: error })
}
