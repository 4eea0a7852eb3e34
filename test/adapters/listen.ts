import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { App } from './contract.js'

/** Starts a node:http server on a free port of 127.0.0.1. */
export async function listen(server: Server): Promise<App> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
