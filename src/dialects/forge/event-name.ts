/** How a body says which event it is, and what `X-Gitlab-Event` says of the same event. */
import type { Recognised } from '../../dialect.js'

export type Json = Readonly<Record<string, unknown>>

/** A body that is an object; `undefined` for any other JSON. */
export function objectOf(json: unknown): Json | undefined {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : undefined
}

/** `object_kind`, else `event_name`: some events have only the one, some only the other. */
export function nameOf(body: Json | undefined): string | undefined {
  const name = body?.['object_kind'] ?? body?.['event_name']
  return typeof name === 'string' ? name : undefined
}

/** What every event of a system hook says, whichever it is. */
export const SYSTEM_HOOK = 'System Hook'

const headerByType: ReadonlyMap<string, string> = new Map([
  ['push', 'Push Hook'],
  ['tag_push', 'Tag Push Hook'],
  ['issue', 'Issue Hook'],
  ['work_item', 'Issue Hook'],
  ['note', 'Note Hook'],
  ['merge_request', 'Merge Request Hook'],
  ['wiki_page', 'Wiki Page Hook'],
  ['pipeline', 'Pipeline Hook'],
  ['build', 'Job Hook'],
  ['deployment', 'Deployment Hook'],
  ['release', 'Release Hook'],
  ['milestone', 'Milestone Hook'],
  ['feature_flag', 'Feature Flag Hook'],
  ['emoji', 'Emoji Hook'],
  ['access_token', 'Resource Access Token Hook'],
  ['deploy_token', 'Resource Deploy Token Hook'],
  ['vulnerability', 'Vulnerability Hook'],
  ['user_add_to_group', 'Member Hook'],
  ['user_update_for_group', 'Member Hook'],
  ['user_remove_from_group', 'Member Hook'],
  ['user_access_request_to_group', 'Member Hook'],
  ['user_access_request_denied_for_group', 'Member Hook'],
  ['project_create', 'Project Hook'],
  ['project_destroy', 'Project Hook'],
  ['subgroup_create', 'Subgroup Hook'],
  ['subgroup_destroy', 'Subgroup Hook'],
])

/** What the header of an event says. Confidential issues and notes have hooks, and so headers, of their own. */
export function hookOf(type: string, body: Json | undefined): string {
  const hook = headerByType.get(type) ?? SYSTEM_HOOK
  const kind = body?.['event_type']
  return typeof kind === 'string' && kind.startsWith('confidential_') ? `Confidential ${hook}` : hook
}

/** The one event whose body a header alone can tell: pushes of GitLab before 8 say neither kind nor name. */
export function typeOfNameless(header: string, body: Json | undefined): string | undefined {
  if (body === undefined || !('commits' in body) || !('ref' in body)) return undefined
  if (header === 'Push Hook') return 'push'
  return header === 'Tag Push Hook' ? 'tag_push' : undefined
}

/**
 * Whether a body that shares its name with a system event is a group hook's, where no header says so. Events of group
 * members carry the plan of the group; events of projects in a group carry no owner of their own.
 */
export function isOfGroupHook(type: string, body: Json): boolean {
  if (type.startsWith('user_')) return 'group_plan' in body || type.includes('_denied_')
  return type.startsWith('project_') ? !('owner_email' in body || 'owner_name' in body) : true
}

/** A message whose event is not known, under the name its sender gave it. */
export function unknown(
  name: string | undefined,
  payload: unknown,
  ...warnings: readonly string[]
): Recognised {
  return {
    type: undefined,
    payload,
    ...(name === undefined ? {} : { unknownType: name }),
    ...(warnings.length > 0 ? { warnings } : {}),
  }
}
