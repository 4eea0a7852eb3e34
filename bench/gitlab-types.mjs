/**
 * What type-checking twenty everyday uses of GitLab's events costs a consumer, over an empty file: from the packed
 * package, the same compiler and options, taking turns.
 *
 *   npm run build && node bench/gitlab-types.mjs
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { excess, percentile, report, roundsOr, shuffled } from './figures.mjs'

const rounds = roundsOr(15)
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'hookstamp-types-'))
const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

const [{ filename }] = JSON.parse(
  run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
)
const installed = join(folder, 'node_modules/hookstamp')
mkdirSync(installed, { recursive: true })
run('tar', ['-xzf', join(folder, filename), '--strip-components=1', '-C', installed], folder)

copyFileSync(join(root, 'test/dialects/gitlab/everyday.ts'), join(folder, 'everyday.ts'))
writeFileSync(join(folder, 'empty.ts'), 'export {}\n')
for (const name of ['empty', 'everyday']) {
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  }
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ compilerOptions, files: [`${name}.ts`] }))
}

const tsc = join(root, 'node_modules/typescript/bin/tsc')
const measure = (name) => {
  const text = run(
    process.execPath,
    [tsc, '-p', join(folder, `${name}.json`), '--extendedDiagnostics'],
    folder,
  )
  const of = (label) => Number(new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(text)?.[1])
  return { total: of('Total time'), instantiations: of('Instantiations'), memory: of('Memory used') / 1024 }
}
const measured = { empty: [], everyday: [] }
for (let round = 0; round < rounds; round++)
  for (const name of shuffled(Object.keys(measured))) measured[name].push(measure(name))
rmSync(folder, { recursive: true })

const all = (name, key) => measured[name].map((one) => one[key])
const line = (label, key, digits, unit) => {
  const [empty, everyday] = [percentile(all('empty', key), 0.2), percentile(all('everyday', key), 0.2)]
  const more = (everyday - empty).toFixed(digits)
  console.log(
    `  ${label.padEnd(15)} ${empty.toFixed(digits)} → ${everyday.toFixed(digits)}${unit}: +${more}${unit}`,
  )
}
console.log(
  `\nType-check of twenty everyday uses of GitLab, over an empty file (goal +1 s), 20th percentile of ${rounds}`,
)
line('total', 'total', 2, ' s')
line('instantiations', 'instantiations', 0, '')
line('memory', 'memory', 0, ' MB')
report({
  figure: 'type-check of twenty everyday uses of GitLab',
  ...excess(all('everyday', 'total'), all('empty', 'total')),
  unit: 's',
  against: 'an empty file',
  goal: 1,
})
