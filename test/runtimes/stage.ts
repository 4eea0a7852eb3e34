/** The folder a runtime starts in: the packed package installed, and the suite bundled in each form. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'
import { cache } from './runtimes.js'

const root = join(import.meta.dirname, '../..')

export const stage: string = join(cache, 'stage')

// No flags: nothing but what every Worker has.
const workerdConfig = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(
    name = "suite",
    worker = (
      modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
      compatibilityDate = "2026-10-01"
    )
  )]
);
`

/** Packs what was built and lays out the suite: against the package as installed, and bundled for the web. */
export async function prepareStage(): Promise<void> {
  const installed = join(stage, 'node_modules/hookstamp')
  rmSync(stage, { recursive: true, force: true })
  mkdirSync(installed, { recursive: true })
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', stage], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }]
  execFileSync('tar', ['-xzf', join(stage, filename), '-C', installed, '--strip-components=1'])

  symlinkSync(join(root, 'node_modules/zod'), join(stage, 'node_modules/zod'))

  const entry = join(import.meta.dirname, 'entry.ts')
  const onPackage: BuildOptions = { entryPoints: [entry], external: ['hookstamp'], platform: 'node' }
  // Everything inside, and every condition but `node`.
  const forWeb: BuildOptions = { platform: 'browser', format: 'esm', conditions: ['worker', 'browser'] }
  const outputs: BuildOptions[] = [
    { ...onPackage, format: 'esm', outfile: 'native.mjs' },
    { ...onPackage, format: 'cjs', outfile: 'native.cjs' },
    {
      ...onPackage,
      entryPoints: [join(import.meta.dirname, 'sqlite.ts')],
      format: 'esm',
      outfile: 'sqlite.mjs',
    },
    { ...forWeb, entryPoints: [entry], outfile: 'web.mjs' },
    { ...forWeb, entryPoints: [join(import.meta.dirname, 'worker.ts')], outfile: 'worker.mjs' },
    { ...forWeb, entryPoints: [join(import.meta.dirname, 'page.ts')], outfile: 'page.mjs' },
  ]
  for (const { outfile, ...output } of outputs) {
    await build({
      ...output,
      bundle: true,
      outfile: join(stage, outfile as string),
      nodePaths: [join(stage, 'node_modules')],
      logLevel: 'error',
    })
  }
  writeFileSync(join(stage, 'workerd.capnp'), workerdConfig)
}
