/** The program as it is installed: from the packed tarball, by its name in `bin`. */
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { install, type Installed } from './tarball.js'

/** Links the program as npm does. */
function linked(installed: Installed): Installed {
  const module = join(installed.folder, 'node_modules/hookstamp')
  const { bin } = JSON.parse(readFileSync(join(module, 'package.json'), 'utf8')) as {
    readonly bin: Readonly<Record<string, string>>
  }
  const target = join(module, bin['hookstamp'] as string)
  chmodSync(target, 0o755)
  mkdirSync(join(installed.folder, 'node_modules/.bin'))
  symlinkSync(target, join(installed.folder, 'node_modules/.bin/hookstamp'))
  return installed
}

let bare: Installed
let whole: Installed
beforeAll(() => {
  bare = linked(install({ peers: [] }))
  whole = linked(install({ peers: ['zod', 'undici'] }))
})

const program = 'node_modules/.bin/hookstamp'

describe('hookstamp, installed', () => {
  test('signs and verifies without any peer', () => {
    bare.write('secret', 's3cret\n')
    bare.write('body', '{"total":5}')
    const secret = ['--secret-file', 'secret']
    bare.write('headers', bare.run(program, ['sign', '-d', 'djinn', ...secret, 'body']))
    const verified = bare.run(program, ['verify', '-d', 'djinn', ...secret, '--headers', 'headers', 'body'])
    expect(verified).toBe('verified by hmac-hex\n')
  })

  test('tells its version, and every command has help', () => {
    expect(bare.run(program, ['--version'])).toMatch(/^\d+\.\d+\.\d+\n$/)
    const help = bare.run(program, ['--help'])
    const names = [...help.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name]) => name as string)
    expect(names).toContain('doctor')
    for (const name of names) expect(bare.run(program, [name, '--help'])).toContain(`hookstamp `)
  })

  test('says which package is missing', () => {
    expect(() => bare.run(program, ['events', 'djinn', 'cron'])).toThrow(/npm install zod/)
  })

  test('exports schemas of a dialect of one’s own that imports the package', () => {
    whole.write(
      'hooks.mjs',
      `import * as z from 'zod'
       import { defineDialect } from 'hookstamp'
       import { hmacHex } from 'hookstamp/signing'
       export const acme = defineDialect({
         name: 'acme', events: { paid: z.object({ cents: z.int() }) }, schemes: { hmac: hmacHex({ header: 'X-Sig' }) },
       })`,
    )
    const document = JSON.parse(
      whole.run(program, ['schema', './hooks.mjs', '--as', 'openapi', '--json']),
    ) as object
    expect(document).toMatchObject({ openapi: '3.1.1', webhooks: { paid: {} } })
  })
})
