import { isHookstampError } from '../errors.js'
import type { HeadersInput } from '../internal/headers.js'
import type { SigningScheme } from '../signing/scheme.js'
import { createSigner } from '../signing/signer.js'
import type { Verdict, VerdictCode } from '../signing/verdict.js'
import { createVerifier } from '../signing/verifier.js'

/** A secret as the sender and as the receiver hold it. */
export interface SecretPair {
  readonly sign: string | Uint8Array
  readonly verify: string | Uint8Array
}

export interface SchemeContractOptions {
  /** Registers one case: `test` of vitest, jest, bun or node:test. */
  readonly test: (name: string, run: () => Promise<void>) => void
  readonly scheme: SigningScheme
  /** Two different secrets, both good for the scheme. */
  readonly secrets: readonly [SecretPair, SecretPair]
}

/**
 * What every signing scheme has to do, as test cases, for a scheme of your own.
 *
 * @example
 * schemeContract({ test, scheme: mine(), secrets: [{ sign: 'a', verify: 'a' }, { sign: 'b', verify: 'b' }] })
 * @see SigningScheme
 */
export function schemeContract({ test, scheme, secrets: [one, other] }: SchemeContractOptions): void {
  const proofHeader = scheme.headers[0] as string

  const sign = async (...by: readonly SecretPair[]): Promise<Record<string, string>> => {
    const signer = createSigner(scheme, { secrets: by.map((pair) => pair.sign), clock: { now: () => NOW } })
    return { ...(await signer.sign({ id: 'msg_1', body: BODY })) }
  }
  const verify = async (headers: HeadersInput, options: Arrival = {}): Promise<Verdict> => {
    const { body = BODY, by = one, lateMs = 0 } = options
    const verifier = createVerifier(scheme, { secrets: [by.verify], clock: { now: () => NOW + lateMs } })
    return verifier.verify({ headers, body })
  }
  const expectCode = async (verdict: Promise<Verdict>, ...codes: readonly VerdictCode[]): Promise<void> => {
    const { code } = await verdict
    assert(codes.includes(code), `expected ${codes.join(' or ')}, found ${code}`)
  }

  test('declares every header it sets, the one with the proof first', async () => {
    const names = Object.keys(await sign(one))
    assert(names.includes(proofHeader), `${proofHeader} is not set`)
    const undeclared = names.filter((name) => !scheme.headers.includes(name))
    assert(undeclared.length === 0, `not declared: ${undeclared.join(', ')}`)
  })

  test('accepts what it signs, in any form of headers', async () => {
    const pairs = Object.entries(await sign(one))
    const lowerCase = pairs.map(([name, value]): [string, string] => [name.toLowerCase(), value])
    for (const form of [
      Object.fromEntries(pairs),
      Object.fromEntries(lowerCase),
      new Map(pairs),
      pairs.flat(),
    ]) {
      await expectCode(verify(form), 'verified')
    }
  })

  test('refuses the proof of another secret', async () => {
    await expectCode(verify(await sign(other)), 'mismatch')
  })

  test('finds missing what is not there', async () => {
    await expectCode(verify({}), 'missing')
    const headers = await sign(one)
    delete headers[proofHeader]
    await expectCode(verify(headers), 'missing')
  })

  test('believes no header that was sent twice', async () => {
    const pairs = Object.entries(await sign(one))
    for (const [name, value] of pairs) {
      await expectCode(verify([...pairs, [name.toUpperCase(), value]]), 'repeated')
    }
  })

  test('refuses a proof with anything changed, dropped or added, and never throws', async () => {
    const headers = await sign(one)
    const proof = headers[proofHeader] as string
    for (let at = 0; at <= proof.length; at++) {
      const [before, after] = [proof.slice(0, at), proof.slice(at + 1)]
      for (const altered of [`${before}~${after}`, `${before}\n${proof.slice(at)}`, before]) {
        if (altered === proof) continue
        await expectCode(
          verify({ ...headers, [proofHeader]: altered }),
          'malformed',
          'mismatch',
          'expired',
          'premature',
        )
      }
    }
  })

  test('refuses unusable secrets with a typed error that does not hold them', async () => {
    for (const secret of ['', new Uint8Array()]) {
      for (const use of ['sign', 'verify'] as const) {
        const error = thrownBy(() => scheme.importSecret(secret, use))
        if (error !== undefined) assert(isHookstampError(error), `importSecret throws ${String(error)}`)
      }
    }
  })

  test('signs with one secret or with all, as it declares', async () => {
    const headers = await sign(one, other)
    await expectCode(verify(headers, { by: one }), 'verified')
    await expectCode(verify(headers, { by: other }), scheme.signsWith === 'all' ? 'verified' : 'mismatch')
  })

  if (scheme.strength === 'token') return

  test('covers every byte of the body', async () => {
    const headers = await sign(one)
    for (let at = 0; at < BODY.length; at++) {
      const body = BODY.slice()
      body[at] = (body[at] as number) ^ 1
      await expectCode(verify(headers, { body }), 'mismatch')
    }
    await expectCode(verify(headers, { body: BODY.subarray(0, -1) }), 'mismatch')
  })

  if (scheme.strength === 'signature') return

  test('covers the time, and holds it to the tolerance on both sides', async () => {
    const headers = await sign(one)
    const verdict = await verify(headers)
    assert(verdict.ok && verdict.signedAt === NOW, 'the verdict does not say when it was signed')
    for (const lateMs of [300_000, -300_000]) await expectCode(verify(headers, { lateMs }), 'verified')
    await expectCode(verify(headers, { lateMs: 301_000 }), 'expired')
    await expectCode(verify(headers, { lateMs: -301_000 }), 'premature')
    await expectCode(verify(headers, { lateMs: NaN }), 'expired', 'premature')
  })
}

interface Arrival {
  readonly body?: Uint8Array
  readonly by?: SecretPair
  readonly lateMs?: number
}

const NOW = 1_700_000_000_000
const BODY = new TextEncoder().encode('{"ok":true}\n')

function assert(right: boolean, otherwise: string): void {
  if (!right) throw new Error(otherwise)
}

function thrownBy(run: () => unknown): unknown {
  try {
    run()
    return undefined
  } catch (error) {
    return error
  }
}
