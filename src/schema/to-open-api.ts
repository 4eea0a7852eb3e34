import { bodyOf, bodySchema } from './body.js'
import { examplesOf, sourceOf, type Exportable, type ExportOptions } from './catalog.js'
import { definitionsOf } from './definitions.js'
import { headersOf, proofHeaders, type HeaderField } from './headers.js'
import { infoOf, type DocumentInfo } from './info.js'
import { pointer, type JsonSchema } from './json-schema.js'
import { Names } from './names.js'

export interface OpenApiOptions extends ExportOptions {
  readonly info?: DocumentInfo
  /**
   * Status (`200`, `2XX`, `default`) → what it makes the sender do.
   * @default what hookstamp's dispatcher does
   */
  readonly responses?: Readonly<Record<string, string>>
}

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1'
  readonly info: Readonly<Record<string, unknown>>
  /** Event type → what is sent to a webhook. */
  readonly webhooks: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly parameters?: Readonly<Record<string, unknown>>
  }
}

// As judge.ts and endpoint-health.ts of the dispatcher decide.
const overloaded =
  'Tried again when Retry-After says, or after a while. Until then nothing is sent to the webhook.'
const answers = {
  '2XX': 'Delivered. Nothing of the answer is used.',
  '410': 'The webhook is turned off: nothing is sent to it any more.',
  '429': overloaded,
  '502': overloaded,
  '503': overloaded,
  '504': overloaded,
  default: 'Not delivered: tried again later. Redirects are not followed.',
}

/**
 * The events of a dialect, or of a catalog of your own, as an OpenAPI 3.1 document with `webhooks`: bodies as they
 * travel, the headers that are sent, what each answer does.
 *
 * @throws HookstampError `schema-not-exportable`, `option-invalid` or `dependency-missing`, as `toJsonSchema` does
 * @example
 * const document = await toOpenApi(djinn, { info: { title: 'Hooks of our CI', version: '2.1.0' }, fixtures })
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export async function toOpenApi(
  exportable: Exportable,
  { view = 'strict', fixtures, info, responses = answers }: OpenApiOptions = {},
): Promise<OpenApiDocument> {
  const source = sourceOf(exportable)
  const refer = (name: string): string => pointer('components', 'schemas', name)
  const { nameOf, schemas } = await definitionsOf(source, view, { target: 'draft-2020-12', refer })
  const proofs = proofHeaders(source.message?.schemes ?? {})
  const parameterNames = new Names()
  const parameters = proofs.map((field) => [parameterNames.take(field.name), toParameter(field)] as const)
  const described = Object.fromEntries(
    Object.entries(responses).map(([status, description]) => [status, { description }]),
  )

  const webhooks = [...nameOf].map(([type, name]) => {
    const examples = examplesOf(fixtures, type)
    const payload = examples[0]?.[1].payload
    const { contentType, fields } = headersOf(
      source.message,
      type,
      bodyOf(source.message, type, payload ?? {}),
    )
    const operation = {
      operationId: name,
      summary: type,
      parameters: [
        ...fields.map(toParameter),
        ...parameters.map(([parameter]) => ({ $ref: pointer('components', 'parameters', parameter) })),
      ],
      requestBody: {
        required: true,
        content: {
          [contentType]: {
            schema: bodySchema(source.message, type, { $ref: refer(name) }, payload),
            ...(examples.length > 0 && {
              examples: Object.fromEntries(
                examples.map(([key, example]) => [
                  key,
                  { value: bodyOf(source.message, type, example.payload) },
                ]),
              ),
            }),
          },
        },
      },
      responses: described,
    }
    return [type, { post: operation }]
  })

  return {
    openapi: '3.1.1',
    info: { ...infoOf(source, info) },
    webhooks: Object.fromEntries(webhooks) as OpenApiDocument['webhooks'],
    components: {
      schemas: Object.fromEntries(schemas),
      ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters) }),
    },
  }
}

function toParameter({
  name,
  description,
  required,
  schema,
}: HeaderField): Readonly<Record<string, unknown>> {
  return { name, in: 'header', required, ...(description !== undefined && { description }), schema }
}
