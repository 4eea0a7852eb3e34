/**
 * CPU per received webhook behind a framework, of its adapter against a handler written by hand for the same framework
 * (`receive-by-hand.mjs`).
 *
 *   npm run build && node bench/receive-frameworks.mjs [rounds] [requests per round]
 */
import { printCpu, pairedCpu } from './paired-cpu.mjs'
import { loadFrom } from './receive-requests.mjs'

const rounds = Number(process.argv[2] ?? 21)
const count = Number(process.argv[3] ?? 3000)

const load = await loadFrom(count)
for (const framework of ['express', 'fastify', 'fetch']) {
  const results = await pairedCpu(
    {
      [`${framework}, written by hand`]: await load.caseOf(`${framework} by hand`),
      [`${framework}, hookstamp`]: await load.caseOf(framework),
    },
    { rounds },
  )
  printCpu(`Receive in ${framework}: ${rounds} rounds of ${count} (goal 1.05x)`, results)
}
load.close()
