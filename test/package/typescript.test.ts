/** The declarations as consumers compile them: from the packed tarball, every door, by old and new compilers. */
import { beforeAll, describe, expect, test } from 'vitest'
import { subpaths } from '../../scripts/entries.js'
import { compilerOf } from './compilers.js'
import { install, type Installed } from './tarball.js'

const doors = Object.keys(subpaths).map((subpath) => subpath.replace(/^\./, 'hookstamp'))
const everyDoor = doors.map((door, index) => `import * as door${index} from '${door}'`).join('\n')
const consumer = `${everyDoor}
import * as z from 'zod'
import { createReceiver, defineDialect } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
import { toJsonSchema } from 'hookstamp/schema'
import { hmacHex } from 'hookstamp/signing'
const acme = defineDialect({
  name: 'acme',
  events: { paid: z.object({ cents: z.int() }) },
  schemes: { hmac: hmacHex({ header: 'X-Sig' }) },
})
createReceiver({ dialect: [djinn, acme], secrets: ['s3cret'] })
  .on('paid', ({ payload }) => { const cents: number = payload.cents; void cents })
  .on('build.started', ({ payload }) => { const at: string | null | undefined = payload.started_at; void at })
// @ts-expect-error no such event
createReceiver({ dialect: acme, secrets: ['s3cret'] }).on('lost', () => {})
void toJsonSchema(acme, { view: 'strict', target: 'draft-07' })
// @ts-expect-error no such draft
void toJsonSchema(acme, { target: 'draft-04' })
export const all = [${doors.map((_, index) => `door${index}`).join(', ')}]
`

let folder: Installed
beforeAll(() => {
  folder = install({ peers: ['zod', 'undici', '@types', 'undici-types', '@opentelemetry'] })
  folder.write('consumer.ts', consumer)
  folder.write('consumer.cts', consumer)
})

describe('the declarations', () => {
  test.for([
    // The oldest that is supported, ours, and the newest, which is another program.
    ['5.4.5', 'nodenext'],
    ['5.4.5', 'bundler'],
    ['installed', 'nodenext'],
    ['7.0.2', 'nodenext'],
    ['7.0.2', 'bundler'],
  ] as const)('compile with TypeScript %s under %s', ([version, resolution], { skip }) => {
    const compiler = compilerOf(version)
    if (compiler === undefined) skip()
    folder.write(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: {
          module: resolution === 'bundler' ? 'esnext' : resolution,
          moduleResolution: resolution,
          target: 'es2022',
          lib: ['es2023'],
          strict: true,
          skipLibCheck: false,
          noEmit: true,
          types: ['node'],
        },
        files: resolution === 'bundler' ? ['consumer.ts'] : ['consumer.ts', 'consumer.cts'],
      }),
    )
    expect(compiled(compiler as string)).toBe('')
  })
})

function compiled(compiler: string): string {
  try {
    return folder.run('node', [compiler, '-p', '.'])
  } catch (error) {
    return (error as { readonly stdout: string }).stdout
  }
}
