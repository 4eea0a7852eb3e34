/**
 * Headers in any form platforms have them: Web `Headers`, a `Map`, a plain object (so Node's
 * `IncomingHttpHeaders`), Node's flat `rawHeaders` list, or a list of `[name, value]` pairs.
 */
export type HeadersInput =
  | { readonly get: (name: string) => string | null; readonly append: unknown }
  | ReadonlyMap<string, string | readonly string[]>
  | { readonly [name: string]: string | readonly string[] | undefined }
  | readonly string[]
  | readonly (readonly [name: string, value: string])[]

/** What `readHeader` answers for a header that was sent more than once: which to believe cannot be known. */
export const repeated: unique symbol = Symbol('repeated')

const hasOwn = Object.prototype.hasOwnProperty

/**
 * The value of one header: a string, `undefined` if absent, `repeated` if there is more than one.
 * Case-insensitive; reads own properties only, so a polluted prototype adds no header.
 *
 * @param name in lower case
 */
export function readHeader(headers: HeadersInput, name: string): string | undefined | typeof repeated {
  if (Array.isArray(headers)) return fromList(headers, name)
  // Web Headers are told by `append`, which a Map lacks; their own `get` is case-insensitive.
  const candidate = headers as { get?: unknown; append?: unknown }
  if (typeof candidate.get === 'function') {
    if (typeof candidate.append === 'function') {
      return (headers as { get: (name: string) => string | null }).get(name) ?? undefined
    }
    return fromPairs((headers as ReadonlyMap<string, string | readonly string[]>).entries(), name)
  }
  return fromRecord(headers as { readonly [name: string]: string | readonly string[] | undefined }, name)
}

function fromRecord(
  record: { readonly [name: string]: string | readonly string[] | undefined },
  name: string,
): string | undefined | typeof repeated {
  let found: string | undefined | typeof repeated
  for (const key in record) {
    if (key.length !== name.length || (key !== name && key.toLowerCase() !== name)) continue
    if (!hasOwn.call(record, key)) continue
    found = merge(found, record[key])
  }
  return found
}

function fromPairs(
  pairs: Iterable<readonly [string, string | readonly string[]]>,
  name: string,
): string | undefined | typeof repeated {
  let found: string | undefined | typeof repeated
  for (const [key, value] of pairs) {
    if (key.length === name.length && key.toLowerCase() === name) found = merge(found, value)
  }
  return found
}

function fromList(
  list: readonly (string | readonly [string, string])[],
  name: string,
): string | undefined | typeof repeated {
  if (typeof list[0] !== 'string') return fromPairs(list as readonly (readonly [string, string])[], name)
  let found: string | undefined | typeof repeated
  for (let index = 0; index + 1 < list.length; index += 2) {
    const key = list[index] as string
    if (key.length === name.length && key.toLowerCase() === name)
      found = merge(found, list[index + 1] as string)
  }
  return found
}

function merge(
  found: string | undefined | typeof repeated,
  value: string | readonly string[] | undefined,
): string | undefined | typeof repeated {
  if (value === undefined) return found
  if (typeof value === 'string') return found === undefined ? value : repeated
  if (value.length === 0) return found
  return value.length === 1 && found === undefined ? value[0] : repeated
}
