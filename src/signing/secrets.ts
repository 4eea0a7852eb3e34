/** From configured secrets to keys: what is refused, what is skipped, what expires. */
import { HookstampError, isHookstampError } from '../errors.js'
import { utf8 } from '../internal/bytes.js'
import type { Clock } from '../internal/clock.js'
import { importedKey } from './key-cache.js'
import type { SigningScheme } from './scheme.js'

/** A secret, alone or with the instant from which it counts no more. In a list, the newest comes first. */
export type SecretInput =
  | string
  | Uint8Array
  | {
      readonly value: string | Uint8Array
      /**
       * Milliseconds since the epoch.
       * @default it does not expire
       */
      readonly expiresAt?: number
    }

/** A secret that was left out because it is malformed. */
export interface SkippedSecret {
  /** Name of the scheme it was given for. */
  readonly scheme: string
  /** Its position in the list given for that scheme. */
  readonly index: number
  /** What is wrong with it; never the value. */
  readonly reason: string
}

/** A key, and where it came from. */
export interface KeyedSecret {
  readonly key: unknown
  /** Position in the list as given, skipped ones counted. */
  readonly index: number
  /** Milliseconds since the epoch; `Infinity` if it does not expire. */
  readonly expiresAt: number
}

/** A scheme with its keys, under the name the caller gave it. */
export interface KeyedScheme {
  readonly name: string
  readonly scheme: SigningScheme
  readonly secrets: readonly KeyedSecret[]
}

/** How the secrets of one signer or verifier are imported, and where it reports those it leaves out. */
export interface SecretImport {
  readonly use: 'sign' | 'verify'
  readonly onMalformed: 'throw' | 'skip'
  readonly skipped: SkippedSecret[]
}

/** Imports the secrets of one scheme. */
export function keyScheme(
  name: string,
  scheme: SigningScheme,
  inputs: readonly SecretInput[],
  { use, onMalformed, skipped }: SecretImport,
): KeyedScheme {
  if (!Array.isArray(inputs)) {
    throw new HookstampError('option-invalid', `The secrets of scheme "${name}" have to be a list.`)
  }
  const secrets: KeyedSecret[] = []
  inputs.forEach((input: SecretInput, index) => {
    try {
      secrets.push(keySecret(scheme, use, input, index))
    } catch (error) {
      if (!isHookstampError(error)) throw error
      if (onMalformed === 'throw') {
        throw new HookstampError(error.code, `Secret ${index} of scheme "${name}": ${error.message}`)
      }
      skipped.push({ scheme: name, index, reason: error.message })
    }
  })
  return { name, scheme, secrets }
}

function keySecret(
  scheme: SigningScheme,
  use: 'sign' | 'verify',
  input: SecretInput,
  index: number,
): KeyedSecret {
  const dated = typeof input === 'object' && input !== null && 'value' in input
  const { value, expiresAt = Infinity } = dated ? input : { value: input }
  if (typeof expiresAt !== 'number' || Number.isNaN(expiresAt)) {
    throw new HookstampError('option-invalid', 'Its expiresAt is not a number of milliseconds.')
  }
  assertSecret(value)
  return { key: importedKey(scheme, use, value), index, expiresAt }
}

// What cannot be a secret in any scheme, whatever JavaScript callers and unset variables pass.
function assertSecret(secret: unknown): void {
  const text = typeof secret === 'string' ? secret.trim() : undefined
  if (secret == null || text === '' || (secret instanceof Uint8Array && secret.length === 0)) {
    throw new HookstampError('secret-empty', 'It is empty. Is its environment variable set?')
  }
  if (text === 'undefined' || text === 'null') {
    throw new HookstampError('secret-malformed', 'It is the text of a missing value, not a secret.')
  }
  if (text === undefined && !(secret instanceof Uint8Array)) {
    throw new HookstampError('secret-malformed', 'It is neither text nor bytes.')
  }
}

/** Whether a secret still counts. While the clock does not know (`NaN`), those that can expire have expired. */
export function isActive({ expiresAt }: KeyedSecret, clock: Clock): boolean {
  return expiresAt === Infinity || clock.now() < expiresAt
}

/** The bytes of a secret that may be any text (as UTF-8) or any bytes. */
export function secretBytes(secret: string | Uint8Array): Uint8Array {
  return typeof secret === 'string' ? utf8(secret) : secret
}
