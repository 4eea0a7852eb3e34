/**
 * What importing a door costs in time and resident memory, over importing an empty module: fresh processes, all taking turns in shuffled order.
 * Measured inside the process, around the import, so that starting Node does not drown it.
 *
 *   npm run build && node bench/imports.mjs
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { excess, percentile, report, roundsOr, shuffled } from './figures.mjs'

const rounds = roundsOr(41)
// Inside the repository, so that `hookstamp` is the package by its own name, from dist.
const folder = mkdtempSync(fileURLToPath(new URL('../.bench-', import.meta.url)))
const cases = {
  'an empty module': [],
  'hookstamp/signing': ['hookstamp/signing'],
  hookstamp: ['hookstamp'],
  'hookstamp/dialects/djinn': ['hookstamp/dialects/djinn'],
  'hookstamp and hookstamp/dialects/djinn': ['hookstamp', 'hookstamp/dialects/djinn'],
  'hookstamp/dialects/gitlab': ['hookstamp/dialects/gitlab'],
  'hookstamp and hookstamp/dialects/gitlab': ['hookstamp', 'hookstamp/dialects/gitlab'],
  'hookstamp, gitlab and gitlab-system': [
    'hookstamp',
    'hookstamp/dialects/gitlab',
    'hookstamp/dialects/gitlab-system',
  ],
  'the same, zod and a first validated payload': [
    'hookstamp',
    'hookstamp/dialects/djinn',
    'hookstamp/dialects/djinn/schemas',
  ],
  '@octokit/webhooks-methods': ['@octokit/webhooks-methods'],
  '@octokit/webhooks': ['@octokit/webhooks'],
  standardwebhooks: ['standardwebhooks'],
  svix: ['svix'],
  stripe: ['stripe'],
  undici: ['undici'],
}
/** Milliseconds, megabytes. */
const goals = {
  'hookstamp/signing': [4, 2],
  hookstamp: [5],
  'hookstamp and hookstamp/dialects/djinn': [6],
  'hookstamp and hookstamp/dialects/gitlab': [6],
}
const verifiers = ['@octokit/webhooks-methods', 'standardwebhooks', 'svix', 'stripe']
const peersOf = { 'hookstamp/signing': verifiers, hookstamp: ['@octokit/webhooks', 'undici'] }
const files = Object.fromEntries(
  Object.entries(cases).map(([name, doors], index) => {
    const imported = join(folder, `case-${index}.mjs`)
    writeFileSync(imported, doors.map((door) => `import '${door}'\n`).join(''))
    const file = join(folder, `run-${index}.mjs`)
    writeFileSync(
      file,
      `const [from, rss] = [performance.now(), process.memoryUsage.rss()]; await import(${JSON.stringify(`./case-${index}.mjs`)}); console.log(JSON.stringify([performance.now() - from, (process.memoryUsage.rss() - rss) / 1e6]))`,
    )
    return [name, file]
  }),
)

const names = Object.keys(cases)
const times = Object.fromEntries(names.map((name) => [name, []]))
const memory = Object.fromEntries(names.map((name) => [name, []]))
for (let round = 0; round < rounds; round++) {
  for (const name of shuffled(names)) {
    const [milliseconds, megabytes] = JSON.parse(execFileSync(process.execPath, [files[name]]))
    times[name].push(milliseconds)
    memory[name].push(megabytes)
  }
}
rmSync(folder, { recursive: true })

const [empty] = names
const over = (values, name) => excess(values[name], values[empty])
console.log(
  `\nImport, over an empty module (${percentile(times[empty], 0.2).toFixed(1)} ms), 20th percentile of ${rounds}`,
)
for (const name of names.slice(1)) {
  const [milliseconds, megabytes] = [over(times, name), over(memory, name)]
  console.log(`  ${name.padEnd(52)} +${milliseconds.value.toFixed(1)} ms   +${megabytes.value.toFixed(1)} MB`)
}
for (const name of names.filter((one) => one.startsWith('hookstamp'))) {
  const [mostMilliseconds, mostMegabytes] = goals[name] ?? []
  const peers = (values) =>
    Object.fromEntries((peersOf[name] ?? []).map((peer) => [peer, over(values, peer).value]))
  const rest = { digits: 1, against: empty }
  report({
    figure: `import of ${name}`,
    ...over(times, name),
    unit: 'ms',
    goal: mostMilliseconds,
    peers: peers(times),
    ...rest,
  })
  if (name !== 'hookstamp' && mostMegabytes === undefined) continue
  report({
    figure: `memory of an import of ${name}`,
    ...over(memory, name),
    unit: 'MB',
    goal: mostMegabytes,
    peers: peers(memory),
    ...rest,
  })
}
