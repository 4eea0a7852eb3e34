import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRouter } from '../../src/management/router.js'
import { routes } from '../../src/management/routes.js'

const match = createRouter(routes)

describe('createRouter', () => {
  test.each([
    ['GET', '/namespaces', 'listNamespaces', {}],
    ['GET', '/namespaces/', 'listNamespaces', {}],
    ['POST', '/namespaces', 'createNamespace', {}],
    ['GET', '/n/me/djinn', 'getNamespace', { username: 'me', path: 'djinn' }],
    ['GET', '/n/me/a/b/c', 'getNamespace', { username: 'me', path: 'a/b/c' }],
    ['GET', '/n/me/a/b/-/badge.svg', 'getBadge', { username: 'me', path: 'a/b' }],
    [
      'GET',
      '/n/wallace.breen/a/-/webhooks/7',
      'getWebhook',
      { username: 'wallace.breen', path: 'a', id: '7' },
    ],
    ['GET', '/n/%C3%BC/a', 'getNamespace', { username: 'ü', path: 'a' }],
    ['GET', '/n/%/a', 'getNamespace', { username: '%', path: 'a' }],
    [
      'DELETE',
      '/n/-/a/-/collaborators/a%40b.c',
      'removeCollaborator',
      { username: '-', path: 'a', handle: 'a@b.c' },
    ],
    ['PATCH', '/invites/3', 'acceptInvite', { id: '3' }],
  ])('%s %s is %s', (method, path, id, params) => {
    expect(match(method, path)).toEqual({ id, params })
  })

  test.each([
    '/',
    '',
    '/n',
    '/n/me',
    '/n/me/',
    '/n//djinn',
    '/n/me/-',
    '/n/me/a/-',
    '/n/me/a/-/nothing',
    '/invites/1/2',
    '//namespaces',
    '/N/me/a',
  ])('%s is nothing', (path) => expect(match('GET', path)).toBeUndefined())

  test('says which methods a path is for', () => {
    expect(match('PUT', '/namespaces')).toEqual({ allow: ['GET', 'HEAD', 'POST'] })
    expect(match('GET', '/invites/1')).toEqual({ allow: ['PATCH', 'DELETE'] })
  })

  test('finds every route by what its own path is made of', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9]{3,8}$/)
    fc.assert(
      fc.property(name, fc.array(name, { minLength: 1, maxLength: 20 }), name, (username, names, other) => {
        for (const [id, { method, path }] of Object.entries(routes)) {
          const filled = path
            .replace(':username', username)
            .replace(':path', names.join('/'))
            .replace(/:\w+/g, other)
          expect(match(method, filled)?.id).toBe(id)
        }
      }),
    )
  })

  test('takes any path whatever', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.string(), (path, text) => {
        match('GET', path)
        match(text, `/${text}`)
      }),
    )
  })
})
