/**
 * What a consumer's type-check costs with every Djinn event used, over an empty file: the same compiler and options,
 * taking turns.
 *
 *   npm run build && node bench/types.mjs [rounds]
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { djinn } from 'hookstamp/dialects/djinn'

const rounds = Number(process.argv[2] ?? 7)
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
  for (const name of ['empty', 'receiver']) measured[name].push(measure(name))
rmSync(folder, { recursive: true })

const median = (name, key) =>
  measured[name].map((one) => one[key]).toSorted((a, b) => a - b)[Math.floor(rounds / 2)]
console.log(
  `\nType-check of a receiver with all ${djinn.eventTypes.length} Djinn events, over an empty file (goal +0.5 s), median of ${rounds}`,
)
console.log(
  `  total         ${median('empty', 'total').toFixed(2)} s → ${median('receiver', 'total').toFixed(2)} s: +${(median('receiver', 'total') - median('empty', 'total')).toFixed(2)} s`,
)
console.log(`  instantiations ${median('empty', 'instantiations')} → ${median('receiver', 'instantiations')}`)
