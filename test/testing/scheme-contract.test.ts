import {
  generateKeyPair,
  hmacHex,
  sharedToken,
  standardWebhooks,
  timestampedHmac,
  type Proof,
  type SigningScheme,
} from 'hookstamp/signing'
import { schemeContract, type SecretPair } from 'hookstamp/testing'
import { describe, expect, test } from 'vitest'

const same = (secret: string | Uint8Array): SecretPair => ({ sign: secret, verify: secret })
const texts = [same('one secret'), same('another secret')] as const
const keys = [same(new Uint8Array(32).fill(1)), same(new Uint8Array(32).fill(2))] as const
const asymmetric = async (): Promise<SecretPair> => {
  const { privateKey, publicKey } = await generateKeyPair()
  return { sign: privateKey, verify: publicKey }
}

const hex = hmacHex({ header: 'X-Signature' })
const token = sharedToken({ header: 'X-Token' })
const timed = timestampedHmac({ header: 'X-Timed' })
const standard = standardWebhooks()

describe('hmacHex', () => schemeContract({ test, scheme: hex, secrets: texts }))
describe('sharedToken', () => schemeContract({ test, scheme: token, secrets: texts }))
describe('timestampedHmac', () => schemeContract({ test, scheme: timed, secrets: texts }))
describe('standardWebhooks v1', () => schemeContract({ test, scheme: standard, secrets: keys }))
const pairs = [await asymmetric(), await asymmetric()] as const
describe('standardWebhooks v1a', () => schemeContract({ test, scheme: standard, secrets: pairs }))

/** The cases that a scheme fails. */
async function failures(
  scheme: SigningScheme,
  secrets: readonly [SecretPair, SecretPair],
): Promise<string[]> {
  const cases: [string, () => Promise<void>][] = []
  schemeContract({ test: (name, run) => cases.push([name, run]), scheme, secrets })
  const failed: string[] = []
  for (const [name, run] of cases) {
    await run().catch(() => failed.push(name))
  }
  return failed
}

// Each breaks one promise, so the contract has to notice each.
const broken: [string, SigningScheme, readonly [SecretPair, SecretPair], string][] = [
  [
    'sets a header it does not declare',
    { ...(hex as SigningScheme), headers: ['X-Other'] },
    texts,
    'declares every header',
  ],
  [
    'does not accept its own',
    { ...(hex as SigningScheme), matches: () => false },
    texts,
    'accepts what it signs',
  ],
  ['accepts everything', { ...(hex as SigningScheme), matches: () => true }, texts, 'another secret'],
  [
    'takes a missing header for a proof',
    {
      ...(hex as SigningScheme),
      inspect: (headers, window) => {
        const found = hex.inspect(headers, window)
        return found.refused === 'missing' ? ({ claimed: '' } as Proof) : found
      },
    },
    texts,
    'finds missing',
  ],
  [
    'believes the first of two',
    { ...(hex as SigningScheme), inspect: (headers, window) => hex.inspect(firstOnly(headers), window) },
    texts,
    'sent twice',
  ],
  [
    'throws on what is malformed',
    {
      ...(hex as SigningScheme),
      inspect: (headers, window) => {
        const proof = hex.inspect(headers, window)
        if (proof.refused === 'malformed') throw new TypeError('Cannot read properties of undefined')
        return proof
      },
    },
    texts,
    'never throws',
  ],
  [
    'throws raw errors for secrets',
    {
      ...(hex as SigningScheme),
      importSecret: (secret, use) => {
        if (secret.length === 0) throw new RangeError('Zero-length key')
        return hex.importSecret(secret, use)
      },
    },
    texts,
    'unusable secrets',
  ],
  [
    'says it signs with all',
    { ...(hex as SigningScheme), signsWith: 'all' },
    texts,
    'one secret or with all',
  ],
  ['says it covers the body', { ...(token as SigningScheme), strength: 'signature' }, texts, 'every byte'],
  ['says it covers the time', { ...(hex as SigningScheme), strength: 'timed-signature' }, texts, 'the time'],
  [
    'looks at the past only',
    {
      ...(timed as SigningScheme),
      inspect: (headers, { now, toleranceSeconds }) =>
        timed.inspect(headers, { now: Math.max(now, 1_700_000_000_000), toleranceSeconds }),
    },
    texts,
    'on both sides',
  ],
]

describe('a broken scheme', () => {
  test.each(broken)('that %s fails', async (_what, scheme, secrets, named) => {
    const failed = await failures(scheme, secrets)
    expect(
      failed.some((name) => name.includes(named)),
      failed.join('; '),
    ).toBe(true)
  })
})

function firstOnly(headers: unknown): Record<string, string> {
  const first: Record<string, string> = {}
  const pairs = Array.isArray(headers) && Array.isArray(headers[0]) ? (headers as [string, string][]) : []
  for (const [name, value] of pairs) first[name.toLowerCase()] ??= value
  return pairs.length > 0 ? first : (headers as Record<string, string>)
}
