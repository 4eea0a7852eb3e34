import { describe, expect, test } from 'vitest'
import { setup } from './setup.js'

const to = 'POST /namespaces'
const json = { 'Content-Type': 'application/json' }

/** `parts` one after the other, without a length. */
function streamOf(...parts: readonly string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part))
      controller.close()
    },
  })
}

describe('a body', () => {
  test.each([
    ['JSON', '{"name":"djinn"}', json],
    ['JSON with parameters', '{"name":"djinn"}', { 'Content-Type': 'Application/JSON; charset=utf-8' }],
    ['JSON of another name', '{"name":"djinn"}', { 'Content-Type': 'application/merge-patch+json' }],
    ['a form', 'name=djinn', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    [
      'a form, the last value of a name',
      'name=x&name=djinn',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
    ],
  ])('can be %s', async (_what, raw, headers) => {
    expect((await setup().send(to, { raw, headers })).body).toMatchObject({ name: 'djinn' })
  })

  test('in pieces, without a length or a type', async () => {
    const raw = streamOf('{"na', 'me":"dji', 'nn"}')
    expect((await setup().send(to, { raw })).body).toMatchObject({ name: 'djinn' })
  })

  test.each([
    ['no JSON', '{"name"', json, 400, 'The body is not JSON.'],
    ['a list', '[]', json, 400, 'The body is not a JSON object.'],
    ['null', 'null', json, 400, 'The body is not a JSON object.'],
    ['not UTF-8', new Uint8Array([0xff]), json, 400, 'The body is not UTF-8.'],
    ['XML', '<name/>', { 'Content-Type': 'text/xml' }, 415, expect.stringContaining('application/json')],
    ['a file', 'x', { 'Content-Type': 'multipart/form-data; boundary=x' }, 415, expect.anything()],
  ])('%s is refused', async (_what, raw, headers, status, message) => {
    const answer = await setup().send(to, { raw, headers })
    expect([answer.status, answer.body]).toEqual([status, { message }])
  })

  test('is read up to a cap, told its length or not', async () => {
    const s = setup({ maxBodyBytes: 100 })
    const long = JSON.stringify({ name: 'djinn', description: 'd'.repeat(100) })
    const declared = await s.send(to, {
      raw: long,
      headers: { ...json, 'Content-Length': String(long.length) },
    })
    const streamed = await s.send(to, { raw: streamOf(long), headers: json })
    const endless = await s.send(to, {
      headers: json,
      raw: new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(64)) }),
    })
    for (const answer of [declared, streamed, endless]) {
      expect([answer.status, answer.body]).toEqual([413, { message: 'The body has more than 100 bytes.' }])
    }
    const fits = JSON.stringify({ name: 'djinn', description: 'd'.repeat(100 - 33) })
    expect(fits).toHaveLength(100)
    expect((await s.send(to, { raw: fits, headers: json })).status).toBe(201)
  })

  test('names of the prototype are fields like any other', async () => {
    const s = setup()
    const raw = '{"name":"djinn","__proto__":{"visibility":"public"},"constructor":1}'
    expect((await s.send(to, { raw, headers: json })).body).toMatchObject({ visibility: 'private' })
    expect(({} as { visibility?: string }).visibility).toBeUndefined()
  })
})
