import { describe, expect, it } from 'vitest'
import { djinn } from 'hookstamp/dialects/djinn'
import { gitlab } from 'hookstamp/dialects/gitlab'
import { program } from './run.js'

const { run, json, file } = program()

describe('events', () => {
  it('lists dialects, and the events of one', async () => {
    expect((await run(['events'])).out).toMatch(/^djinn +15 events\ngitlab +26 events\n/)
    expect(await json(['events'])).toMatchObject({ djinn: djinn.eventTypes, gitlab: gitlab.eventTypes })
    expect((await run(['events', 'djinn'])).out).toBe(`${djinn.eventTypes.join('\n')}\n`)
    expect(await json(['events', 'djinn'])).toEqual(djinn.eventTypes)
  })

  it('shows the fields of an event, in either view', async () => {
    const { code, out } = await run(['events', 'djinn', 'build.tagged'])
    expect(code).toBe(0)
    expect(out).toMatch(/^build\.tagged\n/)
    expect(out).toMatch(/\nbuild\.status +"queued" \| "running" \| /)
    expect(out).toMatch(/\nbuild\.number\? +integer\n/)
    expect(out).toMatch(/\nbuild\.namespace\.parent\.name +string\n/)
    expect(out).toMatch(/\ntags\[\]\.url +string\n/)
    expect(out).toMatch(/\nbuild\.finished_at +date-time \| null\n/)
    expect(await json(['events', 'djinn', 'build.started', '--view', 'loose'])).toContainEqual({
      path: 'started_at',
      type: 'string | null',
      required: false,
    })
  })

  it('shows those of a catalog, though it contain itself', async () => {
    const module = file(
      'catalog.mjs',
      `import * as z from 'zod'
       const category = z.object({ name: z.string(), get within() { return z.array(category) } })
       export default { 'shop/opened': z.object({ root: category, hours: z.array(z.array(z.int())) }) }`,
    )
    expect(await json(['events', module, 'shop/opened'])).toEqual([
      { path: 'root', type: 'object', required: true },
      { path: 'root.name', type: 'string', required: true },
      { path: 'root.within', type: 'object[]', required: true },
      { path: 'hours', type: 'integer[][]', required: true },
    ])
  })

  it('refuses events that are none', async () => {
    const { code, err } = await run(['events', 'djinn', 'build'])
    expect([code, err]).toEqual([2, expect.stringMatching(/no event "build"\. There is: build\.submitted, /)])
  })
})
