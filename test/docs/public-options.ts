/** Every set of options that users give, read from the doors by the TypeScript compiler. */
import { join } from 'node:path'
import ts from 'typescript'
import { subpaths } from '../../scripts/entries.js'
import { root } from '../architecture/source.js'

/** `createReceiver ReceiverOptions`-like names → what can be given. */
export type PublicOptions = ReadonlyMap<string, readonly string[]>

// Options by this or another name.
const named = /(Options|Policy|Definition)$|^(Retention|ReplayQuery|DeliveryQuery|NewWebhook|NewNamespace)$/
const isType = ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias

/**
 * The exported types that are options by their name, and what functions take inline as `options`, by
 * `<door> <type>` or `<door> <function>()`.
 */
export function publicOptions(): PublicOptions {
  const program = ts.createProgram(
    Object.values(subpaths).map((source) => join(root, source)),
    { ...compilerOptions(), noEmit: true },
  )
  const checker = program.getTypeChecker()
  const found = new Map<string, readonly string[]>()
  const seen = new Set<ts.Symbol>()
  for (const [subpath, source] of Object.entries(subpaths)) {
    const door = subpath.replace(/^\./, 'hookstamp')
    const file = program.getSourceFile(join(root, source))
    const module = file && checker.getSymbolAtLocation(file)
    if (module === undefined) throw new Error(`${source} is no module`)
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
      if (seen.has(symbol) || isPayload(symbol)) continue
      seen.add(symbol)
      if (symbol.flags & ts.SymbolFlags.Function) {
        const names = inlineOptions(checker, symbol)
        if (names.length > 0) found.set(`${door} ${exported.name}()`, names)
      } else if (symbol.flags & isType && named.test(exported.name)) {
        found.set(`${door} ${exported.name}`, namesOf(checker.getDeclaredTypeOfSymbol(symbol)))
      }
    }
  }
  return found
}

/** Of options without a type of their own. */
function inlineOptions(checker: ts.TypeChecker, symbol: ts.Symbol): readonly string[] {
  return checker
    .getTypeOfSymbol(symbol)
    .getCallSignatures()
    .flatMap((signature) => signature.parameters)
    .flatMap((parameter) => {
      const { type } = parameter.valueDeclaration as ts.ParameterDeclaration
      return type !== undefined && ts.isTypeLiteralNode(type)
        ? namesOf(checker.getTypeOfSymbol(parameter))
        : []
    })
}

function namesOf(type: ts.Type): readonly string[] {
  return type.getProperties().map((property) => property.name)
}

function isPayload(symbol: ts.Symbol): boolean {
  return symbol.declarations?.some((one) => one.getSourceFile().fileName.endsWith('/payloads.ts')) ?? false
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as { config: object }
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options
}
