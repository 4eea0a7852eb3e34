/** What runs inside each runtime: every known answer, one webhook received and one sent, on the half of the crypto pair that it resolves. */
import { createVerifier, hmacHex } from 'hookstamp/signing'
import { signingVectors } from 'hookstamp/testing/vectors'
import { differences } from '../vectors/check-vector.js'
import { describe, emitAndReceive, manage, sendByFetch } from './emit.js'
import { receiveBoth } from './receive.js'

export interface Report {
  /** `node`: immediate, on node:crypto. `web`: promises, on Web Crypto. */
  readonly half: 'node' | 'web'
  readonly passed: number
  readonly failures: readonly string[]
}

export async function runSuite(): Promise<Report> {
  const failures: string[] = []
  let passed = 0
  const check = async (name: string, run: () => Promise<readonly string[]>): Promise<void> => {
    const found = await run().catch((error: unknown) => [`threw ${String(error)}`])
    if (found.length === 0) passed++
    else failures.push(`${name}: ${found.join('; ')}`)
  }
  for (const vector of Object.values(signingVectors).flat()) {
    await check(`${vector.scheme.kind}, ${vector.name}`, () => differences(vector))
  }
  await check('the way of a webhook', receiveBoth)
  await check('emitted, refused, tried again, received', emitAndReceive)
  await check('sent by fetch', sendByFetch)
  await check('the management API and its client', manage)
  await check('schemas of a dialect', describe)
  return { half: half(), passed, failures }
}

function half(): Report['half'] {
  const verifier = createVerifier(hmacHex({ header: 'x', prefix: '' }), { secrets: ['secret'] })
  const verdict = verifier.verify({ headers: { x: '0'.repeat(64) }, body: new Uint8Array() })
  return verdict instanceof Promise ? 'web' : 'node'
}
