/** The OpenAPI 3.1 document of the API, from the schemas that its requests are held to. */
import * as z from 'zod'
import type { OperationId } from './operations.js'
import type { Route } from './route.js'
import { routes } from './routes.js'
import * as s from './schemas.js'

type Json = Record<string, unknown>

export interface OpenApiOptions {
  /** Public address of the API. */
  readonly baseUrl: string
}

const names = z.registry<{ id: string }>()
names.add(s.user, { id: 'User' })
names.add(s.relatedNamespace, { id: 'RelatedNamespace' })
names.add(s.namespace, { id: 'Namespace' })
names.add(s.webhook, { id: 'Webhook' })
names.add(s.collaborator, { id: 'Collaborator' })
names.add(s.invite, { id: 'Invite' })
names.add(s.acceptedInvite, { id: 'AcceptedInvite' })
names.add(s.delivery, { id: 'Delivery' })
names.add(s.wholeDelivery, { id: 'WholeDelivery' })
names.add(s.build, { id: 'Build' })
names.add(s.resources.image, { id: 'Image' })
names.add(s.resources.object, { id: 'Object' })
names.add(s.resources.variable, { id: 'Variable' })
names.add(s.resources.key, { id: 'Key' })
names.add(s.validationError, { id: 'ValidationError' })
names.add(s.message, { id: 'Message' })

/**
 * The OpenAPI 3.1 document of the management API.
 *
 * @example
 * writeFileSync('openapi.json', JSON.stringify(managementOpenApi({ baseUrl: 'https://example.com/api' })))
 */
export function managementOpenApi({ baseUrl }: OpenApiOptions): Json {
  const schemas: Json = {}
  const paths: Record<string, Json> = {}
  for (const [id, route] of Object.entries(routes) as [OperationId, Route][]) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    const operations = (paths[path] ??= {})
    operations[route.method.toLowerCase()] = operationOf(id, route, schemas)
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Namespaces and webhooks',
      version: '1',
      description:
        'A `path` may have several segments, the names of namespaces from the top. What may not be seen is answered as if it did not exist.',
    },
    servers: [{ url: baseUrl.replace(/\/+$/, '') }],
    paths,
    components: { schemas, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  }
}

function operationOf(id: OperationId, route: Route, schemas: Json): Json {
  const { method, summary, audience, permission, orPermission, params, query, body } = route
  const isOpen = audience === 'anyone'
  return {
    operationId: id,
    summary,
    ...(permission !== undefined && {
      description: `Permission: \`${permission}\`${orPermission === undefined ? '' : ` or \`${orPermission}\``}.`,
    }),
    security: isOpen ? [] : audience === 'see' ? [{ token: [] }, {}] : [{ token: [] }],
    parameters: [...parametersOf('path', params, schemas), ...parametersOf('query', query, schemas)],
    ...(body !== undefined && {
      requestBody: {
        required: method === 'POST',
        content: {
          'application/json': { schema: schemaOf(body, 'input', schemas) },
          'application/x-www-form-urlencoded': { schema: schemaOf(body, 'input', schemas) },
        },
      },
    }),
    responses: responsesOf(route, schemas),
  }
}

function parametersOf(where: 'path' | 'query', schema: z.ZodType | undefined, schemas: Json): Json[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'output', schemas) as {
    readonly properties?: Record<string, Json>
    readonly required?: readonly string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: required.includes(name),
    schema: property,
  }))
}

function responsesOf(route: Route, schemas: Json): Json {
  const problem = (description: string, schema: z.ZodType = s.message): Json => ({
    description,
    content: { 'application/json': { schema: schemaOf(schema, 'output', schemas) } },
  })
  const takes = route.query !== undefined || route.body !== undefined
  const type = route.path.endsWith('.svg') ? 'image/svg+xml' : 'application/json'
  const success = {
    description: route.summary,
    ...(route.returns !== undefined && {
      content: { [type]: { schema: schemaOf(route.returns, 'output', schemas) } },
    }),
    ...(route.pages !== undefined && {
      headers: {
        Link: { description: 'Addresses of the pages beside this one.', schema: { type: 'string' } },
      },
    }),
  }
  return {
    [route.status]: success,
    ...(takes && {
      400: problem('Something is wrong with a field.', z.union([s.validationError, s.message])),
    }),
    ...(route.audience !== 'anyone' && {
      401: problem('Nobody is signed in.'),
      403: problem('It takes another permission.'),
    }),
    ...(route.params !== undefined && { 404: problem('There is none, or it may not be seen.') }),
    default: problem('Something else is wrong.'),
  }
}

/** What has a name goes to the components, and is referred to. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const {
    $schema: _,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, { metadata: names, io, override: plain }) as {
    readonly [key: string]: unknown
    readonly $defs?: Readonly<Record<string, Json>>
  }
  for (const [name, definition] of Object.entries($defs)) schemas[name] = referring(definition)
  const name = names.get(schema)?.id
  if (name === undefined || '$ref' in own) return referring(own)
  schemas[name] = referring(own)
  return { $ref: `#/components/schemas/${name}` }
}

function referring(schema: Json): Json {
  const { id: _, ...rest } = schema
  return JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json
}

/** Leaves out what readers of the document know anyway: the bounds of a double, what a date looks like. */
function plain({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
}
