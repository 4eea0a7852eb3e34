/** What `normalize` makes of a payload: one spelling, where GitLab's documents have two. */
export type Normalized<Payload> = {
  [Key in keyof Payload as Key extends 'project_access' ? never : Key]: Payload[Key]
}

/**
 * A payload of a system hook in the spelling of today: `project_access` (documents of 2018) becomes `access_level`, and
 * `visibilitylevel|private` (sent around 2019) becomes `private`. What is spelt so already is returned as it is.
 *
 * @example
 * receiver.on('user_add_to_team', ({ payload }) => {
 *   const { access_level, project_visibility } = normalize(payload)
 * })
 * @see https://docs.gitlab.com/administration/system_hooks/
 */
export function normalize<Payload extends object>(payload: Payload): Normalized<Payload> {
  const { project_access, ...rest } = payload as Readonly<Record<string, unknown>>
  const visibility = rest['project_visibility']
  const isCurrent =
    project_access === undefined && !(typeof visibility === 'string' && prefix.test(visibility))
  if (isCurrent) return payload
  return {
    ...rest,
    ...(project_access === undefined ? {} : { access_level: rest['access_level'] ?? project_access }),
    ...(typeof visibility === 'string' ? { project_visibility: visibility.replace(prefix, '') } : {}),
  } as unknown as Normalized<Payload>
}

// The key of a translation, in lower case.
const prefix = /^visibilitylevel\|/
