/**
 * The queues for several processes, each on a server of its own that is started here:
 * what enqueueing costs over the bare engine (goal: 0.8x its rate), how long what a killed process held takes to come
 * back (goal: lease + 5 s), and how long healthy webhooks wait beside a black hole (goal: p99 1.5 s).
 *
 *   npm run build && node bench/durable-queues.mjs [enqueue] [recovery] [noisy]
 *
 * pg-boss wants Node 22.12: `npx tsx test/services/pg-boss.ts` gets one, and this runs itself in it.
 */
import { fork, spawnSync } from 'node:child_process'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { setTimeout as delay } from 'node:timers/promises'
import { Queue } from 'bullmq'
import { createDispatcher } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'
import { bullmqQueue } from 'hookstamp/queues/bullmq'
import { pgBossQueue } from 'hookstamp/queues/pg-boss'
import { memoryStore } from 'hookstamp/stores/memory'
import { httpTransport } from 'hookstamp/transports/http'
import { tsImport } from 'tsx/esm/api'
import { compare, percentile, report, roundsOr, shuffled, skip } from './figures.mjs'

const self = fileURLToPath(import.meta.url)
const service = (name) => tsImport(`../test/services/${name}.ts`, import.meta.url)
const bosses = await service('pg-boss')
const missing = bosses.missingPgBoss()
if (missing === undefined && !bosses.isPgBossNode) {
  process.exit(spawnSync(bosses.node22, [self, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1)
}

const LEASE_MS = 5000
// UUIDv7, as the dispatcher makes them.
let made = 0
const newId = () => {
  const time = Date.now().toString(16).padStart(12, '0')
  const count = (++made % 0x1000).toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${crypto.randomUUID().slice(19)}`
}
const newItem = (key = String(made % 20)) => ({ id: newId(), key, dueAt: Date.now() })

/** An engine: the queue over it, what enqueueing is without us, and how another process opens it. */
const engines = {
  'pg-boss': async (url) => {
    const boss = await bosses.startPgBoss({ connectionString: url, supervise: false, schedule: false })
    await boss.createQueue('bare', { partition: true, notify: false })
    return {
      queue: (name) => pgBossQueue(boss, { queue: name }),
      bare: {
        one: ({ id, key }) => boss.send('bare', null, { id, group: { id: key } }),
        many: (items) =>
          boss.insert(
            'bare',
            items.map(({ id, key }) => ({ id, group: { id: key } })),
          ),
      },
      close: () => boss.stop({ graceful: false }),
    }
  },
  bullmq: async (url) => {
    const opened = []
    const open = (name) => {
      const queue = new Queue(name, { connection: { url } })
      opened.push(queue)
      return queue
    }
    const bare = open('bare')
    const job = ({ id, key, dueAt }) => ({
      name: 'delivery',
      data: { key, dueAt },
      opts: { jobId: id, removeOnComplete: true },
    })
    return {
      queue: (name) => bullmqQueue(open(name)),
      bare: {
        one: (item) => bare.add('delivery', job(item).data, job(item).opts),
        many: (items) => bare.addBulk(items.map(job)),
      },
      close: () => Promise.all(opened.map((queue) => queue.close())),
    }
  },
}

/** Runs so often, so many at once; answers with runs a second and CPU microseconds of this process for each. */
async function inFlight(width, count, run) {
  let next = 0
  const lane = async () => {
    while (next++ < count) await run()
  }
  const [startedAt, usage] = [performance.now(), process.cpuUsage()]
  await Promise.all(Array.from({ length: width }, lane))
  const { user, system } = process.cpuUsage(usage)
  return { rate: count / ((performance.now() - startedAt) / 1000), cpu: (user + system) / count }
}

async function enqueue(name, { queue, bare }) {
  const ours = queue('enqueue')
  const items = () => Array.from({ length: 500 }, () => newItem())
  const ways = [
    [
      'one by one, 16 in flight',
      1,
      () => inFlight(16, 1000, () => ours.enqueue([newItem()])),
      () => inFlight(16, 1000, () => bare.one(newItem())),
    ],
    [
      '500 at once',
      500,
      () => inFlight(1, 6, () => ours.enqueue(items())),
      () => inFlight(1, 6, () => bare.many(items())),
    ],
  ]
  for (const [way, each, runOurs, runBare] of ways) {
    const seconds = { bare: [], ours: [] }
    const cpu = { bare: [], ours: [] }
    const sides = [
      ['ours', runOurs],
      ['bare', runBare],
    ]
    const rounds = roundsOr(20)
    // The first rounds warm up.
    for (let round = -2; round < rounds; round++) {
      for (const [side, run] of shuffled(sides)) {
        const measured = await run()
        if (round < 0) continue
        seconds[side].push(1 / measured.rate)
        cpu[side].push(measured.cpu / each)
      }
    }
    const [{ cost: bareSeconds }, { cost, ratio, spread }] = compare(seconds)
    const [low, high] = spread.map((one) => 1 / one).toReversed()
    const rate = (one) => (each / one).toFixed(0).padStart(6)
    const micros = (side) => percentile(cpu[side], 0.2).toFixed(1)
    console.log(
      `  ${name.padEnd(8)} ${way.padEnd(25)} ours ${rate(cost)}/s   bare ${rate(bareSeconds)}/s   ${(1 / ratio).toFixed(2)}x ` +
        `(${low.toFixed(2)} to ${high.toFixed(2)})   CPU ${micros('ours')} and ${micros('bare')} µs each`,
    )
    report({
      figure: `enqueueing on ${name}, rate: ${way}`,
      value: 1 / ratio,
      spread: [low, high],
      unit: 'x',
      against: `${name} alone, on the same server`,
      goal: 0.8,
      atLeast: true,
    })
  }
  await ours.close()
}

const claimOf = (max) => ({ max, leaseMs: LEASE_MS, perKeyMax: 100 })

async function recovery(name, engine, url) {
  const times = []
  for (let kill = 0; kill < roundsOr(5); kill++) {
    const queueName = `recovery-${kill}`
    const queue = engine.queue(queueName)
    await queue.enqueue(Array.from({ length: 50 }, () => newItem()))
    // Several processes run: this one has looked, and found nothing, before the other dies.
    const child = fork(self, ['hold', name, url, queueName], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    await new Promise((resolve) => child.once('message', resolve))
    child.kill('SIGKILL')
    const startedAt = performance.now()
    for (let got = 0; got < 50;) {
      const claims = await queue.claim(claimOf(64))
      for (const claim of claims) await queue.settle(claim, 'done')
      got += claims.length
      if (claims.length === 0) await delay(Math.max(0, queue.nextDueAt() - Date.now()))
    }
    times.push(performance.now() - startedAt)
    await queue.close()
  }
  console.log(
    `  ${name.padEnd(8)} 50 claimed by a process that is killed: all back after ${(percentile(times, 0.5) / 1000).toFixed(1)} s, ` +
      `at worst ${(Math.max(...times) / 1000).toFixed(1)} s, at a lease of ${LEASE_MS / 1000} s`,
  )
  report({
    figure: `${name}: 50 claimed by a killed process, all back after`,
    value: percentile(times, 0.5) / 1000,
    spread: [Math.min(...times) / 1000, Math.max(...times) / 1000],
    unit: 's',
    digits: 1,
    against: `absolute, at a lease of ${LEASE_MS / 1000} s`,
    goal: LEASE_MS / 1000 + 5,
  })
}

async function noisy(name, { queue: open }) {
  const listen = (server) =>
    new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)))
  const healthy = createHttpServer((request, response) => {
    request.resume()
    setTimeout(() => response.end('ok'), 10)
  })
  const sockets = new Set()
  const blackHole = createServer((socket) => sockets.add(socket.on('error', () => {})))
  const [healthyPort, holePort] = [await listen(healthy), await listen(blackHole)]
  for (const swallowed of [0, 500, 5000]) {
    const store = memoryStore()
    const transport = httpTransport({ egress: { allowHttp: true, allow: ['127.0.0.1'], ports: 'any' } })
    const user = { id: 1, username: 'me' }
    const namespace = await store.namespaces.create({ name: 'bench', user })
    const other = await store.namespaces.create({ name: 'other', user })
    const webhook = (namespaceId, port) =>
      store.webhooks.create({ namespaceId, payloadUrl: `http://127.0.0.1:${port}/`, secret: 'secret' })
    await webhook(other.id, holePort)
    for (let index = 0; index < 20; index++) await webhook(namespace.id, healthyPort)
    const delays = []
    const startedAt = new Map()
    let finish
    const finished = new Promise((resolve) => (finish = resolve))
    const queue = open(`noisy-${swallowed}`)
    const dispatcher = createDispatcher({
      dialect: djinn,
      store,
      queue,
      transport,
      concurrency: 50,
      observe: ({ kind, delivery }) => {
        if (kind !== 'attempted' || delivery.state !== 'delivered') return
        delays.push(performance.now() - startedAt.get(delivery.eventId))
        if (delays.length === 1000) finish()
      },
    })
    const { type, payload } = fixture('cron')
    const swallow = Array.from({ length: swallowed }, () => ({ type, payload, namespaceId: other.id }))
    if (swallowed > 0) await dispatcher.emitMany(swallow)
    dispatcher.start()
    for (let event = 0; event < 50; event++) {
      const at = performance.now()
      const { eventId } = await dispatcher.emit(type, payload, { namespaceId: namespace.id })
      startedAt.set(eventId, at)
      await delay(20)
    }
    await finished
    await dispatcher.stop({ drainMs: 1 })
    for (const socket of sockets) socket.destroy()
    await transport.close()
    await queue.close()
    delays.sort((a, b) => a - b)
    const at = (share) => delays[Math.floor((delays.length - 1) * share)].toFixed(0).padStart(5)
    const label = swallowed === 0 ? 'alone' : `beside a black hole with ${swallowed}`
    console.log(`  ${name.padEnd(8)} ${label.padEnd(32)} p50 ${at(0.5)} ms   p99 ${at(0.99)} ms`)
    if (swallowed === 0) continue
    report({
      figure: `${name}: p99 from emit to delivered, ${label}`,
      value: delays[Math.floor((delays.length - 1) * 0.99)],
      unit: 'ms',
      digits: 0,
      against: 'absolute, one run of 1,000 deliveries',
      goal: 1500,
    })
  }
  healthy.close()
  blackHole.close()
}

if (process.argv[2] === 'hold') {
  const [, , , name, url, queueName] = process.argv
  const queue = (await engines[name](url)).queue(queueName)
  for (let got = 0; got < 50;) got += (await queue.claim(claimOf(64))).length
  process.send('held')
} else {
  const postgres = await service('postgres')
  const redis = await service('redis')
  const chosen = process.argv.slice(2)
  const parts = {
    enqueue: ['Items enqueued a second, beside the bare engine in the same run (goal: 0.8x)', enqueue],
    recovery: ['After SIGKILL (goal: lease + 5 s)', recovery],
    noisy: [
      'Emit to delivered, 1,000 healthy deliveries answered after 10 ms, 50 at once (goal: p99 1.5 s)',
      noisy,
    ],
  }
  const servers = []
  if (missing === undefined && postgres.noPostgres === undefined) {
    const server = await postgres.postgresServer()
    servers.push({ name: 'pg-boss', url: server.url, end: server.end })
  } else {
    console.log(`pg-boss is left out: ${missing ?? postgres.noPostgres}`)
    skip('enqueueing on pg-boss', missing ?? postgres.noPostgres)
  }
  if (redis.noRedis === undefined) {
    const server = await redis.redisServer(['--appendonly', 'yes'])
    servers.push({ name: 'bullmq', url: `redis://127.0.0.1:${server.port}`, end: server.end })
  } else {
    console.log(`bullmq is left out: ${redis.noRedis}`)
    skip('enqueueing on bullmq', redis.noRedis)
  }
  for (const [part, [title, run]] of Object.entries(parts)) {
    if (chosen.length > 0 && !chosen.includes(part)) continue
    console.log(`\n${title}`)
    for (const { name, url } of servers) {
      const engine = await engines[name](url)
      await run(name, engine, url)
      await engine.close()
    }
  }
  for (const { end } of servers) await end()
  process.exit()
}
