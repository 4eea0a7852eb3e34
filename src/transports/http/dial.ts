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
  readonly ca: readonly string[]
}

/** Makes what makes connectors, given how names are looked up. */
export async function createDial(
  { buildConnector }: Undici,
  { timeoutMs, ca }: DialOptions,
): Promise<(lookup: LookupFunction) => Connect> {
  // Given any, Node trusts those alone.
  const trusted = ca.length > 0 ? { ca: [...(await import('node:tls')).rootCertificates, ...ca] } : {}
  return (lookup) =>
    buildConnector({
      lookup,
      allowH2: false,
      timeout: timeoutMs,
      // Said out loud: NODE_TLS_REJECT_UNAUTHORIZED and --tls-min-v1.0 would change the defaults.
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...trusted,
    })
}
