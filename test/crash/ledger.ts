/** What a process that is killed again and again promised and did, as lines that were on disk before it went on. */
import { openSync, readFileSync, writeSync } from 'node:fs'

/**
 * `acked` an emission was acknowledged; `sent` a request is about to go out; `over` its delivery was settled;
 * `ready` the process works; `drained` nothing is pending any more; `ended` a delivery is dead or cancelled.
 */
export type Entry =
  | { readonly kind: 'ready' | 'drained'; readonly at: number }
  | { readonly kind: 'acked' | 'ended'; readonly id: string }
  | { readonly kind: 'sent' | 'over'; readonly id: string; readonly at: number }

/** Appends by one write call each: the operating system has it, whatever becomes of the process. */
export function ledgerWriter(path: string): (entry: Entry) => void {
  const file = openSync(path, 'a')
  return (entry) => void writeSync(file, `${JSON.stringify(entry)}\n`)
}

/** Everything written since `from` characters, and where to go on reading. */
export function readLedger(path: string, from: number): { entries: readonly Entry[]; end: number } {
  const text = readFileSync(path, 'utf8')
  // The last line of a killed process may be half a line; appending goes on behind it.
  const lines = text.slice(from).split('\n')
  const entries = lines.flatMap((line) => {
    const start = line.lastIndexOf('{"kind"')
    try {
      return start < 0 ? [] : [JSON.parse(line.slice(start)) as Entry]
    } catch {
      return []
    }
  })
  return { entries, end: text.length }
}
