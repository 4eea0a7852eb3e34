/** The process that is killed: emits and delivers, and writes down what it promised. Bundled by `harness.ts`. */
import { createDispatcher, defineDialect, type Store } from 'hookstamp'
import { standardWebhooks } from 'hookstamp/signing'
import { httpTransport } from 'hookstamp/transports/http'
import { openEngine, type EngineName } from './engines.js'
import { withKillPoint } from './kill-points.js'
import { ledgerWriter } from './ledger.js'

/** What the parent tells. */
export interface ChildSettings {
  readonly engine: EngineName
  /** Where the engine has its data: a folder, a schema, a prefix. */
  readonly home: string
  readonly ledger: string
  readonly receiver: string
  readonly endpoints: number
  readonly leaseMs: number
  /** Emits as long as it lives; otherwise only works off what is there, then ends. */
  readonly emits: boolean
  /** Where to die by itself, as `send:before`, and at which time of getting there. */
  readonly killPoint: string
  readonly killAt: number
  /** Connection strings of the servers, for the engines that have one. */
  readonly postgres: string
  readonly redis: string
}

const settings = JSON.parse(process.env['CRASH_CHILD'] as string) as ChildSettings
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
// Few enough that a drain takes seconds, enough that every kill meets many at every stage.
const EMITTERS = 16
const MOST_UNSETTLED = 400

const counter = defineDialect({
  name: 'counter',
  events: {
    'count.up': { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } },
  },
  schemes: { standard: standardWebhooks() },
})

const port = Number(new URL(settings.receiver).port)
const write = ledgerWriter(settings.ledger)
const opened = await openEngine(settings)
const { store, queue, transport } = withKillPoint(
  {
    ...opened,
    transport: httpTransport({ egress: { allowHttp: true, allow: ['127.0.0.1'], ports: [port] } }),
  },
  settings.killPoint,
  settings.killAt,
)
const namespaceId = await seed(store)
let unsettled = 0
let wake = (): void => {}
const dispatcher = createDispatcher({
  dialect: counter,
  store,
  transport: {
    ...transport,
    caps: transport.caps,
    send: (request) => {
      write({ kind: 'sent', id: keyOf(request.url, request.headers), at: Date.now() })
      return transport.send(request)
    },
  },
  queue: {
    ...queue,
    caps: queue.caps,
    settle: async (claim, as) => {
      const held = await queue.settle(claim, as)
      if (as === 'done') {
        unsettled--
        wake()
      }
      return held
    },
  },
  leaseMs: settings.leaseMs,
  // More than all the attempts that kills can break off: then nothing is given up.
  retry: { delaysMs: Array.from({ length: 100 }, () => 100), jitter: 'none' },
  // Refusals are part of the game here, and no endpoint is to be given up for them.
  health: { pauseAfterFailures: 1_000_000, firstPauseMs: 0, longestPauseMs: 0, overloadPauseMs: 0 },
  retention: { keepEnded: 5000 },
  observe: (change) => {
    if (change.kind === 'attempted' && change.delivery.state !== 'pending') {
      const { delivery, webhook } = change
      const id = `${webhook.payloadUrl.split('/').pop()} ${delivery.eventId}`
      write({ kind: 'over', id, at: Date.now() })
      if (delivery.state !== 'delivered') write({ kind: 'ended', id })
    }
    if (change.kind === 'faulted') console.error(change.error)
  },
})
dispatcher.start()
write({ kind: 'ready', at: Date.now() })
process.stdout.write('ready\n')
if (settings.emits) await Promise.all(Array.from({ length: EMITTERS }, emitForEver))
else await workOff()

function keyOf(url: string, headers: Readonly<Record<string, string>>): string {
  return `${url.split('/').pop()} ${headers['webhook-id']}`
}

async function seed(all: Store): Promise<number> {
  const known = await all.namespaces.getByPath('ada', 'crash')
  if (known !== undefined) return known.id
  const { id } = await all.namespaces.create({ name: 'crash', user: { id: 1, username: 'ada' } })
  for (let endpoint = 0; endpoint < settings.endpoints; endpoint++) {
    await all.webhooks.create({
      namespaceId: id,
      payloadUrl: `${settings.receiver}/${endpoint}`,
      secret: SECRET,
    })
  }
  return id
}

async function emitForEver(): Promise<never> {
  for (;;) {
    while (unsettled > MOST_UNSETTLED) {
      await new Promise<void>((resolve) => {
        const before = wake
        wake = () => {
          before()
          wake = () => {}
          resolve()
        }
      })
    }
    const { eventId } = await dispatcher.emit('count.up', { at: Date.now() }, { namespaceId })
    write({ kind: 'acked', id: eventId })
    unsettled += settings.endpoints
  }
}

async function workOff(): Promise<void> {
  for (;;) {
    const [pending] = await store.deliveries.list({ state: 'pending', limit: 1 })
    if (pending === undefined) break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await dispatcher.stop()
  write({ kind: 'drained', at: Date.now() })
  await opened.close()
  process.exit(0)
}
