import { describe, expect, it } from 'vitest'
import {
  hookOf,
  isOfGroupHook,
  nameOf,
  objectOf,
  SYSTEM_HOOK,
  typeOfNameless,
} from '../../../src/dialects/forge/event-name.js'
import { eventTypes } from '../../../src/dialects/forge/payloads.js'

describe('nameOf', () => {
  it.each([
    [{ object_kind: 'push', event_name: 'other' }, 'push'],
    [{ object_kind: 'access_token', event_name: 'expiring_access_token' }, 'access_token'],
    [{ event_name: 'user_create' }, 'user_create'],
    [{ object_kind: null, event_name: 'push' }, 'push'],
    [{ object_kind: 7 }, undefined],
    [{}, undefined],
    [undefined, undefined],
  ])('of %j', (body, name) => expect(nameOf(body)).toBe(name))
})

describe('objectOf', () => {
  it.each([null, [], 'a', 1, true])('is nothing for %j', (json) => expect(objectOf(json)).toBeUndefined())
})

describe('hookOf', () => {
  it('has a header of its own for every event of project and group hooks', () => {
    for (const type of eventTypes) expect([type, hookOf(type, {})]).not.toEqual([type, SYSTEM_HOOK])
  })

  it('sets confidential issues and notes apart', () => {
    expect(hookOf('issue', { event_type: 'confidential_issue' })).toBe('Confidential Issue Hook')
    expect(hookOf('work_item', { event_type: 'confidential_work_item' })).toBe('Confidential Issue Hook')
    expect(hookOf('note', { event_type: 'confidential_note' })).toBe('Confidential Note Hook')
  })

  it('is that of system hooks for what only they send', () => {
    expect(hookOf('user_create', undefined)).toBe(SYSTEM_HOOK)
  })
})

describe('typeOfNameless', () => {
  const push = { ref: 'refs/heads/main', commits: [] }
  it.each([
    ['Push Hook', push, 'push'],
    ['Tag Push Hook', push, 'tag_push'],
    ['Issue Hook', push, undefined],
    ['Push Hook', { ref: 'x' }, undefined],
    ['Push Hook', undefined, undefined],
  ])('%s over %j', (header, body, type) => expect(typeOfNameless(header, body)).toBe(type))
})

describe('isOfGroupHook', () => {
  it.each([
    ['user_add_to_group', { group_plan: null }, true],
    ['user_add_to_group', { expires_at: null }, false],
    ['user_access_request_denied_for_group', {}, true],
    ['project_create', { owners: [] }, true],
    ['project_create', { owner_name: null }, false],
    ['project_destroy', { owner_email: '' }, false],
    ['push', {}, true],
  ])('%s with %j', (type, body, expected) => expect(isOfGroupHook(type, body)).toBe(expected))
})
