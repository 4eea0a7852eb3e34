/** One transport made of several, chosen by the scheme of the URL: for queues and brokers beside HTTP. */
import { HookstampError } from '../errors.js'
import type { Transport, TransportCapabilities } from '../ports/transport.js'

/** Transports by scheme as URLs spell it, in lower case and with its colon. */
export type TransportsByScheme = Readonly<Record<`${string}:`, Transport>>

/**
 * A transport that hands each request to the one for its URL's scheme. What else a URL must be is for that one to
 * say; a scheme without a transport is refused, when a webhook is saved and when it is sent to (`url-invalid`).
 *
 * @example
 * transportByScheme({ 'https:': httpTransport(), 'queue:': ordersQueue })
 * @throws HookstampError `option-invalid` for a key that is no scheme, or none at all
 */
export function transportByScheme(transports: TransportsByScheme): Transport {
  const schemes = Object.keys(transports)
  if (schemes.length === 0 || !schemes.every((scheme) => SCHEME.test(scheme))) throw notSchemes()
  const known = new Map(Object.entries(transports))
  const all = [...new Set(known.values())]

  /** Nothing is mended here that a parser would mend: what begins with a scheme has it to every reader. */
  const choose = (url: string): Transport | undefined =>
    known.get(BEGINNING.exec(url)?.[0].toLowerCase() ?? '')

  return {
    caps: { egress: leastGuarded(all) },
    checkUrl: (url, options) => {
      const chosen = choose(url)
      return chosen === undefined ? noTransport(url, schemes) : chosen.checkUrl(url, options)
    },
    send: async (request) => {
      const chosen = choose(request.url)
      if (chosen !== undefined) return chosen.send(request)
      const { code, message } = noTransport(request.url, schemes)
      return { error: { code, message }, durationNs: 0 }
    },
    close: async () => {
      await Promise.all(all.map((transport) => transport.close()))
    },
  }
}

// RFC 3986, 3.1.
const SCHEME = /^[a-z][a-z0-9+.-]*:$/
const BEGINNING = /^[a-z][a-z0-9+.-]*:/i

const FROM_LEAST: readonly TransportCapabilities['egress'][] = ['none', 'literal-only', 'pinned']

/** What can be promised of every URL. */
function leastGuarded(transports: readonly Transport[]): TransportCapabilities['egress'] {
  const found = new Set(transports.map(({ caps }) => caps.egress))
  return FROM_LEAST.find((egress) => found.has(egress)) ?? 'none'
}

function noTransport(url: string, schemes: readonly string[]): HookstampError {
  const scheme = BEGINNING.exec(url)?.[0].slice(0, LONGEST_NAMED)
  return new HookstampError(
    'url-invalid',
    `The URL cannot be delivered to. ${scheme === undefined ? 'It has no scheme' : `${scheme} has no transport`}; there are some for ${schemes.join(', ')}.`,
  )
}

// No scheme in use is longer; what is may be anything.
const LONGEST_NAMED = 32

function notSchemes(): HookstampError {
  return new HookstampError(
    'option-invalid',
    'transportByScheme: expected transports by scheme, such as { "https:": httpTransport() }.',
  )
}
