/** A TCP proxy on loopback that does to each connection what it is told: for tests of what happens when networks fail. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** What is done to one connection. */
export type Fault =
  | { readonly kind: 'none' }
  /** Nothing is passed on, and nothing is said. */
  | { readonly kind: 'black-hole' }
  /** Reset as soon as it is made. */
  | { readonly kind: 'refuse' }
  /** Reset after so many bytes of the request have passed. */
  | { readonly kind: 'reset-request'; readonly afterBytes: number }
  /** Reset after so many bytes of the response have passed. */
  | { readonly kind: 'reset-response'; readonly afterBytes: number }
  /** Passed on a byte at a time, so that no reader gets a whole line at once. */
  | { readonly kind: 'slice' }

export interface FaultProxy {
  readonly port: number
  readonly connections: number
  close(): Promise<void>
}

/** @param faultOf decides on each connection by its number, counted from 0 */
export async function faultProxy(
  targetPort: number,
  faultOf: (number: number) => Fault,
): Promise<FaultProxy> {
  const open = new Set<Socket>()
  let connections = 0
  const track = (socket: Socket): Socket => {
    open.add(socket)
    // A reset is what is wanted; who meets it says so.
    return socket.on('error', () => {}).on('close', () => open.delete(socket))
  }
  const server = createServer((client) => {
    track(client)
    const fault = faultOf(connections++)
    if (fault.kind === 'black-hole') return void client.resume()
    if (fault.kind === 'refuse') return void client.resetAndDestroy()
    const target = track(connect(targetPort, '127.0.0.1'))
    const reset = (): void => {
      client.resetAndDestroy()
      target.destroy()
    }
    pass(
      client,
      target,
      fault.kind === 'reset-request' ? fault.afterBytes : Infinity,
      fault.kind === 'slice',
      reset,
    )
    pass(
      target,
      client,
      fault.kind === 'reset-response' ? fault.afterBytes : Infinity,
      fault.kind === 'slice',
      reset,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections
    },
    close: () => {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function pass(from: Socket, to: Socket, limit: number, isSliced: boolean, reset: () => void): void {
  let left = limit
  from.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, left)
    left -= part.length
    if (isSliced) for (const byte of part) to.write(Buffer.of(byte))
    else to.write(part)
    if (left === 0) to.end(reset)
  })
  from.on('end', () => to.end())
  from.on('close', () => to.destroy())
}
