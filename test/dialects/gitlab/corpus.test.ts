import { describe, expect, it } from 'vitest'
import { gitlab } from 'hookstamp/dialects/gitlab'
import { gitlabSystem } from 'hookstamp/dialects/gitlab-system'
import { wvs } from 'hookstamp/dialects/wvs'
import { createReceiver, type Dialect } from 'hookstamp'
import { corpus, examplesOf, excluded, type Sent } from '../forge/documents.js'

interface Row {
  bodies: number
  recognised: number
  loose: number
  strict: number
}

const dialects = [gitlab, gitlabSystem]

/** What a receiver of project, group and system hooks makes of a body: as it is sent, with its header. */
async function judge({ headers, body }: Sent, validation: 'loose' | 'strict'): Promise<string | undefined> {
  const token = 'correct horse battery staple'
  const receiver = createReceiver({ dialect: dialects, secrets: [token], validation })
  const bytes = new TextEncoder().encode(JSON.stringify(body))
  const outcome = await receiver.verify({ headers: { ...headers, 'X-Gitlab-Token': token }, body: bytes })
  return outcome.code === 'verified' ? `${outcome.event.dialect} ${outcome.event.type}` : outcome.code
}

describe.skipIf(corpus.length === 0)('the bodies that other projects hold', () => {
  it('are recognised and fit loose, and nine in ten fit strict', { timeout: 60_000 }, async () => {
    const rows = new Map<string, Row>()
    const misses: string[] = []
    for (const sent of corpus) {
      if (sent.file in excluded) continue
      const isSystem = sent.headers['X-Gitlab-Event'] === 'System Hook'
      const expected = `${isSystem ? 'gitlab-system' : 'gitlab'} ${sent.type}`
      const row = rows.get(expected) ?? { bodies: 0, recognised: 0, loose: 0, strict: 0 }
      rows.set(expected, row)
      row.bodies++
      const dialect: Pick<Dialect, 'recognise'> = isSystem ? gitlabSystem : gitlab
      const recognised = dialect.recognise({ headers: sent.headers, json: sent.body })
      if (recognised.type === sent.type && recognised.warnings === undefined) row.recognised++
      else misses.push(`${sent.file}: recognised as ${recognised.type}`)
      if ((await judge(sent, 'loose')) === expected) row.loose++
      else misses.push(`${sent.file}: does not fit loose`)
      if ((await judge(sent, 'strict')) === expected) row.strict++
    }
    console.table(Object.fromEntries([...rows].toSorted()))
    console.table(excluded)
    const sum = (key: keyof Row): number => [...rows.values()].reduce((total, row) => total + row[key], 0)
    expect(misses).toEqual([])
    expect(sum('strict') / sum('bodies')).toBeGreaterThanOrEqual(0.9)
  })

  it('excludes only what is there', () => {
    const files = corpus.map(({ file }) => file)
    for (const file of Object.keys(excluded)) expect(files).toContain(file)
  })
})

describe.each([
  ['gitlab-system-2018', gitlabSystem, 22],
  ['gitlab-system-2020', gitlabSystem, 22],
  ['wvs', wvs, 19],
] as const)('the documented examples of %s', (folder, dialect, count) => {
  const examples = examplesOf(folder)

  it.skipIf(examples.length === 0)('are all there', () => expect(examples).toHaveLength(count))

  it.skipIf(examples.length === 0)('are recognised without a warning, and fit both views', async () => {
    for (const { file, type, headers, body } of examples) {
      expect([file, dialect.recognise({ headers, json: body })]).toEqual([file, { type, payload: body }])
      for (const view of ['strict', 'loose'] as const) {
        const schema = await dialect.schema(type as never, view)
        expect([file, view, await schema['~standard'].validate(body)]).toEqual([file, view, { value: body }])
      }
    }
  })
})
