/**
 * The guard at the place where connections are made. A lookup hook alone is none: it is not called for literals.
 * Literals are judged here, names by every address they resolve to, and the peer once more when connected; the
 * connection goes to the judged addresses only, so a name cannot change its mind in between.
 */
import type { LookupFunction } from 'node:net'
import { HookstampError, isHookstampError } from '../../errors.js'
import { parseAddress } from '../../egress/address.js'
import type { EgressGuard } from '../../egress/egress-policy.js'
import type { Route } from './route.js'
import type { Resolve } from './resolve.js'

export interface ConnectorOptions {
  readonly guard: EgressGuard
  readonly resolve: Resolve
}

/** The route straight to the receiver. */
export function createConnector(
  { connect }: Pick<typeof import('node:net'), 'connect'>,
  { guard, resolve }: ConnectorOptions,
): Route {
  const lookup = guardedLookup(guard, resolve)
  return ({ host, port }, stages, done) => {
    const refusal = parseAddress(host) === undefined ? undefined : guard.checkAddress(host, host)
    if (refusal !== undefined) {
      // Later, as any other answer: undici is in the middle of asking.
      queueMicrotask(() => done(refusal, null))
      return undefined
    }
    const socket = connect({ host, port, lookup, noDelay: true })
    const fail = (error: Error): void => done(connectFailure(error), null)
    return (
      socket
        .once('lookup', (error: Error | null | undefined) => {
          if (!error) stages.resolvedAt = performance.now()
        })
        // Once it is handed over, errors are its user's; before and after, one without a listener ends the process.
        .on('error', () => {})
        .once('error', fail)
        .once('connect', () => {
          stages.connectedAt = performance.now()
          socket.off('error', fail)
          const peer = guard.checkAddress(host, socket.remoteAddress ?? '')
          if (peer === undefined) return done(null, socket)
          socket.destroy()
          done(peer, null)
        })
    )
  }
}

function guardedLookup(guard: EgressGuard, resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolveSafely(guard, resolve, host).then(
      (addresses) => {
        const list = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
        const first = list[0] as { address: string; family: number }
        // Happy eyeballs asks for all of them.
        if (options.all) callback(null, list)
        else callback(null, first.address, first.family)
      },
      (error: HookstampError) => callback(error, ''),
    )
  }
}

async function resolveSafely(guard: EgressGuard, resolve: Resolve, host: string): Promise<readonly string[]> {
  const addresses = await answerOf(resolve, host)
  if (addresses.length === 0) throw notResolved(host)
  for (const address of addresses) {
    // One bad address among good ones is enough: which of them is connected to is not ours to choose.
    const refusal = guard.checkAddress(host, address)
    if (refusal !== undefined) throw refusal
  }
  return addresses
}

async function answerOf(resolve: Resolve, host: string): Promise<readonly string[]> {
  try {
    return await resolve(host)
  } catch (error) {
    throw notResolved(host, (error as NodeJS.ErrnoException).code)
  }
}

function notResolved(host: string, code = 'no address'): HookstampError {
  return new HookstampError('name-not-resolved', `"${host}" could not be resolved (${code}).`)
}

export function connectFailure(error: Error): HookstampError {
  if (isHookstampError(error)) return error
  const code = (error as NodeJS.ErrnoException).code ?? error.name
  return new HookstampError('connect-failed', `No connection could be made (${code}).`)
}
