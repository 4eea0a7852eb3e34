/** Connects to a receiver: by a route that opens a socket to it, then TLS where the URL says https. */
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { parseAddress } from '../../egress/address.js'
import { HookstampError } from '../../errors.js'
import type { TlsIdentity } from './identities.js'
import type { Destination, Done, Route, Stages } from './route.js'

/** Connects by a route, and calls back later, at most once: not any more when it was stopped by what it returns. */
export type Dial = (to: Destination, identity: TlsIdentity, stages: Stages, done: Done) => () => void

export function createDial({ connect }: typeof import('node:tls'), route: Route): Dial {
  return (to, identity, stages, done) => {
    let socket = (identity.route ?? route)(to, stages, (error, opened) => {
      if (error !== null) return done(error, null)
      if (!to.secure) return done(null, opened)
      socket = secure(connect, opened, to, identity, (failure, secured) => {
        if (failure === null) stages.securedAt = performance.now()
        done(...([failure, secured] as Parameters<Done>))
      })
    })
    return () => socket?.destroy()
  }
}

function secure(
  connect: typeof import('node:tls').connect,
  socket: Socket,
  { host, port }: Destination,
  { secureContext, sessions }: TlsIdentity,
  done: Done,
): TLSSocket {
  const place = `${host}:${port}`
  const secured = connect({
    socket,
    secureContext,
    // Whose certificate it must be. Addresses are not for SNI (RFC 6066, 3).
    host,
    servername: parseAddress(host) === undefined ? host : '',
    session: sessions.get(place),
    // HTTP/2 is four times the CPU, and a wider target.
    ALPNProtocols: ['http/1.1'],
    // Said out loud: NODE_TLS_REJECT_UNAUTHORIZED changes the default.
    rejectUnauthorized: true,
  })
  const fail = (error: Error): void => done(tlsFailure(error), null)
  return (
    secured
      .on('session', (session) => sessions.set(place, session))
      // Once the handshake is over Node only tells of errors, such as an alert, and leaves the socket open.
      .on('error', () => secured.destroy())
      .once('error', fail)
      .once('secureConnect', () => done(null, secured.off('error', fail)))
  )
}

function tlsFailure(error: Error): HookstampError {
  // Codes only: messages quote the peer's certificate, which is as long as the peer likes.
  const code = (error as NodeJS.ErrnoException).code ?? error.name
  return new HookstampError(
    'tls-failed',
    `No trusted TLS connection (${code}). Certificates are always verified.`,
  )
}
