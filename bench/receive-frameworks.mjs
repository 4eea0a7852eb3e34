/**
 * CPU per received webhook behind a framework, of its adapter against a handler written by hand for the same framework
 * (`receive-by-hand.mjs`).
 *
 *   npm run build && node bench/receive-frameworks.mjs [requests per round]
 */
import { reportRatio } from './figures.mjs'
import { printCpu, pairedCpu } from './paired-cpu.mjs'
import { loadFrom } from './receive-requests.mjs'

const count = Number(process.argv[2] ?? 3000)

const load = await loadFrom(count)
for (const framework of ['express', 'fastify', 'fetch']) {
  const results = await pairedCpu({
    [`${framework}, written by hand`]: await load.caseOf(`${framework} by hand`),
    [`${framework}, hookstamp`]: await load.caseOf(framework),
  })
  printCpu(`Receive in ${framework}: rounds of ${count} (goal 1.05x)`, results)
  const [{ name: against }, ours] = results
  reportRatio(`CPU of a received webhook, ${framework}`, ours, { against, goal: 1.05 })
}
load.close()
