import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Transport, TransportRequest, TransportResult } from '../ports/transport.js'

/** A request as a receiver got it. */
export interface ReceivedRequest {
  readonly method: string
  /** Path and query. */
  readonly path: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Uint8Array
}

/** What a receiver does with a request: answer it, say nothing, or hang up. */
export type ReceiverBehaviour =
  | {
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: Uint8Array
    }
  | 'silence'
  | 'hang-up'

/** A transport and a receiver it reaches, both fresh. */
export interface TransportHarness {
  readonly transport: Transport
  /** Where the receiver is; any path of it will do. No query. */
  readonly url: string
  /** Everything the receiver got, oldest first. */
  readonly received: readonly ReceivedRequest[]
  /** Takes down the receiver. The suite closes the transport. */
  end(): MaybePromise<void>
}

export interface TransportContractOptions {
  /** Registers one case: `test` of vitest, jest, bun or node:test. */
  readonly test: (name: string, run: () => Promise<void>) => void
  /** Makes the transport under test and a receiver that behaves as told. */
  readonly open: (behave: (request: ReceivedRequest) => ReceiverBehaviour) => MaybePromise<TransportHarness>
  /** What the transport declares. `pinned` and `literal-only` are held to refusing what is not public. */
  readonly egress: Transport['caps']['egress']
  /** The deadline its attempts have, in milliseconds; leave out if nothing it sends can stay unanswered. */
  readonly timeoutMs?: number
}

/**
 * What every transport has to do, as test cases, for a transport of your own.
 *
 * @example
 * transportContract({ test, egress: 'pinned', timeoutMs: 200, open: async (behave) => {
 *   const receiver = await listenOnLoopback(behave)
 *   return { transport: mine({ timeoutMs: 200 }), url: receiver.url, received: receiver.received, end: receiver.close }
 * } })
 * @see Transport
 */
export function transportContract({ test, open, egress, timeoutMs }: TransportContractOptions): void {
  const withHarness = (
    name: string,
    behave: (request: ReceivedRequest) => ReceiverBehaviour,
    run: (harness: TransportHarness) => Promise<void>,
  ): void =>
    test(name, async () => {
      const harness = await open(behave)
      try {
        await run(harness)
      } finally {
        await harness.transport.close()
        await harness.end()
      }
    })
  const ok = (): ReceiverBehaviour => ({ status: 200 })

  withHarness('posts the given bytes and headers once', ok, async ({ transport, url, received }) => {
    const sent = requestTo(`${url}?a=b`)
    statusOf(await transport.send(sent))
    const [got, ...more] = received
    assert(got !== undefined && more.length === 0, `${received.length} requests arrived, not 1`)
    assert(got.method === 'POST', `the method is ${got.method}`)
    assert(got.path.endsWith('?a=b'), `the query is lost: ${got.path}`)
    for (const [name, value] of Object.entries(HEADERS)) {
      assert(
        got.headers[name.toLowerCase()] === value,
        `${name} arrived as ${String(got.headers[name.toLowerCase()])}`,
      )
    }
    assert(equal(got.body, BODY), 'the body is not the one that was sent')
    assert(equal(sent.body, BODY), 'the given body was changed')
  })

  withHarness(
    'hands back a response of any status, and follows none',
    ({ path }) => {
      const status = Number(/\d+$/.exec(path)?.[0])
      return {
        status,
        headers: { Location: '/elsewhere', 'X-Answer': 'yes' },
        body: utf8(status === 304 ? '' : 'said'),
      }
    },
    async ({ transport, url, received }) => {
      for (const status of [200, 202, 301, 302, 303, 304, 307, 308, 404, 410, 429, 500, 503]) {
        const { response } = await transport.send(requestTo(`${url}/${status}`))
        assert(response?.status === status, `${status} came back as ${String(response?.status)}`)
        assert(
          response.headers['x-answer'] === 'yes',
          'response headers are not under their names in lower case',
        )
        assert(
          equal(response.body, utf8(status === 304 ? '' : 'said')),
          'the response body is not the one that was sent',
        )
      }
      assert(received.length === 13, `${received.length} requests arrived, not 13`)
    },
  )

  withHarness('tells a duration in whole nanoseconds', ok, async ({ transport, url }) => {
    for (const to of [url, 'nonsense']) {
      const { durationNs } = await transport.send(requestTo(to))
      assert(Number.isInteger(durationNs) && durationNs >= 0, `the duration is ${durationNs}`)
    }
  })

  withHarness(
    'gives each of many requests at once its own answer',
    ({ path }) => ({ status: 200, body: utf8(path) }),
    async ({ transport, url }) => {
      const paths = Array.from({ length: 20 }, (_, index) => `${url}/${index}`)
      const results = await Promise.all(paths.map((path) => transport.send(requestTo(path))))
      results.forEach(({ response }, index) =>
        assert(
          response !== undefined && text(response.body).endsWith(`/${index}`),
          `answer ${index} is another's`,
        ),
      )
    },
  )

  withHarness(
    'refuses what is no URL, and http where ssl is on',
    ok,
    async ({ transport, url, received }) => {
      const plain = url.replace(/^https:/, 'http:')
      await expectRefusal(transport, requestTo('nonsense'), 'url-invalid')
      await expectRefusal(transport, requestTo('ftp://example.com/'), 'url-invalid')
      await expectRefusal(transport, { ...requestTo(plain), ssl: true }, 'url-not-https')
      assert(
        transport.checkUrl(url, { ssl: false }) === undefined,
        'checkUrl refuses the URL of the receiver',
      )
      assert(received.length === 0, 'a refused request was sent')
    },
  )

  withHarness('declares what it guards', ok, async ({ transport }) => {
    assert(transport.caps.egress === egress, `caps.egress is ${transport.caps.egress}, not ${egress}`)
  })

  withHarness(
    'sends nothing once it is closed, and can be closed twice',
    ok,
    async ({ transport, url, received }) => {
      statusOf(await transport.send(requestTo(url)))
      await transport.close()
      expectCode(await transport.send(requestTo(url)), 'transport-closed')
      assert(received.length === 1, 'a request was sent by a closed transport')
    },
  )

  if (egress !== 'none') {
    withHarness(
      'refuses addresses that are not public, however they are written',
      ok,
      async ({ transport }) => {
        for (const host of NOT_PUBLIC)
          await expectRefusal(transport, requestTo(`https://${host}/`), 'address-not-public')
      },
    )
  }

  if (timeoutMs === undefined) return

  withHarness(
    'ends by its deadline',
    () => 'silence',
    async ({ transport, url }) => {
      const result = await within(timeoutMs + GRACE_MS, transport.send(requestTo(url)))
      expectCode(result, 'deadline-exceeded')
    },
  )

  withHarness(
    'gives a request its own deadline, and none that is no time',
    () => 'silence',
    async ({ transport, url, received }) => {
      const none = { ...requestTo(url), timeoutMs: Number.NaN }
      expectCode(await within(GRACE_MS, transport.send(none)), 'option-invalid')
      assert(received.length === 0, 'a request with a deadline that is none was sent')
      const own = { ...requestTo(url), timeoutMs: 2 * timeoutMs }
      const { durationNs } = await within(own.timeoutMs + GRACE_MS, transport.send(own))
      assert(durationNs >= 1.5e6 * timeoutMs, `it ended after ${durationNs} ns, by the transport's deadline`)
    },
  )

  withHarness(
    'does not read a response without bounds',
    () => ({ status: 200, body: new Uint8Array(20_000_000) }),
    async ({ transport, url }) => {
      const { response } = await transport.send(requestTo(url))
      assert(response?.status === 200, 'a long response is no response')
      assert(response.body.length < 20_000_000, 'a long response was read to its end')
    },
  )

  withHarness(
    'makes a broken connection a result, which repeats nothing that was sent',
    () => 'hang-up',
    async ({ transport, url }) => {
      const { error } = await transport.send(requestTo(`${url}/s3cret`))
      assert(error !== undefined, 'a connection that was hung up is no error')
      assert(!/s3cret/.test(`${error.code} ${error.message}`), 'the error repeats what was sent')
    },
  )
}

const HEADERS = { 'Content-Type': 'application/json', 'X-Contract': 's3cret' }
const BODY = Uint8Array.of(0, 123, 125, 10, 255, 254, 13, 10)
// What timers and the event loop may add.
const GRACE_MS = 250
// On no allow-list of a receiver on loopback, and one of each way to be not public.
const NOT_PUBLIC = [
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '169.254.169.254',
  '0xa9fea9fe',
  '0',
  '100.64.0.1',
  '[::]',
  '[fd00::1]',
  '[fe80::1]',
  '[::ffff:10.0.0.1]',
  '[64:ff9b::a00:1]',
  '[2002:a00:1::]',
  '224.0.0.1',
  '255.255.255.255',
]

function requestTo(url: string): TransportRequest {
  return { url, headers: Object.freeze({ ...HEADERS }), body: Uint8Array.from(BODY), ssl: false }
}

async function expectRefusal(transport: Transport, request: TransportRequest, code: string): Promise<void> {
  const refusal = transport.checkUrl(request.url, { ssl: request.ssl })
  assert(refusal?.code === code, `checkUrl says ${String(refusal?.code)} of ${request.url}, not ${code}`)
  expectCode(await transport.send(request), code)
}

function expectCode({ response, error }: TransportResult, code: string): void {
  assert(
    error?.code === code,
    `expected ${code}, found ${error?.code ?? `a response with status ${response?.status}`}`,
  )
}

function statusOf({ response, error }: TransportResult): number {
  assert(response !== undefined, `no response: ${error?.code ?? ''} ${error?.message ?? ''}`)
  return response.status
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not over after ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}

function utf8(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

function assert(right: boolean, otherwise: string): asserts right {
  if (!right) throw new Error(otherwise)
}
