/**
 * `hookstamp/dialects/gitlab-system/schemas`: what GitLab sends to system hooks. Pushes and merge requests come from
 * the same builders as those of project hooks, so they share their schemas; of the rest, the documents of 2018, of 2020
 * and of today are one union, in which what only one of them has is optional.
 *
 * The interfaces in `payloads.ts` are generated from this file: `npm run generate`.
 *
 * @see https://docs.gitlab.com/administration/system_hooks/
 */
import * as z from 'zod'
import { decided } from '../decided.js'
import { lax, present } from '../definition.js'
import { mergeRequestEvent, namedProject, owner, pushEvent, tagPushEvent } from '../forge/schemas.js'
import { takeFastPaths } from '../fast-path.js'
import { loosenAll } from '../loosen.js'
import type { LooseCatalog, StrictCatalog, StrictSchema, StrictUnion } from '../views.js'
import type * as T from './payloads.js'

const text = z.string()
const words = text.nullable()
const integer = z.int()
// Nine spellings, and one object may mix them: `toDate` reads them all.
const maybeInstant = text.nullable()

const times = { created_at: maybeInstant, updated_at: maybeInstant }

/** Name of a role, in English. Custom roles have names of their own, so the loose view takes any. */
const role = z.enum([
  'No access',
  'Minimal Access',
  'Guest',
  'Planner',
  'Reporter',
  'Developer',
  'Maintainer',
  'Master',
  'Owner',
])

/** `visibilitylevel|private` is what GitLab really sent around 2019; `normalize` gives one form. */
const visibility = z.enum([
  'private',
  'internal',
  'public',
  'visibilitylevel|private',
  'visibilitylevel|internal',
  'visibilitylevel|public',
])

const projectFields = {
  ...times,
  name: text,
  path: text,
  path_with_namespace: text,
  project_id: integer,
  project_namespace_id: integer.nullable(),
  /** Null for a project that a group owns. */
  owner_name: words,
  /** Empty for a project that a group owns. */
  owner_email: words,
  /** May be empty. */
  owners: z.array(owner),
  project_visibility: visibility,
}

const projectKeys = [
  'created_at',
  'updated_at',
  'path_with_namespace',
  'owner_name',
  'owner_email',
  'project_visibility',
] as const

/** A project was made. GitLab's test of a system hook is this event with six keys. */
export const projectCreatedEvent: StrictSchema<T.StrictProjectCreatedEvent> = z.strictObject({
  event_name: z.literal('project_create'),
  ...present(projectFields, {
    always: ['name', 'path', 'project_id'],
    documented: ['owner_name', 'owner_email'],
  }),
})

/** A project was deleted. */
export const projectDestroyedEvent: StrictSchema<T.StrictProjectDestroyedEvent> = z.strictObject({
  event_name: z.literal('project_destroy'),
  ...present(projectFields, { always: ['name', 'path', 'project_id'], documented: projectKeys }),
})

const movedProjectFields = { ...projectFields, old_path_with_namespace: text }
const movedProjectKeys = {
  always: ['name', 'path', 'project_id'],
  documented: [...projectKeys, 'old_path_with_namespace'],
} as const

/** The path of a project changed. */
export const projectRenamedEvent: StrictSchema<T.StrictProjectRenamedEvent> = z.strictObject({
  event_name: z.literal('project_rename'),
  ...present(movedProjectFields, movedProjectKeys),
})

/** A project moved to another namespace. */
export const projectTransferredEvent: StrictSchema<T.StrictProjectTransferredEvent> = z.strictObject({
  event_name: z.literal('project_transfer'),
  ...present(movedProjectFields, movedProjectKeys),
})

/** The settings of a project changed. */
export const projectUpdatedEvent: StrictSchema<T.StrictProjectUpdatedEvent> = z.strictObject({
  event_name: z.literal('project_update'),
  ...present(projectFields, { always: ['name', 'path', 'project_id'], documented: projectKeys }),
})

const teamFields = {
  ...times,
  project_name: text,
  project_path: text,
  project_path_with_namespace: text,
  project_id: integer,
  user_username: text,
  user_name: words,
  user_email: words,
  user_id: integer,
  access_level: role,
  /** What the document of 2018 calls `access_level`; `normalize` gives one form. */
  project_access: role,
  project_visibility: visibility,
  expires_at: maybeInstant,
}

const teamKeys = {
  always: ['project_path_with_namespace', 'project_id', 'user_username', 'user_id'],
  documented: [
    'created_at',
    'updated_at',
    'project_name',
    'project_path',
    'user_name',
    'user_email',
    'project_visibility',
  ],
} as const

const currentTeamKeys = {
  always: teamKeys.always,
  documented: [...teamKeys.documented, 'access_level'],
} as const

/** Someone became a member of a project. */
export const teamMemberAddedEvent: StrictSchema<T.StrictTeamMemberAddedEvent> = z.strictObject({
  event_name: z.literal('user_add_to_team'),
  ...present(teamFields, teamKeys),
})

/** Someone ceased to be a member of a project. */
export const teamMemberRemovedEvent: StrictSchema<T.StrictTeamMemberRemovedEvent> = z.strictObject({
  event_name: z.literal('user_remove_from_team'),
  ...present(teamFields, teamKeys),
})

/** The role or the expiry of a member of a project changed. */
export const teamMemberUpdatedEvent: StrictSchema<T.StrictTeamMemberUpdatedEvent> = z.strictObject({
  event_name: z.literal('user_update_for_team'),
  ...present(teamFields, currentTeamKeys),
})

/** Someone asked for access to a project. */
export const projectAccessRequestedEvent: StrictSchema<T.StrictProjectAccessRequestedEvent> = z.strictObject({
  event_name: z.literal('user_access_request_to_project'),
  ...present(teamFields, currentTeamKeys),
})

/** Access to a project was denied, or the request withdrawn. */
export const projectAccessRevokedEvent: StrictSchema<T.StrictProjectAccessRevokedEvent> = z.strictObject({
  event_name: z.literal('user_access_request_revoked_for_project'),
  ...present(teamFields, currentTeamKeys),
})

const userFields = {
  ...times,
  name: words,
  email: words,
  user_id: integer,
  username: text,
}

const userKeys = {
  always: ['user_id', 'username'],
  documented: ['created_at', 'updated_at', 'name', 'email'],
} as const

/** An account was made. */
export const userCreatedEvent: StrictSchema<T.StrictUserCreatedEvent> = z.strictObject({
  event_name: z.literal('user_create'),
  ...present(userFields, userKeys),
})

/** An account was deleted. */
export const userDestroyedEvent: StrictSchema<T.StrictUserDestroyedEvent> = z.strictObject({
  event_name: z.literal('user_destroy'),
  ...present(userFields, userKeys),
})

/** The name of an account changed. */
export const userRenamedEvent: StrictSchema<T.StrictUserRenamedEvent> = z.strictObject({
  event_name: z.literal('user_rename'),
  ...present(userFields, userKeys),
  old_username: text,
})

/** Someone whose account is blocked tried to sign in. */
export const userFailedLoginEvent: StrictSchema<T.StrictUserFailedLoginEvent> = z.strictObject({
  event_name: z.literal('user_failed_login'),
  ...present(userFields, userKeys),
  state: lax(z.enum(['blocked', 'ldap_blocked'])),
})

const keyFields = {
  created_at: lax(maybeInstant),
  updated_at: lax(maybeInstant),
  /** Absent where the key belongs to no one, as a deploy key does. */
  username: lax(text),
  /** The public half. */
  key: text,
  id: integer,
}

/** An SSH key was added. */
export const keyCreatedEvent: StrictSchema<T.StrictKeyCreatedEvent> = z.strictObject({
  event_name: z.literal('key_create'),
  ...keyFields,
})

/** An SSH key was taken away. */
export const keyDestroyedEvent: StrictSchema<T.StrictKeyDestroyedEvent> = z.strictObject({
  event_name: z.literal('key_destroy'),
  ...keyFields,
})

const groupFields = {
  ...times,
  name: text,
  path: text,
  full_path: words,
  group_id: integer,
  /** Always null, and gone since. */
  owner_email: words,
  /** Always null, and gone since. */
  owner_name: words,
}

const groupKeys = {
  always: ['name', 'path', 'group_id'],
  documented: ['created_at', 'updated_at'],
} as const

/** A group was made. */
export const groupCreatedEvent: StrictSchema<T.StrictGroupCreatedEvent> = z.strictObject({
  event_name: z.literal('group_create'),
  ...present(groupFields, groupKeys),
})

/** A group was deleted. */
export const groupDestroyedEvent: StrictSchema<T.StrictGroupDestroyedEvent> = z.strictObject({
  event_name: z.literal('group_destroy'),
  ...present(groupFields, groupKeys),
})

/** The path of a group changed. */
export const groupRenamedEvent: StrictSchema<T.StrictGroupRenamedEvent> = z.strictObject({
  event_name: z.literal('group_rename'),
  ...present(groupFields, { always: groupKeys.always, documented: [...groupKeys.documented, 'full_path'] }),
  old_path: lax(text),
  old_full_path: lax(text),
})

const groupMemberFields = {
  ...times,
  group_name: text,
  group_path: text,
  group_id: integer,
  user_username: text,
  user_name: words,
  user_email: words,
  user_id: integer,
  group_access: role,
  /** As events of group hooks have it. */
  group_plan: words,
  expires_at: maybeInstant,
}

const groupMemberKeys = {
  always: ['group_name', 'group_path', 'group_id', 'user_username', 'user_id'],
  documented: ['created_at', 'updated_at', 'user_name', 'user_email', 'group_access'],
} as const

/** Someone became a member of a group. */
export const groupMemberAddedEvent: StrictSchema<T.StrictGroupMemberAddedEvent> = z.strictObject({
  event_name: z.literal('user_add_to_group'),
  ...present(groupMemberFields, groupMemberKeys),
})

/** Someone ceased to be a member of a group. */
export const groupMemberRemovedEvent: StrictSchema<T.StrictGroupMemberRemovedEvent> = z.strictObject({
  event_name: z.literal('user_remove_from_group'),
  ...present(groupMemberFields, groupMemberKeys),
})

/** The role or the expiry of a member of a group changed. */
export const groupMemberUpdatedEvent: StrictSchema<T.StrictGroupMemberUpdatedEvent> = z.strictObject({
  event_name: z.literal('user_update_for_group'),
  ...present(groupMemberFields, groupMemberKeys),
})

/** Someone asked for access to a group. */
export const groupAccessRequestedEvent: StrictSchema<T.StrictGroupAccessRequestedEvent> = z.strictObject({
  event_name: z.literal('user_access_request_to_group'),
  ...present(groupMemberFields, groupMemberKeys),
})

/** Access to a group was denied, or the request withdrawn. */
export const groupAccessRevokedEvent: StrictSchema<T.StrictGroupAccessRevokedEvent> = z.strictObject({
  event_name: z.literal('user_access_request_revoked_for_group'),
  ...present(groupMemberFields, groupMemberKeys),
})

/** Refs of a repository changed: sent once per push, however many there are. */
export const repositoryUpdatedEvent: StrictSchema<T.StrictRepositoryUpdatedEvent> = z.strictObject({
  event_name: z.literal('repository_update'),
  ...present(
    {
      user_id: integer.nullable(),
      user_name: words,
      user_email: words,
      user_avatar: words,
      project_id: integer,
      project: namedProject,
      /** What each ref was, and is. */
      changes: z.array(z.strictObject({ before: text, after: text, ref: text })),
      /** E.g. `refs/heads/main`. */
      refs: z.array(text),
    },
    {
      always: ['project_id', 'changes', 'refs'],
      documented: ['user_id', 'user_name', 'user_email', 'user_avatar', 'project'],
    },
  ),
})

/** A promotion to a billable role waits for approval. */
export const memberApprovalEvent: StrictSchema<T.StrictMemberApprovalEvent> = z.strictObject({
  object_kind: z.literal('gitlab_subscription_member_approval'),
  action: z.enum(['enqueue']),
  object_attributes: z.strictObject(
    present(
      {
        /** A number, e.g. 30 for a developer. */
        new_access_level: integer,
        /** A number, e.g. 10 for a guest; null for someone new. */
        old_access_level: integer.nullable(),
        /** Null for someone new. */
        existing_member_id: integer.nullable(),
      },
      { documented: ['new_access_level', 'old_access_level', 'existing_member_id'] },
    ),
  ),
  user_id: integer,
  requested_by_user_id: lax(integer.nullable()),
  promotion_namespace_id: lax(integer.nullable()),
  created_at: lax(maybeInstant),
  updated_at: lax(maybeInstant),
})

const approvalsFields = {
  object_kind: z.literal('gitlab_subscription_member_approvals'),
  reviewed_by_user_id: lax(integer.nullable()),
  user_id: integer,
  updated_at: lax(maybeInstant),
}

/** Promotions of a user were approved. */
export const promotionsApprovedEvent: StrictSchema<T.StrictPromotionsApprovedEvent> = z.strictObject({
  ...approvalsFields,
  action: z.literal('approve'),
  object_attributes: z.strictObject({
    promotion_request_ids_that_failed_to_apply: lax(z.array(integer)),
    status: text,
  }),
})

/** Promotions of a user were denied. */
export const promotionsDeniedEvent: StrictSchema<T.StrictPromotionsDeniedEvent> = z.strictObject({
  ...approvalsFields,
  action: z.enum(['deny']),
  object_attributes: z.strictObject({ status: text }),
})

/** Promotions of a user were approved or denied. */
export const memberApprovalsEvent: StrictUnion<T.StrictMemberApprovalsEvent> = decided(
  [promotionsApprovedEvent, promotionsDeniedEvent],
  (value) => ((value as { readonly action?: unknown } | null)?.action === 'approve' ? 0 : 1),
)

/** Event type → schema of the payload as documented. */
export const strict: StrictCatalog<T.GitlabSystemEvents> = takeFastPaths({
  push: pushEvent,
  tag_push: tagPushEvent,
  merge_request: mergeRequestEvent,
  repository_update: repositoryUpdatedEvent,
  project_create: projectCreatedEvent,
  project_destroy: projectDestroyedEvent,
  project_rename: projectRenamedEvent,
  project_transfer: projectTransferredEvent,
  project_update: projectUpdatedEvent,
  user_add_to_team: teamMemberAddedEvent,
  user_remove_from_team: teamMemberRemovedEvent,
  user_update_for_team: teamMemberUpdatedEvent,
  user_access_request_to_project: projectAccessRequestedEvent,
  user_access_request_revoked_for_project: projectAccessRevokedEvent,
  user_create: userCreatedEvent,
  user_destroy: userDestroyedEvent,
  user_rename: userRenamedEvent,
  user_failed_login: userFailedLoginEvent,
  key_create: keyCreatedEvent,
  key_destroy: keyDestroyedEvent,
  group_create: groupCreatedEvent,
  group_destroy: groupDestroyedEvent,
  group_rename: groupRenamedEvent,
  user_add_to_group: groupMemberAddedEvent,
  user_remove_from_group: groupMemberRemovedEvent,
  user_update_for_group: groupMemberUpdatedEvent,
  user_access_request_to_group: groupAccessRequestedEvent,
  user_access_request_revoked_for_group: groupAccessRevokedEvent,
  gitlab_subscription_member_approval: memberApprovalEvent,
  gitlab_subscription_member_approvals: memberApprovalsEvent,
})

/** Event type → schema of the payload as real instances send it. */
export const loose: LooseCatalog<T.GitlabSystemEvents> = loosenAll(strict)
