/** The receiving side of the demo: one server, three webhook URLs, each with the verify middleware. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createReceiver } from 'hookstamp'
import { endpoint } from 'hookstamp/adapters/node'
import { djinn } from 'hookstamp/dialects/djinn'

/** What the demo wants to hear about: an accepted event, or why one was refused. */
export type Listener = (path: string, type: string, note: string) => void

export interface ReceiverApp {
  readonly url: (path: string) => string
  close(): Promise<void>
}

/** `/healthy` accepts, `/flaky` fails twice and then recovers, `/wrong` expects another secret. */
export async function startReceiverApp(
  secret: string,
  accepted: Listener,
  refused: Listener,
): Promise<ReceiverApp> {
  const receiverFor = (path: string, secrets: readonly string[], failures = 0) =>
    createReceiver({ dialect: djinn, secrets })
      .on(['build.submitted', 'build.started', 'build.finished'], ({ type, payload }) => {
        if (failures-- > 0) throw new Error('database is down')
        accepted(path, type, `build ${payload.id} is ${payload.status}`)
      })
      .onError((error, { event }) => refused(path, event?.type ?? '?', error.message.split('. ')[0] ?? ''))

  const routes = new Map([
    ['/healthy', endpoint(receiverFor('/healthy', [secret]))],
    ['/flaky', endpoint(receiverFor('/flaky', [secret], 2))],
    ['/wrong', endpoint(receiverFor('/wrong', ['a-secret-of-somebody-else']))],
  ])
  const server: Server = createServer((req, res) => {
    const route = routes.get(req.url ?? '')
    if (route === undefined) res.writeHead(404).end()
    else void route(req, res)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
