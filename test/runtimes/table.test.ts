/** README.md has the table that `npm run test:runtimes -- --write` would write, and that names every runtime. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../architecture/source.js'
import { withSection } from '../../scripts/marked-section.js'
import { commands } from './runtimes.js'
import { rows, table } from './table.js'

test('README.md is up to date', async () => {
  const page = readFileSync(join(root, 'README.md'), 'utf8')
  expect(page).toBe(await withSection(page, 'runtimes', table()))
})

test('every runtime has a row, and what did not pass says so', () => {
  for (const { name } of commands) expect(rows.map(({ runs }) => runs)).toContain(`${name}, `)
  expect(table(({ runs }) => (runs === 'workerd' ? 'FAILED' : 'passed'))).toMatch(/workerd .*\(FAILED\) \|/)
})

test('a section is replaced between its markers, and half a pair is refused', async () => {
  expect(await withSection('# A\n\n<!-- x -->\n\nold\n\n<!-- /x -->\n\nB\n', 'x', 'new')).toBe(
    '# A\n\n<!-- x -->\n\nnew\n\n<!-- /x -->\n\nB\n',
  )
  expect(await withSection('# A\n', 'x', 'new')).toBe('# A\n\n<!-- x -->\n\nnew\n\n<!-- /x -->\n')
  await expect(withSection('<!-- x -->', 'x', 'new')).rejects.toThrow('pair')
})
