/**
 * CPU per delivery of the whole dispatcher (emit, encode, choose, store, queue, sign, guard, deadline, capped
 * response, record) against raw undici: Pool.request + dump of the same bytes, signed with a bare createHmac.
 * One process sends, another only answers. With ten webhooks an event the body is encoded once for ten deliveries, as
 * raw undici has it encoded beforehand; with one webhook the fair floor encodes for each delivery too.
 *
 *   npm run build && node --expose-gc bench/dispatch.mjs [deliveries per round]
 */
import { fork } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { Agent, request as httpRequest } from 'node:http'
import { fileURLToPath } from 'node:url'
import { Pool } from 'undici'
import { createDispatcher } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'
import { memoryStore } from 'hookstamp/stores/memory'
import { httpTransport } from 'hookstamp/transports/http'
import { reportRatio } from './figures.mjs'
import { pairedCpu, printCpu } from './paired-cpu.mjs'

const deliveries = Number(process.argv[2] ?? 6400)
const CONCURRENCY = 64
// A sender that keeps up has about as many waiting as in flight.
const WAVE = 160
const SECRET = 'a secret of thirty-two characters'

const sink = fork(fileURLToPath(new URL('transport-sink.mjs', import.meta.url)))
const port = await new Promise((resolve) => sink.once('message', resolve))
const origin = `http://127.0.0.1:${port}`
const egress = { allowHttp: true, allow: ['127.0.0.1'], ports: 'any' }

const { payload } = fixture('build.finished', { output: 'x'.repeat(900) })
const occurredAt = Date.now()
const body = djinn.encode({ id: 'e', type: 'build.finished', payload, occurredAt })

const pool = new Pool(origin, { connections: CONCURRENCY })
const signed = (bytes) => {
  const signature = createHmac('sha256', SECRET).update(bytes).digest('hex')
  return {
    Accept: '*/*',
    'Content-Type': 'application/json; charset=utf-8',
    'User-Agent': 'Djinn-CI-Hook',
    'X-Djinn-CI-Event': 'build.finished',
    'X-Djinn-CI-Hook-ID': '7',
    'X-Djinn-CI-Signature': `sha256=${signature}`,
  }
}
const raw = async (bytes) => {
  const answer = await pool.request({ path: '/hook', method: 'POST', headers: signed(bytes), body: bytes })
  await answer.body.dump()
}
const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY })
const byNodeHttp = (bytes) =>
  new Promise((resolve, reject) => {
    const options = { port, path: '/hook', method: 'POST', headers: signed(bytes), agent }
    const sent = httpRequest({ host: '127.0.0.1', ...options }, (answer) =>
      answer.on('end', resolve).resume(),
    )
    sent.on('error', reject).end(bytes)
  })
const byFetch = async (bytes) => {
  const answer = await fetch(`${origin}/hook`, { method: 'POST', headers: signed(bytes), body: bytes })
  await answer.arrayBuffer()
}

const transports = []
/**
 * A dispatcher whose namespace has so many webhooks, all at the sink. Raw undici keeps no record of what it sent, so
 * neither does this one unless told to: what lives on in memory is copied by the garbage collector, at a cost that
 * says something about V8 and nothing about dispatching.
 */
async function dispatcherFor(webhooks, keepEnded = 0) {
  const store = memoryStore({ keepEnded })
  const transport = httpTransport({ egress })
  transports.push(transport)
  const namespace = await store.namespaces.create({ name: 'bench', user: { id: 1, username: 'me' } })
  for (let index = 0; index < webhooks; index++) {
    await store.webhooks.create({ namespaceId: namespace.id, payloadUrl: `${origin}/hook`, secret: SECRET })
  }
  const dispatcher = createDispatcher({
    dialect: djinn,
    store,
    transport,
    validation: 'off',
    concurrency: CONCURRENCY,
    concurrencyPerWebhook: CONCURRENCY,
  })
  return async () => {
    for (let done = 0; done < deliveries; done += WAVE) {
      await inLanes(WAVE / webhooks, () =>
        dispatcher.emit('build.finished', payload, { namespaceId: namespace.id }),
      )
      await dispatcher.drain()
    }
    // Failing fast would look like sending fast.
    for (const { health, lastResponse } of await store.webhooks.list(namespace.id)) {
      if (health.failures > 0 || lastResponse?.code !== 200) throw new Error('not everything was delivered')
    }
    return deliveries
  }
}

async function inLanes(count, work) {
  let left = count
  const lane = async () => {
    while (left-- > 0) await work()
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, lane))
  return count
}

const about = `${body.length} bytes, ${CONCURRENCY} at once, rounds of ${deliveries} (goal 1.0x, accepted 1.1x)`
const encoded = {
  'undici Pool.request + dump, signed': () => inLanes(deliveries, () => raw(body)),
  'hookstamp, ten webhooks an event': await dispatcherFor(10),
  'the same, the last 1,000 deliveries kept on record': await dispatcherFor(10, 1000),
}
const once = await pairedCpu(encoded)
printCpu(`Dispatch, encoded once for ten: ${about}`, once)

const encoding = {
  'the same with JSON.stringify for each': () =>
    inLanes(deliveries, () => raw(Buffer.from(JSON.stringify(payload)))),
  'hookstamp, one webhook an event': await dispatcherFor(1),
}
const each = await pairedCpu(encoding)
printCpu(`Dispatch, encoded for each: ${about}`, each)

// Apart and last: clients that are used side by side make code that they share slower for all.
const scale = await pairedCpu(
  {
    'undici Pool.request + dump, signed': () => inLanes(deliveries, () => raw(body)),
    'hookstamp, ten webhooks an event': encoded['hookstamp, ten webhooks an event'],
    'node:http': () => inLanes(deliveries, () => byNodeHttp(body)),
    fetch: () => inLanes(deliveries, () => byFetch(body)),
  },
  { rounds: 11 },
)
printCpu(`Dispatch beside other clients: ${about}`, scale)

const peersOf = ([, , http, fetched]) => ({ 'node:http': http.ratio, fetch: fetched.ratio })
const figure = 'CPU of a delivery, emit to record'
const against = 'undici Pool.request + dump, signed'
reportRatio(`${figure}: ten webhooks an event`, once[1], { against, goal: 1.1, peers: peersOf(scale) })
reportRatio(`${figure}: ten webhooks, the last 1,000 deliveries kept`, once[2], { against })
reportRatio(`${figure}: one webhook an event`, each[1], {
  against: `${against}, JSON.stringify for each`,
  goal: 1.1,
})
agent.destroy()
await Promise.all([pool.close(), ...transports.map((transport) => transport.close())])
sink.disconnect()
