/**
 * Writes the API reference, `docs/api/`: `npm run docs:api`. One page a door, from its doc comments and declarations as
 * they stand in the source. With `--check` it writes nothing and fails if a page on disk is not what would be written.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import ts from 'typescript'
import { subpaths } from './entries.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = 'docs/api'
// Doors with more are lists of schemas, all named alike.
const manyNames = 20

/** Path from the root → text of every page. */
export async function apiPages(): Promise<ReadonlyMap<string, string>> {
  const files = Object.values(subpaths).map((source) => join(root, source))
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as { config: object }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram(files, options)
  const pages = new Map<string, string>()
  const rows: string[] = []
  for (const [subpath, source] of Object.entries(subpaths)) {
    const door = subpath.replace(/^\./, 'hookstamp')
    const name = `${door.replace(/^hookstamp\/?/, '').replaceAll('/', '-') || 'hookstamp'}.md`
    const page = new DoorPage(program, join(root, source))
    pages.set(`${folder}/${name}`, await pretty(`# \`${door}\`\n\n${page.text()}`))
    const names = page.names()
    rows.push(`- [\`${door}\`](${name})${names.length > manyNames ? '' : `: ${names.join(', ')}`}`)
  }
  const index = `# API reference

Written by \`npm run docs:api\` from the doc comments of the source. What is not on these pages is not public.

${rows.join('\n')}
`
  pages.set(`${folder}/README.md`, await pretty(index))
  return pages
}

class DoorPage {
  readonly #checker: ts.TypeChecker
  readonly #file: ts.SourceFile
  readonly #exports: readonly (readonly [name: string, symbol: ts.Symbol])[]

  constructor(program: ts.Program, path: string) {
    this.#checker = program.getTypeChecker()
    this.#file = program.getSourceFile(path) as ts.SourceFile
    const module = this.#checker.getSymbolAtLocation(this.#file) as ts.Symbol
    this.#exports = this.#checker
      .getExportsOfModule(module)
      .map((one): [string, ts.Symbol] => [
        one.name,
        one.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(one) : one,
      ])
  }

  names(): string[] {
    return this.#exports
      .filter(([, symbol]) => isValue(symbol) && !isGenerated(symbol))
      .map(([name]) => `\`${name}\``)
  }

  text(): string {
    // Their list of types is exported as types only.
    const payloads = this.#exports.filter(([, symbol]) => isGenerated(symbol) && !isValue(symbol))
    const own = this.#exports.filter(([, symbol]) => !isGenerated(symbol))
    const values = own.filter(([, symbol]) => isValue(symbol))
    if (values.length > manyNames) {
      return `${this.#introduction()}\n\nIt has ${values.map(([name]) => `\`${name}\``).join(', ')}.`
    }
    const types = own.filter(([, symbol]) => !isValue(symbol))
    return [
      this.#introduction(),
      ...values.map(([name, symbol]) => this.#section(name, symbol)),
      ...(types.length === 0 ? [] : ['## Types']),
      ...types.map(([name, symbol]) => this.#section(name, symbol)),
      this.#payloads(payloads),
    ].join('\n\n')
  }

  /** The comment of the file itself, if it has one. */
  #introduction(): string {
    const [first] = ts.getLeadingCommentRanges(this.#file.text, 0) ?? []
    if (first === undefined || !this.#file.text.startsWith('/**', first.pos)) return ''
    const statement = this.#file.statements[0]
    // Of a file without imports the first comment may be that of its first declaration.
    const isItsOwn =
      statement === undefined || ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)
    if (!isItsOwn) return ''
    const raw = this.#file.text
      .slice(first.pos + 3, first.end - 2)
      .split('\n')
      .map((line) => line.replace(/^ \* ?/, ''))
      .join('\n')
      .trim()
    const [text = '', ...tags] = raw.split(/\n(?=@)/)
    return [text, ...tags.map((tag) => tagText(...nameAndText(tag)))].join('\n\n')
  }

  #section(name: string, symbol: ts.Symbol): string {
    const declarations = (symbol.declarations ?? []).filter((one) => !isImplementation(one, symbol))
    const code = declarations.map(codeOf).join('\n')
    const documented = declarations.map((one) => (ts.isVariableDeclaration(one) ? one.parent.parent : one))
    const texts = documented.flatMap((one) =>
      ts
        .getJSDocCommentsAndTags(one)
        .filter(ts.isJSDoc)
        .map((doc) => this.#comment(doc)),
    )
    return [`### \`${name}\``, texts.join('\n\n'), `\`\`\`typescript\n${code}\n\`\`\``].join('\n\n')
  }

  #comment(doc: ts.JSDoc): string {
    const text = ts.getTextOfJSDocComment(doc.comment) ?? ''
    const tags = (doc.tags ?? []).map((tag) => {
      // As written: the parser of tags takes names and links apart.
      const raw = tag
        .getText()
        .replace(/\n\s*\* ?/g, '\n')
        .trim()
      return tagText(...nameAndText(raw))
    })
    return [text, ...tags].join('\n\n')
  }

  #payloads(found: readonly (readonly [name: string, symbol: ts.Symbol])[]): string {
    const file = found[0]?.[1].declarations?.[0]?.getSourceFile().fileName
    if (file === undefined) return ''
    const link = relative(join(root, folder), file)
    return `## Payloads\n\nTypes of what travels, in [${file.slice(root.length)}](${link}): ${found.map(([name]) => `\`${name}\``).join(', ')}.`
  }
}

function nameAndText(tag: string): [name: string, text: string] {
  const [, name = '', text = ''] = /^@(\w+)\s*([\s\S]*)$/.exec(tag) ?? []
  return [name, text.trim()]
}

function tagText(name: string, text: string): string {
  switch (name) {
    case 'example':
      return `\`\`\`typescript\n${text}\n\`\`\``
    case 'throws':
      return `**Throws** ${text}`
    case 'returns':
      return `**Returns** ${text}`
    case 'param': {
      const [, param = '', rest = ''] = /^(\S+)\s*-?\s*([\s\S]*)$/.exec(text) ?? []
      return `- \`${param}\`: ${rest}`
    }
    case 'see':
      return `See ${text}`
    default:
      return `**${name}** ${text}`
  }
}

function isValue(symbol: ts.Symbol): boolean {
  return (symbol.flags & ts.SymbolFlags.Value) !== 0
}

/** Payload types of a dialect, hundreds of them, and the schemas they are made from. */
function isGenerated(symbol: ts.Symbol): boolean {
  return symbol.declarations?.some((one) => one.getSourceFile().fileName.endsWith('/payloads.ts')) ?? false
}

/** The body behind overloads, which nobody calls. */
function isImplementation(node: ts.Declaration, symbol: ts.Symbol): boolean {
  return ts.isFunctionDeclaration(node) && node.body !== undefined && (symbol.declarations ?? []).length > 1
}

const longestValue = 400

/** A declaration as it is written, without what makes it work. */
function codeOf(node: ts.Declaration): string {
  if (ts.isFunctionDeclaration(node)) {
    const end = node.body?.getFullStart() ?? node.end
    return textFrom(node, end).replace(/^export (async )?/, '')
  }
  if (ts.isVariableDeclaration(node)) {
    const type = node.type?.getText() ?? ''
    return type === '' || type.length > longestValue
      ? `const ${node.name.getText()}`
      : `const ${node.name.getText()}: ${type}`
  }
  if (ts.isClassDeclaration(node)) {
    const members = node.members
      .filter((one) => !ts.isPropertyDeclaration(one) || !ts.isPrivateIdentifier(one.name))
      .map(
        (one) =>
          `  ${ts.isConstructorDeclaration(one) || ts.isMethodDeclaration(one) ? textFrom(one, one.body?.getFullStart() ?? one.end) : one.getText()}`,
      )
    return `${node
      .getText()
      .replace(/^export /, '')
      .split('{')[0]
      ?.trim()} {\n${members.join('\n')}\n}`
  }
  return node.getText().replace(/^export /, '')
}

function textFrom(node: ts.Node, end: number): string {
  return node.getSourceFile().text.slice(node.getStart(), end).trim()
}

async function pretty(markdown: string): Promise<string> {
  // Pages stand one folder deeper than what comments speak of.
  const linked = markdown.replace(/(?<!\[)`?\bdocs\/([a-z-]+\.md)`?/g, '[docs/$1](../$1)')
  return format(linked, { parser: 'markdown', semi: false, singleQuote: true, printWidth: 110 })
}

/** What of the pages on disk is not as it would be written. */
export async function staleApiPages(): Promise<readonly string[]> {
  const pages = await apiPages()
  const onDisk = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []
  return [
    ...[...pages]
      .filter(
        ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
      )
      .map(([path]) => path),
    ...onDisk.map((name) => `${folder}/${name}`).filter((path) => !pages.has(path)),
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) {
    for (const path of await staleApiPages()) {
      console.error(`${path} is not what the source says. Run: npm run docs:api`)
      process.exitCode = 1
    }
  } else {
    rmSync(join(root, folder), { recursive: true, force: true })
    for (const [path, text] of await apiPages()) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
  }
}
