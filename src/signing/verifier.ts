import { HookstampError } from '../errors.js'
import { toBytes, type BytesInput } from '../internal/bytes.js'
import { systemClock, type Clock } from '../internal/clock.js'
import type { HeadersInput } from '../internal/headers.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Proof, ReplayWindow, SigningScheme } from './scheme.js'
import type { SchemeSet } from './scheme-set.js'
import {
  isActive,
  keyScheme,
  type KeyedScheme,
  type KeyedSecret,
  type SecretImport,
  type SecretInput,
  type SkippedSecret,
} from './secrets.js'
import type { RefusalCode, Refused, Verdict, Verified } from './verdict.js'

/** Everything of a verifier that does not depend on the form of its secrets. */
export interface VerifierSettings {
  /**
   * How far a signed time may lie from now, to either side, in seconds. More than 0.
   * @default 300
   */
  readonly toleranceSeconds?: number
  /** @default the computer's clock */
  readonly clock?: Clock
  /**
   * `throw` a malformed secret at construction, or `skip` it and report it in `skipped`: for secrets out of
   * a database, where one bad row must not stop the rest.
   * @default 'throw'
   */
  readonly malformedSecrets?: 'throw' | 'skip'
}

export interface VerifierOptions extends VerifierSettings {
  /** Newest first. */
  readonly secrets: readonly SecretInput[]
}

export interface SetVerifierOptions<Name extends string> extends VerifierSettings {
  /** For each scheme, newest first. A scheme without secrets is not consulted. */
  readonly secrets: { readonly [N in Name]?: readonly SecretInput[] }
}

/** A well-formed proof that is still to be checked against the body. Only for `check` of the same verifier. */
export interface PendingProof {
  readonly ok?: undefined
  /** Name of the scheme that decides. */
  readonly scheme: string
  readonly proof: Proof
}

export interface Verifier {
  /** Step one, before the body is read: a refusal, or a well-formed proof still to be checked. */
  inspect(headers: HeadersInput): Refused | PendingProof
  /**
   * Step two.
   * @throws HookstampError `body-not-bytes`
   */
  check(pending: PendingProof, body: BytesInput): MaybePromise<Verdict>
  /**
   * Both steps. Immediate on Node, a promise where only Web Crypto is to be had; `await` serves both.
   * @throws HookstampError `body-not-bytes`; whatever else is wrong with a message becomes a verdict
   */
  verify(message: { readonly headers: HeadersInput; readonly body: BytesInput }): MaybePromise<Verdict>
  /** Secrets left out because they are malformed; empty unless `malformedSecrets` is `skip`. */
  readonly skipped: readonly SkippedSecret[]
}

interface Pending extends PendingProof {
  readonly by: KeyedScheme
}

/**
 * Makes what tells whether messages come from whoever knows the secret.
 *
 * @throws HookstampError `secret-empty`, `secret-malformed`, `option-invalid` or `scheme-unknown`, saying which and why
 * @example
 * const verifier = createVerifier(hmacHex({ header: 'X-Hub-Signature-256' }), { secrets: [process.env.SECRET!] })
 * const verdict = await verifier.verify({ headers: request.headers, body })
 * if (!verdict.ok) console.warn(verdict.code, verdict.message)
 */
export function createVerifier(scheme: SigningScheme, options: VerifierOptions): Verifier
export function createVerifier<Name extends string>(
  schemes: SchemeSet<Name>,
  options: SetVerifierOptions<Name>,
): Verifier
export function createVerifier(
  schemes: SigningScheme | SchemeSet,
  options: VerifierOptions | SetVerifierOptions<string>,
): Verifier {
  const { clock = systemClock, toleranceSeconds = 300, malformedSecrets = 'throw' } = options
  if (!Number.isFinite(toleranceSeconds) || toleranceSeconds <= 0) {
    throw new HookstampError('option-invalid', 'toleranceSeconds has to be a number of seconds above 0.')
  }
  const skipped: SkippedSecret[] = []
  const imports: SecretImport = { use: 'verify', onMalformed: malformedSecrets, skipped }
  const deciding =
    'keyed' in schemes
      ? schemes.keyed(options.secrets as SetVerifierOptions<string>['secrets'], imports)
      : single(schemes, options.secrets as VerifierOptions['secrets'], imports)
  if (deciding === undefined) {
    throw new HookstampError('secret-empty', 'No secret was given: nothing could ever be verified.')
  }

  // The clock is asked only by schemes that sign a time, and only for proofs that are well-formed.
  const window: ReplayWindow = {
    toleranceSeconds,
    get now() {
      return clock.now()
    },
  }

  const inspect = (headers: HeadersInput): Refused | Pending => {
    const by = deciding(headers)
    if (!by.secrets.some((secret) => isActive(secret, clock))) {
      return refuse(by, 'no-secret', 'No secret is left: every one has expired or is malformed.')
    }
    const proof = by.scheme.inspect(headers, window)
    if (proof.refused !== undefined) return refuse(by, proof.refused, proof.message)
    return { scheme: by.name, proof, by }
  }

  const check = (pending: PendingProof, body: BytesInput): MaybePromise<Verdict> =>
    firstMatch(pending as Pending, toBytes(body), clock, 0)

  return {
    inspect,
    check,
    verify: ({ headers, body }) => {
      const inspected = inspect(headers)
      return inspected.ok === undefined ? check(inspected, body) : inspected
    },
    skipped,
  }
}

function single(
  scheme: SigningScheme,
  secrets: readonly SecretInput[],
  imports: SecretImport,
): (() => KeyedScheme) | undefined {
  const keyed = keyScheme(scheme.name, scheme, secrets, imports)
  return secrets.length === 0 ? undefined : () => keyed
}

/** Tries the secrets from one position on, newest first: each costs a MAC, and the newest is the likeliest. */
function firstMatch(pending: Pending, body: Uint8Array, clock: Clock, from: number): MaybePromise<Verdict> {
  const { by, proof } = pending
  for (let position = from; position < by.secrets.length; position++) {
    const secret = by.secrets[position] as KeyedSecret
    if (!isActive(secret, clock)) continue
    const matched = by.scheme.matches(proof, body, secret.key)
    if (matched === true) return verified(pending, secret)
    if (matched !== false) {
      return matched.then((right) =>
        right ? verified(pending, secret) : firstMatch(pending, body, clock, position + 1),
      )
    }
  }
  return refuse(
    by,
    'mismatch',
    'No secret yields this proof. Is it the right secret, and the body untouched?',
  )
}

function verified({ by, proof: { id, signedAt } }: Pending, { index }: KeyedSecret): Verified {
  return {
    ok: true,
    code: 'verified',
    scheme: by.name,
    secretIndex: index,
    ...(id !== undefined && { id }),
    ...(signedAt !== undefined && { signedAt }),
  }
}

function refuse({ name }: KeyedScheme, code: RefusalCode, message: string): Refused {
  return { ok: false, code, scheme: name, message }
}
