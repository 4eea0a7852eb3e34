import { describe, expect, it } from 'vitest'
import * as schemas from 'hookstamp/dialects/gitlab/schemas'
import * as ofWvs from 'hookstamp/dialects/wvs/schemas'
import { fixture, fixtures, variant, variants } from 'hookstamp/fixtures/gitlab'
import { absent, change } from '../mutations.js'
import { type Catalog, holdSchemas, issuesOf } from '../hold-schemas.js'
import { examplesOf } from './documents.js'

const strict = schemas.strict as unknown as Catalog
const loose = schemas.loose as unknown as Catalog

holdSchemas(strict, loose, [
  ...Object.values(fixtures).map(({ type, payload }) => ({ name: `fixture ${type}`, type, payload })),
  ...Object.entries(variants).map(([name, { type, payload }]) => ({
    name: `variant ${name}`,
    type,
    payload,
  })),
  ...examplesOf('wvs').map(({ file, type, body }) => ({ name: `example ${file}`, type, payload: body })),
])

it('are the same at both doors', () => {
  expect(ofWvs.strict).toBe(schemas.strict)
  expect(ofWvs.loose).toBe(schemas.loose)
})

describe('what real forges send', () => {
  it.each<[type: keyof typeof fixtures, path: string, value: unknown]>([
    ['push', 'object_kind', absent],
    ['push', 'user_email', null],
    ['push', 'project', absent],
    ['push', 'project.id', absent],
    ['push', 'repository', absent],
    ['push', 'user_id', '41'],
    ['push', 'push_options.ci', { skip: true, variable: { 'A=1': 1 } }],
    ['issue', 'project.default_branch', null],
    ['issue', 'object_attributes.action', absent],
    ['issue', 'object_attributes.position', 4],
    ['issue', 'object_attributes.milestone_id', '8'],
    ['issue', 'changes', { updated_at: ['2017-09-15 16:50:55 UTC', '2017-09-15 16:52:00 UTC'] }],
    ['issue', 'changes', { updated_by_id: [null, 1] }],
    ['issue', 'changes', { total_time_spent: { current: 30 } }],
    ['issue', 'assignee', null],
    ['issue', 'user.email', '[REDACTED]'],
    ['work_item', 'project', absent],
    ['merge_request', 'object_attributes.source', null],
    ['merge_request', 'object_attributes.last_commit', null],
    ['merge_request', 'object_attributes.action', absent],
    ['merge_request', 'object_attributes.merge_params', { force_remove_source_branch: true }],
    ['merge_request', 'object_attributes.detailed_merge_status', 'invented later'],
    ['merge_request', 'labels', null],
    ['merge_request', 'event_type', absent],
    ['merge_request', 'changes', null],
    ['merge_request', 'changes', { labels: { previous: null, current: [] } }],
    ['merge_request', 'user.id', absent],
    ['note', 'object_attributes.action', absent],
    ['note', 'object_attributes.url', null],
    ['pipeline', 'user', null],
    ['pipeline', 'commit', null],
    ['pipeline', 'merge_request', absent],
    ['pipeline', 'builds', []],
    ['pipeline', 'object_attributes.duration', 12.5],
    ['build', 'runner', null],
    ['build', 'user', null],
    ['build', 'environment', { name: 'review', action: 'start' }],
    ['build', 'commit.duration', null],
    ['deployment', 'deployable_id', null],
    ['deployment', 'deployable_url', null],
    ['milestone', 'project', null],
    ['emoji', 'project', null],
    ['user_add_to_group', 'expires_at', null],
    ['user_add_to_group', 'group_access', 'Observer of rain'],
    ['wiki_page', 'object_attributes.content', ''],
  ])('%s with another %s fits loose', (type, path, value) => {
    expect(issuesOf(loose[type], change(fixtures[type].payload, path.split('.'), value))).toEqual([])
  })

  it('tells notes apart by what they are on', () => {
    const { payload } = variant('note.commit')
    expect(issuesOf(strict['note'], { ...payload, merge_request: {} })).toEqual([''])
    expect(issuesOf(loose['note'], { ...payload, commit: { id: 7 } })).toEqual(['commit.id'])
    const later = change(payload, ['object_attributes', 'noteable_type'], 'Dashboard')
    expect(issuesOf(loose['note'], later)).toEqual([])
    expect(issuesOf(strict['note'], later)).toContain('object_attributes.noteable_type')
  })

  it.each([null, [], 'text', 7, true])('refuses %j', (body) => {
    for (const type of Object.keys(fixtures)) expect(issuesOf(loose[type], body)).toContain('')
  })

  it('is not brought down by nesting', () => {
    let deep: unknown = 1
    for (let depth = 0; depth < 50_000; depth++) deep = { object_attributes: deep, merge_request: deep }
    const issues = issuesOf(loose['merge_request'], { ...fixture('merge_request').payload, project: deep })
    expect(issues).toEqual(['project.name', 'project.namespace', 'project.path_with_namespace'])
  })
})
