import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { defineDialect } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
import { gitlab } from 'hookstamp/dialects/gitlab'
import { fixtures } from 'hookstamp/fixtures/djinn'
import { toOpenApi, type OpenApiDocument } from 'hookstamp/schema'
import { standardWebhooks } from 'hookstamp/signing'
import { everyDialect } from './every-dialect.js'
import { bodyValidatorOf, problemsOf } from './validators.js'

interface Operation {
  readonly parameters: readonly { readonly name?: string; readonly $ref?: string }[]
  readonly requestBody: {
    readonly content: Readonly<
      Record<
        string,
        { readonly schema: object; readonly examples?: Readonly<Record<string, { readonly value: unknown }>> }
      >
    >
  }
  readonly responses: Readonly<Record<string, { readonly description: string }>>
}

const operationOf = (document: OpenApiDocument, type: string): Operation =>
  document.webhooks[type]?.['post'] as Operation

describe.each(everyDialect)('$name', ({ dialect, fixtures: examples }) => {
  it.each(['strict', 'loose'] as const)(
    'is a valid document, whose examples fit, in the %s view',
    async (view) => {
      const document = await toOpenApi(dialect, { view, fixtures: examples })
      expect(await new Validator().validate(structuredClone(document) as never)).toEqual({ valid: true })
      expect(Object.keys(document.webhooks)).toEqual(dialect.eventTypes)

      let checked = 0
      for (const type of dialect.eventTypes) {
        for (const { schema, examples: shown = {} } of Object.values(
          operationOf(document, type).requestBody.content,
        )) {
          const validate = bodyValidatorOf(schema, document.components, 'draft-2020-12')
          for (const { value } of Object.values(shown)) {
            expect([type, problemsOf(validate, value)]).toEqual([type, []])
            checked += 1
          }
          expect(validate('nothing of the kind')).toBe(false)
        }
      }
      expect(checked).toBe(Object.keys(examples).length)
    },
  )
})

describe('an operation', () => {
  it('names the headers that are sent, and those of each scheme once for all', async () => {
    const document = await toOpenApi(djinn)
    expect(operationOf(document, 'build.tagged').parameters).toEqual([
      {
        name: 'User-Agent',
        in: 'header',
        required: true,
        schema: { type: 'string', const: 'Djinn-CI-Hook' },
      },
      {
        name: 'X-Djinn-CI-Event',
        in: 'header',
        required: true,
        schema: { type: 'string', const: 'build.tagged' },
      },
      {
        name: 'X-Djinn-CI-Hook-ID',
        in: 'header',
        required: true,
        description: 'Id of the webhook.',
        schema: { type: 'string' },
      },
      { $ref: '#/components/parameters/X-Djinn-CI-Signature' },
    ])
    expect(document.components.parameters).toEqual({
      'X-Djinn-CI-Signature': {
        name: 'X-Djinn-CI-Signature',
        in: 'header',
        required: false,
        description:
          'Scheme "hmac" (hmac-hex): a signature of the body by the secret of the webhook. Sent where the webhook has a secret for it.',
        schema: { type: 'string' },
      },
    })
    expect(Object.keys((await toOpenApi(gitlab)).components.parameters ?? {})).toEqual([
      'X-Gitlab-Token',
      'webhook-signature',
      'webhook-id',
      'webhook-timestamp',
    ])
  })

  it('says what each answer does, or what it is told to say', async () => {
    const { responses } = operationOf(await toOpenApi(djinn), 'cron')
    expect(Object.keys(responses)).toEqual(['410', '429', '502', '503', '504', '2XX', 'default'])
    expect(responses['410']?.description).toMatch(/turned off/)
    const told = await toOpenApi(djinn, { responses: { 204: 'Thank you.' } })
    expect(operationOf(told, 'cron').responses).toEqual({ 204: { description: 'Thank you.' } })
  })

  it('describes an envelope, and shows it in its examples', async () => {
    const acme = defineDialect({
      name: 'acme',
      events: { 'invoice.paid': z.object({ id: z.string() }) },
      schemes: { standard: standardWebhooks() },
    })
    const document = await toOpenApi(acme, {
      info: { title: 'Hooks of Acme', version: '2.1.0', description: 'What we send.' },
      fixtures: { paid: { type: 'invoice.paid', payload: { id: 'in_1' } }, other: fixtures.cron },
    })
    expect(document.info).toEqual({ title: 'Hooks of Acme', version: '2.1.0', description: 'What we send.' })
    expect(operationOf(document, 'invoice.paid').requestBody.content['application/json']).toEqual({
      schema: {
        type: 'object',
        properties: {
          type: { type: 'string', const: 'invoice.paid' },
          timestamp: { type: 'string', format: 'date-time', description: 'When it happened.' },
          data: { $ref: '#/components/schemas/invoice.paid' },
        },
        required: ['type', 'timestamp', 'data'],
      },
      examples: {
        paid: {
          value: { type: 'invoice.paid', timestamp: '2026-06-01T12:30:00.000Z', data: { id: 'in_1' } },
        },
      },
    })
    expect(await new Validator().validate(structuredClone(document) as never)).toEqual({ valid: true })
  })

  it('has no headers for a catalog alone, whose payloads are the bodies', async () => {
    const document = await toOpenApi({ paid: z.object({ id: z.string() }) })
    expect(operationOf(document, 'paid')).toMatchObject({
      parameters: [],
      requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/paid' } } } },
    })
    expect(document.info).toEqual({ title: 'Webhooks', version: '1.0.0' })
    expect(document.components.parameters).toBeUndefined()
  })
})
