/** Which route a request is for: the table as a tree of segments. */
import type { OperationId } from './operations.js'
import type { Method, Route } from './route.js'

/** A route and what its path says; or, where the path is known but not for this method, the methods it is for. */
export type Match =
  | {
      readonly id: OperationId
      readonly params: Readonly<Record<string, string>>
      readonly allow?: undefined
    }
  | { readonly id?: undefined; readonly allow: readonly (Method | 'HEAD')[] }

interface Node {
  readonly literal: Map<string, Node>
  param?: { readonly name: string; readonly node: Node }
  readonly ids: Map<string, OperationId>
}

// The one parameter of several segments. Names of namespaces are letters and digits, so a dash ends it.
const REST = 'path'
const END = '-'

/** @returns what finds the route of a method and a path, without host and query; `undefined` if there is none */
export function createRouter(
  routes: Readonly<Record<OperationId, Pick<Route, 'method' | 'path'>>>,
): (method: string, path: string) => Match | undefined {
  const root = emptyNode()
  for (const [id, { method, path }] of Object.entries(routes)) {
    path
      .split('/')
      .slice(1)
      .reduce(grow, root)
      .ids.set(method, id as OperationId)
  }

  return (method, path) => {
    const params: Record<string, string> = {}
    const node = walk(root, path, params)
    if (node === undefined || node.ids.size === 0) return undefined
    const id = node.ids.get(method)
    return id === undefined ? { allow: allowed(node) } : { id, params }
  }
}

function allowed({ ids }: Node): readonly (Method | 'HEAD')[] {
  const methods = [...ids.keys()] as Method[]
  return methods.flatMap((method) => (method === 'GET' ? [method, 'HEAD'] : [method]))
}

function emptyNode(): Node {
  return { literal: new Map(), ids: new Map() }
}

function grow(node: Node, segment: string): Node {
  if (segment.startsWith(':')) {
    node.param ??= { name: segment.slice(1), node: emptyNode() }
    return node.param.node
  }
  const next = node.literal.get(segment) ?? emptyNode()
  node.literal.set(segment, next)
  return next
}

function walk(root: Node, path: string, params: Record<string, string>): Node | undefined {
  const segments = path.replace(/\/$/, '').split('/')
  let node: Node = root
  for (let at = 1; at < segments.length; at++) {
    const segment = segments[at] as string
    const literal = node.literal.get(segment)
    if (literal !== undefined) {
      node = literal
      continue
    }
    if (node.param === undefined) return undefined
    let value = decoded(segment)
    if (node.param.name === REST) {
      if (segment === END) return undefined
      while (at + 1 < segments.length && segments[at + 1] !== END)
        value += `/${decoded(segments[++at] ?? '')}`
    }
    if (value === '') return undefined
    params[node.param.name] = value
    node = node.param.node
  }
  return node
}

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
