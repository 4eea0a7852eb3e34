/** `hookstamp/signing`: prove and verify where messages come from, without anything else of hookstamp. */
export { readHeader, type HeadersInput } from '../internal/headers.js'
export { firstPresent, type SchemeSet } from './scheme-set.js'
export { generateKeyPair, generateSecret, type GenerateOptions, type KeyPair } from './generate.js'
export { hmacHex, type HmacHexOptions } from './hmac-hex.js'
export type { Message, Proof, ProofRefusal, ReplayWindow, SigningScheme, Strength } from './scheme.js'
export { sharedToken, type SharedTokenOptions } from './shared-token.js'
export { standardWebhooks, type StandardWebhooksOptions } from './standard-webhooks.js'
export { timestampedHmac, type TimestampedHmacOptions } from './timestamped-hmac.js'
export type { SecretInput, SkippedSecret } from './secrets.js'
export {
  createSigner,
  type MessageInput,
  type SetSignerOptions,
  type Signer,
  type SignerOptions,
  type SignerSettings,
} from './signer.js'
export type { RefusalCode, Refused, Verdict, VerdictCode, Verified } from './verdict.js'
export {
  createVerifier,
  type PendingProof,
  type SetVerifierOptions,
  type Verifier,
  type VerifierOptions,
  type VerifierSettings,
} from './verifier.js'
