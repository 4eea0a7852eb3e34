import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gitlab } from 'hookstamp/dialects/gitlab'
import { fixture, fixtures, variants } from 'hookstamp/fixtures/gitlab'
import { hookOf, objectOf } from '../../../src/dialects/forge/event-name.js'

const all = [...Object.values(fixtures), ...Object.values(variants)]
const named = (hook: string): Record<string, string> => ({ 'X-Gitlab-Event': hook })

describe('by the body, under its own header', () => {
  it.each(all)('$type', ({ type, payload }) => {
    const headers = named(hookOf(type, objectOf(payload)))
    expect(gitlab.recognise({ headers, json: payload })).toEqual({ type, payload })
  })

  it('also under the header of old', () => {
    const { type, payload } = fixtures.build
    expect(gitlab.recognise({ headers: named('Build Hook'), json: payload })).toEqual({ type, payload })
  })
})

describe('by the body, with a warning', () => {
  it.each(all)('$type without a header', ({ type, payload }) => {
    const recognised = gitlab.recognise({ headers: {}, json: payload })
    expect(recognised).toMatchObject({ type, payload })
    expect(recognised.warnings).toEqual([`X-Gitlab-Event is absent; taken for "${type}" by its body`])
  })

  it('under a repeated header', () => {
    const headers = [
      ['x-gitlab-event', 'Push Hook'],
      ['X-Gitlab-Event', 'Issue Hook'],
    ] as const
    expect(gitlab.recognise({ headers, json: fixtures.push.payload })).toMatchObject({
      type: 'push',
      warnings: [expect.stringContaining('is repeated')],
    })
  })

  it.each([
    ['Tag Push Hook', 'push', fixtures.push.payload],
    ['Confidential Issue Hook', 'issue', fixtures.issue.payload],
    ['Issue Hook', 'issue', variants['issue.confidential'].payload],
    ['Future Hook', 'push', fixtures.push.payload],
    ['', 'push', fixtures.push.payload],
  ])('under "%s", as the Test button sends it: %s', (header, type, json) => {
    const recognised = gitlab.recognise({ headers: named(header), json })
    expect(recognised).toMatchObject({ type, payload: json })
    expect(recognised.warnings?.[0]).toContain(`X-Gitlab-Event says "${header}", the body is a "${type}"`)
  })

  it('by the header alone, where a push of old has no name', () => {
    const { object_kind: _kind, event_name: _name, ...json } = fixture('push').payload
    expect(gitlab.recognise({ headers: named('Push Hook'), json })).toEqual({
      type: 'push',
      payload: json,
      warnings: ['The body names no event; taken for "push" by X-Gitlab-Event'],
    })
    expect(gitlab.recognise({ headers: {}, json }).type).toBeUndefined()
  })
})

describe('not at all', () => {
  it('what a system hook sent: that is another dialect', () => {
    const { payload } = fixtures.push
    expect(gitlab.recognise({ headers: named('System Hook'), json: payload })).toEqual({
      type: undefined,
      unknownType: 'push',
      payload,
      warnings: ['X-Gitlab-Event says that a system hook sent this'],
    })
  })

  it.each([
    { event_name: 'user_add_to_group', expires_at: null },
    { event_name: 'project_create', owner_name: 'a', owner_email: '' },
  ])('without a header, what looks like a system hook sent it: %j', (json) => {
    expect(gitlab.recognise({ headers: {}, json })).toMatchObject({
      type: undefined,
      unknownType: json.event_name,
    })
  })

  it.each([null, [], 'text', 7, {}, { object_kind: 7 }])('%j', (json) => {
    expect(gitlab.recognise({ headers: named('Push Hook'), json })).toEqual({
      type: undefined,
      payload: json,
    })
  })

  it('an event it does not know, which is named', () => {
    const json = { object_kind: 'constellation' }
    expect(gitlab.recognise({ headers: named('Constellation Hook'), json })).toEqual({
      type: undefined,
      unknownType: 'constellation',
      payload: json,
    })
    expect(gitlab.recognise({ headers: {}, json: { object_kind: 'toString' } }).type).toBeUndefined()
  })
})

it('takes any JSON under any header without a throw', () => {
  const header = fc.option(fc.oneof(fc.string(), fc.constantFrom('Push Hook', 'System Hook', 'Note Hook')))
  const name = fc.oneof(fc.constantFrom(...gitlab.eventTypes), fc.jsonValue())
  const json = fc.oneof(fc.jsonValue(), fc.record({ object_kind: name, event_name: name, event_type: name }))
  fc.assert(
    fc.property(header, json, (value, body) => {
      const headers = value === null ? {} : named(value)
      const { type, payload } = gitlab.recognise({ headers, json: body })
      expect(type === undefined || gitlab.eventTypes.includes(type as 'push')).toBe(true)
      expect(payload).toBe(body)
    }),
    { numRuns: 1_000 },
  )
})
