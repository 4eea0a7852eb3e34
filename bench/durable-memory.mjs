/**
 * The memory of a process with 200,000 deliveries pending on SQLite, of a kilobyte each to 1,000 webhooks: as they are
 * emitted, as they wait, while they are sent, and after a restart. Goal: 200 MB at most.
 *
 *   npm run build && node bench/durable-memory.mjs
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createDispatcher, defineDialect } from 'hookstamp'
import { hmacHex } from 'hookstamp/signing'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { report } from './figures.mjs'

const PENDING = 200_000
const NAMESPACES = 100
const WEBHOOKS_EACH = 10
const SENT_FOR_MS = 5000
const MB = 1e6

const dialect = defineDialect({
  name: 'bench',
  events: { 'note.made': { '~standard': { version: 1, vendor: 'bench', validate: (value) => ({ value }) } } },
  schemes: { hmac: hmacHex({ header: 'X-Bench-Signature' }) },
})
const payload = { text: 'x'.repeat(1000) }

const [, , part, file] = process.argv
if (part === undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'hookstamp-bench-'))
  try {
    console.log(
      `\nMemory (RSS) with ${PENDING.toLocaleString('en')} deliveries pending on SQLite (goal: 200 MB)`,
    )
    for (const name of ['emit', 'work']) {
      // Each in a process of its own: a restart in between.
      const args = [fileURLToPath(import.meta.url), name, join(folder, 'hooks.db')]
      const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
      if (status !== 0) process.exitCode = 1
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
} else {
  await (part === 'emit' ? emit() : work())
}

async function open() {
  let database
  try {
    const { DatabaseSync } = await import('node:sqlite')
    database = new DatabaseSync(file)
  } catch {
    const { default: Database } = await import('libsql')
    database = new Database(file)
  }
  return { store: sqliteStore(database), queue: sqliteQueue(database) }
}

/** Looks every 20 ms; answers with the most there was since the last time. */
function watch() {
  let most = 0
  const look = () => (most = Math.max(most, process.memoryUsage.rss()))
  setInterval(look, 20).unref()
  return () => {
    look()
    const answer = Math.round(most / MB)
    most = 0
    return answer
  }
}

function tell(what, megabytes) {
  console.log(`  ${what.padEnd(36)} ${String(megabytes).padStart(4)} MB`)
  return megabytes
}

/** As a figure of `npm run bench`. */
function figure(what, value) {
  const against = 'SQLite, 1,000 webhooks, events of a kilobyte'
  report({
    figure: `memory (RSS) with 200,000 pending, ${what}`,
    value,
    unit: 'MB',
    digits: 0,
    against,
    goal: 200,
  })
}

async function emit() {
  const peak = watch()
  const { store, queue } = await open()
  const dispatcher = createDispatcher({ dialect, store, queue, transport: transport() })
  const user = { id: 1, username: 'me' }
  const namespaceIds = []
  for (let index = 0; index < NAMESPACES; index++) {
    const { id } = await store.namespaces.create({ name: `bench${index}`, user })
    namespaceIds.push(id)
    for (let webhook = 0; webhook < WEBHOOKS_EACH; webhook++) {
      await store.webhooks.create({ namespaceId: id, payloadUrl: 'https://example.com/', secret: 's3cret' })
    }
  }
  tell('before', peak())
  let emitted = 0
  const emitSome = async () => {
    while (emitted < PENDING) {
      const namespaceId = namespaceIds[(emitted / WEBHOOKS_EACH) % NAMESPACES]
      emitted += WEBHOOKS_EACH
      await dispatcher.emit('note.made', payload, { namespaceId })
    }
  }
  await Promise.all(Array.from({ length: 16 }, emitSome))
  figure('while they are emitted', tell('at most, while they were emitted', peak()))
  await new Promise((resolve) => setTimeout(resolve, 1000))
  peak()
  tell('while they wait', peak())
  await queue.close()
  await store.close()
}

async function work() {
  const peak = watch()
  const { store, queue } = await open()
  let delivered = 0
  const observe = ({ kind }) => void (kind === 'attempted' && delivered++)
  const dispatcher = createDispatcher({
    dialect,
    store,
    queue,
    transport: transport(),
    observe,
    concurrency: 64,
  })
  dispatcher.start()
  await new Promise((resolve) => setTimeout(resolve, SENT_FOR_MS))
  await dispatcher.stop()
  figure('after a restart, at work', tell(`at most, after a restart, ${delivered} sent`, peak()))
  await queue.close()
  await store.close()
}

function transport() {
  return {
    caps: { egress: 'none' },
    send: async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return { response: { status: 204, headers: {}, body: new Uint8Array() }, durationNs: 5e6 }
    },
    checkUrl: () => undefined,
    close: () => {},
  }
}
