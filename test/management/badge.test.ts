import { describe, expect, test } from 'vitest'
import { fixture } from 'hookstamp/fixtures/djinn'
import { memoryResources } from 'hookstamp/management'
import { badge } from '../../src/management/badge.js'
import { setup } from './setup.js'

// Texts and colours as Djinn's server has them.
const looks = [
  ['unknown', 'unknown', '#6a7393'],
  ['queued', 'queued', '#272b39'],
  ['running', 'running', '#61a0ea'],
  ['passed', 'passed', '#269326'],
  ['passed_with_failures', 'passed', '#ff7400'],
  ['failed', 'failed', '#c64242'],
  ['killed', 'killed', '#c64242'],
  ['timed_out', 'timed out', '#6a7393'],
] as const

const number = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1])

describe('badge', () => {
  test.each(looks)('of %s says "%s" on %s', (status, text, colour) => {
    const svg = badge(status)
    expect(svg).toContain(`<title>Djinn CI: ${text}</title>`)
    expect(svg).toContain(`>${text}</text>`)
    expect(svg).toContain(`fill="${colour}"`)
    expect(svg).not.toContain('url(#a)')
  })

  test.each(looks)('of %s is well-formed, and its parts fill it exactly', (status) => {
    const svg = badge(status)
    const open: string[] = []
    for (const [, slash, name, , selfClosing] of svg.matchAll(
      /<(\/?)(\w+)((?:\s[\w-]+="[^"<&]*")*)(\/?)>/g,
    )) {
      if (slash === '/') expect(open.pop()).toBe(name)
      else if (selfClosing !== '/') open.push(name as string)
    }
    expect(open).toEqual([])
    expect(svg.replace(/<[^>]*>/g, '')).not.toMatch(/[<>&]/)
    const width = number(svg, /<svg [^>]*width="(\d+)"/)
    const label = number(svg, /<rect width="(\d+)" height="20" fill="#383e51"/)
    const [, x, rest] = /<rect x="(\d+)" width="(\d+)"/.exec(svg) ?? []
    expect([Number(x), Number(x) + Number(rest)]).toEqual([label, width])
  })
})

describe('the badge of a namespace', () => {
  const build = (id: number, namespace_id: number, status: 'passed' | 'failed') => ({
    ...fixture('build.submitted').payload,
    id,
    namespace_id,
    status,
  })

  test('shows the last build of a public one, to everybody', async () => {
    const resources = memoryResources({
      builds: [build(1, 1, 'failed'), build(2, 1, 'passed'), build(3, 2, 'failed')],
    })
    const s = setup({ resources })
    await s.send('POST /namespaces', { json: { name: 'djinn', visibility: 'public' } })
    const answer = await s.send('GET /n/me/djinn/-/badge.svg', { as: null })
    expect([answer.status, answer.text]).toEqual([200, badge('passed')])
    expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
  })

  test('is unknown where there is no build, nothing to be seen, nothing at all', async () => {
    const s = setup({
      resources: memoryResources({ builds: [build(1, 2, 'failed'), build(2, 3, 'failed')] }),
    })
    for (const visibility of ['public', 'internal', 'private']) {
      await s.send('POST /namespaces', { json: { name: visibility, visibility } })
    }
    for (const path of ['me/public', 'me/internal', 'me/private', 'me/nothing', 'nobody/nothing']) {
      const answer = await s.send(`GET /n/${path}/-/badge.svg`)
      expect([answer.status, answer.text], path).toEqual([200, badge('unknown')])
    }
    const without = setup({ store: s.store })
    expect((await without.send('GET /n/me/public/-/badge.svg')).text).toBe(badge('unknown'))
  })
})
