import { type } from 'arktype'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { defineDialect, type StandardSchema } from 'hookstamp'
import * as djinnSchemas from 'hookstamp/dialects/djinn/schemas'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixtures } from 'hookstamp/fixtures/djinn'
import { toJsonSchema, type JsonSchema } from 'hookstamp/schema'
import { hmacHex } from 'hookstamp/signing'
import { absent, change, isObject, places, type Path } from '../dialects/mutations.js'
import { everyDialect } from './every-dialect.js'
import { ajvFor, problemsOf, validatorOf } from './validators.js'

const targets = ['draft-2020-12', 'draft-07'] as const
const views = ['strict', 'loose'] as const

describe.each(everyDialect)('$name', ({ dialect, fixtures: examples, documented }) => {
  const payloads = [...Object.values(examples), ...documented]

  it.each(targets.flatMap((target) => views.map((view) => ({ target, view }))))(
    'is a valid document of $target in the $view view, and accepts every payload there is',
    async ({ target, view }) => {
      const document = await toJsonSchema(dialect, { target, view })
      const ajv = ajvFor(target)
      expect(ajv.validateSchema(document)).toBe(true)
      const validator = validatorOf(document, target)
      const all = ajv.compile(document)
      for (const { type, payload } of payloads) {
        expect([type, problemsOf(validator(type), payload)]).toEqual([type, []])
        expect(all(payload)).toBe(true)
      }
    },
  )

  it('refuses what the schemas refuse, and nothing else', async () => {
    for (const view of views) {
      const validator = validatorOf(await toJsonSchema(dialect, { view }), 'draft-2020-12')
      for (const { type, payload } of payloads) {
        const schema = await dialect.schema(type as never, view)
        for (const { path, value } of places(payload)) {
          for (const mutated of changesOf(payload, path, value)) {
            const refused = (await schema['~standard'].validate(mutated)).issues !== undefined
            const problems = problemsOf(validator(type), mutated)
            if (refused && triesOnly.has(type)) continue
            expect([view, type, path, problems.length > 0]).toEqual([view, type, path, refused])
          }
        }
      }
    }
  })
})

// What is decided by a value in the schema is tried by JSON Schema, so these may pass as another of their kind.
const triesOnly: ReadonlySet<string> = new Set(['note'])

function changesOf(payload: unknown, path: Path, value: unknown): unknown[] {
  return [
    ...(path.length === 0 ? [] : [change(payload, path, absent), change(payload, path, null)]),
    // Formats are looser than zod's patterns in ajv: 25 o'clock is no time, a blank for the T is.
    ...(typeof value === 'string' ? [change(payload, path, 'invented')] : []),
    ...(isObject(value) ? [change(payload, [...path, 'invented'], {})] : []),
    ...(typeof value === 'object' ? [] : [change(payload, path, {})]),
  ]
}

describe('the strict view', () => {
  it('fails without a required key, with one more, with an undocumented value, with another type', async () => {
    const validate = validatorOf(await toJsonSchema(djinn), 'draft-2020-12')('build.finished')
    const { payload } = fixtures['build.finished']
    expect(problemsOf(validate, change(payload, ['finished_at'], absent))).toEqual([' required'])
    expect(problemsOf(validate, change(payload, ['invented'], 1))).toEqual([' additionalProperties'])
    expect(problemsOf(validate, change(payload, ['status'], 'invented'))).toEqual(['/status enum'])
    expect(problemsOf(validate, change(payload, ['id'], 'one'))).toEqual(['/id type'])
    expect(problemsOf(validate, change(payload, ['created_at'], 'yesterday'))).toEqual(['/created_at format'])
  })
})

describe('the document', () => {
  it('says each entity once, under a name that its keys suggest', async () => {
    const { $defs } = (await toJsonSchema(djinn)) as { $defs: Record<string, JsonSchema> }
    const shared = Object.keys($defs).filter(
      (name) => !(djinn.eventTypes as readonly string[]).includes(name),
    )
    expect(shared).toEqual(['Build', 'Data', 'Namespace', 'NamespaceBuild', 'Parent', 'Trigger', 'User'])
    expect($defs['build.submitted']).toEqual({ title: 'build.submitted', $ref: '#/$defs/Build' })
    expect($defs['Build']).toMatchObject({
      title: 'Build',
      properties: { user: { anyOf: [{ $ref: '#/$defs/User' }, { type: 'null' }] } },
    })
  })

  it('holds neither the bounds of safe integers nor patterns beside a format', async () => {
    const text = JSON.stringify(await toJsonSchema(djinn))
    expect(text).not.toContain(String(Number.MAX_SAFE_INTEGER))
    expect(text).not.toContain('"pattern"')
  })

  it('has the examples it is given, and the id', async () => {
    const id = 'https://ci.example/hooks.json'
    const document = await toJsonSchema(djinn, { id, fixtures, target: 'draft-07' })
    expect(document).toMatchObject({ $id: id, definitions: { cron: { examples: [fixtures.cron.payload] } } })
    const ajv = ajvFor('draft-07').addSchema(document as object)
    expect(ajv.getSchema(`${id}#/definitions/cron`)?.(fixtures.cron.payload)).toBe(true)
  })

  it('is the same every time', async () => {
    expect(JSON.stringify(await toJsonSchema(djinn))).toBe(JSON.stringify(await toJsonSchema(djinn)))
  })
})

describe('a catalog of one’s own', () => {
  const customer = z.object({ id: z.string(), name: z.string(), mail: z.email() }).meta({ id: 'Customer' })
  interface Category {
    name: string
    within: Category[]
  }
  const category: z.ZodType<Category> = z.lazy(() =>
    z.object({ name: z.string(), within: z.array(category) }),
  )

  it('serves by itself as well as in a dialect', async () => {
    const events = { 'invoice.paid': z.object({ id: z.string(), cents: z.int().min(0), customer }) }
    const acme = defineDialect({ name: 'acme', events, schemes: { hmac: hmacHex({ header: 'X-Sig' }) } })
    const { title: _, ...byCatalog } = await toJsonSchema(events)
    const { title, ...byDialect } = await toJsonSchema(acme)
    expect(byCatalog).toEqual(byDialect)
    expect(title).toBe('acme')
  })

  it('keeps the names that zod was given, and adds keys without a break: what travels is the input', async () => {
    const document = await toJsonSchema({
      a: z.object({ customer, tags: z.array(z.string()).default([]) }),
      b: z.object({ customer }),
    })
    expect(document).toMatchObject({
      $defs: { a: { properties: { customer: { $ref: '#/$defs/Customer' } }, required: ['customer'] } },
    })
    const validate = validatorOf(document, 'draft-2020-12')
    const payload = { customer: { id: '1', name: 'Ilse', mail: 'ilse@observatory.example' } }
    expect(problemsOf(validate('a'), payload)).toEqual([])
    expect(problemsOf(validate('b'), { ...payload, more: true })).toEqual([])
  })

  it('may contain itself', async () => {
    for (const target of targets) {
      const events = { tree: category, forest: z.object({ trees: z.array(category), at: z.string() }) }
      const validate = validatorOf(await toJsonSchema(events, { target }), target)
      const leaf = { name: 'leaf', within: [] }
      expect(problemsOf(validate('tree'), { name: 'root', within: [leaf] })).toEqual([])
      expect(problemsOf(validate('tree'), { name: 'root', within: [{ ...leaf, within: [1] }] })).not.toEqual(
        [],
      )
      expect(problemsOf(validate('forest'), { trees: [leaf], at: 'here' })).toEqual([])
      expect(problemsOf(validate('forest'), { trees: [{ name: 'x' }], at: 'here' })).not.toEqual([])
    }
  })

  it('may use another library that has Standard JSON Schema', async () => {
    const paid = type({
      id: 'string',
      'cents?': 'number.integer >= 0',
      by: { name: 'string', age: 'number', of: 'string' },
    })
    for (const target of targets) {
      const validate = validatorOf(await toJsonSchema({ paid, refunded: paid }, { target }), target)
      const by = { name: 'Ilse', age: 41, of: 'Optics' }
      expect(problemsOf(validate('paid'), { id: '1', cents: 5, by })).toEqual([])
      expect(problemsOf(validate('refunded'), { id: '1', cents: -5, by })).toEqual(['/cents minimum'])
      expect(problemsOf(validate('refunded'), { id: '1', by: {} })).toHaveLength(3)
    }
  })

  it('may name events as it likes', async () => {
    const name = fc
      .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
      .filter((key) => key !== '__proto__')
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), async (types) => {
        const shape = z.strictObject({ a: z.string(), b: z.string(), c: z.string() })
        const document = await toJsonSchema(Object.fromEntries(types.map((each) => [each, shape])))
        const validate = ajvFor('draft-2020-12').compile(document as object)
        expect(validate({ a: '', b: '', c: '' })).toBe(true)
        expect(validate({ a: '', b: '' })).toBe(false)
        expect((document['anyOf'] as unknown[]).length).toBe(types.length)
      }),
      { numRuns: 50 },
    )
  })
})

describe('what cannot be exported', () => {
  it.each([
    ['a Date', { paid: z.object({ lines: z.array(z.object({ at: z.date() })) }) }, /"paid.*at"/],
    ['a BigInt', { paid: z.object({ cents: z.bigint() }) }, /"paid.*cents"/],
    [
      'a library without Standard JSON Schema',
      { paid: { '~standard': { version: 1 as const, vendor: 'valibot', validate: () => ({ value: 1 }) } } },
      /toStandardJsonSchema/,
    ],
    [
      'a library that gives up',
      {
        paid: withConverter(() => {
          throw new Error('no maps')
        }),
      },
      /"paid".*no maps/,
    ],
    ['a library that gives nothing', { paid: withConverter(() => undefined) }, /acme gave no JSON Schema/],
  ])('%s is refused, and the message says where and what to do', async (_what, events, message) => {
    const error: unknown = await toJsonSchema(events).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'schema-not-exportable',
      message: expect.stringMatching(message) as string,
    })
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty object', {}],
    ['a list', []],
    ['a string for a schema', { paid: 'string' }],
    ['a module of schemas', djinnSchemas],
  ])('%s is neither a dialect nor a catalog', async (_what, wrong) => {
    await expect(toJsonSchema(wrong as never)).rejects.toMatchObject({ code: 'option-invalid' })
  })
})

function withConverter(input: () => unknown): StandardSchema {
  const standard = {
    version: 1 as const,
    vendor: 'acme',
    validate: (value: unknown) => ({ value }),
    jsonSchema: { input },
  }
  return { '~standard': standard }
}
