/**
 * CPU per received webhook, in the server's process, of the node adapter against the same server written by hand
 * (node:http + collect + HMAC + JSON.parse: `receive-by-hand.mjs`), and of octokit's middleware, all in the same rounds.
 *
 *   npm run build && node bench/receive.mjs [requests per round]
 */
import { report, reportRatio } from './figures.mjs'
import { pairedCpu, printCpu } from './paired-cpu.mjs'
import { body, CONNECTIONS, githubRequest, loadFrom } from './receive-requests.mjs'

const count = Number(process.argv[2] ?? 3000)

const load = await loadFrom(count)
const cases = {
  'bare node:http + collect + HMAC + JSON.parse': await load.caseOf('node by hand'),
  'hookstamp node adapter, validation off': await load.caseOf('node'),
  'octokit createNodeMiddleware': await load.caseOf('octokit', githubRequest),
}
const results = await pairedCpu(cases)
printCpu(
  `Receive: ${body.length} bytes, ${CONNECTIONS} connections, rounds of ${count} (goal 1.05x, and 0.7x of octokit)`,
  results,
)
const [, node, octokit] = results
console.log(`  of octokit: ${(node.micros / octokit.micros).toFixed(2)}x`)

const withZod = await pairedCpu({
  'the bare one + a bare zod parse': await load.caseOf('node by hand, zod'),
  'hookstamp node adapter, validation loose': await load.caseOf('node, loose'),
})
printCpu(`Receive and validate: the same, with the loose schema (goal 1.05x)`, withZod)
const figure = 'CPU of a received webhook, node:http'
const [{ name: against }] = results
reportRatio(figure, node, { against, goal: 1.05, peers: { 'octokit createNodeMiddleware': octokit.ratio } })
const ofOctokit = { value: node.micros / octokit.micros, against: octokit.name, goal: 0.7 }
report({ figure: `${figure}, of what octokit's takes`, unit: 'x', ...ofOctokit })
reportRatio(`${figure}, payload validated`, withZod[1], { against: withZod[0].name, goal: 1.05 })
load.close()
