/** Holds every answer to the OpenAPI document: what it says and what is answered must never part. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect } from 'vitest'
import { managementOpenApi } from 'hookstamp/management'
import { createRouter } from '../../src/management/router.js'
import { routes } from '../../src/management/routes.js'

const document = managementOpenApi({ baseUrl: 'https://api.example.com' })
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(document, 'api')
const match = createRouter(routes)

type Json = Readonly<Record<string, unknown>>
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** Fails unless the document has the operation, this status of it, and this body. */
export async function conform(request: Request, path: string, response: Response): Promise<void> {
  const text = await response.clone().text()
  if (request.method === 'HEAD') return expect(text).toBe('')
  const matched = match(request.method, path)
  if (matched?.id === undefined) {
    expect([404, 405]).toContain(response.status)
    return expect(Object.keys(JSON.parse(text) as Json)).toEqual(['message'])
  }
  const route = routes[matched.id]
  const template = route.path.replace(/:(\w+)/g, '{$1}')
  const operation = (document['paths'] as Record<string, Record<string, Json>>)[template]?.[
    route.method.toLowerCase()
  ] as Json
  const responses = operation['responses'] as Record<string, Json>
  const status = String(response.status) in responses ? String(response.status) : 'default'
  // What the document does not name is an error of no route in particular.
  if (status === 'default') expect([405, 409, 413, 415, 500, 501, 400]).toContain(response.status)
  const content = responses[status]?.['content'] as Record<string, Json> | undefined
  if (content === undefined) return expect(text).toBe('')
  const type = response.headers.get('content-type')?.split(';')[0] as string
  expect(Object.keys(content)).toContain(type)
  const pointer = [
    'paths',
    template,
    route.method.toLowerCase(),
    'responses',
    status,
    'content',
    type,
    'schema',
  ]
  const validate = ajv.getSchema(`api#/${pointer.map(escaped).map(encodeURIComponent).join('/')}`)
  expect(validate, pointer.join(' ')).toBeDefined()
  validate?.(type === 'application/json' ? JSON.parse(text) : text)
  expect({ path, status, body: text, errors: validate?.errors ?? [] }).toMatchObject({ errors: [] })
  if (type === 'application/json') expect(text.endsWith('\n')).toBe(true)
}
