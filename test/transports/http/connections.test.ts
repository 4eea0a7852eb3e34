import { createServer, type Socket } from 'node:net'
import * as undici from 'undici'
import { expect, onTestFinished, test, vi } from 'vitest'
import {
  createConnections,
  type Connection,
  type Connections,
} from '../../../src/transports/http/connections.js'
import { listen, onRequest } from '../receiver.js'

async function open(): Promise<{ connections: Connections; origin: string; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => {}))
    onRequest(socket, () => socket.write('HTTP/1.1 204 No Content\r\n\r\n'))
  })
  const connections = createConnections(undici, undici.buildConnector({}))
  onTestFinished(() => connections.close())
  return { connections, origin: `http://127.0.0.1:${await listen(server)}`, sockets }
}

async function use({ client }: Connection): Promise<void> {
  const { body } = await client.request({ path: '/', method: 'POST', body: 'x' })
  await body.dump()
}

test('gives out what was given back, the last one first, and new ones beyond that', async () => {
  const { connections, origin } = await open()
  const [one, two] = [connections.take(origin), connections.take(origin)]
  expect(one).not.toBe(two)
  connections.giveBack(one)
  connections.giveBack(two)
  expect([connections.take(origin), connections.take(origin)]).toEqual([two, one])
  expect([one, two]).not.toContain(connections.take(origin))
})

test('one origin does not get the connections of another', async () => {
  const { connections, origin } = await open()
  const one = connections.take(origin)
  connections.giveBack(one)
  expect(connections.take(origin.replace('127.0.0.1', 'localhost'))).not.toBe(one)
})

test('forgets what its peer has closed in the meantime', async () => {
  const { connections, origin, sockets } = await open()
  const one = connections.take(origin)
  await use(one)
  connections.giveBack(one)
  sockets.forEach((socket) => socket.end())
  await vi.waitFor(() => expect(one.client.destroyed).toBe(true))
  expect(connections.take(origin)).not.toBe(one)
})

test('closes what is dropped, and on closing what is idle', async () => {
  const { connections, origin, sockets } = await open()
  const [one, two] = [connections.take(origin), connections.take(origin)]
  await Promise.all([use(one), use(two)])
  expect(sockets.size).toBe(2)
  connections.drop(one)
  await vi.waitFor(() => expect(sockets.size).toBe(1))
  connections.giveBack(two)
  connections.close()
  await vi.waitFor(() => expect(sockets.size).toBe(0))
})
