/**
 * Headers in any form platforms have them: Web `Headers`, a `Map`, a plain object (so Node's
 * `IncomingHttpHeaders`), Node's flat `rawHeaders` list, or a list of `[name, value]` pairs.
 */
export type HeadersInput =
  | WebHeaders
  | ReadonlyMap<string, string | readonly string[]>
  | { readonly [name: string]: string | readonly string[] | undefined }
  | readonly string[]
  | readonly (readonly [name: string, value: string])[]

interface WebHeaders {
  readonly get: (name: string) => string | null
  readonly append: unknown
}

/** What `readHeader` answers for a header that was sent more than once: which to believe cannot be known. */
export const repeated: unique symbol = Symbol('repeated')

type Found = string | undefined | typeof repeated

/**
 * The value of one header: a string, `undefined` if absent, `repeated` if there is more than one.
 * Case-insensitive; reads own properties only, so a polluted prototype adds no header.
 *
 * @param name in lower case
 */
export function readHeader(headers: HeadersInput, name: string): Found {
  // From callers without types: no headers at all hold no header.
  if (typeof headers !== 'object' || headers === null) return undefined
  if (isWebHeaders(headers)) return headers.get(name) ?? undefined
  let found: Found
  if (isFlatList(headers)) {
    for (let index = 0; index < headers.length; index += 2) {
      found = add(found, name, headers[index] as string, headers[index + 1])
    }
  } else if (Symbol.iterator in headers) {
    for (const [key, value] of headers) found = add(found, name, key, value)
  } else {
    for (const key in headers) {
      // The length first: it rules out nearly every header, and this runs for each of them.
      if (key.length === name.length && Object.hasOwn(headers, key)) {
        found = add(found, name, key, headers[key])
      }
    }
  }
  return found
}

function isWebHeaders(headers: HeadersInput): headers is WebHeaders {
  // `append`, which a Map lacks, says that `get` takes a name in any case.
  return 'append' in headers && 'get' in headers && typeof headers.get === 'function'
}

function isFlatList(headers: HeadersInput): headers is readonly string[] {
  return Array.isArray(headers) && typeof headers[0] === 'string'
}

function add(
  found: Found,
  name: string,
  key: string,
  value: string | readonly string[] | null | undefined,
): Found {
  if (value == null || (key !== name && key.toLowerCase() !== name)) return found
  if (typeof value === 'string') return found === undefined ? value : repeated
  if (value.length === 0) return found
  return value.length === 1 && found === undefined ? value[0] : repeated
}
