/** Who verifies a request: known from the start, or looked up per request. */
import type { Validation } from '../dialect.js'
import { HookstampError } from '../errors.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { AnyDialect } from './event.js'
import { reject, type Rejection } from './outcome.js'
import type { ReceiverOptions } from './options.js'
import type { ReceiveRequest, RequestHead } from './request.js'
import { createVerifiers, type DialectVerifier } from './verifiers.js'

export type VerifiersFor = (request: ReceiveRequest) => MaybePromise<readonly DialectVerifier[] | Rejection>

/** Where errors go. */
export type Tell = (error: HookstampError, request: RequestHead) => Promise<void>

/** Secrets that are known are refused now if they are bad; secrets that are looked up, per request. */
export function toVerifiersFor<Context>(
  { secrets, toleranceSeconds, allowDowngradeTo = [], clock }: ReceiverOptions<unknown, Validation, Context>,
  dialects: readonly AnyDialect[],
  tell: Tell,
): VerifiersFor {
  const settings = {
    allowDowngradeTo,
    ...(toleranceSeconds === undefined ? {} : { toleranceSeconds }),
    ...(clock === undefined ? {} : { clock }),
  }
  if (typeof secrets !== 'function') {
    const verifiers = createVerifiers(dialects, secrets, settings)
    return () => verifiers
  }
  const lenient = { ...settings, malformedSecrets: 'skip' } as const
  // The other settings are refused now all the same.
  createVerifiers(dialects, ['any'], lenient)
  return async (request) => {
    try {
      const verifiers = createVerifiers(
        dialects,
        (await secrets(request, request.context as Context)) ?? [],
        lenient,
      )
      for (const { scheme, index, reason } of verifiers.flatMap(({ verifier }) => verifier.skipped)) {
        const message = `Secret ${index} of scheme "${scheme}" was skipped: ${reason}`
        await tell(new HookstampError('secret-malformed', message), request)
      }
      return verifiers
    } catch (cause) {
      return reject('secrets-unavailable', 'The secrets of this request could not be looked up.', { cause })
    }
  }
}
