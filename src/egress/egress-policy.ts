/** What may be delivered to: the policy as its users write it, and the guard that holds URLs and addresses against it. */
import { HookstampError } from '../errors.js'
import { classifyAddress, type AddressKind } from './address-classifier.js'
import { parseAddress } from './address.js'
import { createAllowList } from './allow-list.js'
import { isLocalName } from './local-name.js'
import { parseTarget, type Target, type UrlVerdict } from './target.js'

/** What a transport may reach besides https on port 443 of public addresses. */
export interface EgressPolicy {
  /**
   * Whether URLs may be `http:`, with port 80.
   * @default false
   */
  readonly allowHttp?: boolean
  /**
   * Ranges, addresses and hosts inside your network, e.g. `['10.20.0.0/16', 'ci.internal', '*.hooks.internal']`.
   * A host named here may be reached wherever it resolves to.
   * @default [] public addresses only
   */
  readonly allow?: readonly string[]
  /**
   * Ports besides 443 (and 80 with `allowHttp`).
   * @default []
   */
  readonly ports?: readonly number[] | 'any'
}

export interface EgressGuard {
  /** Everything that can be told of a URL without resolving its host. */
  checkUrl(url: string, options: { readonly ssl: boolean }): UrlVerdict
  /** Whether the host, by what it resolved to or as the literal it is, may be connected to at this address. */
  checkAddress(host: string, address: string): HookstampError | undefined
}

/** @throws HookstampError `option-invalid` for a malformed entry or port */
export function createEgressGuard(policy: EgressPolicy = {}): EgressGuard {
  const { allowHttp = false, ports = [] } = policy
  const allow = createAllowList(policy.allow ?? [])
  const allowedPorts =
    ports === 'any' ? undefined : new Set([443, ...(allowHttp ? [80] : []), ...checkPorts(ports)])

  function checkTarget(target: Target, ssl: boolean): HookstampError | undefined {
    if (!target.secure && (ssl || !allowHttp)) return notHttps(ssl)
    if (allowedPorts !== undefined && !allowedPorts.has(target.port)) return portRefused(target.port)
    if (parseAddress(target.host) !== undefined) return checkAddress(target.host, target.host)
    if (isLocalName(target.host) && !allow.hasHost(target.host))
      return notPublic(`"${target.host}" is a name for local use`)
    return undefined
  }

  function checkAddress(host: string, address: string): HookstampError | undefined {
    const bytes = parseAddress(address)
    // Not an address to us, whatever a connector makes of it: an interface zone, an unheard-of spelling.
    if (bytes === undefined) return notPublic(`"${host}" leads to something that is not a plain IP address`)
    const kind = classifyAddress(bytes)
    if (kind === 'public' || allow.hasAddress(bytes) || allow.hasHost(host)) return undefined
    // The kind and not the address: who may save a URL must not learn what inner names resolve to.
    return notPublic(
      host === address ? `${host} is ${describe(kind)}` : `"${host}" leads to ${describe(kind)}`,
    )
  }

  return {
    checkUrl: (url, { ssl }) => {
      const verdict = parseTarget(url)
      if (verdict.refusal !== undefined) return verdict
      const refusal = checkTarget(verdict.target, ssl)
      return refusal === undefined ? verdict : { refusal }
    },
    checkAddress,
  }
}

function checkPorts(ports: readonly number[]): readonly number[] {
  if (Array.isArray(ports) && ports.every((port) => Number.isInteger(port) && port >= 1 && port <= 65_535))
    return ports
  throw new HookstampError('option-invalid', 'egress.ports: expected a list of ports (1 to 65535) or "any".')
}

function notHttps(ssl: boolean): HookstampError {
  const remedy = ssl
    ? 'This webhook demands it (ssl, tls).'
    : 'For http, name it: egress: { allowHttp: true }.'
  return new HookstampError('url-not-https', `The URL must start with https://. ${remedy}`)
}

function portRefused(port: number): HookstampError {
  return new HookstampError(
    'url-port-refused',
    `Port ${port} is not delivered to. Allow it with egress: { ports: [${port}] }.`,
  )
}

function notPublic(finding: string): HookstampError {
  return new HookstampError(
    'address-not-public',
    `${finding}; only public addresses are delivered to. For a private deployment, name it in egress: { allow: [...] }.`,
  )
}

function describe(kind: AddressKind): string {
  return kind === 'unspecified' ? 'an unspecified address' : `a ${kind} address`
}
