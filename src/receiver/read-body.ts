import { isHookstampError } from '../errors.js'
import { toBytes, type BytesInput } from '../internal/bytes.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Deadline } from './deadline.js'
import { tooLarge } from './limit.js'
import { reject, type Rejection } from './outcome.js'
import type { ReceiveRequest } from './request.js'

/** How much of a body is read, and for how long. */
export interface ReadLimits {
  readonly maxBodyBytes: number
  readonly deadline: Deadline
}

/** The bytes of a request, whether given or still to be read. Yields a rejection rather than throwing or rejecting. */
export function readBody(
  body: ReceiveRequest['body'],
  limits: ReadLimits,
): MaybePromise<Uint8Array | Rejection> {
  if (typeof body !== 'function') return capped(body, limits)
  try {
    const read = body(limits.maxBodyBytes)
    return isLater(read) ? readInTime(read, limits) : capped(read, limits)
  } catch (error) {
    return toRejection(error, limits)
  }
}

function isLater(read: MaybePromise<BytesInput>): read is Promise<BytesInput> {
  // The bytes first: asking them for a `then` is slow. By its method, for a reader may have promises of its own.
  return !(read instanceof Uint8Array) && typeof (read as Partial<Promise<BytesInput>>)?.then === 'function'
}

function readInTime(read: Promise<BytesInput>, limits: ReadLimits): Promise<Uint8Array | Rejection> {
  return new Promise((resolve) => {
    const { deadline } = limits
    const watched = deadline.watch(() =>
      resolve(reject('body-timeout', `The body did not arrive within ${deadline.timeoutMs} ms.`)),
    )
    const done = (result: Uint8Array | Rejection): void => {
      deadline.release(watched)
      resolve(result)
    }
    read.then(
      (bytes) => done(capped(bytes, limits)),
      (error: unknown) => done(toRejection(error, limits)),
    )
  })
}

// Readers count themselves; one that does not must not widen the cap.
function capped(body: BytesInput, limits: ReadLimits): Uint8Array | Rejection {
  try {
    const bytes = toBytes(body)
    return bytes.length > limits.maxBodyBytes ? tooLarge(limits.maxBodyBytes) : bytes
  } catch (error) {
    return toRejection(error, limits)
  }
}

function toRejection(error: unknown, { maxBodyBytes }: ReadLimits): Rejection {
  if (isHookstampError(error, 'body-too-large')) return tooLarge(maxBodyBytes)
  for (const code of ['body-consumed', 'body-truncated', 'body-not-bytes'] as const) {
    if (isHookstampError(error, code)) return reject(code, error.message, { cause: error.cause })
  }
  return reject('body-truncated', 'The body broke off before its end.', { cause: error })
}
