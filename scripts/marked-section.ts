/** Puts what a command found into a page, between `<!-- name -->` and `<!-- /name -->`, formatted as the page is. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The text of a page with one section replaced; a page without the markers gets them at its end. */
export async function withSection(page: string, name: string, section: string): Promise<string> {
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const between = `${from}\n\n${section.trim()}\n\n${to}`
  const [start, end] = [page.indexOf(from), page.indexOf(to)]
  if ((start === -1) !== (end === -1) || end < start)
    throw new Error(`The markers ${from} and ${to} have to be a pair.`)
  const text =
    start === -1
      ? `${page.trimEnd()}\n\n${between}\n`
      : page.slice(0, start) + between + page.slice(end + to.length)
  const style = await resolveConfig(join(root, 'README.md'))
  return format(text, { ...style, parser: 'markdown' })
}

/** Writes one section of a page of this project. */
export async function writeSection(path: string, name: string, section: string): Promise<void> {
  const file = join(root, path)
  writeFileSync(file, await withSection(readFileSync(file, 'utf8'), name, section))
}
