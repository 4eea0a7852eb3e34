import { describe, expect, test } from 'vitest'
import {
  changeNamespace,
  depthOf,
  MAX_DEPTH,
  moveTree,
  plantNamespace,
} from '../../src/namespaces/namespace-rules.js'
import type { Namespace } from '../../src/ports/namespace.js'

const user = { id: 1, username: 'ada' }
const root: Namespace = {
  ...plantNamespace({ name: 'engine', user, visibility: 'internal' }, undefined, 1000),
  id: 7,
  rootId: 7,
}

const issuesOf = (act: () => unknown): readonly unknown[] => {
  try {
    act()
  } catch (error) {
    expect(error).toMatchObject({ code: 'record-invalid' })
    return (error as { issues: readonly { path: readonly unknown[] }[] }).issues.map((issue) => issue.path[0])
  }
  return []
}

describe('plantNamespace', () => {
  test('a root has its own path and no parent', () => {
    expect(root).toMatchObject({ path: 'engine', parentId: null, description: '', createdAt: 1000 })
    expect(plantNamespace({ name: 'engine', user }, undefined, 0)).not.toHaveProperty('rootId')
    expect(plantNamespace({ name: 'engine', user }, undefined, 0).visibility).toBe('private')
  })

  test('a child takes path, root and visibility from its parent', () => {
    const child = plantNamespace({ name: 'parts', user, visibility: 'public' }, root, 0)
    expect(child).toMatchObject({ path: 'engine/parts', parentId: 7, rootId: 7, visibility: 'internal' })
  })

  test.each(['ab', 'a'.repeat(33), 'has-dash', 'sp ace', '', 'ünïcode'])('refuses the name %j', (name) => {
    expect(issuesOf(() => plantNamespace({ name, user }, undefined, 0))).toEqual(['name'])
  })

  test('names every rule that is broken', () => {
    const stranger = { id: 2, username: 'bob' }
    const input = { name: '', description: 'd'.repeat(256), user: stranger }
    expect(issuesOf(() => plantNamespace(input, root, 0))).toEqual(['name', 'description', 'parentId'])
  })

  test(`a tree has at most ${MAX_DEPTH} levels`, () => {
    const deepest: Namespace = { ...root, path: Array<string>(MAX_DEPTH).fill('abc').join('/') }
    expect(depthOf(deepest)).toBe(MAX_DEPTH)
    expect(issuesOf(() => plantNamespace({ name: 'more', user }, deepest, 0))).toEqual(['parentId'])
    const above: Namespace = {
      ...root,
      path: Array<string>(MAX_DEPTH - 1)
        .fill('abc')
        .join('/'),
    }
    expect(depthOf({ ...root, ...plantNamespace({ name: 'last', user }, above, 0) })).toBe(MAX_DEPTH)
  })
})

describe('changeNamespace', () => {
  test('changes only what is given', () => {
    const changed = changeNamespace(root, { description: 'Steam' })
    expect(changed).toEqual({ ...root, description: 'Steam' })
    expect(changeNamespace(changed, { visibility: 'public' })).toEqual({ ...changed, visibility: 'public' })
  })

  test('ignores a visibility below the root', () => {
    const child: Namespace = { ...root, id: 8, parentId: 7 }
    expect(changeNamespace(child, { visibility: 'public' }).visibility).toBe('internal')
  })

  test('refuses a description that is too long', () => {
    expect(issuesOf(() => changeNamespace(root, { description: 'd'.repeat(256) }))).toEqual(['description'])
  })
})

describe('moveTree', () => {
  const below = (parent: Namespace, name: string, id: number): Namespace => ({
    ...plantNamespace({ name, user: parent.user }, parent, 0),
    id,
    rootId: parent.rootId,
  })
  const other: Namespace = {
    ...plantNamespace({ name: 'shop', user, visibility: 'public' }, undefined, 0),
    id: 20,
    rootId: 20,
  }
  const parts = below(root, 'parts', 8)
  const bolts = below(parts, 'bolts', 9)

  test('takes everything below along, with root, paths and visibility of the new place', () => {
    expect(moveTree([parts, bolts], other)).toEqual([
      { ...parts, rootId: 20, parentId: 20, path: 'shop/parts', visibility: 'public' },
      { ...bolts, rootId: 20, parentId: 8, path: 'shop/parts/bolts', visibility: 'public' },
    ])
  })

  test('at the top it is a tree of its own that keeps its visibility', () => {
    expect(moveTree([parts, bolts], undefined)).toEqual([
      { ...parts, rootId: 8, parentId: null, path: 'parts' },
      { ...bolts, rootId: 8, path: 'parts/bolts' },
    ])
  })

  test('refuses a place below itself, of another user, or too deep', () => {
    expect(issuesOf(() => moveTree([root, parts, bolts], bolts))).toEqual(['parentId'])
    expect(issuesOf(() => moveTree([root, parts, bolts], root))).toEqual(['parentId'])
    const stranger = { ...other, user: { id: 2, username: 'bob' } }
    expect(issuesOf(() => moveTree([parts], stranger))).toEqual(['parentId'])
    let deep = other
    for (let level = 2; level <= MAX_DEPTH - 1; level++) deep = below(deep, `level${level}`, 20 + level)
    expect(issuesOf(() => moveTree([bolts], deep))).toEqual([])
    expect(issuesOf(() => moveTree([parts, bolts], deep))).toEqual(['parentId'])
  })
})
