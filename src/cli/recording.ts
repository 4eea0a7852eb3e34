/** What `listen --record` writes and `replay` reads: one JSON object a line. */
import { failed } from './exit.js'
import type { HeaderList } from './message-input.js'

export interface Recorded {
  /** ISO 8601. */
  readonly receivedAt: string
  readonly path: string
  /** As they came; what carries a secret in clear is left out. */
  readonly headers: HeaderList
  /** Name of the dialect that recognised it, and its event. */
  readonly dialect?: string
  readonly type?: string
  /** Base64 of the bytes. */
  readonly body: string
}

const inClear = /^(authorization|proxy-authorization|cookie)$/i

/** Headers without secrets. `tokens` are the names of headers that are one. */
export function withoutSecrets(headers: HeaderList, tokens: readonly string[]): HeaderList {
  const secret = new Set(tokens.map((name) => name.toLowerCase()))
  return headers.filter(([name]) => !inClear.test(name) && !secret.has(name.toLowerCase()))
}

/** @throws CliError for a line that is none */
export function parseRecording(text: string, file: string): readonly Recorded[] {
  return text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => {
      const recorded = read(line)
      if (recorded === undefined) throw failed(`${file}, line ${number}: not a request that listen recorded.`)
      return recorded
    })
}

function read(line: string): Recorded | undefined {
  try {
    const value = JSON.parse(line) as Partial<Recorded> | null
    const isWhole =
      Array.isArray(value?.headers) && typeof value.body === 'string' && value.headers.every(isPair)
    return isWhole ? (value as Recorded) : undefined
  } catch {
    return undefined
  }
}

function isPair(header: unknown): boolean {
  return Array.isArray(header) && typeof header[0] === 'string' && typeof header[1] === 'string'
}
