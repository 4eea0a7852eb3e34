/**
 * The main job, end to end, on real parts: a dispatcher emits three signed Djinn CI events to three webhooks over
 * HTTP; a receiver app verifies, types and handles them. Run it with `npm run demo`.
 *
 * Exits with 0 only if what should have happened did.
 */
import { createDispatcher, type DispatcherChange } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'
import { memoryStore } from 'hookstamp/stores/memory'
import { httpTransport } from 'hookstamp/transports/http'
import { heading, step, table } from './print.js'
import { startReceiverApp } from './receiver-app.js'

const secret = 'correct-horse-battery-staple'

heading('What happens')
const app = await startReceiverApp(
  secret,
  (path, type, note) => step('green', 'received', `${type} at ${path}: ${note}`),
  (path, _type, note) => step('yellow', 'refused', `at ${path}: ${note}`),
)

const store = memoryStore()
const transport = httpTransport({
  // Only https to public addresses unless told otherwise; the demo's receiver is neither.
  egress: { allowHttp: true, allow: ['127.0.0.1'], ports: 'any' },
})
const pending = new Set<string>()
let allEnded = (): void => {}
const dispatcher = createDispatcher({
  dialect: djinn,
  store,
  transport,
  // Short steps, so that the demo ends soon; the default spreads ten attempts over three days.
  retry: { delaysMs: [150, 300] },
  observe: narrate,
})

const namespace = await store.namespaces.create({ name: 'blackmesa', user: { id: 1, username: 'me' } })
for (const path of ['/healthy', '/flaky', '/wrong']) {
  await store.webhooks.create({ namespaceId: namespace.id, payloadUrl: app.url(path), secret })
}

const ended = new Promise<void>((resolve) => (allEnded = resolve))
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
await ended
await dispatcher.stop()

heading('What is on record')
const deliveries = (await dispatcher.deliveries.list({ namespaceId: namespace.id })).toReversed()
const rows = await Promise.all(
  deliveries.map(async ({ id, type, webhookId, state, attempts, reason }) => {
    const webhook = await store.webhooks.get(webhookId)
    const answers = (await dispatcher.deliveries.attempts(id)).map(
      ({ response, error }) => response?.status ?? error?.code ?? '',
    )
    const path = new URL(webhook?.payloadUrl ?? '').pathname
    return [path, type, state, String(attempts), answers.join(' '), reason ?? '']
  }),
)
table(['webhook', 'event', 'state', 'attempts', 'answers', 'reason'], rows, (row) =>
  row[2] === 'delivered' ? 'green' : 'red',
)
await transport.close()
await app.close()

// The healthy webhook got everything at once, the flaky one everything in the end, the wrong one nothing.
const expected = [
  ...['/healthy', '/flaky'].flatMap((path) => [
    `${path} delivered`,
    `${path} delivered`,
    `${path} delivered`,
  ]),
  ...Array<string>(3).fill('/wrong dead'),
]
const happened = rows.map(([path, , state]) => `${path} ${state}`)
const failures = rows.filter(([path]) => path === '/flaky').reduce((sum, row) => sum + Number(row[3]) - 1, 0)
const ok = expected.toSorted().join() === happened.toSorted().join() && failures === 2
heading(ok ? 'All as it should be.' : 'Something went wrong: the table is not what the demo set out to show.')
process.exitCode = ok ? 0 : 1

function narrate(change: DispatcherChange): void {
  if (change.kind === 'emitted') {
    for (const { id } of change.deliveries) pending.add(id)
    step('blue', 'emitted', `${change.event.type}, ${change.event.body.length} bytes, to 3 webhooks`)
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
  }
}

function waitOf(nextAttemptAt: number | null): number {
  return Math.max(0, (nextAttemptAt ?? 0) - Date.now())
}
