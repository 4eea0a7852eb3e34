import { describe, expect, it } from 'vitest'
import { gitlab } from 'hookstamp/dialects/gitlab'
import { gitlabSystem } from 'hookstamp/dialects/gitlab-system'
import { fixtures as ofForge } from 'hookstamp/fixtures/gitlab'
import { fixtures, variants } from 'hookstamp/fixtures/gitlab-system'

const system = { 'x-gitlab-event': 'System Hook' }
const all = [...Object.values(fixtures), ...Object.values(variants)]

describe('under the header of system hooks', () => {
  it.each(all)('$type', ({ type, payload }) => {
    expect(gitlabSystem.recognise({ headers: system, json: payload })).toEqual({ type, payload })
    expect(gitlab.recognise({ headers: system, json: payload }).type).toBeUndefined()
  })
})

describe('without the header', () => {
  it.each(all)('$type, with a warning', ({ type, payload }) => {
    expect(gitlabSystem.recognise({ headers: {}, json: payload })).toEqual({
      type,
      payload,
      warnings: [`X-Gitlab-Event is absent; taken for "${type}" by its body`],
    })
  })

  it.each(['user_add_to_group', 'user_access_request_to_group', 'project_create'] as const)(
    'leaves %s of a group hook to the dialect of group hooks',
    (type) => {
      const { payload } = ofForge[type]
      expect(gitlabSystem.recognise({ headers: {}, json: payload }).type).toBeUndefined()
      expect(gitlab.recognise({ headers: {}, json: payload }).type).toBe(type)
    },
  )

  it.each(['user_add_to_group', 'project_create'] as const)('takes %s of a system hook alone', (type) => {
    const { payload } = fixtures[type]
    expect(gitlabSystem.recognise({ headers: {}, json: payload }).type).toBe(type)
    expect(gitlab.recognise({ headers: {}, json: payload }).type).toBeUndefined()
  })
})

it('leaves what another hook sent to another dialect', () => {
  const { payload } = fixtures.push
  expect(gitlabSystem.recognise({ headers: { 'X-Gitlab-Event': 'Push Hook' }, json: payload })).toEqual({
    type: undefined,
    unknownType: 'push',
    payload,
    warnings: ['X-Gitlab-Event says "Push Hook": a project or group hook sent this'],
  })
})

it.each([null, [], 7, {}, { event_name: 'toString' }, { event_name: 'issue' }])(
  'makes nothing of %j',
  (json) => {
    expect(gitlabSystem.recognise({ headers: system, json }).type).toBeUndefined()
  },
)
