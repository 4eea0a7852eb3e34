/** The source tree as the house rules see it: files, their text, their imports. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const root: string = join(dirname(fileURLToPath(import.meta.url)), '../..')

export interface SourceFile {
  /** From the repository's root, e.g. `src/signing/index.ts`. */
  readonly path: string
  readonly text: string
  /** Relative imports, as paths from the root. */
  readonly imports: readonly string[]
  /** Bare imports: packages, `node:` modules, `#crypto`. */
  readonly packages: readonly string[]
}

export function filesBelow(folder: string, ending = '.ts'): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted()
}

export const sources: readonly SourceFile[] = filesBelow('src').map((path) => {
  const text = readFileSync(join(root, path), 'utf8')
  const specifiers = ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName)
  return {
    path,
    text,
    imports: specifiers
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts')),
    packages: specifiers.filter((specifier) => !specifier.startsWith('.')),
  }
})

/** Text without comments and string contents, for rules about code. */
export function codeOf({ text }: SourceFile): string {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text)
  let code = ''
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    code += token === ts.SyntaxKind.StringLiteral ? ' "" ' : `${scanner.getTokenText()} `
  }
  return code
}

/** Whether the type `any` is written anywhere. */
export function hasAny(file: SourceFile): boolean {
  return hasNode(file, (node) => node.kind === ts.SyntaxKind.AnyKeyword)
}

/** Whether there is anything to run: a function with a body. */
export function hasBehaviour(file: SourceFile): boolean {
  return hasNode(file, (node) => ts.isBlock(node) || ts.isArrowFunction(node))
}

function hasNode({ path, text }: SourceFile, is: (node: ts.Node) => boolean): boolean {
  const found = (node: ts.Node): boolean => is(node) || (ts.forEachChild(node, found) ?? false)
  return found(ts.createSourceFile(path, text, ts.ScriptTarget.Latest))
}
