/** An HTTP server that hands whole requests on, one answer each, until it is told to stop. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Answer } from 'hookstamp'
import { failed } from './exit.js'
import { note, paint } from './terminal.js'

// GitLab's largest, and so the largest of all.
const MAX_BODY_BYTES = 25 * 1024 * 1024

export interface ServeOptions {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
  /** How many requests until it ends by itself. */
  readonly count: number
}

/** Resolves when it has stopped: after `count` requests, or by a signal. */
export async function serve(
  { host, port, count }: ServeOptions,
  handle: (request: IncomingMessage, body: Uint8Array) => Promise<Answer>,
): Promise<void> {
  let seen = 0
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      server.close(() => resolve())
      server.closeIdleConnections()
    }
    const answer = async (request: IncomingMessage): Promise<Answer> => {
      if (request.method !== 'POST') return { status: 405, headers: { Allow: 'POST' }, body: '' }
      const body = await bodyOf(request)
      if (body === undefined) return { status: 413, headers: {}, body: '' }
      const answered = await handle(request, body)
      seen += 1
      return answered
    }
    const server = createServer((request, response) => {
      answer(request)
        .catch((error: unknown): Answer => {
          // A sender that hangs up, a file that cannot be written: the next request may fare better.
          note(`${paint('red', 'hookstamp:')} ${(error as Error).message}`)
          return { status: 500, headers: {}, body: '' }
        })
        .then((answered) => {
          end(response, answered)
          if (seen >= count) stop()
        }, reject)
    })
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(failed(`Port ${port} of ${host} cannot be listened on (${error.code ?? 'unknown'}).`))
    })
    server.listen(port, host, () => {
      const { address, port: chosen } = server.address() as AddressInfo
      note(`Listening on http://${address.includes(':') ? `[${address}]` : address}:${chosen}/`)
    })
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function end(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, Connection: 'close' }).end(body)
}
