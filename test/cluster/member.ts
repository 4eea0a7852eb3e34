/** A process of a cluster: emits what is to be delivered, works until it is told to stop, or counts what became of it. */
import { createDispatcher, defineDialect, type Store } from 'hookstamp'
import { standardWebhooks } from 'hookstamp/signing'
import { httpTransport } from 'hookstamp/transports/http'
import { openEngine, type EngineHome } from '../crash/engines.js'

/** What the parent tells. */
export interface MemberSettings extends EngineHome {
  readonly role: 'emitter' | 'worker' | 'counter'
  readonly receiver: string
  readonly events: number
  readonly endpoints: number
  /** The first so many endpoints get their deliveries in order. */
  readonly ordered: number
  readonly perEndpoint: number
}

const settings = JSON.parse(process.env['CLUSTER_MEMBER'] as string) as MemberSettings
const BATCH = 100

const counter = defineDialect({
  name: 'counter',
  events: {
    'count.up': { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } },
  },
  schemes: { standard: standardWebhooks() },
})
const { store, queue, close } = await openEngine(settings)
const dispatcher = createDispatcher({
  dialect: counter,
  store,
  queue,
  transport: httpTransport({
    egress: { allowHttp: true, allow: ['127.0.0.1'], ports: [Number(new URL(settings.receiver).port)] },
  }),
  concurrency: 32,
  concurrencyPerWebhook: settings.perEndpoint,
  leaseMs: 30_000,
  observe: (change) => {
    if (change.kind === 'faulted') console.error(change.error)
  },
})
/** Ends the process well. */
const leave = async (): Promise<never> => {
  await queue.close()
  await close()
  process.exit(0)
}
const roles = { emitter: emitAll, worker: workUntilTold, counter: countAll }
await roles[settings.role]()

async function emitAll(): Promise<void> {
  const namespaceId = await seed(store)
  for (let from = 0; from < settings.events; from += BATCH) {
    await dispatcher.emitMany(
      Array.from({ length: Math.min(BATCH, settings.events - from) }, (_, index) => ({
        type: 'count.up' as const,
        payload: { number: from + index },
        namespaceId,
      })),
    )
  }
  await leave()
}

async function seed(all: Store): Promise<number> {
  const { id } = await all.namespaces.create({ name: 'cluster', user: { id: 1, username: 'ada' } })
  for (let endpoint = 0; endpoint < settings.endpoints; endpoint++) {
    await all.webhooks.create({
      namespaceId: id,
      payloadUrl: `${settings.receiver}/${endpoint}`,
      ordered: endpoint < settings.ordered,
    })
  }
  return id
}

async function workUntilTold(): Promise<void> {
  dispatcher.start()
  process.stdout.write('ready\n')
  await new Promise<void>((resolve) => void process.once('SIGTERM', resolve))
  const { unfinished } = await dispatcher.stop({ drainMs: 10_000 })
  if (unfinished.length > 0) console.error(`unfinished: ${unfinished.length}`)
  await leave()
}

/** Prints how many deliveries there are of each state and number of attempts. */
async function countAll(): Promise<void> {
  const counts: Record<string, number> = {}
  let before: string | undefined
  for (;;) {
    const page = await store.deliveries.list({ limit: 1000, ...(before !== undefined && { before }) })
    for (const { state, attempts } of page) {
      const name = `${state} after ${attempts}`
      counts[name] = (counts[name] ?? 0) + 1
    }
    before = page.at(-1)?.id
    if (before === undefined) break
  }
  process.stdout.write(JSON.stringify(counts))
  await leave()
}
