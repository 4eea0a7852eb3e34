import { describe, expect, it } from 'vitest'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture, fixtures } from 'hookstamp/fixtures/djinn'

const named = (type: string): Record<string, string> => ({ 'X-Djinn-CI-Event': type })

describe('by the header', () => {
  it.each(Object.values(fixtures))('$type', ({ type, payload }) => {
    expect(djinn.recognise({ headers: named(type), json: payload })).toEqual({ type, payload })
  })

  it.each([
    ['a lower-case record, as Node has it', { 'x-djinn-ci-event': 'cron' }],
    ['Web Headers', new Headers({ 'X-Djinn-CI-Event': 'cron' })],
    ['the casing of Go', { 'X-Djinn-Ci-Event': 'cron' }],
    ['a value in another case', { 'X-Djinn-CI-Event': 'Cron' }],
  ])('in %s', (_, headers) => {
    expect(djinn.recognise({ headers, json: fixtures.cron.payload }).type).toBe('cron')
  })

  it('does not guess at a name it does not know: the sender said that it is something else', () => {
    const json = fixtures['build.submitted'].payload
    expect(djinn.recognise({ headers: named('build.archived'), json })).toEqual({
      type: undefined,
      unknownType: 'build.archived',
      payload: json,
    })
  })
})

describe('by the body, where the header says nothing', () => {
  const silent = [
    ['absent', {}, 'is absent'],
    ['of a redelivery', named('Type(0)'), 'says "Type(0)"'],
    [
      'repeated',
      [
        ['x-djinn-ci-event', 'cron'],
        ['X-Djinn-CI-Event', 'images'],
      ] as const,
      'is repeated',
    ],
  ] as const

  describe.each(silent)('header %s', (_, headers, says) => {
    it.each(
      Object.values(fixtures).filter(
        ({ type }) => !/^build\.(un)?pinned$|^invite\.(accepted|rejected)$/.test(type),
      ),
    )('$type', ({ type, payload }) => {
      const recognised = djinn.recognise({ headers, json: payload })
      expect(recognised.type).toBe(type)
      expect(recognised.warnings?.[0]).toContain(`X-Djinn-CI-Event ${says}`)
    })
  })

  it('takes a pinned build for the state it is in, and says that this is a guess', () => {
    const { type, warnings } = djinn.recognise({ headers: {}, json: fixtures['build.pinned'].payload })
    expect(type).toBe('build.finished')
    expect(warnings?.[0]).toContain('other build events share')
  })

  it.each([
    [{ status: 'queued' }, 'build.submitted'],
    [{ status: 'running' }, 'build.started'],
    [{ status: 'killed' }, 'build.finished'],
    [{ status: 'invented-later' }, 'build.finished'],
    [{ status: undefined, started_at: '2024-06-02T02:00:09Z' }, 'build.started'],
    [{ status: undefined, finished_at: '2024-06-02T02:00:09Z' }, 'build.finished'],
    [{ status: undefined }, 'build.submitted'],
  ])('a build with %j', (changes, type) => {
    const json = { ...fixtures['build.submitted'].payload, ...changes }
    expect(djinn.recognise({ headers: {}, json }).type).toBe(type)
  })

  it('does not guess whether an invite was accepted or rejected', () => {
    const json = fixtures['invite.rejected'].payload
    const recognised = djinn.recognise({ headers: named('Type(0)'), json })
    expect(recognised).toMatchObject({ type: undefined, unknownType: 'Type(0)', payload: json })
    expect(recognised.warnings?.[0]).toContain('the body does not tell')
  })

  it.each([
    null,
    7,
    'text',
    [],
    {},
    { action: 'created' },
    { invitee: {} },
    { action: 'created', webhook: {} },
  ])('makes nothing of %j', (json) => expect(djinn.recognise({ headers: {}, json }).type).toBeUndefined())
})

describe('ssh_keys', () => {
  const { action, key } = fixture('ssh_keys').payload

  it.each([
    ['by header', named('ssh_keys')],
    ['by body', {}],
  ])('reads ssh_key as key, %s', (_, headers) => {
    const { type, payload } = djinn.recognise({ headers, json: { action, ssh_key: key } })
    expect(type).toBe('ssh_keys')
    expect(payload).toEqual({ action, key })
  })

  it('leaves alone a body that has both, or none, or is no object', () => {
    for (const json of [{ action, key, ssh_key: 1 }, { action }, null, []]) {
      expect(djinn.recognise({ headers: named('ssh_keys'), json }).payload).toBe(json)
    }
  })
})
