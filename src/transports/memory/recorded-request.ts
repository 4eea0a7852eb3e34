/** A request as a test wants to look at it. */
import type { Dialect } from '../../dialect.js'
import { readHeader } from '../../internal/headers.js'
import type { TransportRequest } from '../../ports/transport.js'
import type { SigningScheme } from '../../signing/scheme.js'

export interface RecordedRequest extends TransportRequest {
  /** The body as text. */
  readonly text: string
  /** The body as parsed JSON; `undefined` if it is not JSON. */
  readonly json: unknown
  /** The value of one header, in any casing of its name. */
  header(name: string): string | undefined
  /**
   * Whether the request proves that its sender knows the secret, by a dialect's default scheme or the given one.
   * The signed time is not held against a clock.
   *
   * @example
   * expect(await request.isSignedWith(djinn, 's3cret')).toBe(true)
   */
  isSignedWith(by: Pick<Dialect, 'schemes'> | SigningScheme, secret: string | Uint8Array): Promise<boolean>
}

export function recordRequest(request: TransportRequest): RecordedRequest {
  // Copies: what is recorded must not change with what the sender does next.
  const recorded = { ...request, headers: { ...request.headers }, body: Uint8Array.from(request.body) }
  const text = new TextDecoder().decode(recorded.body)
  return {
    ...recorded,
    text,
    json: parse(text),
    header: (name) => {
      const value = readHeader(recorded.headers, name.toLowerCase())
      return typeof value === 'string' ? value : undefined
    },
    isSignedWith: async (by, secret) => {
      const scheme = 'schemes' in by ? Object.values(by.schemes)[0] : by
      if (scheme === undefined) return false
      const proof = scheme.inspect(recorded.headers, { now: 0, toleranceSeconds: Infinity })
      if (proof.refused !== undefined) return false
      return await scheme.matches(proof, recorded.body, scheme.importSecret(secret, 'verify'))
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
