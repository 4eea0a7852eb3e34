import { mac, macKey, macMatches } from '#crypto'
import type { MacKey } from '../internal/crypto.js'
import { all, chain } from '../internal/maybe-promise.js'
import { malformed, proofHeader } from './proof-header.js'
import type { Proof, SigningScheme } from './scheme.js'
import { secretBytes } from './secrets.js'
import { outsideWindow, parseUnixSeconds, toUnixSeconds } from './signed-time.js'

export interface TimestampedHmacOptions {
  /** Name of the header, in the casing to send it with, e.g. `Stripe-Signature`. */
  readonly header: string
}

/** What the header claims. */
export interface TimestampedProof extends Proof {
  readonly signedAt: number
  /** What is signed in front of the body. */
  readonly prefix: string
  readonly claimed: readonly string[]
}

// A sender in rotation sends two or three; each costs a comparison, not a MAC.
const MOST_ENTRIES = 16

/**
 * One header with the time and the HMAC-SHA256 of time and body in hex, as Stripe sends it: `t=1492774577,v1=5257a8…`.
 * Any order; several `v1` (one must be right), exactly one `t`, other names are ignored. The secret is any text
 * (as UTF-8, prefix included) or bytes.
 *
 * @throws HookstampError `option-invalid` if `header` cannot be the name of a header
 * @example
 * const verifier = createVerifier(timestampedHmac({ header: 'Stripe-Signature' }), { secrets: [process.env.SECRET!] })
 * @see https://docs.stripe.com/webhooks#verify-manually
 */
export function timestampedHmac({ header }: TimestampedHmacOptions): SigningScheme<MacKey, TimestampedProof> {
  const read = proofHeader(header)
  const refusal = malformed(header, '"t=" and Unix seconds once, and "v1=" and 64 lower-case hex digits')
  return {
    name: 'timestamped-hmac',
    headers: [header],
    strength: 'timed-signature',
    signsWith: 'all',
    importSecret: (secret) => macKey('sha256', secretBytes(secret)),
    inspect: (headers, window) => {
      const value = read(headers)
      if (typeof value !== 'string') return value
      const entries = value.split(',', MOST_ENTRIES + 1)
      if (entries.length > MOST_ENTRIES) return refusal
      let seconds: number | undefined
      const claimed: string[] = []
      for (const entry of entries) {
        if (entry.startsWith('t=')) {
          if (seconds !== undefined) return refusal
          seconds = parseUnixSeconds(entry.slice(2))
          if (seconds === undefined) return refusal
        } else if (entry.startsWith('v1=')) {
          const digest = entry.slice(3)
          if (!/^[0-9a-f]{64}$/.test(digest)) return refusal
          claimed.push(digest)
        } else if (!/^[a-z]\w*=/.test(entry)) {
          return refusal
        }
      }
      if (seconds === undefined || claimed.length === 0) return refusal
      return outsideWindow(seconds, window) ?? { signedAt: seconds * 1000, prefix: `${seconds}.`, claimed }
    },
    matches: ({ prefix, claimed }, body, key) => macMatches(key, prefix, body, 'hex', claimed),
    sign: ({ timestamp, body }, keys) => {
      const seconds = toUnixSeconds(timestamp)
      const macs = keys.map((key) => mac(key, `${seconds}.`, body, 'hex'))
      return chain(all(macs), (digests) => ({
        [header]: [`t=${seconds}`, ...digests.map((digest) => `v1=${digest}`)].join(','),
      }))
    },
  }
}
