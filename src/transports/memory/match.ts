/** Which recorded requests a test means. */
import type { RecordedRequest } from './recorded-request.js'

/** What a request has to have; what is not given may be anything. */
export interface DeliveryMatch {
  readonly url?: string
  /** In any casing. */
  readonly headers?: Readonly<Record<string, string>>
  /** Part of the JSON body: of an object the given keys, of a list every item. */
  readonly json?: unknown
}

export function matches(request: RecordedRequest, { url, headers = {}, json }: DeliveryMatch): boolean {
  return (
    (url === undefined || request.url === url) &&
    Object.entries(headers).every(([name, value]) => request.header(name) === value) &&
    (json === undefined || contains(request.json, json))
  )
}

function contains(actual: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return Object.is(actual, part)
  if (typeof actual !== 'object' || actual === null) return false
  if (Array.isArray(part) && (!Array.isArray(actual) || actual.length !== part.length)) return false
  return Object.entries(part).every(
    ([key, value]) => Object.hasOwn(actual, key) && contains((actual as Record<string, unknown>)[key], value),
  )
}
