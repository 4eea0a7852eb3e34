/** From the `secrets` option to one verifier per dialect. */
import { HookstampError } from '../errors.js'
import { firstPresent } from '../signing/scheme-set.js'
import type { SecretInput } from '../signing/secrets.js'
import { createVerifier, type Verifier, type VerifierSettings } from '../signing/verifier.js'
import type { AnyDialect } from './event.js'
import type { Secrets } from './options.js'

export interface DialectVerifier {
  readonly dialect: AnyDialect
  readonly verifier: Verifier
}

export interface VerifiersSettings extends VerifierSettings {
  readonly allowDowngradeTo: readonly string[]
}

/**
 * One verifier per dialect; each takes what names its own schemes. With `malformedSecrets: 'skip'` a dialect without
 * secrets is left out as well.
 *
 * @throws HookstampError `secret-empty`, `secret-malformed`, `scheme-unknown`, `option-invalid`
 */
export function createVerifiers(
  dialects: readonly AnyDialect[],
  secrets: Secrets,
  { allowDowngradeTo, ...settings }: VerifiersSettings,
): readonly DialectVerifier[] {
  if (typeof secrets !== 'object' || secrets === null) {
    throw new HookstampError(
      'option-invalid',
      'secrets has to be a list, or an object with a list per scheme.',
    )
  }
  if (!isList(secrets)) assertKnown(dialects, Object.keys(secrets))
  assertKnown(dialects, allowDowngradeTo)
  return dialects.flatMap((dialect) => {
    const names = Object.keys(dialect.schemes)
    const own = isList(secrets) ? { [names[0] as string]: secrets } : pick(secrets, names)
    const isEmpty = Object.values(own).every((list) => list.length === 0)
    if (isEmpty && settings.malformedSecrets === 'skip') return []
    const schemes = firstPresent(dialect.schemes, {
      allowDowngradeTo: allowDowngradeTo.filter((name) => names.includes(name)),
    })
    return { dialect, verifier: createVerifier(schemes, { ...settings, secrets: own }) }
  })
}

function isList(secrets: Secrets): secrets is readonly SecretInput[] {
  return Array.isArray(secrets)
}

function pick<T>(record: { readonly [key: string]: T }, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)))
}

function assertKnown(dialects: readonly AnyDialect[], names: readonly string[]): void {
  const known = new Set(dialects.flatMap((dialect) => Object.keys(dialect.schemes)))
  for (const name of names) {
    if (known.has(name)) continue
    throw new HookstampError(
      'scheme-unknown',
      `No dialect here has a scheme "${name}". There is: ${[...known].join(', ')}.`,
    )
  }
}
