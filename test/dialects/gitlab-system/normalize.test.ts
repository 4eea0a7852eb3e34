import { describe, expect, it } from 'vitest'
import { normalize } from 'hookstamp/dialects/gitlab-system'
import { fixtures, variants } from 'hookstamp/fixtures/gitlab-system'

const { payload: current } = fixtures.user_add_to_team

describe('normalize', () => {
  it('gives the spelling of today to the documents of 2018 and of 2020', () => {
    expect(normalize(variants['user_add_to_team.2018'].payload)).toEqual(current)
    expect(normalize(variants['user_add_to_team.2020'].payload)).toEqual(current)
  })

  it('leaves alone what has it, and everything else', () => {
    expect(normalize(current)).toBe(current)
    const { payload } = fixtures.key_create
    expect(normalize(payload)).toBe(payload)
  })

  it('does not overwrite the role of today, and changes nothing in place', () => {
    const both = { ...current, access_level: 'Owner', project_access: 'Guest' }
    expect(normalize(both)).toEqual({ ...current, access_level: 'Owner' })
    expect(both.project_access).toBe('Guest')
  })
})
