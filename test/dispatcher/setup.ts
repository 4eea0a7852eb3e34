/** A dispatcher on a fake clock, with a transport that answers as the test says. */
import * as z from 'zod'
import { createDispatcher, defineDialect } from 'hookstamp'
import { createVerifier, hmacHex, type Verdict } from 'hookstamp/signing'
import { memoryStore } from 'hookstamp/stores/memory'
import { fakeClock, type FakeClock } from 'hookstamp/testing'
import type { Dispatcher } from '../../src/dispatcher/dispatcher.js'
import type { DispatcherOptions } from '../../src/dispatcher/options.js'
import type { DispatcherChange } from '../../src/dispatcher/observe.js'
import type { EventsOf } from '../../src/dialect.js'
import type { Store } from '../../src/ports/store.js'
import type { Transport, TransportRequest, TransportResult } from '../../src/ports/transport.js'

const events = {
  'order.paid': z.strictObject({ id: z.int() }),
  'order.sent': z.strictObject({ id: z.int(), carrier: z.string() }),
}

export const shop = defineDialect({
  name: 'shop',
  events,
  schemes: { hmac: hmacHex({ header: 'X-Shop-Signature' }), second: hmacHex({ header: 'X-Shop-Second' }) },
  audience: (_type, payload) => (isFarewell(payload) ? ['self', 'parent'] : ['self']),
  outlivesWebhook: (_type, payload) => isFarewell(payload),
})

// Id 0 plays the part of an event about the end of its own namespace.
const isFarewell = (payload: unknown): boolean => (payload as { id: number }).id === 0

/** An answer of the transport: a status, or a whole result. */
export type Answer = number | TransportResult

export interface Setup {
  readonly clock: FakeClock
  readonly store: Store
  readonly dispatcher: Dispatcher<EventsOf<typeof events>>
  readonly sent: TransportRequest[]
  readonly changes: DispatcherChange[]
  readonly namespaceId: number
  /** Adds a webhook with the secret `s3cret`. */
  readonly webhook: (changes?: object) => Promise<number>
}

/** `answer` decides each request; by default everything is answered 204. */
export async function setup(
  options: Partial<Omit<DispatcherOptions<EventsOf<typeof events>>, 'clock'>> & {
    readonly clock?: FakeClock
    /** Name of the namespace that is made. */
    readonly namespace?: string
    readonly answer?: (request: TransportRequest, count: number) => Answer | Promise<Answer>
  } = {},
): Promise<Setup> {
  const {
    answer = () => 204,
    clock = fakeClock(),
    store = memoryStore({ clock }),
    namespace: name = 'shop',
    ...rest
  } = options
  const sent: TransportRequest[] = []
  const changes: DispatcherChange[] = []
  const transport: Transport = {
    caps: { egress: 'none' },
    send: async (request) => {
      sent.push(request)
      const answered = await answer(request, sent.length)
      return typeof answered === 'number' ? responded(answered) : answered
    },
    checkUrl: () => undefined,
    close: () => {},
  }
  const dispatcher = createDispatcher({
    dialect: shop,
    store,
    transport,
    clock,
    random: { fill: (target) => void crypto.getRandomValues(target), fraction: () => 1 },
    observe: (change) => changes.push(change),
    ...rest,
  })
  const namespace = await store.namespaces.create({ name, user: { id: 1, username: 'ada' } })
  const webhook = async (more: object = {}): Promise<number> => {
    const input = { namespaceId: namespace.id, payloadUrl: 'https://example.com/', secret: 's3cret', ...more }
    return (await store.webhooks.create(input)).id
  }
  return { clock, store, dispatcher, sent, changes, namespaceId: namespace.id, webhook }
}

export function responded(status: number, body = ''): TransportResult {
  return {
    response: { status, headers: {}, body: new TextEncoder().encode(body) },
    durationNs: 1_000_000,
  }
}

/** What a receiver with this secret would say of a request. */
export async function verdictOf(request: TransportRequest | undefined, secret: string): Promise<Verdict> {
  const verifier = createVerifier(hmacHex({ header: 'X-Shop-Signature' }), { secrets: [secret] })
  return verifier.verify({ headers: request?.headers ?? {}, body: request?.body ?? new Uint8Array() })
}

export const jsonOf = (request: TransportRequest | undefined): unknown =>
  JSON.parse(new TextDecoder().decode(request?.body))
