/** The fields of an event, read from its JSON Schema: every library's schemas are the same there. */
import type { JsonSchema } from 'hookstamp/schema'

export interface Field {
  /** Keys joined by points; `[]` for each of a list. */
  readonly path: string
  readonly type: string
  readonly required: boolean
}

type Definitions = Readonly<Record<string, JsonSchema>>

/** @param document of `toJsonSchema`, draft 2020-12 */
export function fieldsOf(document: JsonSchema, type: string): readonly Field[] {
  const definitions = document['$defs'] as Definitions
  const fields: Field[] = []
  const name = type.replace(/[^A-Za-z0-9._-]+/g, '_')
  walk(definitions[name] ?? {}, '', [], definitions, fields)
  return fields
}

function walk(
  schema: JsonSchema,
  path: string,
  within: readonly JsonSchema[],
  definitions: Definitions,
  fields: Field[],
): void {
  for (const each of alternatives(schema, definitions)) {
    // What contains itself is shown once.
    if (within.includes(each)) continue
    const inside = [...within, each]
    const required = new Set((each['required'] ?? []) as readonly string[])
    for (const [key, inner] of Object.entries((each['properties'] ?? {}) as Definitions)) {
      const at = path === '' ? key : `${path}.${key}`
      if (!fields.some((field) => field.path === at)) {
        fields.push({ path: at, type: typeOf(inner, definitions), required: required.has(key) })
      }
      walk(inner, at, inside, definitions, fields)
    }
    const items = each['items']
    if (typeof items === 'object' && items !== null) {
      walk(items as JsonSchema, `${path}[]`, inside, definitions, fields)
    }
  }
}

/** A schema, or each of those it may be; references followed. */
function alternatives(schema: JsonSchema, definitions: Definitions): readonly JsonSchema[] {
  const reference = schema['$ref']
  if (typeof reference === 'string') {
    const target = definitions[reference.split('/').at(-1) as string]
    return target === undefined ? [] : alternatives(target, definitions)
  }
  const options = (schema['anyOf'] ?? schema['oneOf']) as readonly JsonSchema[] | undefined
  return options === undefined ? [schema] : options.flatMap((option) => alternatives(option, definitions))
}

function typeOf(schema: JsonSchema, definitions: Definitions): string {
  const types = alternatives(schema, definitions).flatMap((each) => {
    if (each['const'] !== undefined) return [JSON.stringify(each['const'])]
    if (Array.isArray(each['enum'])) return each['enum'].map((value) => JSON.stringify(value))
    if (each['type'] === 'array') return [`${typeOf((each['items'] ?? {}) as JsonSchema, definitions)}[]`]
    if (typeof each['format'] === 'string') return [each['format']]
    return [each['type'] ?? 'any'].flat().map(String)
  })
  const text = [...new Set(types)].join(' | ')
  return types.length > 1 && text.endsWith('[]') ? `(${text})` : text
}
