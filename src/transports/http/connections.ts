/**
 * The connections: one undici Client each, kept per origin while idle. Not undici's Agent, because what it is given
 * cannot be taken back: a request past its deadline still waits there for a connection, and breaking off a running
 * one makes it connect anew at once, to a receiver that is in trouble already. A Client is simply destroyed.
 */
import type { Client } from 'undici'
import type { Target } from '../../egress/target.js'
import type { Dial } from './dial.js'
import type { Stages } from './route.js'
import type { TlsIdentity } from './identities.js'
import type { Undici } from './undici.js'

export interface Connection {
  /** What may share it. */
  readonly place: string
  readonly client: Client
  /** Requests begun on the current socket: a Client connects again when its socket was closed. */
  requests: number
  /** Of the current socket. */
  stages: Stages
  /** Stops connecting, of which the Client knows nothing. */
  stop: () => void
}

export interface Connections {
  /** The connection to this origin, under this identity, that was used last and is free, or a new one. */
  take(target: Target, identity: TlsIdentity): Connection
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

export function createConnections({ Client }: Undici, dial: Dial): Connections {
  const idle = new Map<string, Connection[]>()

  function open(place: string, target: Target, identity: TlsIdentity): Connection {
    const client = new Client(target.origin, {
      connect: (_, callback) => {
        connection.requests = 0
        connection.stages = {}
        connection.stop = dial(target, identity, connection.stages, callback)
      },
      // Four times the CPU, and a wider target; undici 8 would choose it.
      allowH2: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      keepAliveMaxTimeout: LONGEST_KEEP_ALIVE_MS,
      // The deadline of the attempt covers both; a drip of bytes would keep these from firing.
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    const connection: Connection = { place, client, requests: 0, stages: {}, stop: () => {} }
    client.on('disconnect', () => forget(connection))
    return connection
  }

  /** Closed by its peer or by age while idle; one in use ends with its attempt. */
  function forget(connection: Connection): void {
    const free = idle.get(connection.place)
    const index = free?.indexOf(connection) ?? -1
    if (index === -1) return
    free?.splice(index, 1)
    drop(connection)
  }

  function drop({ place, client, stop }: Connection): void {
    if (idle.get(place)?.length === 0) idle.delete(place)
    void client.destroy()
    stop()
  }

  return {
    take: (target, identity) => {
      const place = identity.name + target.origin
      return idle.get(place)?.pop() ?? open(place, target, identity)
    },
    giveBack: (connection) => {
      const free = idle.get(connection.place)
      if (free === undefined) idle.set(connection.place, [connection])
      else free.push(connection)
    },
    drop,
    close: () => {
      for (const free of idle.values()) free.forEach(drop)
      idle.clear()
    },
  }
}
