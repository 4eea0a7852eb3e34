/** What an attempt's time went into, and how much of it a request may have. */
import { createServer } from 'node:tls'
import { expect, test } from 'vitest'
import type { AttemptTimings } from '../../src/ports/delivery.js'
import type { TransportResult } from '../../src/ports/transport.js'
import { authority, key, trusted } from './certificates.js'
import { httpReceiver, listen, onRequest, rawReceiver, requestTo, transportFor } from './receiver.js'

/** The stages there are, which must follow one another and end before the attempt. */
function stagesOf({ timings = {}, durationNs }: TransportResult): (keyof AttemptTimings)[] {
  const { dnsNs, connectNs, tlsNs, firstByteNs } = timings
  const times = [dnsNs, connectNs, tlsNs, firstByteNs, durationNs].filter((time) => time !== undefined)
  expect(times.every((time) => Number.isInteger(time) && time >= 0)).toBe(true)
  expect(times.toSorted((a, b) => a - b)).toEqual(times)
  return Object.keys(timings) as (keyof AttemptTimings)[]
}

test('https to a name has every stage; on a kept connection only the answer is new', async () => {
  const server = createServer({ key, cert: trusted }, (socket) => {
    onRequest(
      socket.on('error', () => {}),
      () => socket.write('HTTP/1.1 204 No Content\r\n\r\n'),
    )
  })
  const url = `https://hooks.example.com:${await listen(server)}/`
  const transport = transportFor({ ca: authority, resolve: async () => ['127.0.0.1'] })
  expect(stagesOf(await transport.send(requestTo(url)))).toEqual([
    'dnsNs',
    'connectNs',
    'tlsNs',
    'firstByteNs',
  ])
  expect(stagesOf(await transport.send(requestTo(url)))).toEqual(['firstByteNs'])
})

test('http has no TLS, and an address is not resolved', async () => {
  const receiver = await httpReceiver((_, response) => response.end())
  const transport = transportFor({ resolve: async () => ['127.0.0.1'] })
  const named = `http://localhost:${receiver.port}/`
  expect(stagesOf(await transport.send(requestTo(named)))).toEqual(['dnsNs', 'connectNs', 'firstByteNs'])
  expect(stagesOf(await transport.send(requestTo(receiver.url)))).toEqual(['connectNs', 'firstByteNs'])
})

test('a failed attempt tells how far it came', async () => {
  const mute = await rawReceiver(() => {})
  const begun = await rawReceiver((socket) =>
    onRequest(socket, () => socket.write('HTTP/1.1 103 Early\r\n\r\n')),
  )
  const transport = transportFor({ timeoutMs: 100, resolve: async () => await new Promise<never>(() => {}) })
  const stages = async (url: string): Promise<string[]> => stagesOf(await transport.send(requestTo(url)))
  expect(await stages('http://hooks.example.com/')).toEqual([])
  expect(await stages('http://127.0.0.1:1/')).toEqual([])
  expect(await stages(mute.url.replace('http:', 'https:'))).toEqual(['connectNs'])
  expect(await stages(mute.url)).toEqual(['connectNs'])
  expect(await stages(begun.url)).toEqual(['connectNs', 'firstByteNs'])
  expect(await stages('nonsense')).toEqual([])
})

test('a request may have a deadline of its own, shorter or longer', async () => {
  const mute = await rawReceiver(() => {})
  const patient = transportFor({ timeoutMs: 60_000 })
  const { error, durationNs } = await patient.send(requestTo(mute.url, { timeoutMs: 100 }))
  expect(error?.code).toBe('deadline-exceeded')
  expect(durationNs).toBeLessThanOrEqual(350e6)
  const slow = await rawReceiver((socket) =>
    onRequest(socket, () => setTimeout(() => socket.write('HTTP/1.1 204 No Content\r\n\r\n'), 100)),
  )
  const hasty = transportFor({ timeoutMs: 20 })
  const [own, others] = await Promise.all([
    hasty.send(requestTo(slow.url, { timeoutMs: 60_000 })),
    hasty.send(requestTo(slow.url)),
  ])
  expect([own.response?.status, others.error?.code]).toEqual([204, 'deadline-exceeded'])
})

test.each([0, -1, 1.5, Number.NaN, 2 ** 31])('a deadline of %d is none', async (timeoutMs) => {
  const { error } = await transportFor().send(requestTo('http://127.0.0.1:1/', { timeoutMs }))
  expect(error?.code).toBe('option-invalid')
})
