/** A process with a durable engine that does what the test tells it, line by line. Bundled by `puppet.ts`. */
import { createInterface } from 'node:readline'
import { createDispatcher, defineDialect, isHookstampError, type Claim, type Transport } from 'hookstamp'
import { standardWebhooks } from 'hookstamp/signing'
import { openEngine, type EngineHome } from '../crash/engines.js'

/** What it can be told, and what it answers. */
export interface Orders {
  enqueue(ids: readonly string[]): void
  /** Asks until something comes. */
  claim(leaseMs: number): readonly Claim[]
  claimOnce(leaseMs: number): readonly Claim[]
  extend(claim: Claim): boolean
  settle(claim: Claim): boolean
  /** Works with a dispatcher from here on; its requests are not answered yet. */
  work(concurrency: number, leaseMs: number): void
  emit(count: number): void
  /** Until so many requests have gone out. */
  untilSent(count: number): void
  /** Sets the clock, by so many milliseconds. */
  setClock(byMs: number): void
  wait(ms: number): void
  /** Answers what is waiting, and what is to come. */
  answer(): void
  /** Until so many deliveries have ended: ids of the deliveries sent, in order, and how many are still pending. */
  untilEnded(count: number): { readonly sent: readonly string[]; readonly pending: number }
}

export interface Order {
  readonly name: keyof Orders
  readonly args: readonly unknown[]
}

export type Answer = { readonly result: unknown } | { readonly code: string }

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const say = (answer: Answer): void => void process.stdout.write(`${JSON.stringify(answer)}\n`)
const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await delay(5)
}

const counter = defineDialect({
  name: 'counter',
  events: {
    'count.up': { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } },
  },
  schemes: { standard: standardWebhooks() },
})

try {
  const { store, queue } = await openEngine(JSON.parse(process.env['PUPPET'] as string) as EngineHome)
  // What is in memory and what is in a server are opened by the first use at the latest.
  await queue.claim({ max: 0, leaseMs: 1000, perKeyMax: 1 })
  const perKeyMax = 100
  const sent: string[] = []
  const held: (() => void)[] = []
  let isAnswering = false
  let ended = 0
  let namespaceId = 0
  let emit = async (): Promise<unknown> => undefined

  const transport: Transport = {
    caps: { egress: 'none' },
    send: async ({ headers }) => {
      sent.push(headers['webhook-id'] as string)
      if (!isAnswering) await new Promise<void>((resolve) => held.push(resolve))
      return { response: { status: 204, headers: {}, body: new Uint8Array() }, durationNs: 1 }
    },
    checkUrl: () => undefined,
    close: () => {},
  }
  const orders: { [Name in keyof Orders]: (...args: Parameters<Orders[Name]>) => unknown } = {
    enqueue: (ids) => queue.enqueue(ids.map((id) => ({ id, key: '1', dueAt: Date.now() }))),
    claimOnce: (leaseMs) => queue.claim({ max: 10, leaseMs, perKeyMax }),
    claim: async (leaseMs) => {
      for (;;) {
        const claims = await queue.claim({ max: 10, leaseMs, perKeyMax })
        if (claims.length > 0) return claims
        await delay(20)
      }
    },
    extend: (claim) => queue.extend(claim, 60_000),
    settle: (claim) => queue.settle(claim, 'done'),
    work: async (concurrency, leaseMs) => {
      const dispatcher = createDispatcher({
        dialect: counter,
        store,
        queue,
        transport,
        concurrency,
        concurrencyPerWebhook: concurrency,
        leaseMs,
        observe: (change) => {
          if (change.kind === 'attempted' && change.delivery.state === 'delivered') ended++
          if (change.kind === 'faulted') console.error(change.error)
        },
      })
      const namespace = await store.namespaces.create({ name: 'faults', user: { id: 1, username: 'ada' } })
      namespaceId = namespace.id
      await store.webhooks.create({ namespaceId, payloadUrl: 'https://example.com/', secret: SECRET })
      emit = () => dispatcher.emit('count.up', {}, { namespaceId })
      dispatcher.start()
    },
    emit: (count) => Promise.all(Array.from({ length: count }, () => emit())),
    untilSent: (count) => until(() => sent.length >= count),
    setClock: (byMs) => {
      const before = Date.now
      Date.now = () => before() + byMs
    },
    wait: (ms) => delay(ms),
    answer: () => {
      isAnswering = true
      held.splice(0).forEach((resolve) => resolve())
    },
    untilEnded: async (count) => {
      await until(() => ended >= count)
      return { sent, pending: (await store.deliveries.list({ state: 'pending' })).length }
    },
  }
  say({ result: 'ready' })
  for await (const line of createInterface({ input: process.stdin })) {
    const { name, args } = JSON.parse(line) as Order
    const order = orders[name] as (...args: readonly unknown[]) => unknown
    say({ result: (await order(...args)) ?? null })
  }
} catch (error) {
  say({ code: isHookstampError(error) ? error.code : String(error) })
}
process.exit(0)
