/** Every TypeScript block of README and docs compiles: a page that lies is worse than none. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filesBelow, root } from '../architecture/source.js'

// Inside the repository, so that `hookstamp` is the package itself, by its own name.
const folder = join(root, '.docs-check')
const pages = ['README.md', ...filesBelow('docs', '.md')]

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
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../tsconfig.json',
      compilerOptions: { rootDir: '..', noUnusedLocals: false },
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
