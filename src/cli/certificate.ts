import { connect } from 'node:tls'

export interface CertificateFacts {
  readonly protocol: string
  readonly issuer: string
  /** Milliseconds since the epoch. */
  readonly validUntil: number
}

/** What a host shows of its certificate; `undefined` if no connection comes about. It was verified before. */
export function certificateOf(
  url: URL,
  ca: string | undefined,
  timeoutMs: number,
): Promise<CertificateFacts | undefined> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(url.port || 443),
      // An address is no name to ask for.
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
      ...(ca !== undefined && { ca }),
      timeout: timeoutMs,
    })
    const end = (facts?: CertificateFacts): void => {
      socket.destroy()
      resolve(facts)
    }
    socket.once('secureConnect', () => {
      const { issuer, valid_to } = socket.getPeerCertificate()
      end({
        protocol: socket.getProtocol() ?? 'TLS',
        issuer: String(issuer?.O ?? issuer?.CN ?? 'unknown'),
        validUntil: Date.parse(valid_to),
      })
    })
    socket.once('error', () => end())
    socket.once('timeout', () => end())
  })
}
