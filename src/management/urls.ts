/** The addresses of everything, from the address of the API. */
import { HookstampError } from '../errors.js'
import type { Namespace } from '../ports/namespace.js'

export interface Urls {
  /** Path of the API's own address, without a slash at its end: '' or e.g. `/api`. */
  readonly basePath: string
  namespace(namespace: Namespace): string
  webhook(namespace: Namespace, id: number): string
  delivery(namespace: Namespace, webhookId: number, id: string): string
  collaborator(namespace: Namespace, username: string): string
  invite(id: number): string
  /** A request's own address with another value of one parameter of its query. */
  turned(path: string, query: URLSearchParams, name: string, value: string): string
}

/** @throws HookstampError `option-invalid` for a base that is no http(s) URL */
export function createUrls(baseUrl: string): Urls {
  if (!URL.canParse(baseUrl) || !/^https?:/.test(baseUrl)) {
    throw new HookstampError('option-invalid', 'baseUrl: expected a URL such as https://api.example.com.')
  }
  const base = baseUrl.replace(/\/+$/, '')
  const namespace = ({ user, path }: Namespace): string =>
    `${base}/n/${encodeURIComponent(user.username)}/${path}`
  const webhook = (of: Namespace, id: number): string => `${namespace(of)}/-/webhooks/${id}`
  return {
    basePath: new URL(base).pathname.replace(/\/$/, ''),
    namespace,
    webhook,
    delivery: (of, webhookId, id) => `${webhook(of, webhookId)}/deliveries/${id}`,
    collaborator: (of, username) => `${namespace(of)}/-/collaborators/${encodeURIComponent(username)}`,
    invite: (id) => `${base}/invites/${id}`,
    turned: (path, query, name, value) => {
      const turned = new URLSearchParams(query)
      turned.set(name, value)
      return `${base}${path}?${turned}`
    },
  }
}
