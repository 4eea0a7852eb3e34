/**
 * CPU per received webhook, in the server's process, of the node adapter against the same server written by hand
 * (node:http + collect + HMAC + JSON.parse), and of octokit's middleware, all in the same rounds. Another process sends.
 *
 *   npm run build && node bench/receive.mjs [rounds] [requests per round]
 */
import { createServer } from 'node:http'
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks'
import { createReceiver } from 'hookstamp'
import { endpoint } from 'hookstamp/adapters/node'
import { djinn } from 'hookstamp/dialects/djinn'
import * as schemas from 'hookstamp/dialects/djinn/schemas'
import { pairedCpu, printCpu } from './paired-cpu.mjs'
import {
  body,
  byHand,
  CONNECTIONS,
  djinnRequest,
  githubRequest,
  loadFrom,
  SECRET,
} from './receive-requests.mjs'

const rounds = Number(process.argv[2] ?? 21)
const count = Number(process.argv[3] ?? 3000)

const receiver = (validation) =>
  endpoint(
    createReceiver({ dialect: djinn, secrets: [SECRET], validation }).on('build.finished', () => undefined),
  )
const octokit = new Webhooks({ secret: SECRET })
octokit.on('push', () => undefined)
const looseBuild = schemas.loose['build.finished']

const load = await loadFrom(count)
const on = (listener, request = djinnRequest) => load.caseOf(createServer(listener), request)
const cases = {
  'bare node:http + collect + HMAC + JSON.parse': await on(byHand()),
  'hookstamp node adapter, validation off': await on(receiver('off')),
  'octokit createNodeMiddleware': await on(createNodeMiddleware(octokit, { path: '/hook' }), githubRequest),
}
const results = await pairedCpu(cases, { rounds })
printCpu(
  `Receive: ${body.length} bytes, ${CONNECTIONS} connections, ${rounds} rounds of ${count} (goal 1.05x, and 0.7x of octokit)`,
  results,
)

const withZod = await pairedCpu(
  {
    'the bare one + a bare zod parse': await on(byHand((json) => looseBuild.parse(json))),
    'hookstamp node adapter, validation loose': await on(receiver('loose')),
  },
  { rounds },
)
printCpu(`Receive and validate: the same, with the loose schema (goal 1.05x)`, withZod)
load.close()
