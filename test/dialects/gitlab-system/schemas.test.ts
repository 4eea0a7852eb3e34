import { describe, expect, it } from 'vitest'
import { loose as looseView, strict as strictView } from 'hookstamp/dialects/gitlab-system/schemas'
import { loose as ofForge, strict as strictOfForge } from 'hookstamp/dialects/gitlab/schemas'
import { fixtures, variants } from 'hookstamp/fixtures/gitlab-system'
import { examplesOf } from '../forge/documents.js'
import { type Catalog, holdSchemas, issuesOf } from '../hold-schemas.js'
import { absent, change } from '../mutations.js'

const strict = strictView as unknown as Catalog
const loose = looseView as unknown as Catalog

holdSchemas(strict, loose, [
  ...Object.values(fixtures).map(({ type, payload }) => ({ name: `fixture ${type}`, type, payload })),
  ...Object.entries(variants).map(([name, { type, payload }]) => ({
    name: `variant ${name}`,
    type,
    payload,
  })),
  ...[2018, 2020].flatMap((year) =>
    examplesOf(`gitlab-system-${year}`).map(({ file, type, body }) => ({
      name: `example ${file}`,
      type,
      payload: body,
    })),
  ),
])

it('shares what project hooks send alike', () => {
  for (const type of ['push', 'tag_push', 'merge_request'] as const) {
    expect(strictView[type]).toBe(strictOfForge[type])
    expect(looseView[type]).toBe(ofForge[type])
  }
})

describe('what real instances send', () => {
  it.each<[type: keyof typeof fixtures, path: string, value: unknown]>([
    ['project_create', 'owner_name', null],
    ['project_create', 'owners', []],
    ['project_create', 'created_at', absent],
    ['key_create', 'username', absent],
    ['group_create', 'full_path', absent],
    ['group_create', 'owner_name', null],
    ['user_add_to_group', 'expires_at', '2026-12-31T00:00:00Z'],
    ['user_add_to_team', 'access_level', 'Observer of rain'],
    ['user_add_to_team', 'project_visibility', 'visibilitylevel|public'],
    ['user_failed_login', 'state', 'invented later'],
    ['repository_update', 'project.id', absent],
    ['push', 'object_kind', absent],
    ['merge_request', 'labels', null],
  ])('%s with another %s fits loose', (type, path, value) => {
    expect(issuesOf(loose[type], change(fixtures[type].payload, path.split('.'), value))).toEqual([])
  })
})
