/** Holds the package to one known answer. Runs wherever the package does: imports nothing but its doors. */
import * as signing from 'hookstamp/signing'
import type { SigningVector, VectorBytes, VectorScheme } from 'hookstamp/testing/vectors'

/** Verifies the message of a vector, signs it if it can be signed, and returns what differs from the known answer. */
export async function differences(vector: SigningVector): Promise<readonly string[]> {
  const found: string[] = []
  const expect = (what: string, actual: unknown, expected: unknown): void => {
    const [is, should] = [actual, expected].map((value) => JSON.stringify(value, sortedKeys))
    if (is !== should) found.push(`${what}: ${is} instead of ${should}`)
  }
  const scheme = schemeOf(vector.scheme)
  const clock = { now: () => vector.now ?? 0 }
  const verifier = signing.createVerifier(scheme, {
    secrets: vector.secrets.map(secretOf),
    clock,
    ...(vector.toleranceSeconds !== undefined && { toleranceSeconds: vector.toleranceSeconds }),
  })
  const body = bytesOf(vector.body)
  const verdict = await verifier.verify({ headers: vector.headers, body })
  const { code, ...facts } = vector.verdict
  expect('code', verdict.code, code)
  if (verdict.ok) expect('verdict', verdict, { ok: true, code, scheme: scheme.name, ...facts })

  if (vector.signs) {
    const signer = signing.createSigner(scheme, {
      secrets: (vector.signingSecrets ?? vector.secrets).map(secretOf),
      clock,
    })
    const { id, signedAt } = vector.verdict
    const signed = await signer.sign({
      body,
      ...(id !== undefined && { id }),
      ...(signedAt !== undefined && { timestamp: signedAt }),
    })
    expect('signed headers', signed, vector.headers)
  }
  return found
}

export function schemeOf(described: VectorScheme): signing.SigningScheme {
  switch (described.kind) {
    case 'hmac-hex':
      return signing.hmacHex(described)
    case 'shared-token':
      return signing.sharedToken(described)
    case 'standard-webhooks':
      return signing.standardWebhooks(described)
    case 'timestamped-hmac':
      return signing.timestampedHmac(described)
  }
}

export function bytesOf(given: VectorBytes): Uint8Array {
  if (typeof given === 'string') return new TextEncoder().encode(given)
  return Uint8Array.from(given.hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
}

// A secret in text is given as text: Standard Webhooks tells keys apart by their prefix.
function secretOf(given: VectorBytes): string | Uint8Array {
  return typeof given === 'string' ? given : bytesOf(given)
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
