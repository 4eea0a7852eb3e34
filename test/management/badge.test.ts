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
    const [, label, x, rest] = /d="M3 0h(\d+)v20.*d="M(\d+) 0h(\d+)a3/.exec(svg) ?? []
    expect([Number(label) + 3, Number(x) + Number(rest) + 3]).toEqual([Number(x), width])
    const texts = [...svg.matchAll(/<text x="(\d+)" y="14" textLength="(\d+)"/g)].map(([, at, length]) => [
      Number(at),
      Number(at) + Number(length),
    ])
    expect(texts).toEqual([
      [8, Number(x) - 8],
      [Number(x) + 8, width - 8],
    ])
    // Several in one page must not get hold of each other's parts.
    expect(svg).not.toMatch(/ id=|url\(/)
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
