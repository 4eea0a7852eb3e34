/**
 * The sending side of the demo, a process of its own: `sender.ts <database file> <url of the receiver> <run>`.
 * The first run emits, delivers, and kills itself half-way; the second finds the rest in the file.
 */
import { createDispatcher, type DispatcherChange } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { httpTransport } from 'hookstamp/transports/http'
import { openDatabase } from './database.js'
import { heading, step, table } from './print.js'

const [file = '', receiver = '', run = ''] = process.argv.slice(2)
const secret = 'correct-horse-battery-staple'
const KILLED_AFTER_DELIVERING = 3

const database = await openDatabase(file)
const store = sqliteStore(database)
const transport = httpTransport({
  // Only https to public addresses unless told otherwise; the demo's receiver is neither.
  egress: { allowHttp: true, allow: ['127.0.0.1'], ports: 'any' },
})
const dispatcher = createDispatcher({
  dialect: djinn,
  store,
  queue: sqliteQueue(database),
  transport,
  // Short steps, so that the demo ends soon; the default spreads ten attempts over three days.
  retry: { delaysMs: [150, 300] },
  observe: narrate,
})

let delivered = 0
let allEnded = (): void => {}
const ended = new Promise<void>((resolve) => (allEnded = resolve))
const pending = new Set<string>()

if (run === 'first') {
  const namespace = await store.namespaces.create({ name: 'blackmesa', user: { id: 1, username: 'me' } })
  for (const path of ['/healthy', '/flaky', '/wrong']) {
    await store.webhooks.create({ namespaceId: namespace.id, payloadUrl: `${receiver}${path}`, secret })
  }
  const build = { id: 7, status: 'queued' } as const
  const at = '2026-01-02T15:04:05Z'
  await dispatcher.emit('build.submitted', fixture('build.submitted', build).payload, {
    namespaceId: namespace.id,
  })
  await dispatcher.emit(
    'build.started',
    fixture('build.started', { ...build, status: 'running', started_at: at }).payload,
    { namespaceId: namespace.id },
  )
  await dispatcher.emit(
    'build.finished',
    fixture('build.finished', { ...build, status: 'passed', started_at: at, finished_at: at }).payload,
    { namespaceId: namespace.id },
  )
  dispatcher.start()
} else {
  for (const { id } of await dispatcher.deliveries.list({ state: 'pending' })) pending.add(id)
  step(
    'blue',
    'opened',
    `the same file: ${pending.size} of 9 deliveries are pending, nothing is emitted again`,
  )
  dispatcher.start()
  await ended
  await dispatcher.stop()
  await report()
  await transport.close()
}

function narrate(change: DispatcherChange): void {
  if (change.kind === 'emitted') {
    for (const { id } of change.deliveries) pending.add(id)
    step(
      'blue',
      'emitted',
      `${change.event.type}, ${change.event.body.length} bytes, to 3 webhooks, on the disk`,
    )
  } else if (change.kind === 'attempted') {
    const { attempt, delivery, webhook } = change
    const answer = attempt.response === null ? attempt.error?.code : `${attempt.response.status}`
    const what = `${delivery.type} to ${new URL(webhook.payloadUrl).pathname}, attempt ${attempt.number}: ${answer}`
    const signed = 'X-Djinn-CI-Signature' in attempt.requestHeaders ? 'signed' : 'not signed'
    if (delivery.state === 'delivered') step('green', 'sent', `${what}, ${signed}`)
    else if (delivery.state === 'pending')
      step('yellow', 'retry', `${what}, again in ${waitOf(delivery.nextAttemptAt)} ms`)
    else step('red', delivery.state, `${what}, ${delivery.reason}`)
    if (delivery.nextAttemptAt === null) pending.delete(delivery.id)
    if (pending.size === 0) allEnded()
    if (delivery.state === 'delivered') delivered++
    if (run === 'first' && delivered === KILLED_AFTER_DELIVERING) {
      step('red', 'killed', `by itself with SIGKILL, with ${pending.size} of 9 deliveries to go`)
      process.kill(process.pid, 'SIGKILL')
    }
  }
}

function waitOf(nextAttemptAt: number | null): number {
  return Math.max(0, (nextAttemptAt ?? 0) - Date.now())
}

async function report(): Promise<void> {
  heading('What is on record')
  const deliveries = (await dispatcher.deliveries.list({})).toReversed()
  const rows = await Promise.all(
    deliveries.map(async ({ id, type, webhookId, state, attempts: made, reason }) => {
      const webhook = await store.webhooks.get(webhookId)
      const answers = (await dispatcher.deliveries.attempts(id)).map(
        ({ response, error }) => response?.status ?? error?.code ?? 'cut-off',
      )
      const path = new URL(webhook?.payloadUrl ?? '').pathname
      return [path, type, state, String(made), answers.join(' '), reason ?? '']
    }),
  )
  table(['webhook', 'event', 'state', 'attempts', 'answers', 'reason'], rows, (row) =>
    row[2] === 'delivered' ? 'green' : 'red',
  )
  // The healthy webhook and the flaky one got everything in the end, the wrong one nothing.
  const expected = ['/healthy delivered', '/flaky delivered', '/wrong dead'].flatMap((text) =>
    Array<string>(3).fill(text),
  )
  const happened = rows.map(([path, , state]) => `${path} ${state}`)
  const isRight = expected.toSorted().join() === happened.toSorted().join()
  heading(
    isRight
      ? 'All as it should be: nothing that was emitted is lost.'
      : 'Something went wrong: the table is not what the demo set out to show.',
  )
  process.exitCode = isRight ? 0 : 1
}
