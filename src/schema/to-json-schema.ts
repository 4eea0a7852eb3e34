import { examplesOf, sourceOf, type Exportable, type ExportOptions } from './catalog.js'
import { definitionsOf } from './definitions.js'
import { definitionsKey, metaSchema, pointer, type JsonSchema, type JsonSchemaTarget } from './json-schema.js'

export interface JsonSchemaOptions extends ExportOptions {
  /** @default 'draft-2020-12' */
  readonly target?: JsonSchemaTarget
  /**
   * The `$id` of the document: an absolute URI.
   * @default none
   */
  readonly id?: string
}

/**
 * Every payload of a dialect, or of a catalog of your own, as one JSON Schema document. The events stand in `$defs`
 * (`definitions` in draft 7) under their type, beside the entities they share; the document itself accepts a payload
 * of any of them.
 *
 * @throws HookstampError `schema-not-exportable` for a schema that JSON Schema cannot describe, `option-invalid` for
 * what is no dialect and no catalog, `dependency-missing` without zod
 * @example
 * const document = await toJsonSchema(djinn, { id: 'https://ci.example/hooks.json', fixtures })
 * const validate = new Ajv2020().addSchema(document).getSchema('https://ci.example/hooks.json#/$defs/build.finished')
 */
export async function toJsonSchema(
  exportable: Exportable,
  { view = 'strict', target = 'draft-2020-12', id, fixtures }: JsonSchemaOptions = {},
): Promise<JsonSchema> {
  const source = sourceOf(exportable)
  const key = definitionsKey[target]
  const refer = (name: string): string => pointer(key, name)
  const { nameOf, schemas } = await definitionsOf(source, view, { target, refer })
  const typeOf = new Map([...nameOf].map(([type, name]) => [name, type]))
  const definitions = [...schemas].map(([name, schema]) => {
    const examples = examplesOf(fixtures, typeOf.get(name) ?? '').map(([, { payload }]) => payload)
    return [name, examples.length === 0 ? schema : { ...schema, examples }]
  })
  return {
    $schema: metaSchema[target],
    ...(id === undefined ? {} : { $id: id }),
    title: source.name ?? 'events',
    anyOf: [...nameOf.values()].map((name) => ({ $ref: refer(name) })),
    [key]: Object.fromEntries(definitions) as unknown,
  }
}
