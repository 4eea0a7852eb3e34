import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** Every file or package that importing a source file loads: not by `import()`, not for types alone. */
export function reachedBy(path: string, reached = new Set<string>()): Set<string> {
  reached.add(path)
  if (!path.endsWith('.ts')) return reached
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      verbatimModuleSyntax: true,
    },
  })
  const file = ts.createSourceFile('out.js', outputText, ts.ScriptTarget.ES2022)
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue
    if (statement.moduleSpecifier === undefined || !ts.isStringLiteral(statement.moduleSpecifier)) continue
    const specifier = statement.moduleSpecifier.text
    const target = specifier.startsWith('.')
      ? fileURLToPath(new URL(specifier.replace(/\.js$/, '.ts'), `file://${path}`))
      : specifier
    if (!reached.has(target)) reachedBy(target, reached)
  }
  return reached
}
