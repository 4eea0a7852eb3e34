/**
 * Names that lead inside a network whatever they resolve to. Refusing them when a webhook is saved tells its
 * owner at once; where names are resolved by us, their addresses are checked all the same.
 */

// RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa), ICANN's private-use `internal`, which cloud
// metadata services use, and what routers and container hosts hand out.
const LOCAL_SUFFIXES = ['localhost', 'localdomain', 'local', 'internal', 'home.arpa', 'intranet', 'lan']

/** @param host in lower case, without a trailing dot */
export function isLocalName(host: string): boolean {
  // A single label is looked up with the resolver's search list behind it, so inside the network first.
  return !host.includes('.') || LOCAL_SUFFIXES.some((suffix) => host.endsWith(`.${suffix}`))
}
