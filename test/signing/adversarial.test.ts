/**
 * Thirty-four ways in which what arrives at a verifier can be wrong, odd or hostile, each with the code it has to
 * end in. Numbers V1 to V34 name the same inputs in every document of this project.
 */
import { gzipSync } from 'node:zlib'
import {
  createSigner,
  createVerifier,
  generateKeyPair,
  standardWebhooks,
  type SecretInput,
} from 'hookstamp/signing'
import { afterEach, describe, expect, test } from 'vitest'
import { utf8 } from '../../src/internal/bytes.js'
import type { HeadersInput } from '../../src/internal/headers.js'

const scheme = standardWebhooks()
const secret = `whsec_${Buffer.alloc(32, 'k').toString('base64')}`
const otherSecret = `whsec_${Buffer.alloc(32, 'o').toString('base64')}`
const pair = await generateKeyPair()
const now = 1_700_000_000_000
const body = utf8('{"total":5}\n')

interface Arrival {
  readonly headers?: HeadersInput
  readonly body?: Uint8Array | ArrayBuffer
  readonly secrets?: readonly SecretInput[]
  readonly now?: number
}

/** The code of what becomes of an arrival; whatever is not said is right. */
async function codeOf(arrival: Arrival): Promise<string> {
  const clock = { now: () => arrival.now ?? now }
  const verifier = createVerifier(scheme, { secrets: arrival.secrets ?? [secret], clock })
  // Spread: an arrival may well say that there are no headers, or no body.
  const message = { headers: good, body, ...arrival } as { headers: HeadersInput; body: Uint8Array }
  return (await verifier.verify(message)).code
}

async function signed(
  id: string,
  timestamp: number,
  bytes: Uint8Array,
  by = [secret],
): Promise<Record<string, string>> {
  return { ...(await createSigner(scheme, { secrets: by }).sign({ id, timestamp, body: bytes })) }
}

function codeAtConstruction(secrets: readonly unknown[], toleranceSeconds?: number): string {
  try {
    createVerifier(scheme, {
      secrets: secrets as SecretInput[],
      ...(toleranceSeconds !== undefined && { toleranceSeconds }),
    })
    return 'constructed'
  } catch (error) {
    return (error as { code: string }).code
  }
}

const good = await signed('msg_1', now, body)
const signature = good['webhook-signature'] as string
const digest = signature.slice(3)
const timestamp = good['webhook-timestamp'] as string
const without = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(good).filter(([key]) => key !== name))
const withTimestamp = (value: string): Arrival => ({ headers: { ...good, 'webhook-timestamp': value } })
const withSignature = (value: string): Arrival => ({ headers: { ...good, 'webhook-signature': value } })
const withId = (value: string): Arrival => ({ headers: { ...good, 'webhook-id': value } })
const v1a = (await signed('msg_1', now, body, [pair.privateKey]))['webhook-signature'] as string
const bad = `v1,${'A'.repeat(43)}=`
const entries = (count: number, last: string): string => [...Array(count - 1).fill(bad), last].join(' ')
const wide = [...timestamp].map((digit) => String.fromCharCode(0xff10 + Number(digit))).join('')
const odd = utf8('é')

const pathological = await Promise.all(
  ['{"__proto__":{}}', '{"a":1,"a":2}', '['.repeat(100_000), '9'.repeat(1_000_000), '9007199254740993'].map(
    async (text): Promise<[string, Arrival, string]> => [
      `V27 ${text.slice(0, 20)}, which nothing here parses`,
      { body: utf8(text), headers: await signed('a', now, utf8(text)) },
      'verified',
    ],
  ),
)

const arrivals: [name: string, arrival: Arrival, code: string][] = [
  ['V1 no headers', { headers: {} }, 'missing'],
  ['V1 nothing instead of headers', { headers: undefined as never }, 'missing'],
  ...Object.keys(good).map((name): [string, Arrival, string] => [
    `V2 no ${name}`,
    { headers: without(name) },
    'missing',
  ]),
  ...Object.keys(good).flatMap((name) =>
    ['', ' ', '\t'].map((blank): [string, Arrival, string] => [
      `V3 ${name} is ${JSON.stringify(blank)}`,
      { headers: { ...good, [name]: blank } },
      'malformed',
    ]),
  ),
  ['V4 a list of one', { headers: { ...good, 'webhook-signature': [signature] } }, 'verified'],
  ['V4 a list, good last', { headers: { ...good, 'webhook-signature': [bad, signature] } }, 'repeated'],
  ['V4 a list, good first', { headers: { ...good, 'webhook-signature': [signature, bad] } }, 'repeated'],
  ['V4 a list of ids', { headers: { ...good, 'webhook-id': ['msg_1', 'msg_2'] } }, 'repeated'],
  ['V5 two spellings, good last', { headers: { 'Webhook-Signature': bad, ...good } }, 'repeated'],
  ['V5 two spellings, good first', { headers: { ...good, 'Webhook-Signature': bad } }, 'repeated'],
  ['V5 two spellings of the time', { headers: { ...good, 'WEBHOOK-TIMESTAMP': timestamp } }, 'repeated'],
  ['V6 Headers', { headers: new Headers(good) }, 'verified'],
  ['V6 Headers, sent twice', { headers: twice(new Headers(good)) }, 'malformed'],
  ['V6 Map', { headers: new Map(Object.entries(good)) }, 'verified'],
  ['V6 no prototype', { headers: Object.assign(Object.create(null), good) }, 'verified'],
  ['V6 rawHeaders', { headers: Object.entries(good).flat() }, 'verified'],
  [
    'V6 rawHeaders, sent twice',
    { headers: Object.entries({ ...good, 'Webhook-Id': 'a' }).flat() },
    'repeated',
  ],
  ['V6 pairs', { headers: Object.entries(good) }, 'verified'],
  ['V7 own __proto__', { headers: JSON.parse(`{"__proto__":${JSON.stringify(good)}}`) as never }, 'missing'],
  ['V7 own constructor', { headers: { ...good, constructor: 'x', toString: 'y' } }, 'verified'],
  ['V11 ed25519 for a secret', withSignature(v1a), 'mismatch'],
  ['V11 HMAC for a public key', { secrets: [pair.publicKey] }, 'mismatch'],
  ['V11 ed25519 listed as HMAC', withSignature(v1a.replace('v1a', 'v1')), 'malformed'],
  ['V11 HMAC listed as ed25519', withSignature(signature.replace('v1', 'v1a')), 'malformed'],
  ...[
    '',
    'abc',
    `${timestamp}abc`,
    ` ${timestamp}`,
    `+${timestamp}`,
    '-1',
    '1e9',
    '0x6553F100',
    '1.5',
    'NaN',
    'Infinity',
  ]
    .concat([
      `1${'0'.repeat(30)}`,
      `${timestamp}000`,
      wide,
      `${timestamp},${timestamp}`,
      `${timestamp}\n`,
      `0${timestamp}`,
    ])
    .map((value): [string, Arrival, string] => [
      `V12 timestamp ${JSON.stringify(value)}`,
      withTimestamp(value),
      'malformed',
    ]),
  ['V13 exactly at the tolerance', { now: now + 300_999 }, 'verified'],
  ['V13 one second past it', { now: now + 301_000 }, 'expired'],
  ['V13 in the future, just inside', { now: now - 300_000 }, 'verified'],
  ['V13 in the future, just outside', { now: now - 300_001 }, 'premature'],
  ['V15 a clock set back by an hour', { now: now - 3_600_000 }, 'premature'],
  ['V15 a clock that does not know', { now: NaN }, 'expired'],
  ...[
    'v1',
    'v1,',
    ',',
    `v1,,${digest}`,
    `v2,${digest}`,
    `V1,${digest}`,
    `v1 ,${digest}`,
    `v1,${digest},extra`,
  ].map((value): [string, Arrival, string] => [
    `V16 signature ${value.slice(0, 8)}…`,
    withSignature(value),
    'malformed',
  ]),
  ['V17 a prefix of the signature', withSignature(`v1,${digest.slice(0, 40)}`), 'malformed'],
  ['V17 a prefix that is base64 of fewer bytes', withSignature(`v1,${digest.slice(0, 39)}=`), 'malformed'],
  ['V17 a byte too many', withSignature(`v1,${digest.slice(0, 43)}AA=`), 'malformed'],
  ['V17 doubled', withSignature(`v1,${digest}${digest}`), 'malformed'],
  ['V18 url alphabet', withSignature(`v1,${digest.slice(0, 42)}-=`), 'malformed'],
  ['V18 unpadded', withSignature(`v1,${digest.slice(0, 43)}`), 'malformed'],
  ['V18 stray bits', withSignature(`v1,${digest.slice(0, 42)}B=`), 'malformed'],
  ['V18 whitespace inside', withSignature(`v1,${digest.slice(0, 9)}\t${digest.slice(9)}`), 'malformed'],
  ['V18 hex', withSignature(`v1,${Buffer.from(digest, 'base64').toString('hex')}`), 'malformed'],
  ['V19 16 entries', withSignature(entries(16, signature)), 'verified'],
  ['V19 17 entries', withSignature(entries(17, signature)), 'malformed'],
  ['V19 a million entries', withSignature(entries(1_000_000, signature)), 'malformed'],
  ['V19 a header of one megabyte', withSignature('x'.repeat(1_000_000)), 'malformed'],
  ['V19 joined by ", "', withSignature(`${bad}, ${signature}`), 'malformed'],
  ['V19 joined by a tab', withSignature(`${bad}\t${signature}`), 'malformed'],
  ['V19 joined by a no-break space', withSignature(`${bad}\u00a0${signature}`), 'malformed'],
  ['V20 unknown versions beside', withSignature(`v2,abc ${signature} v9z,+/=`), 'verified'],
  ['V20 first wrong, second right', withSignature(`${bad} ${signature}`), 'verified'],
  ['V20 all wrong', withSignature(`${bad} ${bad}`), 'mismatch'],
  ...['msg.1', 'msg\n1', 'msg\u00001', 'msg_é', 'm'.repeat(65_536), 'msg 1', `msg_1.${timestamp}`].map(
    (value): [string, Arrival, string] => [
      `V21 id ${JSON.stringify(value.slice(0, 20))}`,
      withId(value),
      'malformed',
    ],
  ),
  ['V21 the id of another message', withId('msg_2'), 'mismatch'],
  ['V22 a line break less', { body: utf8('{"total":5}') }, 'mismatch'],
  ['V22 a line break more', { body: utf8('{"total":5}\n\n') }, 'mismatch'],
  ['V22 CRLF', { body: utf8('{"total":5}\r\n') }, 'mismatch'],
  ['V22 re-serialised', { body: utf8('{ "total": 5 }\n') }, 'mismatch'],
  ['V22 a byte order mark in front', { body: utf8('\ufeff{"total":5}\n') }, 'mismatch'],
  ['V22 emptied', { body: new Uint8Array() }, 'mismatch'],
  ['V22 empty', { body: new Uint8Array(), headers: await signed('a', now, new Uint8Array()) }, 'verified'],
  ['V22 null', { body: utf8('null'), headers: await signed('a', now, utf8('null')) }, 'verified'],
  ['V22 5', { body: utf8('5'), headers: await signed('a', now, utf8('5')) }, 'verified'],
  ['V23 Buffer', { body: Buffer.from(body) }, 'verified'],
  ['V23 ArrayBuffer', { body: body.slice().buffer }, 'verified'],
  ['V23 a view with an offset', { body: Buffer.from(`xx${'{"total":5}\n'}xx`).subarray(2, -2) }, 'verified'],
  [
    'V24 bytes that are not UTF-8',
    { body: Uint8Array.of(0xff), headers: await signed('a', now, Uint8Array.of(0xff)) },
    'verified',
  ],
  [
    'V24 others that decode alike',
    { body: Uint8Array.of(0xfe), headers: await signed('a', now, Uint8Array.of(0xff)) },
    'mismatch',
  ],
  [
    'V24 a lone surrogate',
    { body: utf8('\ud800'), headers: await signed('a', now, utf8('\ufffd')) },
    'verified',
  ],
  ['V24 another normal form', { body: utf8('e\u0301'), headers: await signed('a', now, odd) }, 'mismatch'],
  ['V25 10 MB', await large(), 'verified'],
  [
    'V26 compressed, as it travels',
    { body: gzipSync(body), headers: await signed('a', now, gzipSync(body)) },
    'verified',
  ],
  ['V26 compressed, inflated before', { body, headers: await signed('a', now, gzipSync(body)) }, 'mismatch'],
  ...pathological,
  [
    'V28 right, and no JSON',
    { body: utf8('{"a":'), headers: await signed('a', now, utf8('{"a":')) },
    'verified',
  ],
  ['V29 the same again, within the tolerance', { now: now + 299_000 }, 'verified'],
  ['V29 the same again, after it', { now: now + 600_000 }, 'expired'],
  [
    'V30 the same id, another body, both right',
    { body: odd, headers: await signed('msg_1', now, odd) },
    'verified',
  ],
  ['V31 another tenant’s secret', { secrets: [otherSecret] }, 'mismatch'],
  ['V31 the old secret, expired', { secrets: [otherSecret, { value: secret, expiresAt: now }] }, 'mismatch'],
  ['V31 every secret expired', { secrets: [{ value: secret, expiresAt: now }] }, 'no-secret'],
  [
    'V31 the old secret, not yet expired',
    { secrets: [otherSecret, { value: secret, expiresAt: now + 1 }] },
    'verified',
  ],
  [
    'V33 declared as a form',
    { headers: { ...good, 'content-type': 'application/x-www-form-urlencoded' } },
    'verified',
  ],
  [
    'V33 declared as UTF-16',
    { headers: { ...good, 'content-type': 'application/json; charset=utf-16' } },
    'verified',
  ],
]

describe('a message that arrives', () => {
  test.each(arrivals)('%s', async (_name, arrival, code) => {
    expect(await codeOf(arrival)).toBe(code)
  })

  test('V32 wrong at any one place is wrong alike', async () => {
    for (let at = 0; at < 43; at++) {
      const flipped = `${digest.slice(0, at)}${digest[at] === 'A' ? 'Q' : 'A'}${digest.slice(at + 1)}`
      expect(await codeOf(withSignature(`v1,${flipped}`))).toBe('mismatch')
    }
  })
})

describe('V7 a polluted prototype', () => {
  afterEach(() => {
    for (const name of Object.keys(good)) delete (Object.prototype as Record<string, unknown>)[name]
  })

  test('signs nothing', async () => {
    Object.assign(Object.prototype, good)
    expect(await codeOf({ headers: {} })).toBe('missing')
    expect(await codeOf({ headers: new Map() })).toBe('missing')
  })
})

describe('a verifier that is made', () => {
  test.each<[string, unknown[], string]>([
    ['V8 ""', [''], 'secret-empty'],
    ['V8 undefined', [undefined], 'secret-empty'],
    ['V8 null', [null], 'secret-empty'],
    ['V8 " "', [' '], 'secret-empty'],
    ['V8 whsec_', ['whsec_'], 'secret-malformed'],
    ['V8 whsec_=', ['whsec_='], 'secret-malformed'],
    ['V8 "undefined"', ['undefined'], 'secret-malformed'],
    ['V8 whsec_undefined', ['whsec_undefined'], 'secret-malformed'],
    ['V8 none at all', [], 'secret-empty'],
    ['V9 23 bytes', [`whsec_${Buffer.alloc(23).toString('base64')}`], 'secret-malformed'],
    ['V9 65 bytes', [`whsec_${Buffer.alloc(65).toString('base64')}`], 'secret-malformed'],
    ['V10 no base64', ['whsec_$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$$'], 'secret-malformed'],
    ['V10 base64url', [secret.replace(/.{2}$/, '-=')], 'secret-malformed'],
    ['V10 a line break', [`${secret}\n`], 'secret-malformed'],
    ['V10 wrong padding', [`${secret}=`], 'secret-malformed'],
    ['V10 raw text that is not latin', ['Ā'.repeat(32)], 'secret-malformed'],
    ['V11 a private key at the receiver', [pair.privateKey], 'secret-malformed'],
    ['V31 two secrets, one malformed', [secret, 'whsec_AA=='], 'secret-malformed'],
  ])('%s', (_name, secrets, code) => {
    expect(codeAtConstruction(secrets)).toBe(code)
  })

  test.each([
    [0, 'option-invalid'],
    [-1, 'option-invalid'],
    [NaN, 'option-invalid'],
    [Infinity, 'option-invalid'],
    [undefined, 'constructed'],
  ])('V14 tolerance %s', (toleranceSeconds, code) => {
    expect(codeAtConstruction([secret], toleranceSeconds)).toBe(code)
  })
})

describe('V34 a body that a framework has parsed', () => {
  test.each([
    ['an object', { total: 5 }],
    ['a list', [5]],
    ['text', '{"total":5}\n'],
    ['a text with a lone surrogate', '\ud800'],
    ['nothing', undefined],
    ['null', null],
    ['a stream', new ReadableStream()],
    ['Node’s JSON form of a Buffer', Buffer.from(body).toJSON()],
  ])('%s: the error says to take the bytes before', async (_what, parsed) => {
    await expect(codeOf({ body: parsed as never })).rejects.toMatchObject({
      code: 'body-not-bytes',
      message: expect.stringContaining('before any parser runs') as string,
    })
  })
})

test('V30 hands on the signed id, which is what dedupe goes by', async () => {
  const verifier = createVerifier(scheme, { secrets: [secret], clock: { now: () => now } })
  for (const bytes of [body, odd]) {
    const headers = await signed('msg_1', now, bytes)
    expect(await verifier.verify({ headers, body: bytes })).toMatchObject({
      ok: true,
      id: 'msg_1',
      signedAt: now,
    })
  }
})

function twice(headers: Headers): Headers {
  headers.append('webhook-signature', signature)
  return headers
}

async function large(): Promise<Arrival> {
  const bytes = new Uint8Array(10 * 1024 * 1024).fill(97)
  return { body: bytes, headers: await signed('a', now, bytes) }
}
