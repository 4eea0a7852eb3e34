import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { gitlab } from 'hookstamp/dialects/gitlab'
import { gitlabSystem } from 'hookstamp/dialects/gitlab-system'
import { wvs } from 'hookstamp/dialects/wvs'
import * as gitlabSchemas from 'hookstamp/dialects/gitlab/schemas'
import * as systemSchemas from 'hookstamp/dialects/gitlab-system/schemas'
import { reachedBy } from '../reached-by.js'

describe.each([
  ['gitlab', gitlab, gitlabSchemas, 26],
  ['gitlab-system', gitlabSystem, systemSchemas, 30],
  ['wvs', wvs, gitlabSchemas, 26],
] as const)('%s', (folder, dialect, { strict, loose }, count) => {
  it('has the schemas of its schemas door, one for every event and view', async () => {
    expect(dialect.eventTypes).toHaveLength(count)
    for (const type of dialect.eventTypes) {
      expect(await dialect.schema(type as never, 'strict')).toBe(strict[type as keyof typeof strict])
      expect(await dialect.schema(type as never, 'loose')).toBe(loose[type as keyof typeof loose])
    }
  })

  it('does not reach them by being imported', () => {
    const door = fileURLToPath(new URL(`../../../src/dialects/${folder}/index.ts`, import.meta.url))
    const reached = reachedBy(door)
    expect([...reached].filter((path) => /zod|schemas/.test(path))).toEqual([])
    expect(reached.size).toBeGreaterThan(5)
  })
})
