/** JSON Schema, as far as hookstamp has to know it: where schemas stand inside a schema, and how they are named. */

/** A JSON Schema. Keywords as its draft has them. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}

/** The drafts that schemas are written in: the newest, and the one that most tools read. */
export type JsonSchemaTarget = 'draft-2020-12' | 'draft-07'

/** Where named schemas stand, by draft. */
export const definitionsKey: Readonly<Record<JsonSchemaTarget, string>> = {
  'draft-2020-12': '$defs',
  'draft-07': 'definitions',
}

/** The `$schema` of each draft. */
export const metaSchema: Readonly<Record<JsonSchemaTarget, string>> = {
  'draft-2020-12': 'https://json-schema.org/draft/2020-12/schema',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
}

const holdsOne = new Set([
  'additionalItems',
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
])
const holdsList = new Set(['allOf', 'anyOf', 'items', 'oneOf', 'prefixItems'])
const holdsMap = new Set(['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties'])

/** A schema inside another one: the keyword it stands under, and its key where that keyword holds several by name. */
export type Visit = (schema: JsonSchema, keyword: string, key?: string) => unknown

/** A copy of a schema, each schema right inside it replaced by what `visit` gives. */
export function mapSchemas(schema: JsonSchema, visit: Visit): JsonSchema {
  const copy: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(schema)) copy[keyword] = mapKeyword(keyword, value, visit)
  return copy
}

function mapKeyword(keyword: string, value: unknown, visit: Visit): unknown {
  if (Array.isArray(value)) {
    if (!holdsList.has(keyword)) return value
    return value.map((item: unknown) => (isSchema(item) ? visit(item, keyword) : item))
  }
  if (!isSchema(value)) return value
  if (holdsOne.has(keyword)) return visit(value, keyword)
  if (!holdsMap.has(keyword)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, isSchema(inner) ? visit(inner, keyword, key) : inner]),
  )
}

/** Whether a value can be a schema that says something: `true` and `false` are schemas as well. */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The reference to what stands there in the same document. For names that need no escapes, as `Names` gives them. */
export function pointer(...names: readonly string[]): string {
  return `#/${names.join('/')}`
}
