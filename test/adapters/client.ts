/** A raw HTTP/1.1 client: sends bytes as they are, in pieces, on a connection of one's own. */
import { connect, type Socket } from 'node:net'

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Connection {
  send(...parts: readonly (string | Uint8Array)[]): void
  /** The next answer on this connection. Rejects if the server hangs up first. */
  answer(): Promise<RawAnswer>
  /** Breaks off, as a client that crashes. */
  abort(): void
  readonly closed: Promise<void>
}

export function open(url: string): Connection {
  const { hostname, port } = new URL(url)
  const socket: Socket = connect(Number(port), hostname)
  let received = Buffer.alloc(0)
  let ended = false
  let wake = (): void => undefined
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    wake()
  })
  // A server that hangs up while we still send resets the connection: the answer is in, or `answer` rejects.
  socket.on('error', () => undefined)
  socket.on('close', () => {
    ended = true
    wake()
  })
  return {
    send: (...parts) => {
      for (const part of parts) socket.write(part)
    },
    answer: async () => {
      for (;;) {
        const parsed = take(received)
        if (parsed !== undefined) {
          received = received.subarray(parsed.length)
          return parsed.answer
        }
        if (ended) throw new Error(`hung up after ${received.length} bytes`)
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
    abort: () => socket.resetAndDestroy(),
    closed,
  }
}

/** The text of a request head. Host is added. */
export function head(method: string, path: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}`)
  return [`${method} ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n')
}

function take(bytes: Buffer): { readonly answer: RawAnswer; readonly length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const start = end + 4
  const answer = { status: Number(statusLine.split(' ')[1]), headers }
  if (headers['transfer-encoding'] === 'chunked') {
    const last = bytes.indexOf('0\r\n\r\n', start)
    if (last < 0) return undefined
    const body = bytes
      .toString('utf8', start, last)
      .replace(/(^|\r\n)[0-9a-f]+\r\n/gi, '')
      .replace(/\r\n$/, '')
    return { answer: { ...answer, body }, length: last + 5 }
  }
  const length = Number(headers['content-length'] ?? 0)
  if (bytes.length < start + length) return undefined
  return {
    answer: { ...answer, body: bytes.toString('utf8', start, start + length) },
    length: start + length,
  }
}
