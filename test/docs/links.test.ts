/** Every relative link of the pages leads somewhere, heading included; so does every page that the source names. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesBelow, root, sources } from '../architecture/source.js'

const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'llms.txt',
  ...filesBelow('docs', '.md'),
]
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')
const withoutCode = (text: string): string =>
  text.replace(/^(```+)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '')

/** The anchors that a page has, as GitHub makes them of its headings. */
function anchorsOf(path: string): ReadonlySet<string> {
  const seen = new Map<string, number>()
  const headings = textOf(path)
    .replace(/^(```+)[\s\S]*?^\1/gm, '')
    .matchAll(/^#+ +(.+)$/gm)
  return new Set(
    [...headings].map(([, heading = '']) => {
      const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
      const slug = plain
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-')
      const count = seen.get(slug) ?? 0
      seen.set(slug, count + 1)
      return count === 0 ? slug : `${slug}-${count}`
    }),
  )
}

function brokenIn(page: string): string[] {
  const links = withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)
  return [...links].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return []
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? page : posix.join(dirname(page), path)
    if (!existsSync(join(root, target))) return [link]
    return anchor === undefined || anchorsOf(target).has(anchor) ? [] : [link]
  })
}

describe('relative links', () => {
  test.each(pages)('of %s lead somewhere', (page) => {
    expect(brokenIn(page)).toEqual([])
  })

  test('of doc comments and messages name pages that exist', () => {
    const named = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/\bdocs\/[\w-]+\.md/g)].map(([page]) => `${path} names ${page}`),
    )
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((one) => !existsSync(join(root, one.split(' names ')[1] as string)))).toEqual([])
  })
})

describe('pages', () => {
  // What cannot be found is not documented.
  test('of docs are all in its list, and in llms.txt', () => {
    const index = textOf('docs/README.md')
    const llms = textOf('llms.txt')
    const own = filesBelow('docs', '.md').filter(
      (path) => !path.startsWith('docs/api/') && path !== 'docs/README.md',
    )
    expect(own.filter((path) => !index.includes(`(${path.slice('docs/'.length)})`))).toEqual([])
    expect(own.filter((path) => !llms.includes(`(${path})`))).toEqual([])
  })
})
