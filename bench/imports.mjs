/**
 * What importing a door costs, over importing an empty module: fresh processes, all taking turns in shuffled order.
 * Measured inside the process, around the import, so that starting Node does not drown it.
 *
 *   npm run build && node bench/imports.mjs [rounds]
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const rounds = Number(process.argv[2] ?? 41)
// Inside the repository, so that `hookstamp` is the package by its own name, from dist.
const folder = mkdtempSync(fileURLToPath(new URL('../.bench-', import.meta.url)))
const cases = {
  'an empty module': [],
  'hookstamp/signing (goal +4 ms)': ['hookstamp/signing'],
  'hookstamp (goal +5 ms)': ['hookstamp'],
  'hookstamp/dialects/djinn': ['hookstamp/dialects/djinn'],
  'hookstamp and hookstamp/dialects/djinn (goal +6 ms)': ['hookstamp', 'hookstamp/dialects/djinn'],
  'hookstamp/dialects/gitlab': ['hookstamp/dialects/gitlab'],
  'hookstamp and hookstamp/dialects/gitlab (goal +6 ms)': ['hookstamp', 'hookstamp/dialects/gitlab'],
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
  'for scale: standardwebhooks': ['standardwebhooks'],
  'for scale: undici': ['undici'],
}
const files = Object.fromEntries(
  Object.entries(cases).map(([name, doors], index) => {
    const imported = join(folder, `case-${index}.mjs`)
    writeFileSync(imported, doors.map((door) => `import '${door}'\n`).join(''))
    const file = join(folder, `run-${index}.mjs`)
    writeFileSync(
      file,
      `const from = performance.now(); await import(${JSON.stringify(`./case-${index}.mjs`)}); console.log(performance.now() - from)`,
    )
    return [name, file]
  }),
)

const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]))
for (let round = 0; round < rounds; round++) {
  for (const name of Object.keys(cases).toSorted(() => Math.random() - 0.5)) {
    times[name].push(Number(execFileSync(process.execPath, [files[name]], { encoding: 'utf8' })))
  }
}
rmSync(folder, { recursive: true })

const p20 = (values) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * 0.2)]
const floor = p20(times['an empty module'])
console.log(`\nImport, over an empty module (${floor.toFixed(1)} ms), 20th percentile of ${rounds}`)
for (const [name, values] of Object.entries(times).slice(1)) {
  console.log(`  ${name.padEnd(52)} +${(p20(values) - floor).toFixed(1)} ms`)
}
