/** Which headers a webhook may add to its requests. */
import type { Issue } from '../errors.js'

// Framing, routing and identity of the request belong to the transport and the dialect, credentials to `auth`.
const RESERVED: ReadonlySet<string> = new Set([
  'accept-encoding',
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'date',
  'expect',
  'forwarded',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
  'x-real-ip',
])
// What proxies and clouds say about a request, and what signs a webhook: a receiver would take it for theirs.
const RESERVED_PREFIXES = [
  'proxy-',
  'sec-',
  'svix-',
  'webhook-',
  'x-amz-',
  'x-forwarded-',
  'x-goog-',
  'x-google-',
]
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/
// Visible ASCII with single inner spaces and tabs: nothing that could end the header or start another.
const VALUE = /^[\x21-\x7e]([\t\x20-\x7e]*[\x21-\x7e])?$/
const MAX_VALUE_LENGTH = 4096
const MAX_HEADERS = 50

/** Everything that is wrong with a webhook's custom headers. Never repeats a value. */
export function headerIssues(headers: Readonly<Record<string, string>>): Issue[] {
  const names = Object.keys(headers)
  const issues = names.flatMap((name) => issuesOf(name, headers[name]))
  if (names.length > MAX_HEADERS) {
    issues.push({ path: ['headers'], message: `There are at most ${MAX_HEADERS} headers.` })
  }
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) {
    issues.push({ path: ['headers'], message: 'A header is named twice, in different casings.' })
  }
  return issues
}

function issuesOf(name: string, value: unknown): Issue[] {
  const path = ['headers', name]
  if (!NAME.test(name)) return [{ path, message: 'This cannot be the name of a header.' }]
  const lower = name.toLowerCase()
  if (RESERVED.has(lower) || RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix))) {
    return [{ path, message: 'This header is not for a webhook to set.' }]
  }
  if (typeof value === 'string' && VALUE.test(value) && value.length <= MAX_VALUE_LENGTH) return []
  return [{ path, message: `A value is 1 to ${MAX_VALUE_LENGTH} visible ASCII characters.` }]
}
