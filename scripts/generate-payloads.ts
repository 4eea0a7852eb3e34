/** Turns the schemas of a dialect into the plain interfaces its users see, one for each view. */
import * as z from 'zod'
import { departureOf } from '../src/dialects/definition.js'
import { loosen } from '../src/dialects/loosen.js'
import { type KeyComment, readComments } from './generate-comments.js'

/** A dialect's schemas, as its `schemas.ts` exports them. */
export interface SchemasModule {
  readonly strict: Readonly<Record<string, z.ZodType>>
  readonly [name: string]: unknown
}

type Names = ReadonlyMap<z.core.$ZodType, string>
type KeyComments = ReadonlyMap<string, KeyComment>

/** Another dialect's schemas, whose types are not written again but imported. */
export interface SharedSchemas {
  /** As `payloads.ts` imports its types, e.g. `../forge/payloads.js`. */
  readonly from: string
  readonly schemas: SchemasModule
}

/** The text of `payloads.ts`. `name` is the dialect's, with a capital. */
export function renderPayloads(
  name: string,
  schemas: SchemasModule,
  source: string,
  shared?: SharedSchemas,
): string {
  const comments = readComments('schemas.ts', source)
  const strictNames = new Map<z.core.$ZodType, string>()
  const looseNames = new Map<z.core.$ZodType, string>()
  const exported: [string, z.ZodType][] = []
  const give = (key: string, schema: z.ZodType): void => {
    const pascal = key.charAt(0).toUpperCase() + key.slice(1)
    strictNames.set(schema, `Strict${pascal}`)
    looseNames.set(loosen(schema), `Loose${pascal}`)
  }
  for (const [key, schema] of Object.entries(shared?.schemas ?? {})) {
    if (schema instanceof z.ZodType) give(key, schema)
  }
  const sharedNames = new Set([...strictNames.values(), ...looseNames.values()])
  for (const key of comments.keys()) {
    const schema = schemas[key]
    if (!(schema instanceof z.ZodType)) continue
    exported.push([key, schema])
    give(key, schema)
    sharedNames.delete(strictNames.get(schema) as string)
    sharedNames.delete(looseNames.get(loosen(schema)) as string)
  }

  const declarations = exported.flatMap(([key, schema]) => {
    const { own, keys = new Map() } = comments.get(key) ?? {}
    const asSent = own?.replace(/\s*\*\/$/, ' As real servers send it. */')
    return [
      withComment(own, declare(schema, strictNames, keys)),
      withComment(asSent, declare(loosen(schema), looseNames, keys)),
    ]
  })
  const types = Object.keys(schemas.strict).map((type) => `'${type}'`)
  const events = Object.entries(schemas.strict).map(
    ([type, schema]) => `'${type}': Views<${strictNames.get(schema)}, ${looseNames.get(loosen(schema))}>`,
  )
  const body = [
    ...declarations,
    `/** Event type → its payload, as documented and as really sent. */\nexport interface ${name}Events {\n${events.join('\n')}\n}`,
    `/** Every event type. */\nexport const eventTypes: readonly (keyof ${name}Events)[] = [${types.join(', ')}]`,
  ].join('\n\n')
  const imported = [...sharedNames].filter((type) => new RegExp(`\\b${type}\\b`).test(body)).toSorted()
  return [
    `// Written by \`npm run generate\` from schemas.ts. Do not edit.`,
    [
      `import type { Views } from '../../dialect.js'`,
      ...(imported.length > 0 ? [`import type { ${imported.join(', ')} } from '${shared?.from}'`] : []),
      `import type { Open } from '../open.js'`,
    ].join('\n'),
    body,
  ].join('\n\n')
}

function declare(schema: z.ZodType, names: Names, keys: KeyComments): string {
  const others = new Map(names)
  others.delete(schema)
  const body = typeText(schema, others, keys)
  return schema instanceof z.ZodObject
    ? `export interface ${names.get(schema)} ${body}`
    : `export type ${names.get(schema)} = ${body}`
}

function typeText(schema: z.core.$ZodType, names: Names, keys: KeyComments): string {
  const named = names.get(departureOf(schema)?.of ?? schema)
  if (named !== undefined) return named
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return `{\n${Object.entries(def.shape)
        .map(([key, value]) => keyText(key, value, names, keys.get(key)))
        .join('\n')}\n}`
    case 'enum':
      return literals(Object.values(def.entries))
    case 'literal':
      return literals(def.values)
    case 'string': {
      const examples = z.globalRegistry.get(schema)?.examples as readonly string[] | undefined
      return examples === undefined ? 'string' : `Open<${literals(examples)}>`
    }
    case 'array':
      return `(${typeText(def.element, names, keys)})[]`
    case 'nullable':
      return `${typeText(def.innerType, names, keys)} | null`
    case 'optional':
      return typeText(def.innerType, names, keys)
    case 'union':
      return def.options.map((option) => `(${typeText(option, names, keys)})`).join(' | ')
    case 'record':
      return `Record<string, ${typeText(def.valueType, names, keys)}>`
    case 'number':
    case 'boolean':
    case 'null':
    case 'unknown':
      return def.type
    default:
      throw new Error(`No type for a zod ${def.type} is defined`)
  }
}

function keyText(
  key: string,
  schema: z.core.$ZodType,
  names: Names,
  comment: KeyComment | undefined,
): string {
  const isOptional = (schema as z.core.$ZodTypes)._zod.def.type === 'optional'
  const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)
  const type = typeText(schema, names, comment?.inside ?? new Map())
  return withComment(comment?.own, `${name}${isOptional ? '?' : ''}: ${type}`)
}

function withComment(comment: string | undefined, text: string): string {
  return comment === undefined ? text : `${comment}\n${text}`
}

function literals(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join(' | ')
}
