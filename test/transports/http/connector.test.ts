import type { LookupFunction } from 'node:net'
import { expect, test } from 'vitest'
import { createEgressGuard } from '../../../src/egress/egress-policy.js'
import { createConnector } from '../../../src/transports/http/connector.js'
import type { Connect } from '../../../src/transports/http/dial.js'

type Answer = Parameters<Parameters<Connect>[1]>
type Socket = NonNullable<Answer[1]>

/** A socket as far as the connector looks at one: no test can have loopback stand for a hijacked route. */
function socketTo(remoteAddress: string | undefined): Socket & { destroyed: boolean } {
  const socket = { remoteAddress, destroyed: false, destroy: () => void (socket.destroyed = true) }
  return socket as unknown as Socket & { destroyed: boolean }
}

async function connectTo(
  hostname: string,
  dialled: Answer,
  protocol = 'https:',
): Promise<{ answer: Answer; dials: number }> {
  let dials = 0
  const connect = createConnector({
    guard: createEgressGuard(),
    resolve: async () => [],
    dial: () => (_, callback) => {
      dials++
      callback(...dialled)
    },
  })
  const answer = await new Promise<Answer>((resolve) =>
    connect({ hostname, protocol, port: '443' }, (...given) => resolve(given)),
  )
  return { answer, dials }
}

test('hands on a socket whose peer is public', async () => {
  const socket = socketTo('1.1.1.1')
  expect((await connectTo('hooks.example.com', [null, socket])).answer).toEqual([null, socket])
  expect(socket.destroyed).toBe(false)
})

test.each(['10.0.0.1', '::ffff:10.0.0.1', '::1', 'fe80::1%eth0', '', undefined])(
  'a socket whose peer turns out to be %s is destroyed',
  async (peer) => {
    const socket = socketTo(peer)
    const { answer } = await connectTo('hooks.example.com', [null, socket])
    expect(answer).toEqual([expect.objectContaining({ code: 'address-not-public' }), null])
    expect(socket.destroyed).toBe(true)
  },
)

test('judges literals itself, for which no lookup is ever called', async () => {
  for (const host of ['127.0.0.1', '::1', '[::1]', '::ffff:127.0.0.1', '169.254.169.254']) {
    const { answer, dials } = await connectTo(host, [null, socketTo('1.1.1.1')])
    expect([answer[0], dials]).toEqual([expect.objectContaining({ code: 'address-not-public' }), 0])
  }
})

test.each([
  ['https:', 'ECONNREFUSED', 'connect-failed'],
  ['https:', 'UND_ERR_CONNECT_TIMEOUT', 'connect-failed'],
  ['http:', 'ECONNRESET', 'connect-failed'],
  ['https:', 'ECONNRESET', 'tls-failed'],
  ['https:', 'EPROTO', 'tls-failed'],
  ['https:', 'CERT_HAS_EXPIRED', 'tls-failed'],
  ['https:', 'ERR_SSL_WRONG_VERSION_NUMBER', 'tls-failed'],
])('%s and %s is %s', async (protocol, code, expected) => {
  const failure = Object.assign(new Error('what the peer says'), { code })
  const { answer } = await connectTo('hooks.example.com', [failure, null], protocol)
  expect(answer[0]).toMatchObject({ code: expected, message: expect.stringContaining(`(${code})`) })
  expect(answer[0]?.message).not.toContain('what the peer says')
})

test('looks up for one address or for all, whichever the socket asks for', async () => {
  let lookup: LookupFunction = () => {}
  createConnector({
    guard: createEgressGuard(),
    resolve: async () => ['2606:4700::1', '1.1.1.1'],
    dial: (given) => {
      lookup = given
      return () => {}
    },
  })
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
