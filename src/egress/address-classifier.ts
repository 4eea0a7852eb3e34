/**
 * Which addresses belong to the public internet. What is not known to be public is refused: lists of what to
 * deny have each time forgotten one more range.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
import { cidrContains, parseCidr, type Cidr } from './cidr.js'

/** What an address is for. Only `public` ones are anybody's to deliver to. */
export type AddressKind =
  | 'public'
  | 'unspecified'
  | 'loopback'
  | 'private'
  | 'shared'
  | 'link-local'
  | 'cloud-platform'
  | 'transition'
  | 'documentation'
  | 'benchmarking'
  | 'multicast'
  | 'broadcast'
  | 'reserved'

type Ranges = readonly (readonly [AddressKind, Cidr])[]

// The first range that contains an address tells its kind, so narrow ranges stand before wide ones.
const V4: Ranges = ranges({
  unspecified: '0.0.0.0/8',
  private: '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16',
  shared: '100.64.0.0/10',
  loopback: '127.0.0.0/8',
  'link-local': '169.254.0.0/16',
  // Azure's wire server: answers with credentials, though its address is public.
  'cloud-platform': '168.63.129.16',
  documentation: '192.0.2.0/24 198.51.100.0/24 203.0.113.0/24',
  transition: '192.88.99.0/24',
  benchmarking: '198.18.0.0/15',
  multicast: '224.0.0.0/4',
  broadcast: '255.255.255.255',
  reserved: '192.0.0.0/24 240.0.0.0/4',
  public: '0.0.0.0/0',
})

const V6: Ranges = ranges({
  unspecified: '::',
  loopback: '::1',
  // Each of these reaches an IPv4 address: compatible, translated, NAT64, Teredo, 6to4.
  transition: '::/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 2001::/32 2002::/16',
  private: 'fc00::/7 fec0::/10',
  'link-local': 'fe80::/10',
  multicast: 'ff00::/8',
  documentation: '2001:db8::/32 3fff::/20',
  benchmarking: '2001:2::/48',
  reserved: '2001::/23',
  public: '2000::/3',
})

/** What an address, as `parseAddress` gives it, is for. */
export function classifyAddress(address: Uint8Array): AddressKind {
  const found = (address.length === 4 ? V4 : V6).find(([, range]) => cidrContains(range, address))
  return found?.[0] ?? 'reserved'
}

function ranges(table: Partial<Record<AddressKind, string>>): Ranges {
  return Object.entries(table).flatMap(([kind, list]) =>
    list.split(' ').map((text) => [kind as AddressKind, parseCidr(text) as Cidr] as const),
  )
}
