/**
 * What durability costs on SQLite, with an fsync for every commit:
 *
 * - emits a second at 16 in flight, against a bare group commit of the same rows (must be 0.8x at least),
 * - claim, begin, complete, settle: cycles a second at 64 in flight,
 * - claims of 50 with 200,000 waiting on 1,000 keys, and the memory that takes,
 * - deliveries a second over HTTP, from emit to 2xx, to another process.
 *
 *   npm run build && node --expose-gc bench/durable-sqlite.mjs
 */
import { execFileSync, fork } from 'node:child_process'
import { createServer } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDispatcher } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { httpTransport } from 'hookstamp/transports/http'
import { compare, percentile, report, roundsOr, shuffled } from './figures.mjs'

let counter = 0
const { payload: PAYLOAD } = fixture('build.submitted')
const BODY = new TextEncoder().encode(JSON.stringify(PAYLOAD))

if (process.argv[2] === 'receiver') {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => response.end('ok'))
  })
  server.listen(0, '127.0.0.1', () => process.send(server.address().port))
} else {
  await main()
}

/** Each part in a process of its own, so that none has the memory of another. */
async function main() {
  const parts = { emits, cycles, backlog, overHttp }
  const part = parts[process.argv[2]]
  if (part === undefined) {
    for (const name of Object.keys(parts)) {
      const args = [...process.execArgv, fileURLToPath(import.meta.url), name]
      execFileSync(process.execPath, args, { stdio: 'inherit' })
    }
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'hookstamp-bench-'))
  try {
    await part(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
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

function newId() {
  const tail = (++counter).toString(16).padStart(12, '0')
  return `${Date.now()
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})/, '$1-')}-7000-8000-${tail}`
}

/** An event, as long as the dispatcher's, and its delivery. */
function newEvent(webhookId = 1, body = BODY) {
  const [id, createdAt] = [newId(), Date.now()]
  const event = {
    id,
    type: 'build.finished',
    namespaceId: 1,
    idempotencyKey: null,
    traceContext: null,
    body,
    createdAt,
  }
  const delivery = {
    id: newId(),
    eventId: id,
    type: event.type,
    namespaceId: 1,
    webhookId,
    state: 'pending',
    reason: null,
    attempts: 0,
    uncharged: 0,
    nextAttemptAt: createdAt,
    endedAt: null,
    redeliveryOf: null,
    outlivesWebhook: false,
    orderingKey: null,
    createdAt,
  }
  return { event, deliveries: [delivery] }
}

/** So many loops at once, for a time; answers with runs a second. */
async function rate(inFlight, forMs, run) {
  let runs = 0
  const start = performance.now()
  const loop = async () => {
    while (performance.now() - start < forMs) {
      await run()
      runs++
    }
  }
  await Promise.all(Array.from({ length: inFlight }, loop))
  return (runs * 1000) / (performance.now() - start)
}

async function setUp(file) {
  const database = await openDatabase(file)
  const store = sqliteStore(database)
  const queue = sqliteQueue(database)
  const namespace = await store.namespaces.create({ name: 'bench', user: { id: 1, username: 'me' } })
  const webhook = (payloadUrl) =>
    store.webhooks.create({ namespaceId: namespace.id, payloadUrl, secret: 'secret' })
  return { database, store, queue, namespace, webhook }
}

async function emits(folder) {
  // A file for each, so that none grows by another's rows.
  const ours = await setUp(join(folder, 'plug.db'))
  const all = await setUp(join(folder, 'whole.db'))
  await all.webhook('https://example.com/')
  // The same tables and indexes, made by hookstamp, written by hand.
  const bareFile = join(folder, 'bare.db')
  const made = await setUp(bareFile)
  await made.queue.close()
  await made.store.close()
  made.database.close()
  const bare = bareGroupCommit(await openDatabase(bareFile))
  const emit = () => {
    const one = newEvent()
    return ours.store.transaction((tx) => {
      ours.store.deliveries.add([one], { tx })
      const [{ id, createdAt }] = one.deliveries
      ours.queue.enqueue([{ id, key: '1', dueAt: createdAt }], { tx })
    })
  }
  const transport = httpTransport()
  const dispatcher = createDispatcher({ dialect: djinn, store: all.store, queue: all.queue, transport })
  const whole = () => dispatcher.emit('build.submitted', PAYLOAD, { namespaceId: all.namespace.id })

  const cases = [
    ['bare group commit of the same rows', () => bare(newEvent())],
    ['store and queue in one transaction', emit],
    ['dispatcher.emit, payload checked', whole],
  ]
  const names = cases.map(([name]) => name)
  const seconds = Object.fromEntries(names.map((name) => [name, []]))
  const rounds = roundsOr(15)
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of shuffled(cases)) seconds[name].push(1 / (await rate(16, 300, run)))
  }
  console.log(`\nDurable emits at 16 in flight, an fsync for every commit: ${rounds} rounds`)
  for (const { name, cost, ratio, spread } of compare(seconds)) {
    console.log(`  ${name.padEnd(36)} ${perSecond(1 / cost)} ${(1 / ratio).toFixed(2).padStart(7)}x`)
    if (name === names[0]) continue
    report({
      figure: `durable emits on SQLite, rate: ${name}`,
      value: 1 / ratio,
      spread: spread.map((one) => 1 / one).toReversed(),
      unit: 'x',
      against: `${names[0]}, 16 in flight, an fsync for every commit`,
      goal: 0.8,
      atLeast: true,
    })
  }
  await dispatcher.stop()
  for (const { queue, store, database } of [ours, all]) {
    await queue.close()
    await store.close()
    database.close()
  }
}

/** As one would write it for these three tables and nothing else. */
function bareGroupCommit(database) {
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'cache_size = -16384'])
    database.exec(`PRAGMA ${pragma}`)
  const insert = (table, columns) =>
    database.prepare(
      `INSERT INTO ${table} (${columns}) VALUES (${columns
        .split(', ')
        .map(() => '?')
        .join(', ')})`,
    )
  const event = insert(
    'hookstamp_events',
    'id, type, namespace_id, idempotency_key, trace_context, body, created_at',
  )
  const delivery = insert(
    'hookstamp_deliveries',
    'id, event_id, type, namespace_id, webhook_id, state, reason, attempts, uncharged, next_attempt_at, ended_at, redelivery_of, outlives_webhook, ordering_key, created_at',
  )
  const item = insert('hookstamp_queue', 'queue, id, key, due_at')
  const [begin, commit] = [database.prepare('BEGIN IMMEDIATE'), database.prepare('COMMIT')]
  let waiting = []
  const flush = () => {
    const group = waiting
    waiting = []
    begin.run()
    for (const {
      one: {
        event: e,
        deliveries: [d],
      },
    } of group) {
      event.run(e.id, e.type, e.namespaceId, e.idempotencyKey, e.traceContext, e.body, e.createdAt)
      delivery.run(
        d.id,
        d.eventId,
        d.type,
        d.namespaceId,
        d.webhookId,
        d.state,
        d.reason,
        d.attempts,
        d.uncharged,
        d.nextAttemptAt,
        d.endedAt,
        d.redeliveryOf,
        0,
        d.orderingKey,
        d.createdAt,
      )
      item.run('deliveries', d.id, '1', d.createdAt)
    }
    commit.run()
    for (const { resolve } of group) resolve()
  }
  return (one) =>
    new Promise((resolve) => {
      if (waiting.push({ one, resolve }) === 1) setImmediate(flush)
    })
}

async function cycles(folder) {
  const { database, store, queue, webhook } = await setUp(join(folder, 'cycles.db'))
  const hooks = []
  for (let index = 0; index < 20; index++) hooks.push(await webhook('https://example.com/'))
  const count = 30_000
  await fill(store, queue, count, (index) => hooks[index % hooks.length].id)
  const requestHeaders = {
    'User-Agent': 'bench',
    'Content-Type': 'application/json',
    'X-Djinn-CI-Event': 'build.finished',
  }
  const response = {
    status: 200,
    headers: { 'content-type': 'text/plain', date: new Date().toUTCString() },
    body: new Uint8Array(2),
  }
  const start = performance.now()
  let done = 0
  await new Promise((resolve) => {
    let inFlight = 0
    const fill = () => {
      const claims = queue.claim({ max: 64 - inFlight, leaseMs: 60_000, perKeyMax: 64 })
      inFlight += claims.length
      for (const claim of claims) void one(claim)
    }
    const one = async (claim) => {
      const [{ delivery }] = store.deliveries.load([claim.id])
      const at = Date.now()
      const begun = {
        deliveryId: delivery.id,
        number: 1,
        outcome: 'unknown',
        startedAt: at,
        durationNs: null,
        timings: null,
        requestHeaders,
        response: null,
        error: null,
      }
      await store.deliveries.begin(begun)
      await store.deliveries.complete({
        attempt: { ...begun, outcome: 'succeeded', durationNs: 1000, response },
        delivery: { state: 'delivered', reason: null, nextAttemptAt: null, endedAt: at, uncharged: 0 },
        lastResponse: { code: 200, duration: 1000, error: null, createdAt: at },
      })
      await queue.settle(claim, 'done')
      inFlight--
      if (++done === count) resolve()
      else if (inFlight < 64) fill()
    }
    fill()
  })
  const seconds = (performance.now() - start) / 1000
  console.log(`\nClaim, load, begin, complete, settle at 64 in flight\n  ${perSecond(count / seconds)}`)
  const once = { unit: '/s', digits: 0, against: 'absolute, one run, an fsync for every commit' }
  report({ figure: 'SQLite: claim, begin, complete, settle, 64 in flight', value: count / seconds, ...once })
  await queue.close()
  await store.close()
  database.close()
}

async function backlog(folder) {
  const { database, store, queue, webhook } = await setUp(join(folder, 'backlog.db'))
  for (let index = 0; index < 1000; index++) await webhook('https://example.com/')
  const before = memory()
  // Half of it belongs to one key.
  await fill(store, queue, 200_000, (index) => (index % 2 === 0 ? 1 : 1 + (index % 1000)))
  const after = memory()
  const times = []
  for (let round = 0; round < 1000; round++) {
    const start = performance.now()
    const claims = queue.claim({ max: 50, leaseMs: 60_000, perKeyMax: 5 })
    times.push(performance.now() - start)
    await Promise.all(claims.map((claim) => queue.settle(claim, 'done')))
  }
  console.log('\n200,000 waiting on 1,000 keys, half of them of one')
  console.log(`  RSS ${after} MB, ${before} MB before`)
  const at = (part) => percentile(times, part).toFixed(2)
  console.log(`  a claim of 50: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`)
  const waiting = 'absolute, 200,000 waiting on 1,000 keys'
  const p99 = percentile(times, 0.99)
  report({ figure: 'SQLite: a claim of 50, p99', value: p99, unit: 'ms', against: waiting })
  report({
    figure: 'SQLite: RSS beside a backlog',
    value: after,
    unit: 'MB',
    digits: 0,
    against: waiting,
    goal: 200,
  })
  await queue.close()
  await store.close()
  const start = performance.now()
  const again = sqliteQueue(database)
  const claims = again.claim({ max: 50, leaseMs: 60_000, perKeyMax: 5 })
  console.log(
    `  opened again, first ${claims.length} claimed after ${(performance.now() - start).toFixed(1)} ms`,
  )
  await again.close()
  database.close()
}

async function overHttp(folder) {
  const { database, store, queue, namespace, webhook } = await setUp(join(folder, 'http.db'))
  const receiver = fork(fileURLToPath(import.meta.url), ['receiver'])
  const port = await new Promise((resolve) => receiver.once('message', resolve))
  for (let index = 0; index < 4; index++) await webhook(`http://127.0.0.1:${port}/`)
  const transport = httpTransport({ egress: { allowHttp: true, allow: ['127.0.0.1'], ports: 'any' } })
  const count = 2500
  let left = count * 4
  let finish
  const finished = new Promise((resolve) => (finish = resolve))
  const observe = (notice) => {
    if (notice.kind === 'attempted' && --left === 0) finish()
    if (notice.kind === 'faulted') {
      // Or it would wait for ever without a word.
      console.error(notice.error)
      process.exit(1)
    }
  }
  const dispatcher = createDispatcher({
    dialect: djinn,
    store,
    queue,
    transport,
    observe,
    concurrency: 64,
    concurrencyPerWebhook: 64,
  })
  const start = performance.now()
  dispatcher.start()
  let emitted = 0
  const emit = async () => {
    while (emitted++ < count) await dispatcher.emit('build.submitted', PAYLOAD, { namespaceId: namespace.id })
  }
  await Promise.all(Array.from({ length: 16 }, emit))
  await finished
  const seconds = (performance.now() - start) / 1000
  console.log('\nEmitted and delivered over HTTP to another process, four webhooks, 64 in flight')
  console.log(
    `  ${perSecond((count * 4) / seconds)} delivered, ${perSecond(count / seconds)} emitted, RSS ${memory()} MB`,
  )
  report({
    figure: 'SQLite: emitted and delivered over HTTP, four webhooks',
    value: (count * 4) / seconds,
    unit: '/s',
    digits: 0,
    against: 'absolute, one run, 64 in flight, to another process',
  })
  await dispatcher.stop()
  await transport.close()
  await queue.close()
  await store.close()
  database.close()
  receiver.kill()
}

async function fill(store, queue, count, webhookIdOf) {
  const body = new Uint8Array(1024)
  for (let at = 0; at < count; at += 500) {
    const batch = Array.from({ length: 500 }, (_, index) => newEvent(webhookIdOf(at + index), body))
    const items = batch.map(({ deliveries: [{ id, webhookId, createdAt }] }) => ({
      id,
      key: String(webhookId),
      dueAt: createdAt,
    }))
    await store.transaction((tx) => {
      store.deliveries.add(batch, { tx })
      queue.enqueue(items, { tx })
    })
  }
}

function memory() {
  globalThis.gc?.()
  return Math.round(process.memoryUsage().rss / 1e6)
}

function perSecond(count) {
  return `${Math.round(count).toLocaleString('en').padStart(7)}/s`
}
