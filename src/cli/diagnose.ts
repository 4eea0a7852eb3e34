/** Why a message does not verify: by finding what would have made it. */
import { createVerifier, type Refused, type SigningScheme, type Verdict } from 'hookstamp/signing'
import type { HeaderList } from './message-input.js'
import { formerBodies } from './rewritten.js'

export interface Evidence {
  readonly scheme: SigningScheme
  readonly secret: string
  readonly headers: HeaderList
  readonly body: Uint8Array
}

// The longest there is: time is judged apart from the proof.
const anyTime = Number.MAX_SAFE_INTEGER

/** What was found out beyond the verdict, in sentences. Holds no secret. */
export async function diagnose(evidence: Evidence, refused: Refused): Promise<readonly string[]> {
  switch (refused.code) {
    case 'missing':
      return [presentHeaders(evidence)]
    case 'expired':
    case 'premature':
      return [
        (await holds(evidence))
          ? 'Secret and body are right: only the time is not. A clock is wrong, or the message was kept.'
          : 'Besides, secret or body are not right either.',
      ]
    case 'mismatch':
      return explainMismatch(evidence)
    default:
      return []
  }
}

async function explainMismatch(evidence: Evidence): Promise<readonly string[]> {
  if (evidence.scheme.strength !== 'token') {
    for (const { what, body } of formerBodies(evidence.body)) {
      if (await holds({ ...evidence, body })) {
        return [
          `The body was re-serialised: it verifies ${what}.`,
          'Take the bytes as they arrive, before any parser, editor or gateway.',
        ]
      }
    }
  }
  for (const { what, secret } of otherSecrets(evidence.secret)) {
    if (await holds({ ...evidence, secret })) return [`The body is right: the secret verifies ${what}.`]
  }
  return ['No usual change of body or secret makes it verify: most likely it is another secret.']
}

async function holds({ scheme, secret, headers, body }: Evidence): Promise<boolean> {
  try {
    const verifier = createVerifier(scheme, { secrets: [secret], toleranceSeconds: anyTime })
    const verdict: Verdict = await verifier.verify({ headers, body })
    return verdict.ok
  } catch {
    // A guess that is no secret of this scheme.
    return false
  }
}

function otherSecrets(secret: string): readonly { readonly what: string; readonly secret: string }[] {
  return [
    { what: 'without white space around it', secret: secret.trim() },
    { what: 'with a line break at its end: the sender’s copy has one', secret: `${secret}\n` },
    { what: 'without quotes around it', secret: secret.replace(/^(["'])(.*)\1$/s, '$2') },
    { what: 'without "whsec_"', secret: secret.replace(/^whsec_/, '') },
    { what: 'with "whsec_" in front', secret: `whsec_${secret}` },
  ].filter((other) => other.secret !== secret)
}

function presentHeaders({ headers }: Evidence): string {
  const names = headers.map(([name]) => name)
  return names.length === 0
    ? 'No headers were given: --header or --headers.'
    : `Headers there are: ${names.join(', ')}.`
}
