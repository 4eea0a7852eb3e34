/**
 * Twenty things people do with what GitLab sends: they compile without a cast and without `!`. Never run: `npm run types`
 * checks this file here, `bench/gitlab-types.mjs` from the packed package.
 */
import { createReceiver } from 'hookstamp'
import { gitlab, toChange, toDate, type LooseLabel } from 'hookstamp/dialects/gitlab'
import { gitlabSystem, normalize } from 'hookstamp/dialects/gitlab-system'

declare function say(...words: readonly (string | number | null | undefined)[]): void

export const receiver = createReceiver({ dialect: gitlab, secrets: ['token'] })
  // 1. A merge request was merged into main: by whom?
  .on('merge_request', ({ payload: { object_attributes: merged, user } }) => {
    if (merged.action === 'merge' && merged.target_branch === 'main')
      say(user.username, merged.title, merged.url)
  })
  // 2. Who is asked to review, and has not begun?
  .on('merge_request', ({ payload }) => {
    for (const { username, state } of payload.reviewers ?? []) if (state === 'unreviewed') say(username)
  })
  // 3. A draft became ready.
  .on('merge_request', ({ payload }) => {
    if (payload.changes?.draft?.current === false) say(payload.object_attributes.iid)
  })
  // 4. A merge request from a fork, or from a fork that is gone.
  .on('merge_request', ({ payload: { object_attributes: attributes } }) => {
    if (attributes.source_project_id !== attributes.target_project_id)
      say(attributes.source?.path_with_namespace)
  })
  // 5. Approvals that a push took away.
  .on('merge_request', ({ payload: { object_attributes: attributes } }) => {
    if (attributes.system_action === 'approvals_reset_on_push')
      say(attributes.oldrev, attributes.last_commit?.id)
  })
  // 6. A label was added to an issue: which?
  .on('issue', ({ payload }) => {
    const labels = toChange(payload.changes?.labels)
    const before = new Set(labels?.previous?.map(({ title }) => title))
    for (const { title } of labels?.current ?? []) if (!before.has(title)) say('added', title)
  })
  // 7. A title changed, in whichever form the version of GitLab says so.
  .on('issue', ({ payload }) => {
    const title = toChange(payload.changes?.title)
    if (title !== undefined) say(`${title.previous} is now ${title.current}`)
  })
  // 8. An issue is due within a week.
  .on('issue', ({ payload: { object_attributes: attributes } }) => {
    const due = toDate(attributes.due_date)
    if (due !== undefined && due.getTime() - Date.now() < 7 * 86_400_000) say(attributes.title)
  })
  // 9. Confidential issues stay out of the chat.
  .on('issue', ({ payload }) => {
    if (payload.event_type !== 'confidential_issue')
      say(payload.project.name, payload.object_attributes.title)
  })
  // 10. An epic, which has no project.
  .on('work_item', ({ payload }) => {
    if (payload.object_attributes.type === 'Epic') say(payload.project?.path_with_namespace ?? 'of a group')
  })
  // 11. A comment, on whatever it is.
  .on('note', ({ payload }) => {
    if ('merge_request' in payload) say(`!${payload.merge_request.iid}`, payload.object_attributes.note)
    else if ('issue' in payload) say(`#${payload.issue.iid}`, payload.object_attributes.note)
    else if ('commit' in payload) say(payload.commit.id, payload.object_attributes.note)
    else if ('snippet' in payload) say(payload.snippet.title)
    else say(payload.object_attributes.noteable_type)
  })
  // 12. A comment on a line of a diff.
  .on('note', ({ payload }) => {
    const { position } = payload.object_attributes
    if (position?.new_line) say(position.new_path, position.new_line)
  })
  // 13. Why did the pipeline fail?
  .on('pipeline', ({ payload }) => {
    if (payload.object_attributes.status !== 'failed') return
    for (const job of payload.builds ?? [])
      if (job.status === 'failed') say(job.stage, job.name, job.failure_reason)
  })
  // 14. Which merge request does a pipeline belong to?
  .on('pipeline', ({ payload }) =>
    say(payload.merge_request?.iid, payload.commit?.title, payload.user?.username),
  )
  // 15. How long did a job take, and where?
  .on('build', ({ payload }) => {
    if (payload.build_duration) say(payload.build_name, payload.build_duration, payload.runner?.description)
  })
  // 16. Which files did a push to the default branch change?
  .on('push', ({ payload }) => {
    if (payload.ref !== `refs/heads/${payload.project?.default_branch}`) return
    for (const commit of payload.commits ?? []) say(...(commit.added ?? []), ...(commit.modified ?? []))
  })
  // 17. A branch or a tag was deleted.
  .on(['push', 'tag_push'], ({ payload }) => {
    if (payload.after && /^0+$/.test(payload.after)) say(payload.ref)
  })
  // 18. Something reached production.
  .on('deployment', ({ payload }) => {
    if (payload.status === 'success' && payload.environment_tier === 'production') say(payload.commit_title)
  })
  // 19. A release, with what can be downloaded.
  .on('release', ({ payload }) => {
    for (const { name, url } of payload.assets?.links ?? []) say(payload.tag, name, url)
  })
  // 20. A membership that will end.
  .on(['user_add_to_group', 'user_update_for_group'], ({ payload }) => {
    const end = toDate(payload.expires_at)
    if (end !== undefined) say(payload.user_username, payload.group_access, end.toISOString())
  })

// Besides: an instance sends everything to one URL.
export const instance = createReceiver({ dialect: [gitlab, gitlabSystem], secrets: ['token'] })
  .on('push', ({ dialect, payload }) => {
    if (dialect === 'gitlab-system') say(payload.ref)
  })
  .on('user_add_to_team', ({ payload }) => {
    const { access_level, project_visibility } = normalize(payload)
    say(access_level, project_visibility)
  })
  .on('project_create', (event) => {
    if (event.dialect === 'gitlab-system') say(event.payload.owner_name)
    else say(event.payload.project_namespace_id)
  })

export function colour(label: LooseLabel): string {
  return label.color ?? 'grey'
}
