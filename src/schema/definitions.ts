/** All schemas of a catalog as one set of definitions that refer to each other. */
import type { View } from '../dialect.js'
import type { Source } from './catalog.js'
import { convert } from './convert.js'
import {
  definitionsKey,
  mapSchemas,
  type JsonSchema,
  type JsonSchemaTarget,
  type Visit,
} from './json-schema.js'
import { Names, toPascal } from './names.js'
import { share } from './share.js'

/** Where definitions will stand. */
export interface Standing {
  readonly target: JsonSchemaTarget
  /** The reference to a definition. */
  readonly refer: (name: string) => string
}

export interface Definitions {
  /** Event type → name of its definition: the type itself, unless it holds characters that names must not. */
  readonly nameOf: ReadonlyMap<string, string>
  /** Name → schema: events in their order, then what they share. */
  readonly schemas: ReadonlyMap<string, JsonSchema>
}

/** @throws HookstampError `schema-not-exportable` */
export async function definitionsOf(source: Source, view: View, standing: Standing): Promise<Definitions> {
  const names = new Names()
  const nameOf = new Map(source.eventTypes.map((type) => [type, names.take(type)]))
  const roots = new Map<string, JsonSchema>()
  const locals = new Map<string, { readonly name: string; readonly schema: JsonSchema }>()
  for (const [type, name] of nameOf) {
    const converted = await convert(type, await source.schema(type, view), standing.target)
    roots.set(name, adopt(converted, standing.refer(name), locals, names, standing))
  }
  const own = [...locals.values()].map(({ name, schema }) => [name, schema] as const)
  const { roots: all, shared } = share(new Map([...roots, ...own]), names, standing.refer)
  const schemas = new Map<string, JsonSchema>()
  for (const [type, name] of nameOf)
    schemas.set(name, titled(type, all.get(name) as JsonSchema, standing.target))
  const rest = [...own.map(([name]) => [name, all.get(name) as JsonSchema] as const), ...shared]
  for (const [name, schema] of rest.toSorted(([a], [b]) => (a < b ? -1 : 1))) schemas.set(name, schema)
  return { nameOf, schemas }
}

/** Takes what a schema defines for itself (what it was told to name, what contains itself) into the common set. */
function adopt(
  converted: JsonSchema,
  self: string,
  locals: Map<string, { readonly name: string; readonly schema: JsonSchema }>,
  names: Names,
  { refer }: Standing,
): JsonSchema {
  const { $schema: _draft, $id: _id, $defs, definitions, ...root } = converted
  const defined = Object.entries({ ...(definitions as object), ...($defs as object) }) as [
    string,
    JsonSchema,
  ][]
  // Equal definitions of the same name are one: several events share it.
  const keyed = defined.map(([name, schema]) => ({ name, schema, text: `${name} ${JSON.stringify(schema)}` }))
  const fresh = keyed.filter(({ text }) => !locals.has(text))
  for (const { name, schema, text } of fresh) {
    locals.set(text, { name: names.take(givenName(name, schema)), schema })
  }
  const references = new Map<unknown, string>([['#', self]])
  for (const { name, text } of keyed) {
    const reference = refer(locals.get(text)?.name as string)
    for (const key of Object.values(definitionsKey)) references.set(`#/${key}/${name}`, reference)
  }
  const rebase: Visit = (schema) => {
    const reference = references.get(schema.$ref)
    return mapSchemas(reference === undefined ? schema : { ...schema, $ref: reference }, rebase)
  }
  for (const { schema, text } of fresh) {
    locals.set(text, { name: locals.get(text)?.name as string, schema: rebase(schema, '') as JsonSchema })
  }
  return rebase(root, '') as JsonSchema
}

/** Libraries number what was not named: `__schema0`, `0`, `intersection1`. */
function givenName(name: string, { title }: JsonSchema): string {
  if (typeof title === 'string') return toPascal(title)
  return /^\W*\d*$|^__/.test(name) ? 'Recursive' : name
}

function titled(type: string, schema: JsonSchema, target: JsonSchemaTarget): JsonSchema {
  if (!('$ref' in schema)) return { title: type, ...schema }
  // Draft 7 ignores whatever stands beside a reference.
  return target === 'draft-07' ? { title: type, allOf: [schema] } : { title: type, ...schema }
}
