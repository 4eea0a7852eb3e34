import { EventEmitter } from 'node:events'
import type { LookupFunction, NetConnectOpts, Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createEgressGuard } from '../../../src/egress/egress-policy.js'
import { createConnector } from '../../../src/transports/http/connector.js'
import type { Done, Stages } from '../../../src/transports/http/route.js'

type Net = Parameters<typeof createConnector>[0]

/** A socket as far as the connector looks at one: no test can have loopback stand for a hijacked route. */
class FakeSocket extends EventEmitter {
  remoteAddress: string | undefined
  destroyed = false
  destroy(): void {
    this.destroyed = true
  }
}

interface Outcome {
  readonly answer: Parameters<Done>
  readonly socket: FakeSocket
  readonly stages: Stages
  /** What sockets were asked for. */
  readonly dials: readonly NetConnectOpts[]
}

async function connectTo(host: string, happen: (socket: FakeSocket) => void): Promise<Outcome> {
  const socket = new FakeSocket()
  const dials: NetConnectOpts[] = []
  const stages: Stages = {}
  const connect = ((options: NetConnectOpts) => {
    dials.push(options)
    queueMicrotask(() => happen(socket))
    return socket as unknown as Socket
  }) as Net['connect']
  const route = createConnector({ connect }, { guard: createEgressGuard(), resolve: async () => [] })
  const answer = await new Promise<Parameters<Done>>((resolve) =>
    route({ host, port: 443, secure: true }, stages, (...given) => resolve(given)),
  )
  return { answer, socket, stages, dials }
}

const connectedTo =
  (remoteAddress: string | undefined) =>
  (socket: FakeSocket): void => {
    socket.remoteAddress = remoteAddress
    socket.emit('lookup', null)
    socket.emit('connect')
  }

test('hands on a socket whose peer is public', async () => {
  const { answer, socket, stages } = await connectTo('hooks.example.com', connectedTo('1.1.1.1'))
  expect(answer).toEqual([null, socket])
  expect(socket.destroyed).toBe(false)
  expect(stages).toEqual({ resolvedAt: expect.any(Number), connectedAt: expect.any(Number) })
})

test.each(['10.0.0.1', '::ffff:10.0.0.1', '::1', 'fe80::1%eth0', '', undefined])(
  'a socket whose peer turns out to be %s is destroyed',
  async (peer) => {
    const { answer, socket } = await connectTo('hooks.example.com', connectedTo(peer))
    expect(answer).toEqual([expect.objectContaining({ code: 'address-not-public' }), null])
    expect(socket.destroyed).toBe(true)
  },
)

test('judges literals itself, for which no lookup is ever called', async () => {
  for (const host of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '169.254.169.254']) {
    const { answer, dials } = await connectTo(host, connectedTo('1.1.1.1'))
    expect([answer[0], dials]).toEqual([expect.objectContaining({ code: 'address-not-public' }), []])
  }
})

test('tells why there is no connection by its code', async () => {
  const failure = Object.assign(new Error('what the system says'), { code: 'ECONNREFUSED' })
  const { answer } = await connectTo('hooks.example.com', (socket) => {
    socket.emit('error', failure)
    // Happens, and must not end the process.
    socket.emit('error', failure)
  })
  expect(answer[0]).toMatchObject({
    code: 'connect-failed',
    message: expect.stringContaining('(ECONNREFUSED)'),
  })
  expect(answer[0]?.message).not.toContain('what the system says')
})

test('looks up for one address or for all, whichever the socket asks for', async () => {
  let lookup: LookupFunction = () => {}
  const connect = ((options: NetConnectOpts & { lookup: LookupFunction }) => {
    lookup = options.lookup
    return new FakeSocket() as unknown as Socket
  }) as Net['connect']
  createConnector(
    { connect },
    { guard: createEgressGuard(), resolve: async () => ['2606:4700::1', '1.1.1.1'] },
  )({ host: 'hooks.example.com', port: 443, secure: true }, {}, () => {})
  const ask = async (options: object): Promise<unknown[]> =>
    await new Promise((resolve) => lookup('hooks.example.com', options, (...answer) => resolve(answer)))
  expect(await ask({})).toEqual([null, '2606:4700::1', 6])
  expect(await ask({ all: true })).toEqual([
    null,
    [
      { address: '2606:4700::1', family: 6 },
      { address: '1.1.1.1', family: 4 },
    ],
  ])
})
