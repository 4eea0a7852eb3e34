/**
 * `hookstamp/dialects/gitlab`: GitLab's project and group hooks, received or emitted. No schema library is loaded
 * before the first payload is validated.
 */
import type { Dialect } from '../../dialect.js'
import { defineForge } from '../forge/define-forge.js'
import type { ForgeEvents } from '../forge/payloads.js'

export type * from '../forge/payloads.js'
export { defineForge } from '../forge/define-forge.js'
export type { ForgeOptions } from '../forge/habits.js'
export { toChange, type Change } from '../forge/to-change.js'
export { toDate } from '../forge/to-date.js'

/**
 * GitLab: the 26 events of its project and group hooks, proven by a secret token (`token`, the default), by a signing
 * token of GitLab 19.0 and later (`signing`), or by both while moving from one to the other.
 *
 * @example
 * const receiver = createReceiver({ dialect: gitlab, secrets: [process.env.GITLAB_TOKEN!] })
 *   .on('merge_request', ({ payload }) => console.log(payload.object_attributes.action, payload.user.username))
 * @see https://docs.gitlab.com/user/project/integrations/webhook_events/
 */
export const gitlab: Dialect<ForgeEvents, 'gitlab'> = defineForge({
  name: 'gitlab',
  headerPrefix: 'X-Gitlab',
})
