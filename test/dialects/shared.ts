import { existsSync, readFileSync } from 'node:fs'

/** A file of the documents and bodies that lie beside the repository where hookstamp is made; absent elsewhere. */
export function readShared(path: string): string | undefined {
  const url = new URL(`../../../shared/${path}`, import.meta.url)
  return existsSync(url) ? readFileSync(url, 'utf8') : undefined
}
