import { connectFailure } from './connector.js'
import type { Route } from './route.js'

/** The route to what is not judged: the proxy that the transport's owner names. */
export function createStraight({ connect }: Pick<typeof import('node:net'), 'connect'>): Route {
  return ({ host, port }, _stages, done) => {
    const socket = connect({ host, port, noDelay: true })
    const fail = (error: Error): void => done(connectFailure(error), null)
    return (
      socket
        // Once it is handed over, errors are its user's; before and after, one without a listener ends the process.
        .on('error', () => {})
        .once('error', fail)
        .once('connect', () => done(null, socket.off('error', fail)))
    )
  }
}
