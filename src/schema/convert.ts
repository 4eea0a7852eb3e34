/** From one schema, of whatever library, to JSON Schema. */
import type * as z from 'zod'
import { HookstampError } from '../errors.js'
import type { StandardSchema } from '../internal/standard-schema.js'
import { isSchema, type JsonSchema, type JsonSchemaTarget } from './json-schema.js'

/** What libraries with Standard JSON Schema add to Standard Schema. */
interface JsonSchemaConverter {
  readonly jsonSchema?: { input(options: { readonly target: string }): unknown }
}

/**
 * The JSON Schema of what travels: a schema's input, which is what `emit` takes and sends as it is.
 *
 * @throws HookstampError `schema-not-exportable`, naming the place that JSON Schema cannot describe
 * @see https://standardschema.dev/json-schema
 */
export async function convert(
  type: string,
  schema: StandardSchema,
  target: JsonSchemaTarget,
): Promise<JsonSchema> {
  const standard = schema['~standard']
  if (standard.vendor === 'zod') return convertZod(type, schema as unknown as z.core.$ZodType, target)
  const { jsonSchema } = standard as JsonSchemaConverter
  if (jsonSchema === undefined) throw notExportable(type, missingConverter(standard.vendor))
  try {
    const converted = jsonSchema.input({ target })
    if (isSchema(converted)) return converted
  } catch (cause) {
    throw notExportable(type, messageOf(cause), cause)
  }
  throw notExportable(type, `${standard.vendor} gave no JSON Schema of it.`)
}

async function convertZod(
  type: string,
  schema: z.core.$ZodType,
  target: JsonSchemaTarget,
): Promise<JsonSchema> {
  // Loaded here, not with the module: asking for the schemas of another library needs no zod.
  const { toJSONSchema } = await import('zod')
  const written = (unrepresentable: NonNullable<z.core.ToJSONSchemaParams['unrepresentable']>): JsonSchema =>
    toJSONSchema(schema, {
      target,
      io: 'input',
      override: ({ jsonSchema }) => tidy(jsonSchema),
      unrepresentable,
    }) as JsonSchema
  try {
    return written('throw')
  } catch (cause) {
    // Once more for the place alone: versions of zod that do not tell it would take a function for "anything goes".
    let where = type
    written(({ path }) => {
      where = [type, ...path].join('.')
      return 'any'
    })
    throw notExportable(where, `${messageOf(cause)}.`, cause)
  }
}

const spelledOutByFormat = new Set(['date-time', 'date', 'time', 'duration'])

/** Takes out what zod says twice: the limits of safe integers, and 300 characters of pattern beside a format. */
function tidy(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.type === 'integer') {
    if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
    if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  }
  if (spelledOutByFormat.has(schema.format ?? '')) delete schema.pattern
}

function missingConverter(vendor: string): string {
  const wrap =
    vendor === 'valibot'
      ? 'Wrap it: toStandardJsonSchema(schema), from @valibot/to-json-schema.'
      : 'Update the library, or use one that has it: zod, arktype.'
  return `Its library, ${vendor}, does not implement Standard JSON Schema here. ${wrap}`
}

function notExportable(where: string, why: string, cause?: unknown): HookstampError {
  return new HookstampError(
    'schema-not-exportable',
    `The schema of "${where}" cannot be written as JSON Schema. ${why}`,
    cause === undefined ? {} : { cause },
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
