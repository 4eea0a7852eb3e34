/**
 * The examples on frameworks too heavy for our own `npm ci`: each is installed beside the packed package and booted.
 * Needs `npm run build` and a registry, so it runs only when asked, as CI does: HOOKSTAMP_INSTALL_EXAMPLES=1.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boot, root } from './boot.js'
import { printed, secret, statusesOf } from './delivery.js'

const examples = {
  'receive-nest': {
    command: ['node', '--import', 'tsx', 'main.ts'],
    packages: [
      '@nestjs/common@11.2.10',
      '@nestjs/core@11.2.10',
      '@nestjs/platform-express@11.2.10',
      'reflect-metadata@0.2.2',
      'rxjs@7.8.2',
      'tsx@4.23.15',
    ],
  },
  'receive-next': {
    command: ['node', 'start.mjs'],
    packages: [
      'next@16.4.6',
      'react@19.3.1',
      'react-dom@19.3.1',
      'typescript@5.9.3',
      '@types/react@19',
      '@types/node@20',
    ],
  },
}

describe.skipIf(process.env['HOOKSTAMP_INSTALL_EXAMPLES'] !== '1')('examples, installed', () => {
  let folder: string
  let tarball: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hookstamp-examples-'))
    const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]
    tarball = join(folder, execFileSync('npm', pack, { cwd: root, encoding: 'utf8' }).trim())
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(Object.entries(examples))(
    '%s',
    async (name, { command, packages }) => {
      const cwd = join(folder, name)
      cpSync(join(root, 'examples', name), cwd, { recursive: true })
      writeFileSync(join(cwd, 'package.json'), '{ "private": true, "type": "module" }')
      const install = ['install', '--no-audit', '--no-fund', tarball, 'zod@4.6.7', ...packages]
      execFileSync('npm', install, { cwd, stdio: 'pipe' })
      const example = await boot(command, { cwd, env: { PORT: '0', DJINN_SECRET: secret } })
      try {
        expect(await statusesOf(example.url)).toEqual([204, 401])
        expect(await example.line(/build \d+/)).toContain(printed)
      } finally {
        await example.stop()
      }
    },
    300_000,
  )
})
