/** Resolves a host name to all its addresses, as text. Rejects or answers `[]` when there is none. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** What the operating system resolves, so that its hosts file and search list count. Loaded at the first name. */
export async function systemResolve(host: string): Promise<readonly string[]> {
  const { lookup } = await import('node:dns/promises')
  const found = await lookup(host, { all: true })
  return found.map(({ address }) => address)
}
