import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { subpaths } from '../../scripts/entries.js'
import { root } from '../architecture/source.js'
import { install, type Installed } from './tarball.js'

const doors = Object.keys(subpaths).map((subpath) => subpath.replace(/^\./, 'hookstamp'))
// Schemas are zod's; every other door has to open without any peer.
const needsZod = (door: string): boolean => door.endsWith('/schemas') || door.includes('/management')

let bare: Installed
let whole: Installed
beforeAll(() => {
  bare = install({ peers: [] })
  whole = install({ peers: ['zod', 'undici', '@types', 'undici-types', 'typescript'] })
})

describe('the packed tarball', () => {
  test.each(doors)('%s opens as ESM and as CJS, with the same names', (door) => {
    const folder = needsZod(door) ? whole : bare
    const names =
      'console.log(JSON.stringify(Object.keys(m).filter((k) => k !== "default" && k !== "module.exports").sort()))'
    const esm = folder.run('node', [
      '--input-type=module',
      '-e',
      `const m = await import("${door}"); ${names}`,
    ])
    const cjs = folder.run('node', ['--input-type=commonjs', '-e', `const m = require("${door}"); ${names}`])
    expect(esm).toBe(cjs)
    expect(JSON.parse(esm)).not.toEqual([])
  })

  test('holds dist, the documents of a package and nothing else', () => {
    const files = readdirSync(join(bare.folder, 'node_modules/hookstamp')).toSorted()
    expect(files).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json'])
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, object>
    expect(manifest['dependencies']).toBeUndefined()
    expect(Object.keys(manifest['scripts'] ?? {}).filter((name) => /install|prepare/.test(name))).toEqual([])
  })

  test('leaves the choice of crypto to the consumer', () => {
    const dist = join(bare.folder, 'node_modules/hookstamp/dist')
    const built = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.c?js$/.test(name),
    )
    const importing = built.filter((name) =>
      /(from|require\() ?"#kernel"/.test(readFileSync(join(dist, name), 'utf8')),
    )
    expect(importing.length).toBeGreaterThan(0)
  })

  test('is one library across doors: an error of one is known to all', () => {
    const code = `
      const { createSigner, hmacHex } = require('hookstamp/signing')
      const { HookstampError, isHookstampError } = require('hookstamp')
      const esm = await import('hookstamp')
      try { createSigner(hmacHex({ header: 'X-Sig' }), { secrets: [''] }) }
      catch (error) { console.log(error instanceof HookstampError, isHookstampError(error), esm.isHookstampError(error, 'secret-empty')) }`
    bare.write(
      'one.mjs',
      `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);${code}`,
    )
    expect(bare.run('node', ['one.mjs']).trim()).toBe('true true true')
  })

  test('loads zod at the first validated payload and undici at the first delivery, not before', () => {
    const loader = `
      import { register } from 'node:module'
      const seen = 'export async function load(url, context, next) { if (/node_modules\\\\/(zod|undici)\\\\//.test(url)) console.log("loaded " + /(zod|undici)/.exec(url)[1]); return next(url, context) }'
      register('data:text/javascript,' + encodeURIComponent(seen))`
    whole.write('loader.mjs', loader)
    whole.write(
      'lazy.mjs',
      `import { createDispatcher, createReceiver } from 'hookstamp'
       import { djinn } from 'hookstamp/dialects/djinn'
       import { httpTransport } from 'hookstamp/transports/http'
       import { memoryStore } from 'hookstamp/stores/memory'
       createReceiver({ dialect: djinn, secrets: ['s3cret'] })
       createDispatcher({ dialect: djinn, store: memoryStore(), transport: httpTransport() })
       await new Promise((resolve) => setTimeout(resolve, 50))
       console.log('made')
       await djinn.schema('build.started', 'loose')`,
    )
    const lines = whole.run('node', ['--import', './loader.mjs', 'lazy.mjs']).trim().split('\n')
    expect(lines[0]).toBe('made')
    expect(lines.slice(1).every((line) => line === 'loaded zod')).toBe(true)
    expect(lines.length).toBeGreaterThan(1)
  })
})

describe('a consumer in TypeScript', () => {
  const consumer = `
    import { createDispatcher, createReceiver, isHookstampError } from 'hookstamp'
    import { createVerifier, hmacHex } from 'hookstamp/signing'
    import { djinn } from 'hookstamp/dialects/djinn'
    import { memoryStore } from 'hookstamp/stores/memory'
    import { httpTransport } from 'hookstamp/transports/http'
    import { fixture } from 'hookstamp/fixtures/djinn'
    const receiver = createReceiver({ dialect: djinn, secrets: ['s3cret'] })
      .on('build.finished', ({ payload }) => { const at: string | null | undefined = payload.finished_at; void at })
    createReceiver({ dialect: djinn, secrets: ['s3cret'], validation: 'strict' })
      .on('build.finished', ({ payload }) => { const at: string = payload.finished_at; void at })
    // @ts-expect-error no such event
    receiver.on('build.finishd', () => {})
    // @ts-expect-error no such key
    receiver.on('build.finished', ({ payload }) => payload.finishd_at)
    const dispatcher = createDispatcher({ dialect: djinn, store: memoryStore(), transport: httpTransport() })
    void dispatcher.emit('build.submitted', fixture('build.submitted').payload, { namespaceId: 3 })
    // @ts-expect-error a payload of another event
    void dispatcher.emit('build.submitted', fixture('cron').payload, { namespaceId: 3 })
    export const verdict = createVerifier(hmacHex({ header: 'X-Sig' }), { secrets: ['s'] }).verify({ headers: {}, body: new Uint8Array() })
    export { isHookstampError }`

  test.each(['nodenext', 'bundler'])('compiles under %s, without skipLibCheck', (resolution) => {
    whole.write('consumer.ts', consumer)
    whole.write('consumer.cts', consumer)
    whole.write(
      `tsconfig.${resolution}.json`,
      JSON.stringify({
        compilerOptions: {
          module: resolution === 'bundler' ? 'esnext' : resolution,
          moduleResolution: resolution,
          target: 'es2022',
          lib: ['es2023'],
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          noEmit: true,
          types: ['node'],
        },
        files: resolution === 'bundler' ? ['consumer.ts'] : ['consumer.ts', 'consumer.cts'],
      }),
    )
    expect(whole.run('node', ['node_modules/typescript/bin/tsc', '-p', `tsconfig.${resolution}.json`])).toBe(
      '',
    )
  })
})
