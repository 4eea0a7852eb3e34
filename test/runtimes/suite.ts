/** What runs inside each runtime: every known answer, on whichever half of the crypto pair the runtime resolves. */
import { createVerifier, hmacHex } from 'hookstamp/signing'
import { signingVectors } from 'hookstamp/testing/vectors'
import { differences } from '../vectors/check-vector.js'

export interface Report {
  /** `node`: immediate, on node:crypto. `web`: promises, on Web Crypto. */
  readonly half: 'node' | 'web'
  readonly passed: number
  readonly failures: readonly string[]
}

export async function runSuite(): Promise<Report> {
  const failures: string[] = []
  let passed = 0
  for (const vector of Object.values(signingVectors).flat()) {
    const found = await differences(vector).catch((error: unknown) => [`threw ${String(error)}`])
    if (found.length === 0) passed++
    else failures.push(`${vector.scheme.kind}, ${vector.name}: ${found.join('; ')}`)
  }
  return { half: half(), passed, failures }
}

function half(): Report['half'] {
  const verifier = createVerifier(hmacHex({ header: 'x', prefix: '' }), { secrets: ['secret'] })
  const verdict = verifier.verify({ headers: { x: '0'.repeat(64) }, body: new Uint8Array() })
  return verdict instanceof Promise ? 'web' : 'node'
}
