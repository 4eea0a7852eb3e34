/**
 * `hookstamp/dialects/djinn/schemas`: Djinn CI's events and their entities, as its documents define them. A key is
 * required where the document's table (if there is one) and every example of the entity have it, optional where only
 * some do. What real servers do instead is marked: `lax`, `seen`, `beyond` (see `../definition.ts`); `docs/djinn.md`
 * tells the stories behind the marks.
 *
 * The interfaces in `payloads.ts` are generated from this file: `npm run generate`.
 *
 * @see https://docs.djinn-ci.com/user/webhooks/
 * @see https://docs.djinn-ci.com/api/namespaces/, for the namespace
 */
import * as z from 'zod'
import { beyond, lax, seen } from '../definition.js'
import { loosenAll } from '../loosen.js'
import type { LooseCatalog, StrictCatalog, StrictSchema } from '../views.js'
import type * as T from './payloads.js'

const instant = z.iso.datetime({ offset: true })

/** Someone with an account. */
export const user: StrictSchema<T.StrictUser> = z.strictObject({
  /** Real servers may leave it out: tell users apart by `username`. */
  id: lax(z.int()),
  email: z.string(),
  username: z.string(),
  created_at: lax(instant),
})

const namespaceFields = {
  id: z.int(),
  /** Owner of the namespace. */
  user_id: z.int(),
  /** Top of the tree this namespace is in; its own id if it is the top. */
  root_id: z.int(),
  parent_id: z.int().nullable(),
  name: z.string(),
  /** Names from the root down to this one, joined by slashes. */
  path: z.string(),
  description: z.string(),
  visibility: z.enum(['private', 'internal', 'public']),
  created_at: instant,
  /** API URL of the namespace. The bare API address, here and below, where the server did not load the owner. */
  url: z.string(),
  builds_url: z.string(),
  namespaces_url: z.string(),
  images_url: z.string(),
  objects_url: z.string(),
  variables_url: z.string(),
  keys_url: z.string(),
  collaborators_url: z.string(),
  invites_url: z.string().exactOptional(),
  webhooks_url: z.string().exactOptional(),
  /** Owner of the namespace. */
  user: lax(user.nullable()),
}

const buildFields = {
  id: z.int(),
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user_id: z.int(),
  namespace_id: z.int().nullable(),
  /** Counts the builds of the user, from 1. */
  number: z.int().exactOptional(),
  /** YAML, as submitted. Empty where the server did not load it, as in `build.started` and `build.finished`. */
  manifest: z.string().exactOptional(),
  status: z.enum(['queued', 'running', 'passed', 'passed_with_failures', 'failed', 'killed', 'timed_out']),
  output: z.string().nullable(),
  tags: z.array(z.string()),
  created_at: instant,
  started_at: instant.nullable(),
  finished_at: instant.nullable(),
  /** API URL of the build. */
  url: z.string(),
  objects_url: z.string(),
  variables_url: z.string(),
  jobs_url: z.string(),
  artifacts_url: z.string(),
  tags_url: z.string(),
  /** Owner of the namespace; who submitted the build is in `trigger.data`. */
  user: lax(user.nullable()),
  ...beyond({
    /** Whether the build is kept from being cleaned up. */
    pinned: z.boolean(),
  }),
}

/** Facts about what started a build. A map of strings to Djinn: any may be missing. */
export const triggerData: StrictSchema<T.StrictTriggerData> = z.strictObject({
  /** Absent for pull requests, where `username` is who opened it. */
  email: lax(z.string()),
  username: lax(z.string()),
  ...beyond({
    /** Number of the pull request. */
    id: z.string(),
    repo_id: z.string(),
    provider: z.enum(['github', 'gitlab']),
    url: z.string(),
    ref: z.string(),
    sha: z.string(),
    /** What happened to the pull request, e.g. `opened`. */
    action: z.string(),
  }),
})

/** Why a build was submitted. */
export const trigger: StrictSchema<T.StrictTrigger> = z.strictObject({
  type: z.enum(['manual', 'push', 'pull', 'schedule']),
  comment: z.string(),
  data: triggerData,
})

// Relations end after one step, as they do in what is sent: a namespace's parent comes without its own parent, its last
// build without its namespace. A schema that contains itself would let a hostile body overflow the stack.
const none = seen(z.null(), z.unknown()).exactOptional()

/** The namespace above another one. */
export const parentNamespace: StrictSchema<T.StrictParentNamespace> = z.strictObject({
  ...namespaceFields,
  parent: none,
  build: none,
})

/** The build most recently submitted to a namespace. */
export const lastBuild: StrictSchema<T.StrictLastBuild> = z.strictObject({
  ...buildFields,
  namespace: none,
  trigger: trigger.nullable().exactOptional(),
})

/** A namespace: groups builds, their resources, collaborators and webhooks. */
export const namespace: StrictSchema<T.StrictNamespace> = z.strictObject({
  ...namespaceFields,
  parent: parentNamespace.nullable().exactOptional(),
  /** The build most recently submitted to the namespace. */
  build: lastBuild.nullable().exactOptional(),
})

/** A build, as in `build.submitted`, `build.pinned` and `build.unpinned`. */
export const build: StrictSchema<T.StrictBuild> = z.strictObject({
  ...buildFields,
  namespace: namespace.nullable().exactOptional(),
  trigger: trigger.nullable().exactOptional(),
})

/** A build that runs. */
export const buildStarted: StrictSchema<T.StrictBuildStarted> = build.extend({
  /** Real servers may send null: the event can be queued before the time is noted. */
  started_at: lax(instant),
})

/** A build that came to its end. */
export const buildFinished: StrictSchema<T.StrictBuildFinished> = build.extend({
  /** Real servers may send null, up to version 1.3.0. */
  finished_at: lax(instant),
})

/** A tag of a build. */
export const tag: StrictSchema<T.StrictTag> = z.strictObject({
  name: z.string(),
  url: z.string(),
})

/** Tags were added to a build that exists already. */
export const buildTagged: StrictSchema<T.StrictBuildTagged> = z.strictObject({
  build,
  tags: z.array(tag),
  /** API URL of the build's tags. Real servers may send its path alone, or the whole build. */
  url: seen(z.string(), z.union([z.string(), build])),
  /** Who tagged the build. */
  user,
})

/** Someone was invited to a namespace. */
export const inviteSent: StrictSchema<T.StrictInviteSent> = z.strictObject({
  invitee: user,
  inviter: user,
  namespace,
})

/** An invite was accepted, or rejected. */
export const inviteAnswered: StrictSchema<T.StrictInviteAnswered> = z.strictObject({
  /** Who answered: the inviter, where a rejection is an invite that was withdrawn. */
  invitee: user,
  /** The root of the tree, where an invite to one of its children was accepted. */
  namespace,
})

const action = z.enum(['created', 'updated', 'deleted'])

/** What the things that live in a namespace have in common. */
const resourceFields = {
  id: z.int(),
  /** Who created it. */
  author_id: z.int(),
  /** Owner of the namespace. */
  user_id: z.int(),
  namespace_id: lax(z.int()),
  created_at: instant,
  url: z.string(),
  /** Who created it. */
  author: lax(user),
  /** Owner of the namespace. */
  user: lax(user),
  namespace: lax(namespace),
}

/** A job that submits builds on a schedule. */
export const cron: StrictSchema<T.StrictCron> = z.strictObject({
  ...resourceFields,
  name: z.string(),
  schedule: z.enum(['daily', 'weekly', 'monthly']),
  /** YAML of the builds it submits. */
  manifest: z.string(),
  next_run: instant,
  ...beyond({ prev_run: instant.nullable() }),
})

/** How an image that was fetched from elsewhere is doing. */
export const download: StrictSchema<T.StrictDownload> = z.strictObject({
  source: z.string(),
  error: lax(z.string().nullable()),
  created_at: instant,
  started_at: lax(instant.nullable()),
  finished_at: lax(instant.nullable()),
})

/** A base image for builds. */
export const image: StrictSchema<T.StrictImage> = z.strictObject({
  ...resourceFields,
  driver: z.enum(['ssh', 'qemu', 'docker', 'os']),
  name: z.string(),
  ...beyond({ download: download.nullable() }),
})

/** A file that builds can use. */
export const object: StrictSchema<T.StrictObject> = z.strictObject({
  ...resourceFields,
  name: z.string(),
  /** Media type. */
  type: z.string(),
  /** In bytes. */
  size: z.int(),
  /** Lower-case hex. */
  md5: lax(z.string()),
  /** Lower-case hex. */
  sha256: lax(z.string()),
  ...beyond({ builds_url: z.string() }),
})

/** An environment variable of builds. */
export const variable: StrictSchema<T.StrictVariable> = z.strictObject({
  ...resourceFields,
  key: z.string(),
  /** In the clear, unless `masked`: then `xxxxxx`. */
  value: z.string(),
  ...beyond({ masked: z.boolean() }),
})

/** An SSH key of builds; the private half is never sent. */
export const sshKey: StrictSchema<T.StrictSshKey> = z.strictObject({
  ...resourceFields,
  name: z.string(),
  /** Lines for the client's configuration. */
  config: z.string(),
  updated_at: instant,
})

/** A namespace was created (heard by its parent's webhooks), updated or deleted. */
export const namespaceChange: StrictSchema<T.StrictNamespaceChange> = z.strictObject({ action, namespace })

/** A cron job was created, updated or deleted. */
export const cronChange: StrictSchema<T.StrictCronChange> = z.strictObject({ action, cron })

/** An image was created or deleted. */
export const imageChange: StrictSchema<T.StrictImageChange> = z.strictObject({
  /** Real servers also know `downloaded`. */
  action,
  image,
})

/** An object was created or deleted. */
export const objectChange: StrictSchema<T.StrictObjectChange> = z.strictObject({ action, object })

/** A variable was created or deleted. */
export const variableChange: StrictSchema<T.StrictVariableChange> = z.strictObject({ action, variable })

/** An SSH key was created, updated or deleted. */
export const sshKeyChange: StrictSchema<T.StrictSshKeyChange> = z.strictObject({
  action,
  /** Called `ssh_key` in the document's table, `key` in its example and by every server; the dialect reads both. */
  key: sshKey,
})

/** Event type → schema of the payload as documented. */
export const strict: StrictCatalog<T.DjinnEvents> = {
  'build.submitted': build,
  'build.started': buildStarted,
  'build.finished': buildFinished,
  'build.tagged': buildTagged,
  'build.pinned': build,
  'build.unpinned': build,
  'invite.sent': inviteSent,
  'invite.accepted': inviteAnswered,
  'invite.rejected': inviteAnswered,
  namespaces: namespaceChange,
  cron: cronChange,
  images: imageChange,
  objects: objectChange,
  variables: variableChange,
  ssh_keys: sshKeyChange,
}

/** Event type → schema of the payload as real servers send it. */
export const loose: LooseCatalog<T.DjinnEvents> = loosenAll(strict)
