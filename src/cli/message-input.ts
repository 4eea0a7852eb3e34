/** Headers and body of a message, as people have them at hand: files, pipes, pasted lines. */
import type { Arguments } from './arguments.js'
import type { OptionSpecs } from './option.js'
import { misused } from './exit.js'
import { readBytes, readText } from './files.js'

export type HeaderList = readonly (readonly [name: string, value: string])[]

export const headerOptions: OptionSpecs = {
  header: { value: 'Name: value', short: 'H', multiple: true, help: 'one header; may be repeated' },
  headers: {
    value: 'file',
    help: 'a file of headers: "Name: value" lines, a dump of a request, or a JSON object',
  },
}

export async function readHeaders(args: Arguments): Promise<HeaderList> {
  const file = args.text('headers')
  const fromFile = file === undefined ? [] : parseHeaders(await readText(file), file)
  return [...fromFile, ...args.list('header').map((line) => parseLine(line, '--header'))]
}

/** The body: a file, standard input for `-` or nothing. */
export async function readBody([path = '-', ...more]: readonly string[]): Promise<Uint8Array> {
  if (more.length > 0) throw misused(`Expected one body, got also ${more.join(', ')}.`)
  return readBytes(path)
}

/** @throws CliError for a line that is no header */
export function parseHeaders(text: string, where: string): HeaderList {
  if (text.trimStart().startsWith('{')) {
    try {
      return Object.entries(JSON.parse(text) as Record<string, unknown>).flatMap(([name, value]) =>
        [value].flat().map((each) => [name, String(each)] as const),
      )
    } catch {
      throw misused(`${where} begins like JSON, and is none.`)
    }
  }
  // A dump begins with the request line and ends at the blank line before the body.
  const lines = text.replace(/^\S+ \S+ HTTP\/[\d.]+\r?\n/, '').split(/\r?\n/)
  const end = lines.findIndex((line) => line.trim() === '')
  return lines.slice(0, end === -1 ? lines.length : end).map((line) => parseLine(line, where))
}

function parseLine(line: string, where: string): readonly [string, string] {
  const [, name, value] = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*:\s*(.*?)\s*$/s.exec(line) ?? []
  // Not repeated: it may be a token.
  if (name === undefined || value === undefined)
    throw misused(`${where}: a line is not of the form "Name: value".`)
  return [name, value]
}
