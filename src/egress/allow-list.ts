/** What a private deployment may reach besides the public internet: ranges of addresses, and hosts by name. */
import { HookstampError } from '../errors.js'
import { cidrContains, parseCidr, type Cidr } from './cidr.js'

export interface AllowList {
  /** Whether a host is named, itself or by a `*.` entry; it may then be reached wherever it resolves to. */
  hasHost(host: string): boolean
  hasAddress(address: Uint8Array): boolean
}

/** @throws HookstampError `option-invalid` naming the entry that is neither range, address nor host */
export function createAllowList(entries: readonly string[]): AllowList {
  if (!Array.isArray(entries) || !entries.every((entry) => typeof entry === 'string')) {
    throw new HookstampError(
      'option-invalid',
      'egress.allow: expected a list of texts such as ["10.0.0.0/8"].',
    )
  }
  const ranges: Cidr[] = []
  const hosts = new Set<string>()
  for (const entry of entries) {
    const range = parseCidr(entry)
    if (range === undefined) hosts.add(hostEntry(entry))
    else ranges.push(range)
  }
  return {
    hasHost: (host) => {
      if (hosts.has(host)) return true
      for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) {
        if (hosts.has(`*${host.slice(dot)}`)) return true
      }
      return false
    },
    hasAddress: (address) => ranges.some((range) => cidrContains(range, address)),
  }
}

const NAME = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/

function hostEntry(entry: string): string {
  const host = entry.toLowerCase()
  const name = host.replace(/^\*\./, '')
  // URLs read "10.0.0" and "0x7f.1" as addresses: such an entry is one, misspelt.
  const isName =
    NAME.test(name) && URL.canParse(`http://${name}`) && new URL(`http://${name}`).hostname === name
  if (isName) return host
  throw new HookstampError(
    'option-invalid',
    `egress.allow: "${entry}" is neither a range (10.0.0.0/8), an address (10.1.2.3) nor a host in ASCII (hooks.internal, *.internal).`,
  )
}
