import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { managementOpenApi } from 'hookstamp/management'
import { routes } from '../../src/management/routes.js'
import { base, setup } from './setup.js'

describe('managementOpenApi', () => {
  test('is a valid OpenAPI 3.1 document', async () => {
    const validator = new Validator()
    const result = await validator.validate(structuredClone(managementOpenApi({ baseUrl: base })))
    expect(result).toMatchObject({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  test('refers to nothing that it does not have', () => {
    const document = managementOpenApi({ baseUrl: base })
    const { schemas } = document['components'] as { schemas: Record<string, unknown> }
    const referred = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(
      ([, ref]) => ref as string,
    )
    expect(new Set(referred)).toEqual(
      new Set(Object.keys(schemas).map((name) => `#/components/schemas/${name}`)),
    )
  })

  test('has every operation of the table, with its permission', () => {
    const { paths } = managementOpenApi({ baseUrl: base }) as {
      paths: Record<string, Record<string, { operationId: string; description?: string }>>
    }
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
    expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(
      Object.keys(routes).toSorted(),
    )
    expect(paths['/n/{username}/{path}/-/webhooks']?.['post']?.description).toBe(
      'Permission: `namespace:write` or `webhook:write`.',
    )
  })

  test('is served only where that is asked for', async () => {
    expect((await setup().send('GET /openapi.json', { as: null })).status).toBe(404)
    const { api } = setup({ openApi: true })
    const response = await api(new Request(`${base}/openapi.json`))
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(managementOpenApi({ baseUrl: base }))))
  })
})
