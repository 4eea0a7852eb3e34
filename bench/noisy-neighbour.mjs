/**
 * How long deliveries to healthy endpoints take while another swallows everything: 500 deliveries to an endpoint that
 * accepts and never answers, among 1,000 to twenty that answer after 10 ms; 50 requests in flight. In memory, and on
 * SQLite with an fsync for every commit.
 *
 *   npm run build && node bench/noisy-neighbour.mjs
 */
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDispatcher } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'
import { memoryQueue } from 'hookstamp/queues/memory'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { memoryStore } from 'hookstamp/stores/memory'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { httpTransport } from 'hookstamp/transports/http'
import { percentile, report, roundsOr, shuffled } from './figures.mjs'

const HEALTHY = 20
const EVENTS = 50
const ANSWER_AFTER_MS = 10

const listen = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)))
const healthy = createHttpServer((request, response) => {
  request.resume()
  setTimeout(() => response.end('ok'), ANSWER_AFTER_MS)
})
const sockets = new Set()
const blackHole = createServer((socket) => sockets.add(socket.on('error', () => {})))
const [healthyPort, blackHolePort] = [await listen(healthy), await listen(blackHole)]

const engines = {
  memory: async () => ({ store: memoryStore(), queue: memoryQueue(), end: async () => {} }),
  SQLite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hookstamp-bench-'))
    const database = await openDatabase(join(folder, 'hooks.db'))
    const [store, queue] = [sqliteStore(database), sqliteQueue(database)]
    const end = async () => {
      await queue.close()
      await store.close()
      database.close()
      rmSync(folder, { recursive: true, force: true })
    }
    return { store, queue, end }
  },
}

async function openDatabase(file) {
  try {
    const { DatabaseSync } = await import('node:sqlite')
    return new DatabaseSync(file)
  } catch {
    const { default: Database } = await import('libsql')
    return new Database(file)
  }
}

async function run(engine, withBlackHole) {
  const { store, queue, end } = await engines[engine]()
  const transport = httpTransport({ egress: { allowHttp: true, allow: ['127.0.0.1'], ports: 'any' } })
  const namespace = await store.namespaces.create({ name: 'bench', user: { id: 1, username: 'me' } })
  const other = await store.namespaces.create({ name: 'other', user: { id: 1, username: 'me' } })
  const webhook = (namespaceId, port) =>
    store.webhooks.create({ namespaceId, payloadUrl: `http://127.0.0.1:${port}/`, secret: 'secret' })
  await webhook(other.id, blackHolePort)
  for (let index = 0; index < HEALTHY; index++) await webhook(namespace.id, healthyPort)
  const delays = []
  const startedAt = new Map()
  let finish
  const finished = new Promise((resolve) => (finish = resolve))
  const dispatcher = createDispatcher({
    dialect: djinn,
    store,
    queue,
    transport,
    concurrency: 50,
    observe: ({ kind, delivery }) => {
      if (kind !== 'attempted' || delivery.state !== 'delivered') return
      delays.push(performance.now() - startedAt.get(delivery.eventId))
      if (delays.length === HEALTHY * EVENTS) finish()
    },
  })
  const { type, payload } = fixture('cron')
  // The swallowed ones first: in one line they would be before everybody.
  if (withBlackHole) {
    const event = { type, payload, namespaceId: other.id }
    await dispatcher.emitMany(Array.from({ length: 500 }, () => event))
  }
  dispatcher.start()
  for (let event = 0; event < EVENTS; event++) {
    const at = performance.now()
    const { eventId } = await dispatcher.emit(type, payload, { namespaceId: namespace.id })
    startedAt.set(eventId, at)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await finished
  await dispatcher.stop({ drainMs: 1 })
  for (const socket of sockets) socket.destroy()
  await transport.close()
  await end()
  delays.sort((a, b) => a - b)
  return [0.5, 0.99].map((at) => delays[Math.floor((delays.length - 1) * at)])
}

console.log(
  `\nEmit to delivered, ${HEALTHY * EVENTS} healthy deliveries answered after ${ANSWER_AFTER_MS} ms (goal: p99 0.5 s)`,
)
for (const engine of Object.keys(engines)) {
  const p99s = { alone: [], beside: [] }
  for (let round = 0; round < roundsOr(5); round++) {
    for (const kind of shuffled(Object.keys(p99s))) {
      const [middle, p99] = await run(engine, kind === 'beside')
      p99s[kind].push(p99)
      const label = `${engine}, ${kind === 'beside' ? 'beside a black hole with 500' : 'alone'}`
      console.log(
        `  ${label.padEnd(38)} p50 ${middle.toFixed(0).padStart(5)} ms   p99 ${p99.toFixed(0).padStart(5)} ms`,
      )
    }
  }
  const { alone, beside } = p99s
  report({
    figure: `p99 from emit to delivered, beside a black hole with 500, ${engine === 'memory' ? 'in memory' : `on ${engine}`}`,
    value: percentile(beside, 0.5),
    spread: [Math.min(...beside), Math.max(...beside)],
    unit: 'ms',
    digits: 0,
    against: `alone: ${percentile(alone, 0.5).toFixed(0)} ms`,
    goal: 500,
  })
}
healthy.close()
blackHole.close()
