// Written by `npm run generate` from schemas.ts. Do not edit.

import type { Views } from '../../dialect.js'
import type { Open } from '../open.js'

/** Someone with an account. */
export interface StrictUser {
  /** Real servers may leave it out: tell users apart by `username`. */
  id: number
  email: string
  username: string
  created_at: string
}

/** Someone with an account. As real servers send it. */
export interface LooseUser {
  /** Real servers may leave it out: tell users apart by `username`. */
  id?: number | null
  email: string
  username: string
  created_at?: string | null
}

/** Facts about what started a build. A map of strings to Djinn: any may be missing. */
export interface StrictTriggerData {
  /** Absent for pull requests, where `username` is who opened it. */
  email: string
  username: string
  /** Number of the pull request. */
  id?: string
  repo_id?: string
  provider?: 'github' | 'gitlab'
  url?: string
  ref?: string
  sha?: string
  /** What happened to the pull request, e.g. `opened`. */
  action?: string
}

/** Facts about what started a build. A map of strings to Djinn: any may be missing. As real servers send it. */
export interface LooseTriggerData {
  /** Absent for pull requests, where `username` is who opened it. */
  email?: string | null
  username?: string | null
  /** Number of the pull request. */
  id?: string
  repo_id?: string
  provider?: Open<'github' | 'gitlab'>
  url?: string
  ref?: string
  sha?: string
  /** What happened to the pull request, e.g. `opened`. */
  action?: string
}

/** Why a build was submitted. */
export interface StrictTrigger {
  type: 'manual' | 'push' | 'pull' | 'schedule'
  comment: string
  data: StrictTriggerData
}

/** Why a build was submitted. As real servers send it. */
export interface LooseTrigger {
  type: Open<'manual' | 'push' | 'pull' | 'schedule'>
  comment: string
  data: LooseTriggerData
}

/** The namespace above another one. */
export interface StrictParentNamespace {
  id: number
  /** Owner of the namespace. */
  user_id: number
  /** Top of the tree this namespace is in; its own id if it is the top. */
  root_id: number
  parent_id: number | null
  name: string
  /** Names from the root down to this one, joined by slashes. */
  path: string
  description: string
  visibility: 'private' | 'internal' | 'public'
  created_at: string
  /** API URL of the namespace. The bare API address, here and below, where the server did not load the owner. */
  url: string
  builds_url: string
  namespaces_url: string
  images_url: string
  objects_url: string
  variables_url: string
  keys_url: string
  collaborators_url: string
  invites_url?: string
  webhooks_url?: string
  /** Owner of the namespace. */
  user: StrictUser | null
  parent?: null
  build?: null
}

/** The namespace above another one. As real servers send it. */
export interface LooseParentNamespace {
  id: number
  /** Owner of the namespace. */
  user_id: number
  /** Top of the tree this namespace is in; its own id if it is the top. */
  root_id: number
  parent_id: number | null
  name: string
  /** Names from the root down to this one, joined by slashes. */
  path: string
  description: string
  visibility: Open<'private' | 'internal' | 'public'>
  created_at: string
  /** API URL of the namespace. The bare API address, here and below, where the server did not load the owner. */
  url: string
  builds_url: string
  namespaces_url: string
  images_url: string
  objects_url: string
  variables_url: string
  keys_url: string
  collaborators_url: string
  invites_url?: string
  webhooks_url?: string
  /** Owner of the namespace. */
  user?: LooseUser | null
  parent?: unknown
  build?: unknown
}

/** The build most recently submitted to a namespace. */
export interface StrictLastBuild {
  id: number
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user_id: number
  namespace_id: number | null
  /** Counts the builds of the user, from 1. */
  number?: number
  /** YAML, as submitted. Empty where the server did not load it, as in `build.started` and `build.finished`. */
  manifest?: string
  status: 'queued' | 'running' | 'passed' | 'passed_with_failures' | 'failed' | 'killed' | 'timed_out'
  output: string | null
  tags: string[]
  created_at: string
  started_at: string | null
  finished_at: string | null
  /** API URL of the build. */
  url: string
  objects_url: string
  variables_url: string
  jobs_url: string
  artifacts_url: string
  tags_url: string
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user: StrictUser | null
  /** Whether the build is kept from being cleaned up. */
  pinned?: boolean
  namespace?: null
  trigger?: StrictTrigger | null
}

/** The build most recently submitted to a namespace. As real servers send it. */
export interface LooseLastBuild {
  id: number
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user_id: number
  namespace_id: number | null
  /** Counts the builds of the user, from 1. */
  number?: number
  /** YAML, as submitted. Empty where the server did not load it, as in `build.started` and `build.finished`. */
  manifest?: string
  status: Open<'queued' | 'running' | 'passed' | 'passed_with_failures' | 'failed' | 'killed' | 'timed_out'>
  output: string | null
  tags: string[]
  created_at: string
  started_at: string | null
  finished_at: string | null
  /** API URL of the build. */
  url: string
  objects_url: string
  variables_url: string
  jobs_url: string
  artifacts_url: string
  tags_url: string
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user?: LooseUser | null
  /** Whether the build is kept from being cleaned up. */
  pinned?: boolean
  namespace?: unknown
  trigger?: LooseTrigger | null
}

/** A namespace: groups builds, their resources, collaborators and webhooks. */
export interface StrictNamespace {
  id: number
  /** Owner of the namespace. */
  user_id: number
  /** Top of the tree this namespace is in; its own id if it is the top. */
  root_id: number
  parent_id: number | null
  name: string
  /** Names from the root down to this one, joined by slashes. */
  path: string
  description: string
  visibility: 'private' | 'internal' | 'public'
  created_at: string
  /** API URL of the namespace. The bare API address, here and below, where the server did not load the owner. */
  url: string
  builds_url: string
  namespaces_url: string
  images_url: string
  objects_url: string
  variables_url: string
  keys_url: string
  collaborators_url: string
  invites_url?: string
  webhooks_url?: string
  /** Owner of the namespace. */
  user: StrictUser | null
  parent?: StrictParentNamespace | null
  /** The build most recently submitted to the namespace. */
  build?: StrictLastBuild | null
}

/** A namespace: groups builds, their resources, collaborators and webhooks. As real servers send it. */
export interface LooseNamespace {
  id: number
  /** Owner of the namespace. */
  user_id: number
  /** Top of the tree this namespace is in; its own id if it is the top. */
  root_id: number
  parent_id: number | null
  name: string
  /** Names from the root down to this one, joined by slashes. */
  path: string
  description: string
  visibility: Open<'private' | 'internal' | 'public'>
  created_at: string
  /** API URL of the namespace. The bare API address, here and below, where the server did not load the owner. */
  url: string
  builds_url: string
  namespaces_url: string
  images_url: string
  objects_url: string
  variables_url: string
  keys_url: string
  collaborators_url: string
  invites_url?: string
  webhooks_url?: string
  /** Owner of the namespace. */
  user?: LooseUser | null
  parent?: LooseParentNamespace | null
  /** The build most recently submitted to the namespace. */
  build?: LooseLastBuild | null
}

/** A build, as in `build.submitted`, `build.pinned` and `build.unpinned`. */
export interface StrictBuild {
  id: number
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user_id: number
  namespace_id: number | null
  /** Counts the builds of the user, from 1. */
  number?: number
  /** YAML, as submitted. Empty where the server did not load it, as in `build.started` and `build.finished`. */
  manifest?: string
  status: 'queued' | 'running' | 'passed' | 'passed_with_failures' | 'failed' | 'killed' | 'timed_out'
  output: string | null
  tags: string[]
  created_at: string
  started_at: string | null
  finished_at: string | null
  /** API URL of the build. */
  url: string
  objects_url: string
  variables_url: string
  jobs_url: string
  artifacts_url: string
  tags_url: string
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user: StrictUser | null
  /** Whether the build is kept from being cleaned up. */
  pinned?: boolean
  namespace?: StrictNamespace | null
  trigger?: StrictTrigger | null
}

/** A build, as in `build.submitted`, `build.pinned` and `build.unpinned`. As real servers send it. */
export interface LooseBuild {
  id: number
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user_id: number
  namespace_id: number | null
  /** Counts the builds of the user, from 1. */
  number?: number
  /** YAML, as submitted. Empty where the server did not load it, as in `build.started` and `build.finished`. */
  manifest?: string
  status: Open<'queued' | 'running' | 'passed' | 'passed_with_failures' | 'failed' | 'killed' | 'timed_out'>
  output: string | null
  tags: string[]
  created_at: string
  started_at: string | null
  finished_at: string | null
  /** API URL of the build. */
  url: string
  objects_url: string
  variables_url: string
  jobs_url: string
  artifacts_url: string
  tags_url: string
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user?: LooseUser | null
  /** Whether the build is kept from being cleaned up. */
  pinned?: boolean
  namespace?: LooseNamespace | null
  trigger?: LooseTrigger | null
}

/** A build that runs. */
export interface StrictBuildStarted {
  id: number
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user_id: number
  namespace_id: number | null
  /** Counts the builds of the user, from 1. */
  number?: number
  /** YAML, as submitted. Empty where the server did not load it, as in `build.started` and `build.finished`. */
  manifest?: string
  status: 'queued' | 'running' | 'passed' | 'passed_with_failures' | 'failed' | 'killed' | 'timed_out'
  output: string | null
  tags: string[]
  created_at: string
  /** Real servers may send null: the event can be queued before the time is noted. */
  started_at: string
  finished_at: string | null
  /** API URL of the build. */
  url: string
  objects_url: string
  variables_url: string
  jobs_url: string
  artifacts_url: string
  tags_url: string
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user: StrictUser | null
  /** Whether the build is kept from being cleaned up. */
  pinned?: boolean
  namespace?: StrictNamespace | null
  trigger?: StrictTrigger | null
}

/** A build that runs. As real servers send it. */
export interface LooseBuildStarted {
  id: number
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user_id: number
  namespace_id: number | null
  /** Counts the builds of the user, from 1. */
  number?: number
  /** YAML, as submitted. Empty where the server did not load it, as in `build.started` and `build.finished`. */
  manifest?: string
  status: Open<'queued' | 'running' | 'passed' | 'passed_with_failures' | 'failed' | 'killed' | 'timed_out'>
  output: string | null
  tags: string[]
  created_at: string
  /** Real servers may send null: the event can be queued before the time is noted. */
  started_at?: string | null
  finished_at: string | null
  /** API URL of the build. */
  url: string
  objects_url: string
  variables_url: string
  jobs_url: string
  artifacts_url: string
  tags_url: string
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user?: LooseUser | null
  /** Whether the build is kept from being cleaned up. */
  pinned?: boolean
  namespace?: LooseNamespace | null
  trigger?: LooseTrigger | null
}

/** A build that came to its end. */
export interface StrictBuildFinished {
  id: number
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user_id: number
  namespace_id: number | null
  /** Counts the builds of the user, from 1. */
  number?: number
  /** YAML, as submitted. Empty where the server did not load it, as in `build.started` and `build.finished`. */
  manifest?: string
  status: 'queued' | 'running' | 'passed' | 'passed_with_failures' | 'failed' | 'killed' | 'timed_out'
  output: string | null
  tags: string[]
  created_at: string
  started_at: string | null
  /** Real servers may send null, up to version 1.3.0. */
  finished_at: string
  /** API URL of the build. */
  url: string
  objects_url: string
  variables_url: string
  jobs_url: string
  artifacts_url: string
  tags_url: string
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user: StrictUser | null
  /** Whether the build is kept from being cleaned up. */
  pinned?: boolean
  namespace?: StrictNamespace | null
  trigger?: StrictTrigger | null
}

/** A build that came to its end. As real servers send it. */
export interface LooseBuildFinished {
  id: number
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user_id: number
  namespace_id: number | null
  /** Counts the builds of the user, from 1. */
  number?: number
  /** YAML, as submitted. Empty where the server did not load it, as in `build.started` and `build.finished`. */
  manifest?: string
  status: Open<'queued' | 'running' | 'passed' | 'passed_with_failures' | 'failed' | 'killed' | 'timed_out'>
  output: string | null
  tags: string[]
  created_at: string
  started_at: string | null
  /** Real servers may send null, up to version 1.3.0. */
  finished_at?: string | null
  /** API URL of the build. */
  url: string
  objects_url: string
  variables_url: string
  jobs_url: string
  artifacts_url: string
  tags_url: string
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user?: LooseUser | null
  /** Whether the build is kept from being cleaned up. */
  pinned?: boolean
  namespace?: LooseNamespace | null
  trigger?: LooseTrigger | null
}

/** A tag of a build. */
export interface StrictTag {
  name: string
  url: string
}

/** A tag of a build. As real servers send it. */
export interface LooseTag {
  name: string
  url: string
}

/** Tags were added to a build that exists already. */
export interface StrictBuildTagged {
  build: StrictBuild
  tags: StrictTag[]
  /** API URL of the build's tags. Real servers may send its path alone, or the whole build. */
  url: string
  /** Who tagged the build. */
  user: StrictUser
}

/** Tags were added to a build that exists already. As real servers send it. */
export interface LooseBuildTagged {
  build: LooseBuild
  tags: LooseTag[]
  /** API URL of the build's tags. Real servers may send its path alone, or the whole build. */
  url: string | LooseBuild
  /** Who tagged the build. */
  user: LooseUser
}

/** Someone was invited to a namespace. */
export interface StrictInviteSent {
  invitee: StrictUser
  inviter: StrictUser
  namespace: StrictNamespace
}

/** Someone was invited to a namespace. As real servers send it. */
export interface LooseInviteSent {
  invitee: LooseUser
  inviter: LooseUser
  namespace: LooseNamespace
}

/** An invite was accepted, or rejected. */
export interface StrictInviteAnswered {
  /** Who answered: the inviter, where a rejection is an invite that was withdrawn. */
  invitee: StrictUser
  /** The root of the tree, where an invite to one of its children was accepted. */
  namespace: StrictNamespace
}

/** An invite was accepted, or rejected. As real servers send it. */
export interface LooseInviteAnswered {
  /** Who answered: the inviter, where a rejection is an invite that was withdrawn. */
  invitee: LooseUser
  /** The root of the tree, where an invite to one of its children was accepted. */
  namespace: LooseNamespace
}

/** A job that submits builds on a schedule. */
export interface StrictCron {
  id: number
  /** Who created it. */
  author_id: number
  /** Owner of the namespace. */
  user_id: number
  namespace_id: number
  created_at: string
  url: string
  /** Who created it. */
  author: StrictUser
  /** Owner of the namespace. */
  user: StrictUser
  namespace: StrictNamespace
  name: string
  schedule: 'daily' | 'weekly' | 'monthly'
  /** YAML of the builds it submits. */
  manifest: string
  next_run: string
  prev_run?: string | null
}

/** A job that submits builds on a schedule. As real servers send it. */
export interface LooseCron {
  id: number
  /** Who created it. */
  author_id: number
  /** Owner of the namespace. */
  user_id: number
  namespace_id?: number | null
  created_at: string
  url: string
  /** Who created it. */
  author?: LooseUser | null
  /** Owner of the namespace. */
  user?: LooseUser | null
  namespace?: LooseNamespace | null
  name: string
  schedule: Open<'daily' | 'weekly' | 'monthly'>
  /** YAML of the builds it submits. */
  manifest: string
  next_run: string
  prev_run?: string | null
}

/** How an image that was fetched from elsewhere is doing. */
export interface StrictDownload {
  source: string
  error: string | null
  created_at: string
  started_at: string | null
  finished_at: string | null
}

/** How an image that was fetched from elsewhere is doing. As real servers send it. */
export interface LooseDownload {
  source: string
  error?: string | null
  created_at: string
  started_at?: string | null
  finished_at?: string | null
}

/** A base image for builds. */
export interface StrictImage {
  id: number
  /** Who created it. */
  author_id: number
  /** Owner of the namespace. */
  user_id: number
  namespace_id: number
  created_at: string
  url: string
  /** Who created it. */
  author: StrictUser
  /** Owner of the namespace. */
  user: StrictUser
  namespace: StrictNamespace
  driver: 'ssh' | 'qemu' | 'docker' | 'os'
  name: string
  download?: StrictDownload | null
}

/** A base image for builds. As real servers send it. */
export interface LooseImage {
  id: number
  /** Who created it. */
  author_id: number
  /** Owner of the namespace. */
  user_id: number
  namespace_id?: number | null
  created_at: string
  url: string
  /** Who created it. */
  author?: LooseUser | null
  /** Owner of the namespace. */
  user?: LooseUser | null
  namespace?: LooseNamespace | null
  driver: Open<'ssh' | 'qemu' | 'docker' | 'os'>
  name: string
  download?: LooseDownload | null
}

/** A file that builds can use. */
export interface StrictObject {
  id: number
  /** Who created it. */
  author_id: number
  /** Owner of the namespace. */
  user_id: number
  namespace_id: number
  created_at: string
  url: string
  /** Who created it. */
  author: StrictUser
  /** Owner of the namespace. */
  user: StrictUser
  namespace: StrictNamespace
  name: string
  /** Media type. */
  type: string
  /** In bytes. */
  size: number
  /** Lower-case hex. */
  md5: string
  /** Lower-case hex. */
  sha256: string
  builds_url?: string
}

/** A file that builds can use. As real servers send it. */
export interface LooseObject {
  id: number
  /** Who created it. */
  author_id: number
  /** Owner of the namespace. */
  user_id: number
  namespace_id?: number | null
  created_at: string
  url: string
  /** Who created it. */
  author?: LooseUser | null
  /** Owner of the namespace. */
  user?: LooseUser | null
  namespace?: LooseNamespace | null
  name: string
  /** Media type. */
  type: string
  /** In bytes. */
  size: number
  /** Lower-case hex. */
  md5?: string | null
  /** Lower-case hex. */
  sha256?: string | null
  builds_url?: string
}

/** An environment variable of builds. */
export interface StrictVariable {
  id: number
  /** Who created it. */
  author_id: number
  /** Owner of the namespace. */
  user_id: number
  namespace_id: number
  created_at: string
  url: string
  /** Who created it. */
  author: StrictUser
  /** Owner of the namespace. */
  user: StrictUser
  namespace: StrictNamespace
  key: string
  /** In the clear, unless `masked`: then `xxxxxx`. */
  value: string
  masked?: boolean
}

/** An environment variable of builds. As real servers send it. */
export interface LooseVariable {
  id: number
  /** Who created it. */
  author_id: number
  /** Owner of the namespace. */
  user_id: number
  namespace_id?: number | null
  created_at: string
  url: string
  /** Who created it. */
  author?: LooseUser | null
  /** Owner of the namespace. */
  user?: LooseUser | null
  namespace?: LooseNamespace | null
  key: string
  /** In the clear, unless `masked`: then `xxxxxx`. */
  value: string
  masked?: boolean
}

/** An SSH key of builds; the private half is never sent. */
export interface StrictSshKey {
  id: number
  /** Who created it. */
  author_id: number
  /** Owner of the namespace. */
  user_id: number
  namespace_id: number
  created_at: string
  url: string
  /** Who created it. */
  author: StrictUser
  /** Owner of the namespace. */
  user: StrictUser
  namespace: StrictNamespace
  name: string
  /** Lines for the client's configuration. */
  config: string
  updated_at: string
}

/** An SSH key of builds; the private half is never sent. As real servers send it. */
export interface LooseSshKey {
  id: number
  /** Who created it. */
  author_id: number
  /** Owner of the namespace. */
  user_id: number
  namespace_id?: number | null
  created_at: string
  url: string
  /** Who created it. */
  author?: LooseUser | null
  /** Owner of the namespace. */
  user?: LooseUser | null
  namespace?: LooseNamespace | null
  name: string
  /** Lines for the client's configuration. */
  config: string
  updated_at: string
}

/** A namespace was created (heard by its parent's webhooks), updated or deleted. */
export interface StrictNamespaceChange {
  action: 'created' | 'updated' | 'deleted'
  namespace: StrictNamespace
}

/** A namespace was created (heard by its parent's webhooks), updated or deleted. As real servers send it. */
export interface LooseNamespaceChange {
  action: Open<'created' | 'updated' | 'deleted'>
  namespace: LooseNamespace
}

/** A cron job was created, updated or deleted. */
export interface StrictCronChange {
  action: 'created' | 'updated' | 'deleted'
  cron: StrictCron
}

/** A cron job was created, updated or deleted. As real servers send it. */
export interface LooseCronChange {
  action: Open<'created' | 'updated' | 'deleted'>
  cron: LooseCron
}

/** An image was created or deleted. */
export interface StrictImageChange {
  /** Real servers also know `downloaded`. */
  action: 'created' | 'updated' | 'deleted'
  image: StrictImage
}

/** An image was created or deleted. As real servers send it. */
export interface LooseImageChange {
  /** Real servers also know `downloaded`. */
  action: Open<'created' | 'updated' | 'deleted'>
  image: LooseImage
}

/** An object was created or deleted. */
export interface StrictObjectChange {
  action: 'created' | 'updated' | 'deleted'
  object: StrictObject
}

/** An object was created or deleted. As real servers send it. */
export interface LooseObjectChange {
  action: Open<'created' | 'updated' | 'deleted'>
  object: LooseObject
}

/** A variable was created or deleted. */
export interface StrictVariableChange {
  action: 'created' | 'updated' | 'deleted'
  variable: StrictVariable
}

/** A variable was created or deleted. As real servers send it. */
export interface LooseVariableChange {
  action: Open<'created' | 'updated' | 'deleted'>
  variable: LooseVariable
}

/** An SSH key was created, updated or deleted. */
export interface StrictSshKeyChange {
  action: 'created' | 'updated' | 'deleted'
  /** Called `ssh_key` in the document's table, `key` in its example and by every server; the dialect reads both. */
  key: StrictSshKey
}

/** An SSH key was created, updated or deleted. As real servers send it. */
export interface LooseSshKeyChange {
  action: Open<'created' | 'updated' | 'deleted'>
  /** Called `ssh_key` in the document's table, `key` in its example and by every server; the dialect reads both. */
  key: LooseSshKey
}

/** Event type → its payload, as documented and as really sent. */
export interface DjinnEvents {
  'build.submitted': Views<StrictBuild, LooseBuild>
  'build.started': Views<StrictBuildStarted, LooseBuildStarted>
  'build.finished': Views<StrictBuildFinished, LooseBuildFinished>
  'build.tagged': Views<StrictBuildTagged, LooseBuildTagged>
  'build.pinned': Views<StrictBuild, LooseBuild>
  'build.unpinned': Views<StrictBuild, LooseBuild>
  'invite.sent': Views<StrictInviteSent, LooseInviteSent>
  'invite.accepted': Views<StrictInviteAnswered, LooseInviteAnswered>
  'invite.rejected': Views<StrictInviteAnswered, LooseInviteAnswered>
  namespaces: Views<StrictNamespaceChange, LooseNamespaceChange>
  cron: Views<StrictCronChange, LooseCronChange>
  images: Views<StrictImageChange, LooseImageChange>
  objects: Views<StrictObjectChange, LooseObjectChange>
  variables: Views<StrictVariableChange, LooseVariableChange>
  ssh_keys: Views<StrictSshKeyChange, LooseSshKeyChange>
}

/** Every event type. */
export const eventTypes: readonly (keyof DjinnEvents)[] = [
  'build.submitted',
  'build.started',
  'build.finished',
  'build.tagged',
  'build.pinned',
  'build.unpinned',
  'invite.sent',
  'invite.accepted',
  'invite.rejected',
  'namespaces',
  'cron',
  'images',
  'objects',
  'variables',
  'ssh_keys',
]
