import { connect, createServer, type Socket } from 'node:net'
import * as undici from 'undici'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Target } from '../../../src/egress/target.js'
import {
  createConnections,
  type Connection,
  type Connections,
} from '../../../src/transports/http/connections.js'
import type { TlsIdentity } from '../../../src/transports/http/identities.js'
import { listen, onRequest } from '../receiver.js'

const identityOf = (name: string): TlsIdentity => ({ name }) as TlsIdentity
const own = identityOf('')
const targetOf = (port: number, host = '127.0.0.1'): Target => ({
  origin: `http://${host}:${port}`,
  path: '/',
  host,
  port,
  secure: false,
})

async function open(): Promise<{ connections: Connections; target: Target; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => {}))
    onRequest(socket, () => socket.write('HTTP/1.1 204 No Content\r\n\r\n'))
  })
  const connections = createConnections(undici, ({ host, port }, _identity, _stages, done) => {
    const socket = connect({ host, port }).once('connect', () => done(null, socket))
    return () => void socket.destroy()
  })
  onTestFinished(() => connections.close())
  return { connections, target: targetOf(await listen(server)), sockets }
}

async function use({ client }: Connection): Promise<void> {
  const { body } = await client.request({ path: '/', method: 'POST', body: 'x' })
  await body.dump()
}

test('gives out what was given back, the last one first, and new ones beyond that', async () => {
  const { connections, target } = await open()
  const [one, two] = [connections.take(target, own), connections.take(target, own)]
  expect(one).not.toBe(two)
  connections.giveBack(one)
  connections.giveBack(two)
  expect([connections.take(target, own), connections.take(target, own)]).toEqual([two, one])
  expect([one, two]).not.toContain(connections.take(target, own))
})

test('one origin does not get the connections of another', async () => {
  const { connections, target } = await open()
  const one = connections.take(target, own)
  connections.giveBack(one)
  expect(connections.take(targetOf(target.port, 'localhost'), own)).not.toBe(one)
})

test('one identity does not get the connections of another', async () => {
  const { connections, target } = await open()
  const one = connections.take(target, identityOf('1 '))
  connections.giveBack(one)
  expect(connections.take(target, own)).not.toBe(one)
  expect(connections.take(target, identityOf('2 '))).not.toBe(one)
  expect(connections.take(target, identityOf('1 '))).toBe(one)
})

test('forgets what its peer has closed in the meantime', async () => {
  const { connections, target, sockets } = await open()
  const one = connections.take(target, own)
  await use(one)
  connections.giveBack(one)
  sockets.forEach((socket) => socket.end())
  await vi.waitFor(() => expect(one.client.destroyed).toBe(true))
  expect(connections.take(target, own)).not.toBe(one)
})

test('closes what is dropped, and on closing what is idle', async () => {
  const { connections, target, sockets } = await open()
  const [one, two] = [connections.take(target, own), connections.take(target, own)]
  await Promise.all([use(one), use(two)])
  expect(sockets.size).toBe(2)
  connections.drop(one)
  await vi.waitFor(() => expect(sockets.size).toBe(1))
  connections.giveBack(two)
  connections.close()
  await vi.waitFor(() => expect(sockets.size).toBe(0))
})
