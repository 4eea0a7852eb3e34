/**
 * The guard at the place where connections are made. A lookup hook alone is none: it is not called for literals.
 * Literals are judged here, names by every address they resolve to, and the peer once more when connected; the
 * connection goes to the judged addresses only, so a name cannot change its mind in between.
 */
import type { LookupFunction } from 'node:net'
import { HookstampError, isHookstampError } from '../../errors.js'
import { parseAddress } from '../../egress/address.js'
import type { EgressGuard } from '../../egress/egress-policy.js'
import type { Connect } from './dial.js'
import type { Resolve } from './resolve.js'

export interface ConnectorOptions {
  readonly guard: EgressGuard
  readonly resolve: Resolve
  readonly dial: (lookup: LookupFunction) => Connect
}

export function createConnector({ guard, resolve, dial }: ConnectorOptions): Connect {
  const connect = dial(guardedLookup(guard, resolve))
  return (options, callback) => {
    const host = plainHost(options.hostname)
    const refusal = parseAddress(host) === undefined ? undefined : guard.checkAddress(host, host)
    // Later, as any other answer: undici is in the middle of asking.
    if (refusal !== undefined) return queueMicrotask(() => callback(refusal, null))
    connect(options, (error, socket) => {
      if (error !== null) return callback(connectFailure(error, options.protocol), null)
      const peer = guard.checkAddress(host, socket.remoteAddress ?? '')
      if (peer === undefined) return callback(null, socket)
      socket.destroy()
      callback(peer, null)
    })
  }
}

function guardedLookup(guard: EgressGuard, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    const host = plainHost(hostname)
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

function connectFailure(error: Error, protocol: string): HookstampError {
  if (isHookstampError(error)) return error
  // Codes only: messages quote the peer's certificate, which is as long as the peer likes.
  const code = (error as NodeJS.ErrnoException).code ?? error.name
  return protocol === 'https:' && isTlsCode(code)
    ? new HookstampError(
        'tls-failed',
        `No trusted TLS connection (${code}). Certificates are always verified.`,
      )
    : new HookstampError('connect-failed', `No connection could be made (${code}).`)
}

/** Network errors read `ECONNREFUSED`; those of TLS and certificates have underscores, but for two. */
function isTlsCode(code: string): boolean {
  if (code === 'ECONNRESET' || code === 'EPROTO') return true
  return !/^E[A-Z0-9]+$/.test(code) && code !== 'UND_ERR_CONNECT_TIMEOUT'
}

/** As the policy names it: without brackets or a trailing dot. */
function plainHost(hostname: string): string {
  return hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase()
}
