/** Routes of namespaces and of what they hold. */
import * as z from 'zod'
import { IN_NAMESPACE, listOf, type Routes } from '../route.js'
import * as s from '../schemas.js'

const ofNamespace = { audience: 'see', permission: 'namespace:read', params: s.inNamespace } as const

type NamespaceRoutes = Pick<
  Routes,
  | 'listNamespaces'
  | 'createNamespace'
  | 'getNamespace'
  | 'updateNamespace'
  | 'deleteNamespace'
  | 'moveNamespace'
  | 'getBadge'
  | 'listChildren'
  | 'listBuilds'
  | 'listImages'
  | 'listObjects'
  | 'listVariables'
  | 'listKeys'
>

export const namespaceRoutes: NamespaceRoutes = {
  listNamespaces: {
    method: 'GET',
    path: '/namespaces',
    summary: 'Namespaces of the user, and those shared with the user, by path.',
    audience: 'user',
    permission: 'namespace:read',
    query: s.namespacesQuery,
    status: 200,
    returns: listOf(s.namespace),
    pages: 'page',
  },
  createNamespace: {
    method: 'POST',
    path: '/namespaces',
    summary: 'Creates a namespace for the user.',
    audience: 'user',
    permission: 'namespace:write',
    body: s.createNamespace,
    status: 201,
    returns: s.namespace,
  },
  getNamespace: {
    ...ofNamespace,
    method: 'GET',
    path: IN_NAMESPACE,
    summary: 'A namespace.',
    status: 200,
    returns: s.namespace,
  },
  updateNamespace: {
    method: 'PATCH',
    path: IN_NAMESPACE,
    summary: 'Changes what is sent. The visibility of a root is that of its whole tree.',
    audience: 'owner',
    permission: 'namespace:write',
    params: s.inNamespace,
    body: s.updateNamespace,
    status: 200,
    returns: s.namespace,
  },
  deleteNamespace: {
    method: 'DELETE',
    path: IN_NAMESPACE,
    summary: 'Deletes a namespace with everything below it.',
    audience: 'owner',
    permission: 'namespace:delete',
    params: s.inNamespace,
    status: 204,
  },
  moveNamespace: {
    method: 'POST',
    path: `${IN_NAMESPACE}/-/move`,
    summary: 'Puts a namespace, with everything below it, under another parent of its owner, or at the top.',
    audience: 'owner',
    permission: 'namespace:write',
    params: s.inNamespace,
    body: s.moveNamespace,
    status: 200,
    returns: s.namespace,
  },
  getBadge: {
    method: 'GET',
    path: `${IN_NAMESPACE}/-/badge.svg`,
    summary: 'The status of the last build of a public namespace, as an image.',
    audience: 'anyone',
    params: s.inNamespace,
    status: 200,
    returns: z.string(),
  },
  listChildren: {
    ...ofNamespace,
    method: 'GET',
    path: `${IN_NAMESPACE}/-/namespaces`,
    summary: 'Children of a namespace, by path.',
    query: s.searchQuery,
    status: 200,
    returns: listOf(s.namespace),
    pages: 'page',
  },
  listBuilds: {
    ...ofNamespace,
    method: 'GET',
    path: `${IN_NAMESPACE}/-/builds`,
    summary: 'Builds of a namespace, the newest first.',
    query: s.buildsQuery,
    status: 200,
    returns: listOf(s.build),
    pages: 'page',
  },
  listImages: {
    ...ofNamespace,
    method: 'GET',
    path: `${IN_NAMESPACE}/-/images`,
    summary: 'Images of a namespace, the newest first.',
    query: s.searchQuery,
    status: 200,
    returns: listOf(s.resources.image),
    pages: 'page',
  },
  listObjects: {
    ...ofNamespace,
    method: 'GET',
    path: `${IN_NAMESPACE}/-/objects`,
    summary: 'Objects of a namespace, by name.',
    query: s.searchQuery,
    status: 200,
    returns: listOf(s.resources.object),
    pages: 'page',
  },
  listVariables: {
    ...ofNamespace,
    method: 'GET',
    path: `${IN_NAMESPACE}/-/variables`,
    summary: 'Variables of a namespace, by key.',
    query: s.searchQuery,
    status: 200,
    returns: listOf(s.resources.variable),
    pages: 'page',
  },
  listKeys: {
    ...ofNamespace,
    method: 'GET',
    path: `${IN_NAMESPACE}/-/keys`,
    summary: 'SSH keys of a namespace, by name.',
    query: s.searchQuery,
    status: 200,
    returns: listOf(s.resources.key),
    pages: 'page',
  },
}
