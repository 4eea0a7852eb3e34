/** Real validators, as strict as they come. */
import { Ajv, type AnySchema, type ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { vi } from 'vitest'
import type { JsonSchema, JsonSchemaTarget } from 'hookstamp/schema'

// A validator of GitLab's catalog takes a second to make, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

type Formats = (ajv: Ajv) => Ajv
const withFormats = ((addFormats as unknown as { default?: Formats }).default ?? addFormats) as Formats

// Types of a union stand beside `properties` now and then: that is what strictTypes would refuse.
const settings = { strict: true, strictTypes: false, allErrors: true, discriminator: false } as const

export function ajvFor(target: JsonSchemaTarget): Ajv {
  const ajv = target === 'draft-07' ? new Ajv(settings) : new Ajv2020(settings)
  return withFormats(ajv)
}

const definitions = { 'draft-07': 'definitions', 'draft-2020-12': '$defs' } as const

/** What checks a payload of one event against a document of `toJsonSchema`. */
export function validatorOf(
  document: JsonSchema,
  target: JsonSchemaTarget,
): (type: string) => ValidateFunction {
  const ajv = ajvFor(target)
  ajv.addSchema(document as AnySchema, 'document')
  const made = new Map<string, ValidateFunction>()
  return (type) => {
    let validate = made.get(type)
    if (validate === undefined) {
      validate = ajv.compile({ $ref: `document#/${definitions[target]}/${encodeURIComponent(type)}` })
      made.set(type, validate)
    }
    return validate
  }
}

/** Where and why a value does not fit; empty if it does. */
export function problemsOf(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)
}

/** What checks a body against its schema in a document of `toOpenApi` or `toAsyncApi`. */
export function bodyValidatorOf(
  schema: object,
  components: { readonly schemas: Readonly<Record<string, JsonSchema>> },
  target: JsonSchemaTarget,
): ValidateFunction {
  const key = definitions[target]
  const text = JSON.stringify({ ...schema, [key]: components.schemas })
  // Beside a reference draft 7 looks at nothing, definitions included: they are found all the same.
  return ajvFor(target).compile(JSON.parse(text.replaceAll('"#/components/schemas/', `"#/${key}/`)) as object)
}
