/**
 * What a consumer's type-check costs with every Djinn event used, over an empty file: the same compiler and options,
 * taking turns.
 *
 *   npm run build && node bench/types.mjs
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { djinn } from 'hookstamp/dialects/djinn'
import { excess, percentile, report, roundsOr, shuffled } from './figures.mjs'

const rounds = roundsOr(15)
const folder = mkdtempSync(fileURLToPath(new URL('../.bench-', import.meta.url)))
const uses = djinn.eventTypes.map((type) => `  .on('${type}', ({ payload }) => void payload)`).join('\n')
const files = {
  empty: 'export {}\n',
  receiver: `import { createReceiver } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
export const receiver = createReceiver({ dialect: djinn, secrets: ['s'] })
${uses}
  .on('build.finished', ({ payload }) => payload.finished_at)
  .onAny(({ type, payload }) => (type === 'cron' ? payload.cron?.schedule : undefined))
`,
}
for (const [name, text] of Object.entries(files)) {
  writeFileSync(join(folder, `${name}.ts`), text)
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2022',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  }
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ compilerOptions, files: [`${name}.ts`] }))
}

const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
const measure = (name) => {
  const text = execFileSync(
    process.execPath,
    [tsc, '-p', join(folder, `${name}.json`), '--extendedDiagnostics'],
    { encoding: 'utf8' },
  )
  const of = (label) => Number(new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(text)?.[1])
  return { total: of('Total time'), check: of('Check time'), instantiations: of('Instantiations') }
}
const measured = { empty: [], receiver: [] }
for (let round = 0; round < rounds; round++)
  for (const name of shuffled(['empty', 'receiver'])) measured[name].push(measure(name))
rmSync(folder, { recursive: true })

const all = (name, key) => measured[name].map((one) => one[key])
const p20 = (name, key) => percentile(all(name, key), 0.2)
const more = excess(all('receiver', 'total'), all('empty', 'total'))
console.log(
  `\nType-check of a receiver with all ${djinn.eventTypes.length} Djinn events, over an empty file (goal +0.5 s), 20th percentile of ${rounds}`,
)
console.log(
  `  total         ${p20('empty', 'total').toFixed(2)} s → ${p20('receiver', 'total').toFixed(2)} s: +${more.value.toFixed(2)} s`,
)
console.log(`  instantiations ${p20('empty', 'instantiations')} → ${p20('receiver', 'instantiations')}`)
report({
  figure: `type-check of a receiver with all ${djinn.eventTypes.length} Djinn events`,
  ...more,
  unit: 's',
  against: 'an empty file',
  goal: 0.5,
})
