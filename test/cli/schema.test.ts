import { describe, expect, it } from 'vitest'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixtures } from 'hookstamp/fixtures/djinn'
import { toAsyncApi, toJsonSchema, toOpenApi } from 'hookstamp/schema'
import { program } from './run.js'

const { run, json, file } = program()

describe('schema', () => {
  it('prints what the door makes', async () => {
    expect(await json(['schema', 'djinn'])).toEqual(await toJsonSchema(djinn, { fixtures }))
    expect(
      await json([
        'schema',
        'djinn',
        '--view',
        'loose',
        '--target',
        'draft-07',
        '--id',
        'https://a.example/b',
      ]),
    ).toEqual(
      await toJsonSchema(djinn, { fixtures, view: 'loose', target: 'draft-07', id: 'https://a.example/b' }),
    )
    const info = { title: 'Hooks', version: '2.1.0' }
    const named = ['--title', info.title, '--version', info.version]
    expect(await json(['schema', 'djinn', '--as', 'openapi', ...named])).toEqual(
      await toOpenApi(djinn, { fixtures, info }),
    )
    expect(await json(['schema', 'djinn', '--as', 'asyncapi', '--no-examples', ...named])).toEqual(
      await toAsyncApi(djinn, { info }),
    )
  })

  it('prints it indented for people', async () => {
    expect((await run(['schema', 'djinn'])).out).toMatch(/^\{\n {2}"\$schema"/)
  })

  it('takes a catalog out of a module, by its name or the only one', async () => {
    const zod = `import * as z from 'zod'\n`
    const one = file('one.mjs', `${zod}export const events = { paid: z.object({ cents: z.int() }) }`)
    expect(await json(['schema', one])).toMatchObject({
      $defs: { paid: { properties: { cents: { type: 'integer' } } } },
    })
    const two = file(
      'two.mjs',
      `${zod}export const a = { x: z.string() }\nexport const b = { y: z.string() }`,
    )
    expect(await json(['schema', `${two}#b`])).toMatchObject({ $defs: { y: { type: 'string' } } })
    const { code, err } = await run(['schema', two])
    expect([code, err]).toEqual([2, expect.stringMatching(/no dialect that could be told.*\(a, b\)/)])
  })

  it('says what cannot be exported', async () => {
    const dated = file(
      'dated.mjs',
      `import * as z from 'zod'\nexport default { paid: z.object({ at: z.date() }) }`,
    )
    const { code, err } = await run(['schema', dated])
    expect([code, err]).toEqual([2, expect.stringMatching(/"paid.*at" cannot be written as JSON Schema/)])
  })
})
