/** Every TypeScript block of README and docs compiles: a page that lies is worse than none. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filesBelow, root } from '../architecture/source.js'

// Inside the repository, so that `hookstamp` is the package itself, by its own name.
const folder = join(root, '.docs-check')
// What a page has made in an earlier block, or expects its reader to have.
const context = `
import type * as front from 'hookstamp'
import type * as dialects from 'hookstamp/dialects/djinn'
import type * as http from 'hookstamp/transports/http'
import type * as memory from 'hookstamp/stores/memory'
declare global {
  const createDispatcher: typeof front.createDispatcher
  const djinn: typeof dialects.djinn
  const httpTransport: typeof http.httpTransport
  const memoryStore: typeof memory.memoryStore
  const dispatcher: front.Dispatcher<dialects.DjinnEvents>
  const store: front.Store
  const build: front.PayloadOf<dialects.DjinnEvents, 'build.submitted', 'emit'>
  const yesterday: number
  const database: { transaction(work: (tx: unknown) => Promise<void>): Promise<void> }
  const builds: { save(tx: unknown, build: object): Promise<void> }
}`
// The API reference shows declarations and fragments out of doc comments: it is held to the source by a test of its own.
const pages = ['README.md', ...filesBelow('docs', '.md').filter((path) => !path.startsWith('docs/api/'))]

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const page of pages) {
    const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)]
    for (const [index, [, code]] of blocks.entries()) {
      const name = `${page.replace(/\W+/g, '-')}-${index + 1}.ts`
      writeFileSync(join(folder, name), `${code}\nexport {}\n`)
    }
  }
  writeFileSync(join(folder, 'context.ts'), context)
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../tsconfig.json',
      // As most projects are set up.
      compilerOptions: { rootDir: '..', noUncheckedIndexedAccess: false, exactOptionalPropertyTypes: false },
      include: ['*.ts'],
    }),
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('code blocks compile', () => {
  expect(filesBelow('.docs-check', '.ts').length).toBeGreaterThan(3)
  let errors = ''
  try {
    execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    errors = (error as { stdout: string }).stdout
  }
  expect(errors).toBe('')
})
