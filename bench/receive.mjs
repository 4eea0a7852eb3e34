/**
 * CPU per received webhook, in the server's process, of hookstamp against the same server written by hand:
 * node:http + collect + HMAC + JSON.parse. Another process sends. Peers and frameworks run in the same rounds.
 *
 *   npm run build && node --expose-gc bench/receive.mjs [rounds] [requests per round]
 */
import { fork } from 'node:child_process'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks'
import { createReceiver } from 'hookstamp'
import * as schemas from 'hookstamp/dialects/djinn/schemas'
import { endpoint } from 'hookstamp/adapters/node'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'
import { pairedCpu, printCpu } from './paired-cpu.mjs'

const rounds = Number(process.argv[2] ?? 21)
const count = Number(process.argv[3] ?? 5000)
const CONNECTIONS = 64
const SECRET = 'a secret of thirty-two characters'

const { payload } = fixture('build.finished', { output: 'x'.repeat(900) })
const body = djinn.encode({ id: 'e', type: 'build.finished', payload, occurredAt: 0 })
const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`

const request = (extra) =>
  Buffer.concat([
    Buffer.from(
      [
        'POST /hook HTTP/1.1',
        'Host: localhost',
        'User-Agent: Djinn-CI-Hook',
        'Accept: */*',
        'Content-Type: application/json; charset=utf-8',
        `Content-Length: ${body.length}`,
        ...extra,
        '',
        '',
      ].join('\r\n'),
    ),
    body,
  ]).toString('base64')
const djinnRequest = request([
  'X-Djinn-CI-Event: build.finished',
  'X-Djinn-CI-Hook-ID: 7',
  `X-Djinn-CI-Signature: ${signature}`,
])
const githubRequest = request([
  'X-GitHub-Event: push',
  'X-GitHub-Delivery: 7f0f6c2e-0000-4000-8000-000000000000',
  `X-Hub-Signature-256: ${signature}`,
])

/** The receiver that one would write by hand. */
function floor(check = () => true) {
  return (req, res) => {
    const chunks = []
    req.on('data', (chunk) => chunks.push(chunk))
    req.on('end', () => {
      const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
      const expected = Buffer.from(`sha256=${createHmac('sha256', SECRET).update(bytes).digest('hex')}`)
      const given = Buffer.from(req.headers['x-djinn-ci-signature'] ?? '')
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        res.writeHead(401).end()
        return
      }
      if (check(JSON.parse(bytes.toString()))) res.writeHead(204).end()
    })
  }
}

const receiver = (validation) =>
  endpoint(
    createReceiver({ dialect: djinn, secrets: [SECRET], validation }).on('build.finished', () => undefined),
  )
const octokit = new Webhooks({ secret: SECRET })
octokit.on('push', () => undefined)

const looseBuild = schemas.loose['build.finished']
const servers = {
  'bare node:http + collect + HMAC + JSON.parse': [floor(), djinnRequest],
  'hookstamp node adapter, validation off': [receiver('off'), djinnRequest],
  'the bare one + a bare zod parse': [floor((json) => looseBuild.parse(json)), djinnRequest],
  'hookstamp node adapter, validation loose': [receiver('loose'), djinnRequest],
  'octokit createNodeMiddleware': [createNodeMiddleware(octokit, { path: '/hook' }), githubRequest],
}

const load = fork(fileURLToPath(new URL('receive-load.mjs', import.meta.url)))
await new Promise((resolve) => load.once('message', resolve))

const listening = []
const cases = {}
for (const [name, [listener, bytes]] of Object.entries(servers)) {
  const server = createServer(listener)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  listening.push(server)
  const { port } = server.address()
  cases[name] = async () => {
    load.send({ port, request: bytes, count, connections: CONNECTIONS })
    const { statuses } = await new Promise((resolve) => load.once('message', resolve))
    if (Object.keys(statuses).some((status) => !status.startsWith('2')))
      throw new Error(`${name}: ${JSON.stringify(statuses)}`)
    return count
  }
}

const results = await pairedCpu(cases, { rounds })
printCpu(
  `Receive: ${body.length} bytes, ${CONNECTIONS} connections, ${rounds} rounds of ${count} (goal: off 1.05x of the first, loose 1.05x of the third)`,
  results,
)
load.disconnect()
for (const server of listening) server.close()
