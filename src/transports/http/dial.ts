/** Opens sockets, plain or TLS, with verification that nothing in the environment can switch off. */
import type { LookupFunction } from 'node:net'
import type { buildConnector } from 'undici'
import type { Undici } from './undici.js'

/** What undici has its connections made by. */
export type Connect = buildConnector.connector

export interface DialOptions {
  /** For resolving, connecting and TLS together. */
  readonly timeoutMs: number
  /** Certificates of authorities in PEM, trusted besides the well-known ones. */
  readonly authorities: readonly string[]
}

/** Makes what makes connectors, given how names are looked up. */
export async function createDial(
  { buildConnector }: Undici,
  { timeoutMs, authorities }: DialOptions,
): Promise<(lookup: LookupFunction) => Connect> {
  const { createSecureContext, rootCertificates } = await import('node:tls')
  // Read once, not for every connection.
  const secureContext = createSecureContext({
    // Said out loud, as is rejectUnauthorized: --tls-min-v1.0 and NODE_TLS_REJECT_UNAUTHORIZED change the defaults.
    minVersion: 'TLSv1.2',
    // Given any authority, Node trusts just those.
    ...(authorities.length > 0 && { ca: [...rootCertificates, ...authorities] }),
  })
  return (lookup) =>
    buildConnector({ lookup, timeout: timeoutMs, allowH2: false, rejectUnauthorized: true, secureContext })
}
