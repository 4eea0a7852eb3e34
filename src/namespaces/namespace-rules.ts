/**
 * The rules of the namespace tree, as pure functions. Every store calls them inside its transaction and adds
 * only atomicity, indexes and ids.
 *
 * @see djinn-namespaces-api, "Create namespace"
 */
import { HookstampError, type Issue } from '../errors.js'
import type { Namespace, NamespaceChanges, NewNamespace } from '../ports/namespace.js'

/** Levels of a tree, its root included. As Djinn's server has it. */
export const MAX_DEPTH = 20

// As Djinn's server has it: letters and digits only, because names become path segments and resource references.
const NAME = /^[a-zA-Z0-9]{3,32}$/
const MAX_DESCRIPTION_LENGTH = 255

/** A namespace ready to be stored: everything but its ids. */
export type PlantedNamespace = Omit<Namespace, 'id' | 'rootId'> & {
  /** Absent for a new root, whose own id it is. */
  readonly rootId?: number
}

/**
 * What a new namespace becomes below its parent (or as a root): path, root, inherited visibility.
 *
 * @throws HookstampError `record-invalid` with an issue for each rule it breaks
 */
export function plantNamespace(
  input: NewNamespace,
  parent: Namespace | undefined,
  createdAt: number,
): PlantedNamespace {
  const issues = [...nameIssues(input.name), ...descriptionIssues(input.description)]
  if (parent !== undefined && parent.user.id !== input.user.id) {
    issues.push({ path: ['parentId'], message: 'The parent belongs to another user.' })
  }
  if (parent !== undefined && depthOf(parent) >= MAX_DEPTH) {
    issues.push({ path: ['parentId'], message: `A tree cannot be deeper than ${MAX_DEPTH} levels.` })
  }
  refuse('namespace', issues)
  return {
    externalId: input.externalId ?? null,
    user: { id: input.user.id, username: input.user.username },
    ...(parent === undefined ? {} : { rootId: parent.rootId }),
    parentId: parent?.id ?? null,
    name: input.name,
    path: parent === undefined ? input.name : `${parent.path}/${input.name}`,
    description: input.description ?? '',
    visibility: parent?.visibility ?? input.visibility ?? 'private',
    createdAt,
  }
}

/**
 * The namespace after a change. A visibility given below the root is ignored, because a child has its root's;
 * given for a root it is to be applied to the whole tree.
 *
 * @throws HookstampError `record-invalid`
 */
export function changeNamespace(namespace: Namespace, changes: NamespaceChanges): Namespace {
  refuse('namespace', descriptionIssues(changes.description))
  const isRoot = namespace.parentId === null
  return {
    ...namespace,
    description: changes.description ?? namespace.description,
    visibility: (isRoot ? changes.visibility : undefined) ?? namespace.visibility,
  }
}

/**
 * A tree under another parent of its user, or as a tree of its own: paths, roots and visibilities as they are then.
 * The tree comes and goes in the order of its paths, its top first.
 *
 * @throws HookstampError `record-invalid` for another user's parent, for one inside the tree, for too much depth
 */
export function moveTree(tree: readonly Namespace[], parent: Namespace | undefined): readonly Namespace[] {
  const top = tree[0] as Namespace
  const levels = Math.max(...tree.map(depthOf)) - depthOf(top) + 1
  const issues: Issue[] = []
  if (parent !== undefined && parent.user.id !== top.user.id) {
    issues.push({ path: ['parentId'], message: 'The parent belongs to another user.' })
  }
  if (tree.some(({ id }) => id === parent?.id)) {
    issues.push({ path: ['parentId'], message: 'A namespace cannot be moved below itself.' })
  }
  if (parent !== undefined && depthOf(parent) + levels > MAX_DEPTH) {
    issues.push({ path: ['parentId'], message: `A tree cannot be deeper than ${MAX_DEPTH} levels.` })
  }
  refuse('namespace', issues)
  const path = parent === undefined ? top.name : `${parent.path}/${top.name}`
  return tree.map((namespace) => ({
    ...namespace,
    rootId: parent?.rootId ?? top.id,
    parentId: namespace === top ? (parent?.id ?? null) : namespace.parentId,
    path: path + namespace.path.slice(top.path.length),
    visibility: parent?.visibility ?? top.visibility,
  }))
}

/** Levels from the root down to this namespace; 1 for a root. */
export function depthOf(namespace: Namespace): number {
  return namespace.path.split('/').length
}

/** Whether there can be a namespace at this path. */
export function isPath(path: string): boolean {
  const names = path.split('/', MAX_DEPTH + 1)
  return names.length <= MAX_DEPTH && names.every((name) => NAME.test(name))
}

function nameIssues(name: string): Issue[] {
  if (typeof name === 'string' && NAME.test(name)) return []
  return [{ path: ['name'], message: 'A name is 3 to 32 letters and digits.' }]
}

function descriptionIssues(description: string | undefined): Issue[] {
  if (description === undefined || description.length <= MAX_DESCRIPTION_LENGTH) return []
  return [
    { path: ['description'], message: `A description has at most ${MAX_DESCRIPTION_LENGTH} characters.` },
  ]
}

/** Throws `record-invalid` if there is an issue. */
export function refuse(what: string, issues: readonly Issue[]): void {
  if (issues.length === 0) return
  const text = issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join(' ')
  throw new HookstampError('record-invalid', `The ${what} cannot be saved. ${text}`, { issues })
}
