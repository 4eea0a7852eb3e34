import { describe, expect, test } from 'vitest'
import { prepareCollaborator, prepareInvite } from '../../src/namespaces/membership-rules.js'
import { plantNamespace } from '../../src/namespaces/namespace-rules.js'
import type { Namespace } from '../../src/ports/namespace.js'

const user = { id: 1, username: 'ada' }
const root: Namespace = { ...plantNamespace({ name: 'engine', user }, undefined, 0), id: 7, rootId: 7 }
const child: Namespace = { ...plantNamespace({ name: 'parts', user }, root, 0), id: 8, rootId: 7 }

describe.each([
  [
    'a collaborator',
    (rootId: number, userId: number, namespace: Namespace | undefined) =>
      prepareCollaborator({ rootId, userId }, namespace, 5),
    { rootId: 7, userId: 2, createdAt: 5 },
  ],
  [
    'an invite',
    (rootId: number, inviteeId: number, namespace: Namespace | undefined) =>
      prepareInvite({ rootId, inviteeId, inviterId: 1 }, namespace, 5),
    { rootId: 7, inviteeId: 2, inviterId: 1, createdAt: 5 },
  ],
])('%s', (_what, prepare, expected) => {
  test('is for the top of a tree', () => {
    expect(prepare(7, 2, root)).toEqual(expected)
    expect(() => prepare(8, 2, child)).toThrow(expect.objectContaining({ code: 'record-invalid' }))
    expect(() => prepare(9, 2, undefined)).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  test('is not for the owner', () => {
    expect(() => prepare(7, 1, root)).toThrow(expect.objectContaining({ code: 'record-invalid' }))
  })
})
