import { HookstampError } from '../errors.js'
import { toBytes, type BytesInput } from '../internal/bytes.js'
import { systemClock, type Clock } from '../internal/clock.js'
import { all, chain, type MaybePromise } from '../internal/maybe-promise.js'
import type { Message, SigningScheme } from './scheme.js'
import { keySchemes } from './scheme-set.js'
import {
  isActive,
  keyScheme,
  type KeyedScheme,
  type SecretImport,
  type SecretInput,
  type SkippedSecret,
} from './secrets.js'

type HeaderFields = Readonly<Record<string, string>>

/** Everything of a signer that does not depend on the form of its secrets. */
export interface SignerSettings {
  /** @default the computer's clock */
  readonly clock?: Clock
  /**
   * `throw` a malformed secret at construction, or `skip` it and report it in `skipped`: for secrets out of
   * a database, where one bad row must not stop the rest.
   * @default 'throw'
   */
  readonly malformedSecrets?: 'throw' | 'skip'
}

export interface SignerOptions extends SignerSettings {
  /** Newest first. */
  readonly secrets: readonly SecretInput[]
}

export interface SetSignerOptions<Name extends string> extends SignerSettings {
  /** For each scheme, newest first. A scheme without secrets adds no header. */
  readonly secrets: { readonly [N in Name]?: readonly SecretInput[] }
}

/** A message as a caller gives it. */
export interface MessageInput {
  /** Id of the event, the same on every attempt. Required by schemes that sign one. */
  readonly id?: string
  /**
   * Milliseconds since the epoch.
   * @default now
   */
  readonly timestamp?: number
  /** The exact bytes that will travel. */
  readonly body: BytesInput
}

export interface Signer {
  /**
   * The headers that prove a message, in each scheme's own casing; none when no secret is left.
   * Immediate on Node, a promise where only Web Crypto is to be had; `await` serves both.
   *
   * @throws HookstampError `body-not-bytes`, or `option-invalid` for an id or time that cannot be signed
   */
  sign(message: MessageInput): MaybePromise<HeaderFields>
  /** Secrets left out because they are malformed; empty unless `malformedSecrets` is `skip`. */
  readonly skipped: readonly SkippedSecret[]
}

/**
 * Makes what signs messages, by one scheme or by several at once (for webhooks in migration: the headers of all).
 * A scheme whose proof is a single one signs with the newest secret that has not expired, others with every one.
 *
 * @throws HookstampError `secret-empty`, `secret-malformed`, `option-invalid` or `scheme-unknown`, saying which and why
 * @example
 * const signer = createSigner(hmacHex({ header: 'X-Hub-Signature-256' }), { secrets: ['s3cret'] })
 * const headers = await signer.sign({ body })   // { 'X-Hub-Signature-256': 'sha256=…' }
 */
export function createSigner(scheme: SigningScheme, options: SignerOptions): Signer
export function createSigner<Name extends string>(
  schemes: Readonly<Record<Name, SigningScheme>>,
  options: SetSignerOptions<Name>,
): Signer
export function createSigner(
  schemes: SigningScheme | Readonly<Record<string, SigningScheme>>,
  options: SignerOptions | SetSignerOptions<string>,
): Signer {
  const { clock = systemClock, malformedSecrets = 'throw' } = options
  const skipped: SkippedSecret[] = []
  const imports: SecretImport = { use: 'sign', onMalformed: malformedSecrets, skipped }
  const keyed = isScheme(schemes)
    ? [keyScheme(schemes.name, schemes, options.secrets as SignerOptions['secrets'], imports)]
    : keySchemes(schemes, options.secrets as SetSignerOptions<string>['secrets'], imports)
  assertDistinct(keyed)
  const [only] = keyed
  return {
    sign: ({ id = '', timestamp = clock.now(), body }) => {
      const message: Message = { id, timestamp, body: toBytes(body) }
      // Nearly always: there is nothing to be put together.
      if (keyed.length === 1) return signWith(only as KeyedScheme, message, clock)
      const parts = keyed.map((each) => signWith(each, message, clock))
      return chain(all(parts), (fields) => Object.assign({}, ...fields) as HeaderFields)
    },
    skipped,
  }
}

function signWith(
  { scheme, secrets }: KeyedScheme,
  message: Message,
  clock: Clock,
): MaybePromise<HeaderFields> {
  const most = scheme.signsWith === 'newest' ? 1 : Infinity
  const keys: unknown[] = []
  for (const secret of secrets) if (keys.length < most && isActive(secret, clock)) keys.push(secret.key)
  return keys.length === 0 ? {} : scheme.sign(message, keys)
}

function assertDistinct(keyed: readonly KeyedScheme[]): void {
  const seen = new Set<string>()
  for (const header of keyed.flatMap(({ scheme }) => scheme.headers)) {
    const name = header.toLowerCase()
    if (seen.has(name)) {
      throw new HookstampError('option-invalid', `Two schemes with secrets both set the header ${header}.`)
    }
    seen.add(name)
  }
}

function isScheme(
  schemes: SigningScheme | Readonly<Record<string, SigningScheme>>,
): schemes is SigningScheme {
  return typeof schemes.importSecret === 'function'
}
