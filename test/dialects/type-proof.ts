/**
 * Proves that generated payload types are what the schemas yield, by two ways that do not share a line with the
 * generator: zod's own inference, and zod's JSON Schema turned into a type.
 */
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import * as z from 'zod'
import { loosen } from '../../src/dialects/loosen.js'

/** Compile errors of the proof for one dialect's `schemas.ts`; none if every type is equal. */
export function disproved(schemasFile: string, schemas: Readonly<Record<string, unknown>>): string[] {
  const source = readFileSync(schemasFile, 'utf8')
  const proof = [`import type { IsEqual } from 'type-fest'`, `import type { Open } from '../open.js'`, source]
  for (const [name, initializer] of annotated(schemasFile, source)) {
    const schema = schemas[name] as z.ZodType
    const type = name.charAt(0).toUpperCase() + name.slice(1)
    proof.push(
      // Without its annotation; what it refers to keeps theirs, so each type rests on types proven beside it.
      `const inferred_${name} = ${initializer}`,
      `export const ${name}_1: IsEqual<z.output<typeof inferred_${name}>, T.Strict${type}> = true`,
      `export const ${name}_2: IsEqual<${typeOf(z.toJSONSchema(schema))}, T.Strict${type}> = true`,
      `export const ${name}_3: IsEqual<${typeOf(z.toJSONSchema(loosen(schema)))}, T.Loose${type}> = true`,
    )
  }
  return compile(schemasFile.replace(/schemas\.ts$/, 'proof.ts'), proof.join('\n'))
}

/** The exported constants annotated as the schema of a payload type, with their initializers. */
function annotated(fileName: string, source: string): [name: string, initializer: string][] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true)
  return file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList: { declarations } }) =>
      declarations
        .filter(({ type }) => /^Strict(Schema|Union)</.test(type?.getText() ?? ''))
        .map(({ name, initializer }): [string, string] => [
          name.getText(),
          (initializer as ts.Node).getText(),
        ]),
    )
}

type JsonSchema = z.core.JSONSchema.JSONSchema

function typeOf(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map((option) => `(${typeOf(option)})`).join(' | ')
  if (Array.isArray(schema.type)) {
    return schema.type
      .map((type: JsonSchema['type']) => `(${typeOf({ ...schema, type } as JsonSchema)})`)
      .join(' | ')
  }
  if (schema.type === 'null') return 'null'
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.examples !== undefined) {
    return `Open<${(schema.examples as unknown[]).map((value) => JSON.stringify(value)).join(' | ')}>`
  }
  switch (schema.type) {
    case 'object':
      return schema.properties === undefined
        ? `{ [key: string]: ${typeOf(schema.additionalProperties as JsonSchema)} }`
        : `{ ${Object.entries(schema.properties)
            .map(([key, value]) => {
              const mark = schema.required?.includes(key) ? '' : '?'
              return `${JSON.stringify(key)}${mark}: ${typeOf(value as JsonSchema)}`
            })
            .join('; ')} }`
    case 'array':
      return `(${typeOf(schema.items as JsonSchema)})[]`
    case 'integer':
      return 'number'
    default:
      return schema.type ?? 'unknown'
  }
}

function compile(fileName: string, text: string): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  }
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile } = host
  host.fileExists = (path) => path === fileName || fileExists(path)
  host.readFile = (path) => (path === fileName ? text : readFile(path))
  const program = ts.createProgram([fileName], options, host)
  const diagnostics = ts.getPreEmitDiagnostics(program, program.getSourceFile(fileName))
  const lines = text.split('\n')
  return diagnostics.map(({ file, start = 0, messageText }) => {
    const line = file?.getLineAndCharacterOfPosition(start).line ?? 0
    return `${ts.flattenDiagnosticMessageText(messageText, ' ')}: ${lines[line]?.slice(0, 120)}`
  })
}
