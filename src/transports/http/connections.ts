/**
 * The connections: one undici Client each, kept per origin while idle. Not undici's Agent, because what it is given
 * cannot be taken back: a request past its deadline still waits there for a connection, and breaking off a running
 * one makes it connect anew at once, to a receiver that is in trouble already. A Client is simply destroyed.
 */
import type { Client } from 'undici'
import type { Connect } from './dial.js'
import type { Undici } from './undici.js'

export interface Connection {
  readonly origin: string
  readonly client: Client
  /** Requests begun on the current socket: a Client connects again when its socket was closed. */
  requests: number
}

export interface Connections {
  /** The connection to this origin that was used last and is free, or a new one. */
  take(origin: string): Connection
  /** For a connection whose response was read to its end. */
  giveBack(connection: Connection): void
  drop(connection: Connection): void
  /** Drops what is idle. */
  close(): void
}

// Node's own limit: what a request to a Node server may carry, a response may.
const MAX_HEADER_BYTES = 16_384
// A kept connection goes on to the address that was judged when it was made; not for the ten minutes undici grants.
const LONGEST_KEEP_ALIVE_MS = 60_000

export function createConnections({ Client }: Undici, connect: Connect): Connections {
  const idle = new Map<string, Connection[]>()

  function open(origin: string): Connection {
    const client = new Client(origin, {
      connect: (target, callback) =>
        connect(target, (...outcome) => {
          connection.requests = 0
          callback(...outcome)
        }),
      // Four times the CPU, and a wider target; undici 8 would choose it.
      allowH2: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      keepAliveMaxTimeout: LONGEST_KEEP_ALIVE_MS,
      // The deadline of the attempt covers both; a drip of bytes would keep these from firing.
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    const connection: Connection = { origin, client, requests: 0 }
    client.on('disconnect', () => forget(connection))
    return connection
  }

  /** Closed by its peer or by age while idle; one in use ends with its attempt. */
  function forget(connection: Connection): void {
    const free = idle.get(connection.origin)
    const place = free?.indexOf(connection) ?? -1
    if (place === -1) return
    free?.splice(place, 1)
    drop(connection)
  }

  function drop({ origin, client }: Connection): void {
    if (idle.get(origin)?.length === 0) idle.delete(origin)
    void client.destroy()
  }

  return {
    take: (origin) => idle.get(origin)?.pop() ?? open(origin),
    giveBack: (connection) => {
      const free = idle.get(connection.origin)
      if (free === undefined) idle.set(connection.origin, [connection])
      else free.push(connection)
    },
    drop,
    close: () => {
      for (const free of idle.values()) free.forEach(drop)
      idle.clear()
    },
  }
}
