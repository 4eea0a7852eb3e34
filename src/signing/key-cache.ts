/**
 * Keys that were imported from text before. A dispatcher makes a signer per webhook, a receiver with many
 * tenants a verifier per request; where only Web Crypto is to be had an import costs more than the MAC.
 */
import type { SigningScheme } from './scheme.js'

// A key takes less than 1 kB: at most 1 MB for each scheme and use.
const MOST_KEYS = 1000

const caches: Record<'sign' | 'verify', WeakMap<SigningScheme, Map<string, unknown>>> = {
  sign: new WeakMap(),
  verify: new WeakMap(),
}

export function importedKey(
  scheme: SigningScheme,
  use: 'sign' | 'verify',
  secret: string | Uint8Array,
): unknown {
  // Bytes can be changed by their owner, so what they were imported as says nothing.
  if (typeof secret !== 'string') return scheme.importSecret(secret, use)
  let cache = caches[use].get(scheme)
  if (cache === undefined) caches[use].set(scheme, (cache = new Map()))
  let key = cache.get(secret)
  if (key === undefined) {
    key = scheme.importSecret(secret, use)
    if (cache.size >= MOST_KEYS) cache.delete(cache.keys().next().value as string)
    cache.set(secret, key)
  }
  return key
}
