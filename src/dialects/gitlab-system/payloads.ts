// Written by `npm run generate` from schemas.ts. Do not edit.

import type { Views } from '../../dialect.js'
import type {
  LooseMergeRequestEvent,
  LooseNamedProject,
  LooseOwner,
  LoosePushEvent,
  LooseTagPushEvent,
  StrictMergeRequestEvent,
  StrictNamedProject,
  StrictOwner,
  StrictPushEvent,
  StrictTagPushEvent,
} from '../forge/payloads.js'
import type { Open } from '../open.js'

/** A project was made. GitLab's test of a system hook is this event with six keys. */
export interface StrictProjectCreatedEvent {
  event_name: 'project_create'
  created_at?: string | null
  updated_at?: string | null
  name: string
  path: string
  path_with_namespace?: string
  project_id: number
  project_namespace_id?: number | null
  /** Null for a project that a group owns. */
  owner_name: string | null
  /** Empty for a project that a group owns. */
  owner_email: string | null
  /** May be empty. */
  owners?: StrictOwner[]
  project_visibility?:
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
}

/** A project was made. GitLab's test of a system hook is this event with six keys. As real servers send it. */
export interface LooseProjectCreatedEvent {
  event_name: 'project_create'
  created_at?: string | null
  updated_at?: string | null
  name: string
  path: string
  path_with_namespace?: string | null
  project_id: number
  project_namespace_id?: number | null
  /** Null for a project that a group owns. */
  owner_name?: string | null
  /** Empty for a project that a group owns. */
  owner_email?: string | null
  /** May be empty. */
  owners?: LooseOwner[] | null
  project_visibility?: Open<
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  > | null
}

/** A project was deleted. */
export interface StrictProjectDestroyedEvent {
  event_name: 'project_destroy'
  created_at: string | null
  updated_at: string | null
  name: string
  path: string
  path_with_namespace: string
  project_id: number
  project_namespace_id?: number | null
  /** Null for a project that a group owns. */
  owner_name: string | null
  /** Empty for a project that a group owns. */
  owner_email: string | null
  /** May be empty. */
  owners?: StrictOwner[]
  project_visibility:
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
}

/** A project was deleted. As real servers send it. */
export interface LooseProjectDestroyedEvent {
  event_name: 'project_destroy'
  created_at?: string | null
  updated_at?: string | null
  name: string
  path: string
  path_with_namespace?: string | null
  project_id: number
  project_namespace_id?: number | null
  /** Null for a project that a group owns. */
  owner_name?: string | null
  /** Empty for a project that a group owns. */
  owner_email?: string | null
  /** May be empty. */
  owners?: LooseOwner[] | null
  project_visibility?: Open<
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  > | null
}

/** The path of a project changed. */
export interface StrictProjectRenamedEvent {
  event_name: 'project_rename'
  created_at: string | null
  updated_at: string | null
  name: string
  path: string
  path_with_namespace: string
  project_id: number
  project_namespace_id?: number | null
  /** Null for a project that a group owns. */
  owner_name: string | null
  /** Empty for a project that a group owns. */
  owner_email: string | null
  /** May be empty. */
  owners?: StrictOwner[]
  project_visibility:
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  old_path_with_namespace: string
}

/** The path of a project changed. As real servers send it. */
export interface LooseProjectRenamedEvent {
  event_name: 'project_rename'
  created_at?: string | null
  updated_at?: string | null
  name: string
  path: string
  path_with_namespace?: string | null
  project_id: number
  project_namespace_id?: number | null
  /** Null for a project that a group owns. */
  owner_name?: string | null
  /** Empty for a project that a group owns. */
  owner_email?: string | null
  /** May be empty. */
  owners?: LooseOwner[] | null
  project_visibility?: Open<
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  > | null
  old_path_with_namespace?: string | null
}

/** A project moved to another namespace. */
export interface StrictProjectTransferredEvent {
  event_name: 'project_transfer'
  created_at: string | null
  updated_at: string | null
  name: string
  path: string
  path_with_namespace: string
  project_id: number
  project_namespace_id?: number | null
  /** Null for a project that a group owns. */
  owner_name: string | null
  /** Empty for a project that a group owns. */
  owner_email: string | null
  /** May be empty. */
  owners?: StrictOwner[]
  project_visibility:
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  old_path_with_namespace: string
}

/** A project moved to another namespace. As real servers send it. */
export interface LooseProjectTransferredEvent {
  event_name: 'project_transfer'
  created_at?: string | null
  updated_at?: string | null
  name: string
  path: string
  path_with_namespace?: string | null
  project_id: number
  project_namespace_id?: number | null
  /** Null for a project that a group owns. */
  owner_name?: string | null
  /** Empty for a project that a group owns. */
  owner_email?: string | null
  /** May be empty. */
  owners?: LooseOwner[] | null
  project_visibility?: Open<
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  > | null
  old_path_with_namespace?: string | null
}

/** The settings of a project changed. */
export interface StrictProjectUpdatedEvent {
  event_name: 'project_update'
  created_at: string | null
  updated_at: string | null
  name: string
  path: string
  path_with_namespace: string
  project_id: number
  project_namespace_id?: number | null
  /** Null for a project that a group owns. */
  owner_name: string | null
  /** Empty for a project that a group owns. */
  owner_email: string | null
  /** May be empty. */
  owners?: StrictOwner[]
  project_visibility:
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
}

/** The settings of a project changed. As real servers send it. */
export interface LooseProjectUpdatedEvent {
  event_name: 'project_update'
  created_at?: string | null
  updated_at?: string | null
  name: string
  path: string
  path_with_namespace?: string | null
  project_id: number
  project_namespace_id?: number | null
  /** Null for a project that a group owns. */
  owner_name?: string | null
  /** Empty for a project that a group owns. */
  owner_email?: string | null
  /** May be empty. */
  owners?: LooseOwner[] | null
  project_visibility?: Open<
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  > | null
}

/** Someone became a member of a project. */
export interface StrictTeamMemberAddedEvent {
  event_name: 'user_add_to_team'
  created_at: string | null
  updated_at: string | null
  project_name: string
  project_path: string
  project_path_with_namespace: string
  project_id: number
  user_username: string
  user_name: string | null
  user_email: string | null
  user_id: number
  access_level?:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  /** What the document of 2018 calls `access_level`; `normalize` gives one form. */
  project_access?:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  project_visibility:
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  expires_at?: string | null
}

/** Someone became a member of a project. As real servers send it. */
export interface LooseTeamMemberAddedEvent {
  event_name: 'user_add_to_team'
  created_at?: string | null
  updated_at?: string | null
  project_name?: string | null
  project_path?: string | null
  project_path_with_namespace: string
  project_id: number
  user_username: string
  user_name?: string | null
  user_email?: string | null
  user_id: number
  access_level?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  /** What the document of 2018 calls `access_level`; `normalize` gives one form. */
  project_access?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  project_visibility?: Open<
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  > | null
  expires_at?: string | null
}

/** Someone ceased to be a member of a project. */
export interface StrictTeamMemberRemovedEvent {
  event_name: 'user_remove_from_team'
  created_at: string | null
  updated_at: string | null
  project_name: string
  project_path: string
  project_path_with_namespace: string
  project_id: number
  user_username: string
  user_name: string | null
  user_email: string | null
  user_id: number
  access_level?:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  /** What the document of 2018 calls `access_level`; `normalize` gives one form. */
  project_access?:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  project_visibility:
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  expires_at?: string | null
}

/** Someone ceased to be a member of a project. As real servers send it. */
export interface LooseTeamMemberRemovedEvent {
  event_name: 'user_remove_from_team'
  created_at?: string | null
  updated_at?: string | null
  project_name?: string | null
  project_path?: string | null
  project_path_with_namespace: string
  project_id: number
  user_username: string
  user_name?: string | null
  user_email?: string | null
  user_id: number
  access_level?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  /** What the document of 2018 calls `access_level`; `normalize` gives one form. */
  project_access?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  project_visibility?: Open<
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  > | null
  expires_at?: string | null
}

/** The role or the expiry of a member of a project changed. */
export interface StrictTeamMemberUpdatedEvent {
  event_name: 'user_update_for_team'
  created_at: string | null
  updated_at: string | null
  project_name: string
  project_path: string
  project_path_with_namespace: string
  project_id: number
  user_username: string
  user_name: string | null
  user_email: string | null
  user_id: number
  access_level:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  /** What the document of 2018 calls `access_level`; `normalize` gives one form. */
  project_access?:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  project_visibility:
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  expires_at?: string | null
}

/** The role or the expiry of a member of a project changed. As real servers send it. */
export interface LooseTeamMemberUpdatedEvent {
  event_name: 'user_update_for_team'
  created_at?: string | null
  updated_at?: string | null
  project_name?: string | null
  project_path?: string | null
  project_path_with_namespace: string
  project_id: number
  user_username: string
  user_name?: string | null
  user_email?: string | null
  user_id: number
  access_level?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  /** What the document of 2018 calls `access_level`; `normalize` gives one form. */
  project_access?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  project_visibility?: Open<
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  > | null
  expires_at?: string | null
}

/** Someone asked for access to a project. */
export interface StrictProjectAccessRequestedEvent {
  event_name: 'user_access_request_to_project'
  created_at: string | null
  updated_at: string | null
  project_name: string
  project_path: string
  project_path_with_namespace: string
  project_id: number
  user_username: string
  user_name: string | null
  user_email: string | null
  user_id: number
  access_level:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  /** What the document of 2018 calls `access_level`; `normalize` gives one form. */
  project_access?:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  project_visibility:
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  expires_at?: string | null
}

/** Someone asked for access to a project. As real servers send it. */
export interface LooseProjectAccessRequestedEvent {
  event_name: 'user_access_request_to_project'
  created_at?: string | null
  updated_at?: string | null
  project_name?: string | null
  project_path?: string | null
  project_path_with_namespace: string
  project_id: number
  user_username: string
  user_name?: string | null
  user_email?: string | null
  user_id: number
  access_level?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  /** What the document of 2018 calls `access_level`; `normalize` gives one form. */
  project_access?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  project_visibility?: Open<
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  > | null
  expires_at?: string | null
}

/** Access to a project was denied, or the request withdrawn. */
export interface StrictProjectAccessRevokedEvent {
  event_name: 'user_access_request_revoked_for_project'
  created_at: string | null
  updated_at: string | null
  project_name: string
  project_path: string
  project_path_with_namespace: string
  project_id: number
  user_username: string
  user_name: string | null
  user_email: string | null
  user_id: number
  access_level:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  /** What the document of 2018 calls `access_level`; `normalize` gives one form. */
  project_access?:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  project_visibility:
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  expires_at?: string | null
}

/** Access to a project was denied, or the request withdrawn. As real servers send it. */
export interface LooseProjectAccessRevokedEvent {
  event_name: 'user_access_request_revoked_for_project'
  created_at?: string | null
  updated_at?: string | null
  project_name?: string | null
  project_path?: string | null
  project_path_with_namespace: string
  project_id: number
  user_username: string
  user_name?: string | null
  user_email?: string | null
  user_id: number
  access_level?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  /** What the document of 2018 calls `access_level`; `normalize` gives one form. */
  project_access?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  project_visibility?: Open<
    | 'private'
    | 'internal'
    | 'public'
    | 'visibilitylevel|private'
    | 'visibilitylevel|internal'
    | 'visibilitylevel|public'
  > | null
  expires_at?: string | null
}

/** An account was made. */
export interface StrictUserCreatedEvent {
  event_name: 'user_create'
  created_at: string | null
  updated_at: string | null
  name: string | null
  email: string | null
  user_id: number
  username: string
}

/** An account was made. As real servers send it. */
export interface LooseUserCreatedEvent {
  event_name: 'user_create'
  created_at?: string | null
  updated_at?: string | null
  name?: string | null
  email?: string | null
  user_id: number
  username: string
}

/** An account was deleted. */
export interface StrictUserDestroyedEvent {
  event_name: 'user_destroy'
  created_at: string | null
  updated_at: string | null
  name: string | null
  email: string | null
  user_id: number
  username: string
}

/** An account was deleted. As real servers send it. */
export interface LooseUserDestroyedEvent {
  event_name: 'user_destroy'
  created_at?: string | null
  updated_at?: string | null
  name?: string | null
  email?: string | null
  user_id: number
  username: string
}

/** The name of an account changed. */
export interface StrictUserRenamedEvent {
  event_name: 'user_rename'
  created_at: string | null
  updated_at: string | null
  name: string | null
  email: string | null
  user_id: number
  username: string
  old_username: string
}

/** The name of an account changed. As real servers send it. */
export interface LooseUserRenamedEvent {
  event_name: 'user_rename'
  created_at?: string | null
  updated_at?: string | null
  name?: string | null
  email?: string | null
  user_id: number
  username: string
  old_username: string
}

/** Someone whose account is blocked tried to sign in. */
export interface StrictUserFailedLoginEvent {
  event_name: 'user_failed_login'
  created_at: string | null
  updated_at: string | null
  name: string | null
  email: string | null
  user_id: number
  username: string
  state: 'blocked' | 'ldap_blocked'
}

/** Someone whose account is blocked tried to sign in. As real servers send it. */
export interface LooseUserFailedLoginEvent {
  event_name: 'user_failed_login'
  created_at?: string | null
  updated_at?: string | null
  name?: string | null
  email?: string | null
  user_id: number
  username: string
  state?: Open<'blocked' | 'ldap_blocked'> | null
}

/** An SSH key was added. */
export interface StrictKeyCreatedEvent {
  event_name: 'key_create'
  created_at: string | null
  updated_at: string | null
  /** Absent where the key belongs to no one, as a deploy key does. */
  username: string
  /** The public half. */
  key: string
  id: number
}

/** An SSH key was added. As real servers send it. */
export interface LooseKeyCreatedEvent {
  event_name: 'key_create'
  created_at?: string | null
  updated_at?: string | null
  /** Absent where the key belongs to no one, as a deploy key does. */
  username?: string | null
  /** The public half. */
  key: string
  id: number
}

/** An SSH key was taken away. */
export interface StrictKeyDestroyedEvent {
  event_name: 'key_destroy'
  created_at: string | null
  updated_at: string | null
  /** Absent where the key belongs to no one, as a deploy key does. */
  username: string
  /** The public half. */
  key: string
  id: number
}

/** An SSH key was taken away. As real servers send it. */
export interface LooseKeyDestroyedEvent {
  event_name: 'key_destroy'
  created_at?: string | null
  updated_at?: string | null
  /** Absent where the key belongs to no one, as a deploy key does. */
  username?: string | null
  /** The public half. */
  key: string
  id: number
}

/** A group was made. */
export interface StrictGroupCreatedEvent {
  event_name: 'group_create'
  created_at: string | null
  updated_at: string | null
  name: string
  path: string
  full_path?: string | null
  group_id: number
  /** Always null, and gone since. */
  owner_email?: string | null
  /** Always null, and gone since. */
  owner_name?: string | null
}

/** A group was made. As real servers send it. */
export interface LooseGroupCreatedEvent {
  event_name: 'group_create'
  created_at?: string | null
  updated_at?: string | null
  name: string
  path: string
  full_path?: string | null
  group_id: number
  /** Always null, and gone since. */
  owner_email?: string | null
  /** Always null, and gone since. */
  owner_name?: string | null
}

/** A group was deleted. */
export interface StrictGroupDestroyedEvent {
  event_name: 'group_destroy'
  created_at: string | null
  updated_at: string | null
  name: string
  path: string
  full_path?: string | null
  group_id: number
  /** Always null, and gone since. */
  owner_email?: string | null
  /** Always null, and gone since. */
  owner_name?: string | null
}

/** A group was deleted. As real servers send it. */
export interface LooseGroupDestroyedEvent {
  event_name: 'group_destroy'
  created_at?: string | null
  updated_at?: string | null
  name: string
  path: string
  full_path?: string | null
  group_id: number
  /** Always null, and gone since. */
  owner_email?: string | null
  /** Always null, and gone since. */
  owner_name?: string | null
}

/** The path of a group changed. */
export interface StrictGroupRenamedEvent {
  event_name: 'group_rename'
  created_at: string | null
  updated_at: string | null
  name: string
  path: string
  full_path: string | null
  group_id: number
  /** Always null, and gone since. */
  owner_email?: string | null
  /** Always null, and gone since. */
  owner_name?: string | null
  old_path: string
  old_full_path: string
}

/** The path of a group changed. As real servers send it. */
export interface LooseGroupRenamedEvent {
  event_name: 'group_rename'
  created_at?: string | null
  updated_at?: string | null
  name: string
  path: string
  full_path?: string | null
  group_id: number
  /** Always null, and gone since. */
  owner_email?: string | null
  /** Always null, and gone since. */
  owner_name?: string | null
  old_path?: string | null
  old_full_path?: string | null
}

/** Someone became a member of a group. */
export interface StrictGroupMemberAddedEvent {
  event_name: 'user_add_to_group'
  created_at: string | null
  updated_at: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name: string | null
  user_email: string | null
  user_id: number
  group_access:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  /** As events of group hooks have it. */
  group_plan?: string | null
  expires_at?: string | null
}

/** Someone became a member of a group. As real servers send it. */
export interface LooseGroupMemberAddedEvent {
  event_name: 'user_add_to_group'
  created_at?: string | null
  updated_at?: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name?: string | null
  user_email?: string | null
  user_id: number
  group_access?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  /** As events of group hooks have it. */
  group_plan?: string | null
  expires_at?: string | null
}

/** Someone ceased to be a member of a group. */
export interface StrictGroupMemberRemovedEvent {
  event_name: 'user_remove_from_group'
  created_at: string | null
  updated_at: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name: string | null
  user_email: string | null
  user_id: number
  group_access:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  /** As events of group hooks have it. */
  group_plan?: string | null
  expires_at?: string | null
}

/** Someone ceased to be a member of a group. As real servers send it. */
export interface LooseGroupMemberRemovedEvent {
  event_name: 'user_remove_from_group'
  created_at?: string | null
  updated_at?: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name?: string | null
  user_email?: string | null
  user_id: number
  group_access?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  /** As events of group hooks have it. */
  group_plan?: string | null
  expires_at?: string | null
}

/** The role or the expiry of a member of a group changed. */
export interface StrictGroupMemberUpdatedEvent {
  event_name: 'user_update_for_group'
  created_at: string | null
  updated_at: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name: string | null
  user_email: string | null
  user_id: number
  group_access:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  /** As events of group hooks have it. */
  group_plan?: string | null
  expires_at?: string | null
}

/** The role or the expiry of a member of a group changed. As real servers send it. */
export interface LooseGroupMemberUpdatedEvent {
  event_name: 'user_update_for_group'
  created_at?: string | null
  updated_at?: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name?: string | null
  user_email?: string | null
  user_id: number
  group_access?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  /** As events of group hooks have it. */
  group_plan?: string | null
  expires_at?: string | null
}

/** Someone asked for access to a group. */
export interface StrictGroupAccessRequestedEvent {
  event_name: 'user_access_request_to_group'
  created_at: string | null
  updated_at: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name: string | null
  user_email: string | null
  user_id: number
  group_access:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  /** As events of group hooks have it. */
  group_plan?: string | null
  expires_at?: string | null
}

/** Someone asked for access to a group. As real servers send it. */
export interface LooseGroupAccessRequestedEvent {
  event_name: 'user_access_request_to_group'
  created_at?: string | null
  updated_at?: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name?: string | null
  user_email?: string | null
  user_id: number
  group_access?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  /** As events of group hooks have it. */
  group_plan?: string | null
  expires_at?: string | null
}

/** Access to a group was denied, or the request withdrawn. */
export interface StrictGroupAccessRevokedEvent {
  event_name: 'user_access_request_revoked_for_group'
  created_at: string | null
  updated_at: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name: string | null
  user_email: string | null
  user_id: number
  group_access:
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  /** As events of group hooks have it. */
  group_plan?: string | null
  expires_at?: string | null
}

/** Access to a group was denied, or the request withdrawn. As real servers send it. */
export interface LooseGroupAccessRevokedEvent {
  event_name: 'user_access_request_revoked_for_group'
  created_at?: string | null
  updated_at?: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name?: string | null
  user_email?: string | null
  user_id: number
  group_access?: Open<
    | 'No access'
    | 'Minimal Access'
    | 'Guest'
    | 'Planner'
    | 'Reporter'
    | 'Developer'
    | 'Maintainer'
    | 'Master'
    | 'Owner'
  > | null
  /** As events of group hooks have it. */
  group_plan?: string | null
  expires_at?: string | null
}

/** Refs of a repository changed: sent once per push, however many there are. */
export interface StrictRepositoryUpdatedEvent {
  event_name: 'repository_update'
  user_id: number | null
  user_name: string | null
  user_email: string | null
  user_avatar: string | null
  project_id: number
  project: StrictNamedProject
  /** What each ref was, and is. */
  changes: {
    before: string
    after: string
    ref: string
  }[]
  /** E.g. `refs/heads/main`. */
  refs: string[]
}

/** Refs of a repository changed: sent once per push, however many there are. As real servers send it. */
export interface LooseRepositoryUpdatedEvent {
  event_name: 'repository_update'
  user_id?: number | null
  user_name?: string | null
  user_email?: string | null
  user_avatar?: string | null
  project_id: number
  project?: LooseNamedProject | null
  /** What each ref was, and is. */
  changes: {
    before: string
    after: string
    ref: string
  }[]
  /** E.g. `refs/heads/main`. */
  refs: string[]
}

/** A promotion to a billable role waits for approval. */
export interface StrictMemberApprovalEvent {
  object_kind: 'gitlab_subscription_member_approval'
  action: 'enqueue'
  object_attributes: {
    /** A number, e.g. 30 for a developer. */
    new_access_level: number
    /** A number, e.g. 10 for a guest; null for someone new. */
    old_access_level: number | null
    /** Null for someone new. */
    existing_member_id: number | null
  }
  user_id: number
  requested_by_user_id: number | null
  promotion_namespace_id: number | null
  created_at: string | null
  updated_at: string | null
}

/** A promotion to a billable role waits for approval. As real servers send it. */
export interface LooseMemberApprovalEvent {
  object_kind: 'gitlab_subscription_member_approval'
  action: Open<'enqueue'>
  object_attributes: {
    /** A number, e.g. 30 for a developer. */
    new_access_level?: number | null
    /** A number, e.g. 10 for a guest; null for someone new. */
    old_access_level?: number | null
    /** Null for someone new. */
    existing_member_id?: number | null
  }
  user_id: number
  requested_by_user_id?: number | null
  promotion_namespace_id?: number | null
  created_at?: string | null
  updated_at?: string | null
}

/** Promotions of a user were approved. */
export interface StrictPromotionsApprovedEvent {
  object_kind: 'gitlab_subscription_member_approvals'
  reviewed_by_user_id: number | null
  user_id: number
  updated_at: string | null
  action: 'approve'
  object_attributes: {
    promotion_request_ids_that_failed_to_apply: number[]
    status: string
  }
}

/** Promotions of a user were approved. As real servers send it. */
export interface LoosePromotionsApprovedEvent {
  object_kind: 'gitlab_subscription_member_approvals'
  reviewed_by_user_id?: number | null
  user_id: number
  updated_at?: string | null
  action: 'approve'
  object_attributes: {
    promotion_request_ids_that_failed_to_apply?: number[] | null
    status: string
  }
}

/** Promotions of a user were denied. */
export interface StrictPromotionsDeniedEvent {
  object_kind: 'gitlab_subscription_member_approvals'
  reviewed_by_user_id: number | null
  user_id: number
  updated_at: string | null
  action: 'deny'
  object_attributes: {
    status: string
  }
}

/** Promotions of a user were denied. As real servers send it. */
export interface LoosePromotionsDeniedEvent {
  object_kind: 'gitlab_subscription_member_approvals'
  reviewed_by_user_id?: number | null
  user_id: number
  updated_at?: string | null
  action: Open<'deny'>
  object_attributes: {
    status: string
  }
}

/** Promotions of a user were approved or denied. */
export type StrictMemberApprovalsEvent = StrictPromotionsApprovedEvent | StrictPromotionsDeniedEvent

/** Promotions of a user were approved or denied. As real servers send it. */
export type LooseMemberApprovalsEvent = LoosePromotionsApprovedEvent | LoosePromotionsDeniedEvent

/** Event type → its payload, as documented and as really sent. */
export interface GitlabSystemEvents {
  push: Views<StrictPushEvent, LoosePushEvent>
  tag_push: Views<StrictTagPushEvent, LooseTagPushEvent>
  merge_request: Views<StrictMergeRequestEvent, LooseMergeRequestEvent>
  repository_update: Views<StrictRepositoryUpdatedEvent, LooseRepositoryUpdatedEvent>
  project_create: Views<StrictProjectCreatedEvent, LooseProjectCreatedEvent>
  project_destroy: Views<StrictProjectDestroyedEvent, LooseProjectDestroyedEvent>
  project_rename: Views<StrictProjectRenamedEvent, LooseProjectRenamedEvent>
  project_transfer: Views<StrictProjectTransferredEvent, LooseProjectTransferredEvent>
  project_update: Views<StrictProjectUpdatedEvent, LooseProjectUpdatedEvent>
  user_add_to_team: Views<StrictTeamMemberAddedEvent, LooseTeamMemberAddedEvent>
  user_remove_from_team: Views<StrictTeamMemberRemovedEvent, LooseTeamMemberRemovedEvent>
  user_update_for_team: Views<StrictTeamMemberUpdatedEvent, LooseTeamMemberUpdatedEvent>
  user_access_request_to_project: Views<StrictProjectAccessRequestedEvent, LooseProjectAccessRequestedEvent>
  user_access_request_revoked_for_project: Views<
    StrictProjectAccessRevokedEvent,
    LooseProjectAccessRevokedEvent
  >
  user_create: Views<StrictUserCreatedEvent, LooseUserCreatedEvent>
  user_destroy: Views<StrictUserDestroyedEvent, LooseUserDestroyedEvent>
  user_rename: Views<StrictUserRenamedEvent, LooseUserRenamedEvent>
  user_failed_login: Views<StrictUserFailedLoginEvent, LooseUserFailedLoginEvent>
  key_create: Views<StrictKeyCreatedEvent, LooseKeyCreatedEvent>
  key_destroy: Views<StrictKeyDestroyedEvent, LooseKeyDestroyedEvent>
  group_create: Views<StrictGroupCreatedEvent, LooseGroupCreatedEvent>
  group_destroy: Views<StrictGroupDestroyedEvent, LooseGroupDestroyedEvent>
  group_rename: Views<StrictGroupRenamedEvent, LooseGroupRenamedEvent>
  user_add_to_group: Views<StrictGroupMemberAddedEvent, LooseGroupMemberAddedEvent>
  user_remove_from_group: Views<StrictGroupMemberRemovedEvent, LooseGroupMemberRemovedEvent>
  user_update_for_group: Views<StrictGroupMemberUpdatedEvent, LooseGroupMemberUpdatedEvent>
  user_access_request_to_group: Views<StrictGroupAccessRequestedEvent, LooseGroupAccessRequestedEvent>
  user_access_request_revoked_for_group: Views<StrictGroupAccessRevokedEvent, LooseGroupAccessRevokedEvent>
  gitlab_subscription_member_approval: Views<StrictMemberApprovalEvent, LooseMemberApprovalEvent>
  gitlab_subscription_member_approvals: Views<StrictMemberApprovalsEvent, LooseMemberApprovalsEvent>
}

/** Every event type. */
export const eventTypes: readonly (keyof GitlabSystemEvents)[] = [
  'push',
  'tag_push',
  'merge_request',
  'repository_update',
  'project_create',
  'project_destroy',
  'project_rename',
  'project_transfer',
  'project_update',
  'user_add_to_team',
  'user_remove_from_team',
  'user_update_for_team',
  'user_access_request_to_project',
  'user_access_request_revoked_for_project',
  'user_create',
  'user_destroy',
  'user_rename',
  'user_failed_login',
  'key_create',
  'key_destroy',
  'group_create',
  'group_destroy',
  'group_rename',
  'user_add_to_group',
  'user_remove_from_group',
  'user_update_for_group',
  'user_access_request_to_group',
  'user_access_request_revoked_for_group',
  'gitlab_subscription_member_approval',
  'gitlab_subscription_member_approvals',
]
