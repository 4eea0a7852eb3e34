/** Every benchmark, one after the other, each in a process of its own: `npm run bench`, or some by name: `npm run bench signing imports`. */
import { execFileSync } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'

const all = [
  'signing',
  'transport',
  'dispatch',
  'choose',
  'noisy-neighbour',
  'durable-sqlite',
  'durable-queues',
  'receive',
  'receive-frameworks',
  'receive-refusals',
  'management',
  'imports',
  'types',
  'gitlab',
  'gitlab-types',
]
const chosen = process.argv.slice(2)
console.log(
  `Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}. Read the ratios: absolute numbers are the machine's.`,
)
for (const name of chosen.length > 0 ? chosen : all) {
  execFileSync(process.execPath, ['--expose-gc', fileURLToPath(new URL(`${name}.mjs`, import.meta.url))], {
    stdio: 'inherit',
  })
}
