import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { root } from './boot.js'

it('transactional-emit', () => {
  const run = ['--import', 'tsx', '--conditions=hookstamp-source', 'examples/transactional-emit/main.ts']
  const lines = execFileSync('node', run, { cwd: root, encoding: 'utf8' }).trim().split('\n')
  expect(lines).toEqual([
    'order 2 rolled back: payment refused',
    expect.stringMatching(/^sent {"type":"order.placed",.*"data":{"id":1,"cents":4200}}$/),
    'orders [{"id":1,"cents":4200}]',
  ])
}, 120_000)
