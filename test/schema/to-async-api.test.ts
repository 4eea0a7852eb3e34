import specs from '@asyncapi/specs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixtures } from 'hookstamp/fixtures/djinn'
import { toAsyncApi, type AsyncApiDocument } from 'hookstamp/schema'
import { everyDialect } from './every-dialect.js'
import { bodyValidatorOf, problemsOf } from './validators.js'

// Not strict: AsyncAPI's schema is written for validators that pass over what they do not know.
const isAsyncApi = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
  specs.schemasWithoutId['3.0.0'] as object,
)

interface Message {
  readonly payload: object
  readonly headers?: { readonly properties: object; readonly required: readonly string[] }
  readonly examples?: readonly { readonly name: string; readonly payload: unknown }[]
}

const messageOf = (document: AsyncApiDocument, type: string): Message =>
  document.components.messages[type] as Message

/** What stands where a reference leads. */
function at(document: AsyncApiDocument, reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], document)
}

describe.each(everyDialect)('$name', ({ dialect, fixtures: examples }) => {
  it.each(['strict', 'loose'] as const)(
    'is a valid document, whose examples fit, in the %s view',
    async (view) => {
      const document = await toAsyncApi(dialect, { view, fixtures: examples })
      expect(problemsOf(isAsyncApi, document)).toEqual([])

      let checked = 0
      for (const type of dialect.eventTypes) {
        const { payload, examples: shown = [] } = messageOf(document, type)
        const validate = bodyValidatorOf(payload, document.components, 'draft-07')
        for (const example of shown) {
          expect([type, problemsOf(validate, example.payload)]).toEqual([type, []])
          checked += 1
        }
        expect(validate('nothing of the kind')).toBe(false)
      }
      expect(checked).toBe(Object.keys(examples).length)
    },
  )

  it('refers to nothing that is not there', async () => {
    const document = await toAsyncApi(dialect)
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, to]) => to as string,
    )
    expect(references.filter((to) => at(document, to) === undefined)).toEqual([])
    expect(references.length).toBeGreaterThan(dialect.eventTypes.length)
  })
})

describe('the validator of these tests', () => {
  it('would notice', async () => {
    const document = await toAsyncApi(djinn)
    expect(problemsOf(isAsyncApi, { ...document, asyncapi: '2.6.0' })).not.toEqual([])
    expect(problemsOf(isAsyncApi, { ...document, operations: { x: { action: 'publish' } } })).not.toEqual([])
    expect(problemsOf(isAsyncApi, { ...document, channels: { webhook: { adress: null } } })).not.toEqual([])
  })
})

describe('a message', () => {
  it('has the headers that are sent and those of each scheme, which may be absent', async () => {
    const { headers } = messageOf(await toAsyncApi(djinn), 'cron')
    expect(Object.keys(headers?.properties ?? {})).toEqual([
      'User-Agent',
      'X-Djinn-CI-Event',
      'X-Djinn-CI-Hook-ID',
      'X-Djinn-CI-Signature',
    ])
    expect(headers?.required).toEqual(['User-Agent', 'X-Djinn-CI-Event', 'X-Djinn-CI-Hook-ID'])
  })

  it('is sent by one operation, on the one channel', async () => {
    const document = await toAsyncApi(djinn, { fixtures })
    expect(document.operations['build.tagged']).toEqual({
      action: 'send',
      title: 'build.tagged',
      channel: { $ref: '#/channels/webhook' },
      messages: [{ $ref: '#/channels/webhook/messages/build.tagged' }],
      bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
    })
    expect(document.channels).toMatchObject({ webhook: { address: null } })
    expect(messageOf(document, 'cron').examples).toEqual([{ name: 'cron', payload: fixtures.cron.payload }])
  })
})
