/**
 * What TLS knows of us and trusts, and the way that leads there: the transport's own identity, and one for each client
 * certificate, private authority or proxy among its webhooks. Connections and sessions are never shared between two: either would carry the proof
 * of the one into the requests of the other.
 */
import type { SecureContext } from 'node:tls'
import { HookstampError } from '../../errors.js'
import type { WebhookProxy, WebhookTls } from '../../ports/webhook.js'
import { readAuthorities } from './authorities.js'
import type { Route } from './route.js'

export interface TlsIdentity {
  /** Sets its connections apart from those of others; empty for the transport's own. */
  readonly name: string
  readonly secureContext: SecureContext
  /** Newest session by place (`host:port`), for a shorter handshake. */
  readonly sessions: Pick<Map<string, Buffer>, 'get' | 'set'>
  /** How to get to the receiver, in place of the transport's way. */
  readonly route?: Route
}

export interface Identities {
  /** @throws HookstampError `option-invalid` for what is no certificate, key or pair of them, or no proxy */
  of(tls: WebhookTls | undefined, proxy?: WebhookProxy): TlsIdentity
}

// Some KB each, as a context or a session takes; the oldest goes first.
const MOST_IDENTITIES = 500
const MOST_SESSIONS = 500

/**
 * @param authorities certificates in PEM, trusted besides the well-known ones
 * @param routeBy the way by a proxy; throws for what is none
 */
export function createIdentities(
  { createSecureContext, rootCertificates }: typeof import('node:tls'),
  authorities: readonly string[],
  routeBy: (proxy: WebhookProxy) => Route,
): Identities {
  // Given any authority, Node trusts just those.
  const trusted = authorities.length > 0 ? { ca: [...rootCertificates, ...authorities] } : {}
  const known = bounded<TlsIdentity>(MOST_IDENTITIES)
  const own = identity('', trusted)
  let made = 0

  function identity(name: string, options: object): TlsIdentity {
    // The version said out loud: --tls-min-v1.0 changes the default.
    const secureContext = createSecureContext({ minVersion: 'TLSv1.2', ...options })
    return { name, secureContext, sessions: bounded(MOST_SESSIONS) }
  }

  function read({ cert, key, ca }: WebhookTls): object {
    // Node lets one without the other pass, and then shows nothing.
    if ((cert === undefined) !== (key === undefined)) throw new Error('half a pair')
    const pair = cert === undefined ? {} : { cert, key }
    // In place of the others: to parse those again for each webhook takes milliseconds and megabytes.
    return { ...pair, ...(ca === undefined ? trusted : { ca: readAuthorities(ca) }) }
  }

  function identityOf(tls: WebhookTls | undefined): TlsIdentity {
    if (tls === undefined) return { ...own, sessions: bounded(MOST_SESSIONS) }
    try {
      return identity('', read(tls))
    } catch (error) {
      throw unusable(error)
    }
  }

  return {
    of: (tls, proxy) => {
      if (tls === undefined && proxy === undefined) return own
      // By its text: a store may read the same webhook anew for each delivery.
      const text = JSON.stringify([
        tls?.cert,
        tls?.key,
        tls?.ca,
        proxy?.url,
        proxy?.username,
        proxy?.password,
      ])
      const found = known.get(text)
      if (found !== undefined) return found
      const route = proxy && routeBy(proxy)
      const secured = identityOf(tls)
      const fresh = { ...secured, name: `${++made} `, ...(route !== undefined && { route }) }
      known.set(text, fresh)
      return fresh
    },
  }
}

/** A Map that forgets its oldest entry when it is full. */
function bounded<T>(most: number): Pick<Map<string, T>, 'get' | 'set'> {
  const entries = new Map<string, T>()
  return {
    get: (key) => entries.get(key),
    set: (key, value) => {
      entries.delete(key)
      if (entries.size >= most) entries.delete(entries.keys().next().value as string)
      return entries.set(key, value)
    },
  }
}

function unusable(error: unknown): HookstampError {
  // The code only: no part of a key belongs in an error.
  const { code } = error as NodeJS.ErrnoException
  return new HookstampError(
    'option-invalid',
    `tls: expected a certificate with its key, or authorities, in PEM${code === undefined ? '' : ` (${code})`}.`,
  )
}
