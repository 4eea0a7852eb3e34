/**
 * `hookstamp/dialects/gitlab-system`: GitLab's system hooks, received or emitted. No schema library is loaded before
 * the first payload is validated.
 */
import { defineLazyDialect, type Dialect } from '../../dialect.js'
import { SYSTEM_HOOK } from '../forge/event-name.js'
import { forgeHabits } from '../forge/habits.js'
import { eventTypes, type GitlabSystemEvents } from './payloads.js'
import { recognise } from './recognise.js'

export type * from './payloads.js'
export type {
  LooseMergeRequestEvent,
  LoosePushEvent,
  LooseTagPushEvent,
  StrictMergeRequestEvent,
  StrictPushEvent,
  StrictTagPushEvent,
} from '../forge/payloads.js'
export { normalize, type Normalized } from './normalize.js'
export { toChange, type Change } from '../forge/to-change.js'
export { toDate } from '../forge/to-date.js'

/**
 * GitLab's system hooks: the 22 events of the documents of 2018 and 2020, those added since, and the body that
 * GitLab tests a system hook with. Proven as project hooks are: `token` (the default) or `signing`.
 *
 * @example
 * const receiver = createReceiver({ dialect: [gitlab, gitlabSystem], secrets: [process.env.GITLAB_TOKEN!] })
 *   .on('user_create', ({ payload }) => console.log(payload.username))
 *   .on('push', ({ dialect, payload }) => console.log(dialect, payload.ref))
 * @see https://docs.gitlab.com/administration/system_hooks/
 */
export const gitlabSystem: Dialect<GitlabSystemEvents, 'gitlab-system'> = defineLazyDialect<
  GitlabSystemEvents,
  'gitlab-system'
>({
  name: 'gitlab-system',
  eventTypes,
  ...forgeHabits({ headerPrefix: 'X-Gitlab' }, () => SYSTEM_HOOK),
  recognise,
  load: () => import('./schemas.js'),
})
