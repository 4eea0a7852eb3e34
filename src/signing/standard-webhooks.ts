import { ed25519Matches, ed25519Sign, mac, macMatches } from '#crypto'
import { HookstampError } from '../errors.js'
import type { Ed25519Key, MacKey } from '../internal/crypto.js'
import { all, chain } from '../internal/maybe-promise.js'
import { malformed, proofHeader } from './proof-header.js'
import type { Proof, SigningScheme } from './scheme.js'
import { outsideWindow, parseUnixSeconds, toUnixSeconds, UNIX_SECONDS } from './signed-time.js'
import { importStandardKey } from './standard-keys.js'

export interface StandardWebhooksOptions {
  /**
   * What the three headers begin with, e.g. `svix-`.
   * @default 'webhook-'
   */
  readonly headerPrefix?: string
}

/** What the three headers claim. */
export interface StandardProof extends Proof {
  readonly id: string
  readonly signedAt: number
  /** What is signed in front of the body. */
  readonly prefix: string
  /** Listed as `v1`: HMAC-SHA256. */
  readonly macs: readonly string[]
  /** Listed as `v1a`: ed25519. */
  readonly signatures: readonly string[]
}

// A sender in rotation lists two or three.
const MOST_SIGNATURES = 16

// No point: it separates id, time and body in what is signed, so an id that holds one could take in another
// message's time.
const safeId = /^[!-\-/-~]{1,256}$/
const ID = '1 to 256 printable ASCII characters without space and without "."'

/**
 * Standard Webhooks: id, time and body signed together, by HMAC-SHA256 (`v1`, `whsec_` secrets) or ed25519 (`v1a`,
 * `whsk_` at the sender, `whpk_` at the receiver). One scheme for both: the key says which. Each active secret
 * adds a signature to the list; one of them has to be right. GitLab sends this from 19.0 on, Svix always
 * (`headerPrefix: 'svix-'`).
 *
 * @throws HookstampError `option-invalid` if `headerPrefix` cannot begin the name of a header
 * @example
 * const verifier = createVerifier(standardWebhooks(), { secrets: [process.env.WEBHOOK_SECRET!] })
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function standardWebhooks({ headerPrefix = 'webhook-' }: StandardWebhooksOptions = {}): SigningScheme<
  MacKey | Ed25519Key,
  StandardProof
> {
  const headers = {
    signature: `${headerPrefix}signature`,
    id: `${headerPrefix}id`,
    timestamp: `${headerPrefix}timestamp`,
  }
  const readSignature = proofHeader(headers.signature)
  const readId = proofHeader(headers.id)
  const readTimestamp = proofHeader(headers.timestamp)
  const badSignature = malformed(
    headers.signature,
    `a list of 1 to ${MOST_SIGNATURES} signatures "v1,<base64>" or "v1a,<base64>", separated by one space`,
  )
  const badId = malformed(headers.id, ID)
  const badTimestamp = malformed(headers.timestamp, UNIX_SECONDS)

  return {
    name: 'standard-webhooks',
    // The signature comes first: GitLab sends the other two with unsigned messages as well.
    headers: [headers.signature, headers.id, headers.timestamp],
    strength: 'timed-signature',
    signsWith: 'all',
    importSecret: importStandardKey,
    inspect: (input, window) => {
      const list = readSignature(input)
      if (typeof list !== 'string') return list
      const id = readId(input)
      if (typeof id !== 'string') return id
      const timestamp = readTimestamp(input)
      if (typeof timestamp !== 'string') return timestamp

      const claimed = readSignatures(list)
      if (claimed === undefined) return badSignature
      if (!safeId.test(id)) return badId
      const seconds = parseUnixSeconds(timestamp)
      if (seconds === undefined) return badTimestamp
      return (
        outsideWindow(seconds, window) ?? {
          id,
          signedAt: seconds * 1000,
          prefix: `${id}.${timestamp}.`,
          ...claimed,
        }
      )
    },
    matches: ({ prefix, macs, signatures }, body, key) =>
      isMacKey(key)
        ? macMatches(key, prefix, body, 'base64', macs)
        : ed25519Matches(key, prefix, body, signatures),
    sign: ({ id, timestamp, body }, keys) => {
      if (!safeId.test(id)) throw new HookstampError('option-invalid', `The id to sign is not ${ID}.`)
      const seconds = toUnixSeconds(timestamp)
      const prefix = `${id}.${seconds}.`
      const signatures = keys.map((key) =>
        isMacKey(key)
          ? chain(mac(key, prefix, body, 'base64'), (digest) => `v1,${digest}`)
          : chain(ed25519Sign(key, prefix, body), (signature) => `v1a,${signature}`),
      )
      return chain(all(signatures), (list) => ({
        [headers.id]: id,
        [headers.timestamp]: seconds,
        [headers.signature]: list.join(' '),
      }))
    },
  }
}

function isMacKey(key: MacKey | Ed25519Key): key is MacKey {
  return 'algorithm' in key
}

// Strict base64 of 32 and of 64 bytes: the last digit carries two and four bits, the others of it are zero.
const v1 = /^v1,[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/
const v1a = /^v1a,[A-Za-z0-9+/]{85}[AQgw]==$/
// Other versions are passed over, as the specification asks; the known ones have to be right.
const otherVersion = /^(?!v1a?,)\w+,./

/** The signatures of a list, by kind; `undefined` if it does not follow the grammar. */
function readSignatures(list: string): Pick<StandardProof, 'macs' | 'signatures'> | undefined {
  const macs: string[] = []
  const signatures: string[] = []
  // Nearly every list holds one, and splitting takes longer than all the rest of this.
  const entries = list.includes(' ') ? list.split(' ', MOST_SIGNATURES + 1) : [list]
  if (entries.length > MOST_SIGNATURES) return undefined
  for (const entry of entries) {
    if (v1.test(entry)) macs.push(entry.slice(3))
    else if (v1a.test(entry)) signatures.push(entry.slice(4))
    else if (!otherVersion.test(entry)) return undefined
  }
  return macs.length + signatures.length > 0 ? { macs, signatures } : undefined
}
