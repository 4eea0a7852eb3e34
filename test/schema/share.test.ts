import { describe, expect, it } from 'vitest'
import type { JsonSchema } from 'hookstamp/schema'
import { Names } from '../../src/schema/names.js'
import { share } from '../../src/schema/share.js'

const text = { type: 'string' }
const object = (properties: Record<string, JsonSchema>): JsonSchema => ({ type: 'object', properties })
const user = object({ id: text, name: text, mail: text })
const pair = object({ previous: text, current: text })

function shared(roots: Record<string, JsonSchema>): [Record<string, JsonSchema>, Record<string, JsonSchema>] {
  const found = share(new Map(Object.entries(roots)), new Names(), (name) => `#/${name}`)
  return [Object.fromEntries(found.roots), Object.fromEntries(found.shared)]
}

describe('share', () => {
  it('leaves what occurs once, and pairs, where they are', () => {
    const roots = { a: object({ user, one: pair, two: pair }), b: object({ three: pair }) }
    expect(shared(roots)).toEqual([roots, {}])
  })

  it('names an entity by the key it stands under most often, in lists by the singular', () => {
    const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
    const [roots, named] = shared({
      a: object({ owner: user, commits: list(object({ author: user, reviewer: user, text })) }),
      b: object({ author: user, commits: list(object({ author: user, reviewer: user, text })) }),
    })
    expect(Object.keys(named)).toEqual(['Author', 'Commit'])
    expect(roots['a']).toEqual(object({ owner: { $ref: '#/Author' }, commits: list({ $ref: '#/Commit' }) }))
    expect(named['Commit']).toEqual({
      title: 'Commit',
      ...object({ author: { $ref: '#/Author' }, reviewer: { $ref: '#/Author' }, text }),
    })
  })

  it('gives the bare name to what stands nearest to a root', () => {
    const inner = object({ a: text, b: text, c: text })
    const outer = object({ build: inner, d: text, e: text })
    const [, named] = shared({ one: object({ build: outer }), two: object({ build: outer }) })
    expect(Object.keys(named).toSorted()).toEqual(['Build', 'BuildBuild'])
    expect(named['Build']).toMatchObject({ properties: { build: { $ref: '#/BuildBuild' } } })
  })

  it('names what is nothing but an event after the first event', () => {
    const [roots, named] = shared({ 'invite.accepted': user, 'invite.rejected': user })
    expect(Object.keys(named)).toEqual(['InviteAccepted'])
    expect(roots['invite.rejected']).toEqual({ $ref: '#/InviteAccepted' })
  })

  it('looks for schemas where schemas stand, not among values', () => {
    const roots = { a: { ...text, examples: [user, user], default: user, enum: [user], const: user } }
    expect(shared(roots)).toEqual([roots, {}])
  })
})
