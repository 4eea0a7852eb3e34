import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { Transport, TransportRequest, TransportResult } from '../../src/ports/transport.js'
import {
  transportContract,
  type ReceivedRequest,
  type ReceiverBehaviour,
  type TransportContractOptions,
  type TransportHarness,
} from '../../src/testing/transport-contract.js'
import { transportByScheme } from '../../src/transports/by-scheme.js'
import { fetchTransport } from '../../src/transports/fetch.js'
import { httpTransport } from '../../src/transports/http.js'
import { memoryTransport } from '../../src/transports/memory.js'

type Behave = (request: ReceivedRequest) => ReceiverBehaviour

/** A receiver on loopback that behaves as told. */
async function harnessOf(transport: Transport, behave: Behave): Promise<TransportHarness> {
  const received: ReceivedRequest[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = '', url: path = '', headers } = request
    const got = { method, path, headers, body: Uint8Array.from(Buffer.concat(chunks)) }
    received.push(got)
    const behaviour = behave(got)
    if (behaviour === 'silence') return
    if (behaviour === 'hang-up') return void request.socket.resetAndDestroy()
    response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    transport,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    end: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const limits = { timeoutMs: 300, egress: { allowHttp: true, allow: ['127.0.0.1'], ports: 'any' } } as const

describe('httpTransport', () => {
  const open = (behave: Behave): Promise<TransportHarness> => harnessOf(httpTransport(limits), behave)
  transportContract({ test, open, egress: 'pinned', timeoutMs: limits.timeoutMs })
})

describe('fetchTransport', () => {
  const open = (behave: Behave): Promise<TransportHarness> =>
    harnessOf(fetchTransport({ trustDns: true, ...limits }), behave)
  transportContract({ test, open, egress: 'literal-only', timeoutMs: limits.timeoutMs })
})

describe('transportByScheme', () => {
  const open = (behave: Behave): Promise<TransportHarness> => {
    const http = httpTransport(limits)
    return harnessOf(transportByScheme({ 'http:': http, 'https:': http, 'ftp:': http }), behave)
  }
  transportContract({ test, open, egress: 'pinned', timeoutMs: limits.timeoutMs })
})

function inMemory(behave: Behave, change: Change = () => ({})): TransportHarness {
  const received: ReceivedRequest[] = []
  const memory = memoryTransport({
    respond: ({ url, headers, body }) => {
      const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
      const got = {
        method: 'POST',
        path: url.slice('http://memory.example'.length),
        headers: Object.fromEntries(names),
        body,
      }
      received.push(got)
      const behaviour = behave(got)
      if (typeof behaviour === 'string') return { error: { code: 'connect-failed', message: behaviour } }
      const lowerCase = Object.entries(behaviour.headers ?? {}).map(([name, value]) => [
        name.toLowerCase(),
        value,
      ])
      return { ...behaviour, headers: Object.fromEntries(lowerCase) }
    },
  })
  return {
    transport: { ...memory, ...change(memory) },
    url: 'http://memory.example/hook',
    received,
    end: () => {},
  }
}

describe('memoryTransport', () => {
  transportContract({ test, open: inMemory, egress: 'none' })
})

/** Runs the suite against a transport changed for the worse; tells which cases fail. */
async function failures(change: Change, options: Partial<TransportContractOptions> = {}): Promise<string[]> {
  const cases: [string, () => Promise<void>][] = []
  transportContract({
    test: (name, run) => cases.push([name, run]),
    open: (behave) => inMemory(behave, change),
    egress: 'none',
    ...options,
  })
  const outcomes = await Promise.all(
    cases.map(
      async ([name, run]) =>
        await run().then(
          () => [],
          () => [name],
        ),
    ),
  )
  return outcomes.flat()
}

type Change = (transport: Transport) => Partial<Transport>

/** Changes what is sent. */
const sending =
  (change: (request: TransportRequest) => TransportRequest): Change =>
  ({ send }) => ({ send: (request) => send(change(request)) })

/** Changes what comes back. */
const answering =
  (
    change: (
      result: TransportResult,
      request: TransportRequest,
      send: Transport['send'],
    ) => Promise<TransportResult>,
  ): Change =>
  ({ send }) => ({ send: async (request) => await change(await send(request), request, send) })

const failed = (code: string): TransportResult => ({ error: { code, message: code }, durationNs: 0 })

describe('fails a transport', () => {
  test('but not one that keeps to it', async () => {
    expect(await failures(() => ({}))).toEqual([])
  })

  test.each<[string, string, Change]>([
    ['sends twice', 'posts the given bytes', answering(async (_, request, send) => await send(request))],
    [
      'changes the body',
      'posts the given bytes',
      sending((request) => ({ ...request, body: request.body.slice(1) })),
    ],
    [
      'changes the body it was given',
      'posts the given bytes',
      answering(async (result, { body }) => (body.fill(0), result)),
    ],
    ['drops headers', 'posts the given bytes', sending((request) => ({ ...request, headers: {} }))],
    [
      'drops the query',
      'posts the given bytes',
      sending((request) => ({ ...request, url: request.url.split('?')[0] as string })),
    ],
    [
      'takes an error status for an error',
      'hands back a response',
      answering(async (result) => (result.response?.status === 500 ? failed('connect-failed') : result)),
    ],
    [
      'follows redirects',
      'hands back a response',
      answering(async (result, request, send) =>
        result.response?.status === 302
          ? await send({ ...request, url: `${request.url}/elsewhere` })
          : result,
      ),
    ],
    [
      'loses the response body',
      'hands back a response',
      answering(async (result) =>
        result.response === undefined
          ? result
          : { ...result, response: { ...result.response, body: new Uint8Array() } },
      ),
    ],
    [
      'measures in milliseconds',
      'tells a duration',
      answering(async (result) => ({ ...result, durationNs: 0.5 })),
    ],
    [
      'mixes up answers',
      'its own answer',
      ({ send }) => {
        let first: Promise<TransportResult> | undefined
        return { send: (request) => (first ??= send(request)) }
      },
    ],
    [
      'rejects',
      'refuses what is no URL',
      answering(async (result) =>
        result.error === undefined ? result : await Promise.reject(new Error('no')),
      ),
    ],
    [
      'does not say no when a webhook is saved',
      'refuses what is no URL',
      () => ({ checkUrl: () => undefined }),
    ],
    [
      'ignores ssl',
      'refuses what is no URL',
      ({ send, checkUrl }) => ({
        send: (request) => send({ ...request, ssl: false }),
        checkUrl: (url) => checkUrl(url, { ssl: false }),
      }),
    ],
    ['declares what it does not do', 'declares what it guards', () => ({ caps: { egress: 'pinned' } })],
    ['sends when closed', 'sends nothing once it is closed', () => ({ close: () => {} })],
  ])('that %s', async (_, expected, change) => {
    expect(await failures(change)).toContainEqual(expect.stringContaining(expected))
  })

  test('that guards nothing, though it says so', async () => {
    const found = await failures(() => ({ caps: { egress: 'literal-only' } }), { egress: 'literal-only' })
    expect(found).toEqual([expect.stringContaining('addresses that are not public')])
  })

  test('that never ends, reads for ever, or repeats what was sent', async () => {
    const change = answering(async (result, { url }) => {
      if (result.error?.message === 'silence') return await new Promise(() => {})
      return result.error?.message === 'hang-up' ? failed(`to ${url}`) : result
    })
    expect(await failures(change, { timeoutMs: 1 })).toEqual([
      expect.stringContaining('ends by its deadline'),
      expect.stringContaining('its own deadline'),
      expect.stringContaining('without bounds'),
      expect.stringContaining('repeats nothing'),
    ])
  })
})
