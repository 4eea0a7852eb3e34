import { macKey, mac, macMatches } from '#crypto'
import type { MacAlgorithm, MacKey } from '../internal/crypto.js'
import { chain } from '../internal/maybe-promise.js'
import { malformed, proofHeader } from './proof-header.js'
import type { Proof, SigningScheme } from './scheme.js'
import { secretBytes } from './secrets.js'

export interface HmacHexOptions {
  /** Name of the header, in the casing to send it with, e.g. `X-Hub-Signature-256`. */
  readonly header: string
  /**
   * What stands before the digits; may be empty.
   * @default the algorithm and `=`, e.g. `sha256=`
   */
  readonly prefix?: string
  /** @default 'sha256' */
  readonly algorithm?: MacAlgorithm
}

/** The MAC that the header claims, in hex. */
export interface HexProof extends Proof {
  readonly claimed: string
}

/**
 * One header with the HMAC of the body in hex, as Djinn CI and GitHub send it: `sha256=5dbe6cf6…`.
 * The secret is any text (as UTF-8) or bytes. The digits are lower-case, as every sender writes them; others
 * are `malformed`. It signs no time: a captured message stays valid, so dedupe on an id where there is one.
 *
 * @throws HookstampError `option-invalid` if `header` cannot be the name of a header
 * @example
 * const verifier = createVerifier(hmacHex({ header: 'X-Hub-Signature-256' }), { secrets: [process.env.SECRET!] })
 * @see https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function hmacHex({
  header,
  algorithm = 'sha256',
  prefix = `${algorithm}=`,
}: HmacHexOptions): SigningScheme<MacKey, HexProof> {
  const read = proofHeader(header)
  const digits = algorithm === 'sha256' ? 64 : 128
  const grammar = new RegExp(`^[0-9a-f]{${digits}}$`)
  const refusal = malformed(header, `"${prefix}" and ${digits} lower-case hex digits`)
  return {
    name: 'hmac-hex',
    headers: [header],
    strength: 'signature',
    signsWith: 'newest',
    importSecret: (secret) => macKey(algorithm, secretBytes(secret)),
    inspect: (headers) => {
      const value = read(headers)
      if (typeof value !== 'string') return value
      const claimed = value.slice(prefix.length)
      return value.startsWith(prefix) && grammar.test(claimed) ? { claimed } : refusal
    },
    matches: ({ claimed }, body, key) => macMatches(key, '', body, 'hex', [claimed]),
    sign: ({ body }, [key]) =>
      chain(mac(key as MacKey, '', body, 'hex'), (digest) => ({ [header]: prefix + digest })),
  }
}
