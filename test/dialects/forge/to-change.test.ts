import { describe, expect, it } from 'vitest'
import { toChange } from 'hookstamp/dialects/gitlab'
import { variants } from 'hookstamp/fixtures/gitlab'

describe('toChange', () => {
  it.each([
    [
      { previous: 'a', current: 'b' },
      { previous: 'a', current: 'b' },
    ],
    [
      { previous: null, current: 'b' },
      { previous: null, current: 'b' },
    ],
    [{ current: 'b' }, { previous: undefined, current: 'b' }],
    [['a', 'b'], { previous: 'a', current: 'b' }],
    [[null, 1] as const, { previous: null, current: 1 }],
    [[], { previous: undefined, current: undefined }],
  ])('of %j', (change, expected) => {
    expect(toChange<unknown>(change as { current: unknown } | readonly unknown[])).toEqual(expected)
  })

  it('of nothing is nothing: the field did not change', () => {
    expect(toChange(undefined)).toBeUndefined()
    expect(toChange(null)).toBeUndefined()
  })

  it('reads the reviewers as the document of GitLab 19 shows them', () => {
    const change = toChange(variants['merge_request.relabelled'].payload.changes?.reviewers)
    expect(change?.previous?.[0]?.state).toBe('approved')
    expect(change?.current?.[0]?.state).toBe('unreviewed')
  })
})
