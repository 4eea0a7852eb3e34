/** Reads a delivery URL, by the same parser that the connection is made with. */
import { HookstampError } from '../errors.js'

/** Where a request goes. */
export interface Target {
  /** Scheme, host and port: what shares connections. */
  readonly origin: string
  /** Path and query, as sent. */
  readonly path: string
  /** In lower case, without brackets or a trailing dot: what is judged. */
  readonly host: string
  readonly port: number
  /** Whether it is https. */
  readonly secure: boolean
}

/** Where a URL leads, or why it may not be delivered to. */
export type UrlVerdict =
  | { readonly target: Target; readonly refusal?: undefined }
  | { readonly target?: undefined; readonly refusal: HookstampError }

// Longer ones are refused by common servers (8 KB of request line) and by common URL columns alike.
const LONGEST_URL = 2_048
// Of a name in DNS, RFC 1035 2.3.4.
const LONGEST_HOST = 253

/** Reads a URL, or says why it cannot be delivered to. Never repeats path or query: they may hold a secret. */
export function parseTarget(url: string): UrlVerdict {
  if (typeof url !== 'string' || url.length === 0)
    return invalid('It must be a text such as https://example.com/hook.')
  if (url.length > LONGEST_URL) return invalid(`It is longer than ${LONGEST_URL} characters.`)
  // URL would drop tabs and line breaks and turn "\" into "/": what was checked by eye would not be what is called.
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\u0000-\u0020\u007f\\]/.test(url))
    return invalid('It contains a blank, a control character or a backslash.')
  if (!URL.canParse(url)) return invalid('It is not a URL such as https://example.com/hook.')

  const { protocol, username, password, hostname, port, origin, pathname, search } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:')
    return invalid(`${protocol} is not delivered to, only https:.`)
  if (username !== '' || password !== '')
    return invalid('It carries credentials in front of the host; remove them.')
  const secure = protocol === 'https:'
  const host = hostname.replace(/^\[|\]$|\.$/g, '')
  if (host === '' || host.length > LONGEST_HOST || /^\.|\.\.|\.$/.test(host))
    return invalid('Its host is not a name.')
  const target = { origin, path: pathname + search, host, port: Number(port || (secure ? 443 : 80)), secure }
  if (target.port === 0) return invalid('There is no port 0.')
  return { target }
}

function invalid(reason: string): { readonly refusal: HookstampError } {
  return { refusal: new HookstampError('url-invalid', `The URL cannot be delivered to. ${reason}`) }
}
