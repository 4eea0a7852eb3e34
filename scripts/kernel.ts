/**
 * What nearly every door stands on, built as one file (`dist/internal/kernel`) that the doors import as `#kernel`.
 * Left to itself the bundler cuts shared code into a chunk for each set of doors that uses it: a dozen small
 * files to load for `hookstamp/signing`, where each costs as much as the code in it. No door, and nothing in src
 * imports it: `scripts/share-kernel.ts` redirects to it at build time.
 */
export * from '../src/dialect.js'
export * from '../src/errors.js'
export * from '../src/internal/base64.js'
export * from '../src/internal/bytes.js'
export * from '../src/internal/clock.js'
export * from '../src/internal/headers.js'
export * from '../src/internal/maybe-promise.js'
export * from '../src/internal/random.js'
export * from '../src/signing/generate.js'
export * from '../src/signing/hmac-hex.js'
export * from '../src/signing/proof-header.js'
export * from '../src/signing/scheme-set.js'
export * from '../src/signing/secrets.js'
export * from '../src/signing/shared-token.js'
export * from '../src/signing/signer.js'
export * from '../src/signing/standard-webhooks.js'
export * from '../src/signing/timestamped-hmac.js'
export * from '../src/signing/verifier.js'
