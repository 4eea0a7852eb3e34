import type { HeadersInput } from '../internal/headers.js'

// What carries a credential by its name, whoever added it: senders, gateways and clouds alike.
const CREDENTIAL = /token|secret|signature|passw|credential|auth|cookie|session|jwt|api[-_]?key/

/**
 * The headers of a verified request as they may be stored: by names in lower case, without those that prove its origin
 * or carry a credential. A header that was sent more than once is one with a list.
 *
 * @param proofs names in lower case of headers that carry a proof
 */
export function storedHeaders(headers: HeadersInput, proofs: ReadonlySet<string>): Record<string, string> {
  const stored = new Map<string, string>()
  for (const [name, value] of entriesOf(headers)) {
    const key = name.toLowerCase()
    if (value === undefined || proofs.has(key) || CREDENTIAL.test(key)) continue
    const earlier = stored.get(key)
    const text = typeof value === 'string' ? value : value.join(', ')
    stored.set(key, earlier === undefined ? text : `${earlier}, ${text}`)
  }
  // By define, not by assignment: a header may be called `__proto__`.
  return Object.fromEntries(stored)
}

type Value = string | readonly string[] | undefined

function* entriesOf(headers: HeadersInput): Iterable<readonly [name: string, value: Value]> {
  if (Array.isArray(headers) && typeof headers[0] === 'string') {
    for (let at = 0; at < headers.length; at += 2) yield [headers[at] as string, headers[at + 1] as string]
  } else if (Symbol.iterator in headers) {
    yield* headers as Iterable<readonly [string, Value]>
  } else {
    yield* Object.entries(headers as Readonly<Record<string, Value>>)
  }
}
