import { bodyOf, bodySchema } from './body.js'
import { examplesOf, sourceOf, type Exportable, type ExportOptions } from './catalog.js'
import { definitionsOf } from './definitions.js'
import { headersOf, proofHeaders, type HeaderField } from './headers.js'
import { infoOf, type DocumentInfo } from './info.js'
import { pointer, type JsonSchema } from './json-schema.js'

export interface AsyncApiOptions extends ExportOptions {
  readonly info?: DocumentInfo
}

/** An AsyncAPI 3.0 document. */
export interface AsyncApiDocument {
  readonly asyncapi: '3.0.0'
  readonly info: Readonly<Record<string, unknown>>
  readonly defaultContentType: 'application/json'
  readonly channels: Readonly<Record<string, unknown>>
  readonly operations: Readonly<Record<string, unknown>>
  readonly components: {
    readonly messages: Readonly<Record<string, unknown>>
    readonly schemas: Readonly<Record<string, JsonSchema>>
  }
}

/**
 * The events of a dialect, or of a catalog of your own, as an AsyncAPI 3.0 document of the application that sends
 * them: one channel, whose address each subscriber chooses, and one operation and message per event.
 *
 * @throws HookstampError `schema-not-exportable`, `option-invalid` or `dependency-missing`, as `toJsonSchema` does
 * @example
 * const document = await toAsyncApi(djinn, { info: { version: '2.1.0' } })
 * @see https://www.asyncapi.com/docs/reference/specification/v3.0.0
 */
export async function toAsyncApi(
  exportable: Exportable,
  { view = 'strict', fixtures, info }: AsyncApiOptions = {},
): Promise<AsyncApiDocument> {
  const source = sourceOf(exportable)
  // AsyncAPI's own schema object is a superset of draft 7.
  const refer = (name: string): string => pointer('components', 'schemas', name)
  const { nameOf, schemas } = await definitionsOf(source, view, { target: 'draft-07', refer })
  const proofs = proofHeaders(source.message?.schemes ?? {})

  const messages = [...nameOf].map(([type, name]) => {
    const examples = examplesOf(fixtures, type)
    const payload = examples[0]?.[1].payload
    const { contentType, fields } = headersOf(
      source.message,
      type,
      bodyOf(source.message, type, payload ?? {}),
    )
    const message = {
      name: type,
      title: type,
      contentType,
      ...(fields.length + proofs.length > 0 && { headers: toSchema([...fields, ...proofs]) }),
      payload: bodySchema(source.message, type, { $ref: refer(name) }, payload),
      ...(examples.length > 0 && {
        examples: examples.map(([key, example]) => ({
          name: key,
          payload: bodyOf(source.message, type, example.payload),
        })),
      }),
    }
    return [name, message] as const
  })

  return {
    asyncapi: '3.0.0',
    info: { ...infoOf(source, info) },
    defaultContentType: 'application/json',
    channels: {
      webhook: {
        address: null,
        description: 'The URL of a webhook, which its subscriber chooses.',
        messages: refs(messages, (name) => pointer('components', 'messages', name)),
      },
    },
    operations: Object.fromEntries(
      messages.map(([name, { title }]) => [
        name,
        {
          action: 'send',
          title,
          channel: { $ref: pointer('channels', 'webhook') },
          messages: [{ $ref: pointer('channels', 'webhook', 'messages', name) }],
          bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
        },
      ]),
    ),
    components: { messages: Object.fromEntries(messages), schemas: Object.fromEntries(schemas) },
  }
}

function toSchema(fields: readonly HeaderField[]): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map(({ name, description, schema }) => [
        name,
        { ...schema, ...(description !== undefined && { description }) },
      ]),
    ),
    required: fields.filter(({ required }) => required).map(({ name }) => name),
  }
}

function refs(
  messages: readonly (readonly [name: string, message: unknown])[],
  refer: (name: string) => string,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(messages.map(([name]) => [name, { $ref: refer(name) }]))
}
