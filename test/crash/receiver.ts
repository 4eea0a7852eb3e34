/** The receiving end, in the process that survives: remembers what it accepted. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CrashReceiver {
  readonly url: string
  /** `endpoint event` → when it was accepted, each time. */
  readonly accepted: ReadonlyMap<string, readonly number[]>
  close(): Promise<void>
}

// Every so many requests are refused, so that retries are under way at every kill as well.
const REFUSE_EACH = 17

export async function crashReceiver(): Promise<CrashReceiver> {
  const accepted = new Map<string, number[]>()
  let requests = 0
  const server = createServer((request, response) => {
    request.resume()
    // Answered only when all of it is here: what was cut off by a kill was not accepted.
    request.on('end', () => {
      if (++requests % REFUSE_EACH === 0) return void response.writeHead(500).end()
      const key = `${request.url?.slice(1)} ${request.headers['webhook-id']}`
      const times = accepted.get(key) ?? []
      times.push(Date.now())
      accepted.set(key, times)
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
