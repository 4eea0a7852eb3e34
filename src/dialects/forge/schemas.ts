/**
 * What GitLab and its re-branded forks send to project and group hooks. A key is required where every documented
 * example and every real body at hand has it, optional where only some do: one version's, or one occasion's. Real
 * senders of all ages send null for, or leave out, what is not `always` present (see `../definition.ts`);
 * `docs/gitlab.md` tells the stories.
 *
 * Nothing here refers to itself: a schema that contains itself would let a hostile body overflow the stack.
 * The interfaces in `payloads.ts` are generated from this file: `npm run generate`.
 *
 * @see https://docs.gitlab.com/user/project/integrations/webhook_events/
 */
import * as z from 'zod'
import { decided } from '../decided.js'
import { lax, present, seen } from '../definition.js'
import { takeFastPaths } from '../fast-path.js'
import { loosenAll } from '../loosen.js'
import type { LooseCatalog, StrictCatalog, StrictSchema, StrictUnion } from '../views.js'
import type * as T from './payloads.js'

const text = z.string()
const words = text.nullable()
const integer = z.int()
const flag = z.boolean()

// Nine spellings, and the same event's may differ between versions: `toDate` reads them all.
const instant = text
const maybeInstant = instant.nullable()

// What points to something else is now and then quoted.
const reference = seen(integer, z.union([integer, text])).nullable()

// Any version leaves out what it does not know, and forks more than that.
const sometimes = <Shape extends Readonly<Record<string, z.ZodType>>>(
  shape: Shape,
): { -readonly [Key in keyof Shape]: z.ZodExactOptional<Shape[Key]> } => present(shape, {}) as never

// People

const userFields = {
  /** A later addition: old versions leave it out. */
  id: integer,
  name: text,
  username: text,
  avatar_url: words,
  /** An address, empty, null or `[REDACTED]`. */
  email: words,
}

/** Someone with an account. */
export const user: StrictSchema<T.StrictUser> = z.strictObject(
  present(userFields, { always: ['name', 'username'], documented: ['id', 'avatar_url', 'email'] }),
)

/** Someone who did something, or to whom something is assigned. */
export const actor: StrictSchema<T.StrictActor> = z.strictObject(
  present(userFields, { always: ['name', 'username'], documented: ['avatar_url'] }),
)

/** Who did something to a merge request. */
export const mergeRequestActor: StrictSchema<T.StrictMergeRequestActor> = z.strictObject(
  present(userFields, { always: ['name', 'username'] }),
)

/** Who deployed. */
export const deployer: StrictSchema<T.StrictDeployer> = z.strictObject(
  present(userFields, { always: ['username'] }),
)

/** Whose job it is. */
export const jobUser: StrictSchema<T.StrictJobUser> = z.strictObject(
  present(
    { ...userFields, id: integer.nullable(), name: words, username: words },
    { documented: ['id', 'name', 'email'] },
  ),
)

/** Whose job in a pipeline it is. */
export const pipelineJobUser: StrictSchema<T.StrictPipelineJobUser> = z.strictObject(
  present({ ...userFields, name: words, username: words }, { documented: ['name', 'avatar_url'] }),
)

/** Who reviews a merge request, and how far the review is. */
export const reviewer: StrictSchema<T.StrictReviewer> = z.strictObject(
  present(
    {
      ...userFields,
      state: z.enum([
        'unreviewed',
        'review_started',
        'reviewed',
        'requested_changes',
        'approved',
        'unapproved',
      ]),
      /** Whether the review was asked for again. */
      re_requested: flag,
    },
    { always: ['name', 'username'], documented: ['id', 'avatar_url'] },
  ),
)

/** Who wrote a commit, as git has it: no account needed. */
export const author: StrictSchema<T.StrictAuthor> = z.strictObject({
  name: lax(words),
  email: lax(words),
})

// Projects

const projectFields = {
  /** A later addition: old versions leave it out. */
  id: integer,
  name: text,
  description: words,
  web_url: text,
  avatar_url: words,
  git_ssh_url: words,
  git_http_url: words,
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: text,
  /** 0 private, 10 internal, 20 public. */
  visibility_level: integer.nullable(),
  path_with_namespace: text,
  /** Null while the repository is empty. */
  default_branch: words,
  ci_config_path: words,
  /** Same as `web_url`. */
  homepage: words,
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url: words,
  /** Same as `git_ssh_url`. */
  ssh_url: words,
  /** Same as `git_http_url`. */
  http_url: words,
}

const named = ['name', 'namespace', 'path_with_namespace', 'web_url'] as const
const repositoryUrls = ['git_ssh_url', 'git_http_url'] as const
const olderNames = ['homepage', 'url', 'ssh_url', 'http_url'] as const
const settled = ['description', 'visibility_level', 'default_branch', ...repositoryUrls] as const

/** A project. */
export const project: StrictSchema<T.StrictProject> = z.strictObject(
  present(projectFields, {
    always: [...named, 'id'],
    documented: [...settled, ...olderNames, 'avatar_url', 'ci_config_path'],
  }),
)

/** A project, as events that are older than its `id` show it. */
export const namedProject: StrictSchema<T.StrictNamedProject> = z.strictObject(
  present(projectFields, { always: named, documented: [...settled, ...olderNames] }),
)

/** The project of a push or a pipeline. */
export const builtProject: StrictSchema<T.StrictBuiltProject> = z.strictObject(
  present(projectFields, { always: named, documented: settled }),
)

/** The project of a job. */
export const jobProject: StrictSchema<T.StrictJobProject> = z.strictObject(
  present(projectFields, { always: [...named, 'id'], documented: settled }),
)

/** The project of a merge request. */
export const mergeRequestProject: StrictSchema<T.StrictMergeRequestProject> = z.strictObject(
  present(projectFields, { always: ['name', 'namespace', 'path_with_namespace'] }),
)

/** The project that a merge request comes from, or goes to. */
export const mergeRequestSide: StrictSchema<T.StrictMergeRequestSide> = z.strictObject(
  present(projectFields, { always: ['namespace'] }),
)

/** The project of a deployment. */
export const deployedProject: StrictSchema<T.StrictDeployedProject> = z.strictObject(
  present(projectFields, { always: ['id', 'name', 'path_with_namespace', 'web_url'] }),
)

/** The project of a release. */
export const releasedProject: StrictSchema<T.StrictReleasedProject> = z.strictObject(
  present(projectFields, {
    always: [...named, 'id'],
    documented: [
      ...repositoryUrls,
      'visibility_level',
      'default_branch',
      'avatar_url',
      'ci_config_path',
      'homepage',
    ],
  }),
)

const repositoryFields = {
  name: text,
  url: words,
  description: words,
  homepage: words,
  git_http_url: words,
  git_ssh_url: words,
  /** 0 private, 10 internal, 20 public. */
  visibility_level: integer.nullable(),
}

/** What `project` says, in the form of GitLab before 8. */
export const repository: StrictSchema<T.StrictRepository> = z.strictObject(
  present(repositoryFields, { always: ['name'], documented: ['url', 'description', 'homepage'] }),
)

/** What `project` says, in the form of GitLab before 8, in notes and merge requests. */
export const discussedRepository: StrictSchema<T.StrictDiscussedRepository> = z.strictObject(
  present(repositoryFields, { always: ['name'], documented: ['url', 'homepage'] }),
)

/** What `project` says, in the form of GitLab before 8, in pushes. */
export const pushedRepository: StrictSchema<T.StrictPushedRepository> = z.strictObject(
  present(repositoryFields, { always: ['name'], documented: ['description', 'homepage'] }),
)

/** What `project` says, in the form of GitLab before 8, in pushes of tags. */
export const taggedRepository: StrictSchema<T.StrictTaggedRepository> = z.strictObject(
  present(repositoryFields, {
    always: ['name'],
    documented: ['url', 'description', 'homepage', ...repositoryUrls, 'visibility_level'],
  }),
)

/** What `project` says, in the form of GitLab before 8, in jobs. */
export const jobRepository: StrictSchema<T.StrictJobRepository> = z.strictObject(
  present(repositoryFields, {
    always: ['name'],
    documented: ['description', 'homepage', ...repositoryUrls, 'visibility_level'],
  }),
)

// Commits

const commitFields = {
  /** SHA. */
  id: text,
  message: text,
  /** First line of the message. */
  title: words,
  timestamp: instant,
  url: text,
  author,
}

const changedFiles = {
  added: z.array(text),
  modified: z.array(text),
  removed: z.array(text),
}

/** A commit. */
export const commit: StrictSchema<T.StrictCommit> = z.strictObject(
  present(commitFields, { always: ['id'], documented: ['message', 'timestamp', 'url', 'author'] }),
)

/** A commit with its title. */
export const titledCommit: StrictSchema<T.StrictTitledCommit> = z.strictObject(
  present(commitFields, { always: ['id'], documented: ['message', 'title', 'timestamp', 'url', 'author'] }),
)

/** The newest commit of a merge request. */
export const lastCommit: StrictSchema<T.StrictLastCommit> = z.strictObject(
  present(commitFields, { always: ['id'] }),
)

/** A commit that was pushed, and the paths of the files it changed. */
export const pushedCommit: StrictSchema<T.StrictPushedCommit> = z.strictObject(
  present({ ...commitFields, ...changedFiles }, { always: ['id', 'message'] }),
)

/** A commit that came with a tag, and the paths of the files it changed. */
export const taggedCommit: StrictSchema<T.StrictTaggedCommit> = z.strictObject(
  present(
    { ...commitFields, ...changedFiles },
    { always: ['id', 'message'], documented: ['timestamp', 'url', 'author'] },
  ),
)

// Labels

const labelFields = {
  id: integer,
  title: text,
  /** `#` and six hex digits, or the name of a colour. */
  color: words,
  /** Null for a label of a group. */
  project_id: reference,
  created_at: maybeInstant,
  updated_at: maybeInstant,
  template: flag.nullable(),
  description: words,
  type: z.enum(['ProjectLabel', 'GroupLabel']).nullable(),
  /** Null for a label of a project. */
  group_id: reference,
  lock_on_merge: flag.nullable(),
}

const labelDetails = [
  'color',
  'created_at',
  'updated_at',
  'template',
  'description',
  'type',
  'group_id',
] as const

/** A label. */
export const label: StrictSchema<T.StrictLabel> = z.strictObject(
  present(labelFields, { always: ['id', 'title'], documented: [...labelDetails, 'project_id'] }),
)

/** A label of a work item. */
export const workItemLabel: StrictSchema<T.StrictWorkItemLabel> = z.strictObject(
  present(labelFields, { always: ['id', 'title'], documented: labelDetails }),
)

/** A label of a merge request. */
export const mergeRequestLabel: StrictSchema<T.StrictMergeRequestLabel> = z.strictObject(
  present(labelFields, { always: ['id', 'title'] }),
)

// Changes

const changeOf = <Value extends z.ZodType>(
  value: Value,
): { current: z.ZodNullable<Value>; previous: z.ZodExactOptional<z.ZodNullable<Value>> } => ({
  current: lax(value.nullable()),
  previous: lax(value.nullable()).exactOptional(),
})

const objectOrList = (value: unknown): number => (Array.isArray(value) ? 1 : 0)

// Around version 10 GitLab sent the attributes that were there then as a pair; `toChange` reads both.
const orPair = (change: z.ZodType, value: z.ZodType): z.ZodType =>
  decided([change, z.array(value.nullable())], objectOrList)

/** How a text or a time changed. */
export const textChange: StrictSchema<T.StrictTextChange> = z.strictObject(changeOf(text))
/** How a number or an id changed. */
export const numberChange: StrictSchema<T.StrictNumberChange> = z.strictObject(changeOf(z.number()))
/** How a yes or no changed. */
export const flagChange: StrictSchema<T.StrictFlagChange> = z.strictObject(changeOf(flag))
/** How the labels changed. */
export const labelsChange: StrictSchema<T.StrictLabelsChange> = z.strictObject(
  changeOf(z.array(mergeRequestLabel)),
)
/** How one assignee changed, before there were several. */
export const actorChange: StrictSchema<T.StrictActorChange> = z.strictObject(changeOf(actor))
/** How the assignees changed. */
export const actorsChange: StrictSchema<T.StrictActorsChange> = z.strictObject(changeOf(z.array(actor)))
/** How the reviewers changed. */
export const reviewersChange: StrictSchema<T.StrictReviewersChange> = z.strictObject(
  changeOf(z.array(reviewer)),
)

const quoted = z.union([z.number(), text])
/** How a time in seconds or an id changed, either side now and then quoted. */
export const quotedNumberChange: StrictSchema<T.StrictQuotedNumberChange> = z.strictObject(changeOf(quoted))

const pairableText = seen(textChange, orPair(textChange, text))
const pairableNumber = seen(numberChange, orPair(quotedNumberChange, quoted))
const pairableFlag = seen(flagChange, orPair(flagChange, flag))

const commonChanges = {
  id: pairableNumber,
  iid: pairableNumber,
  author_id: pairableNumber,
  created_at: pairableText,
  updated_at: pairableText,
  updated_by_id: pairableNumber,
  last_edited_at: pairableText,
  last_edited_by_id: pairableNumber,
  title: pairableText,
  description: pairableText,
  /** Of an issue: `opened`, `closed`; of a merge request `merged` and `locked` as well. */
  state: pairableText,
  state_id: numberChange,
  milestone_id: pairableNumber,
  /** In seconds. */
  time_estimate: pairableNumber,
  /** In seconds. */
  total_time_spent: pairableNumber,
  time_change: numberChange,
  human_time_change: textChange,
  human_time_estimate: textChange,
  human_total_time_spent: textChange,
  discussion_locked: flagChange,
  labels: labelsChange,
  assignees: actorsChange,
}

/** What changed about an issue or work item: the keys that are there. */
export const issueChanges: StrictSchema<T.StrictIssueChanges> = z.strictObject(
  sometimes({
    ...commonChanges,
    project_id: pairableNumber,
    closed_at: pairableText,
    closed_by_id: pairableNumber,
    confidential: pairableFlag,
    due_date: pairableText,
    start_date: textChange,
    relative_position: pairableNumber,
    duplicated_to_id: numberChange,
    moved_to_id: pairableNumber,
    health_status: textChange,
    severity: textChange,
    escalation_status: textChange,
    weight: pairableNumber,
    type: textChange,
    work_item_type_id: numberChange,
  }),
)

/** How a merge request is to be merged. */
export const mergeParams: StrictSchema<T.StrictMergeParams> = z.strictObject(
  sometimes({
    /** As a form sends it, too: `"1"`. */
    force_remove_source_branch: z.union([flag, text, integer]).nullable(),
    should_remove_source_branch: z.union([flag, text, integer]).nullable(),
    auto_merge_strategy: words,
    commit_message: words,
    squash_commit_message: words,
    sha: words,
    train_ref: z
      .strictObject(sometimes({ commit_sha: words, merge_commit_sha: words, squash_commit_sha: words }))
      .nullable(),
  }),
)

/** How `mergeParams` changed. */
export const mergeParamsChange: StrictSchema<T.StrictMergeParamsChange> = z.strictObject(
  changeOf(mergeParams),
)

/** What changed about a merge request: the keys that are there. */
export const mergeRequestChanges: StrictSchema<T.StrictMergeRequestChanges> = z.strictObject(
  sometimes({
    ...commonChanges,
    assignee: actorChange,
    /** Documented as a pair, sent as an object. */
    reviewers: decided([reviewersChange, z.array(z.array(reviewer))], objectOrList),
    assignee_id: pairableNumber,
    draft: flagChange,
    work_in_progress: flagChange,
    head_pipeline_id: pairableNumber,
    merge_commit_sha: pairableText,
    squash_commit_sha: textChange,
    merge_error: pairableText,
    merge_params: mergeParamsChange,
    merge_status: pairableText,
    merge_user_id: pairableNumber,
    merge_when_pipeline_succeeds: pairableFlag,
    merged_at: textChange,
    prepared_at: textChange,
    source_branch: pairableText,
    source_project_id: pairableNumber,
    target_branch: pairableText,
    target_project_id: pairableNumber,
    squash: flagChange,
    lock_version: pairableNumber,
  }),
)

// Pushes

const option = z.union([flag, text, z.number()])

/** What `git push -o` said. */
export const pushOptions: StrictSchema<T.StrictPushOptions> = z.strictObject(
  sometimes({
    ci: z.strictObject(
      sometimes({
        skip: option,
        /** Counts how often each `KEY=value` was given. */
        variable: z.record(text, option),
        input: z.record(text, option),
      }),
    ),
    merge_request: z.strictObject(
      sometimes({
        create: option,
        target: option,
        target_project: option,
        merge_when_pipeline_succeeds: option,
        auto_merge: option,
        remove_source_branch: option,
        squash: option,
        title: option,
        description: option,
        draft: option,
        milestone: option,
        label: z.record(text, option),
        unlabel: z.record(text, option),
        assign: z.record(text, option),
        unassign: z.record(text, option),
      }),
    ),
    integrations: z.strictObject(sometimes({ skip_ci: option })),
    secret_push_protection: z.strictObject(sometimes({ skip_all: option })),
  }),
)

const pushFields = {
  object_kind: z.literal('push'),
  event_name: z.literal('push'),
  /** SHA of the ref before; forty zeros if it is new. */
  before: text,
  /** SHA of the ref after; forty zeros if it was deleted. */
  after: text,
  /** E.g. `refs/heads/main`. */
  ref: text,
  ref_protected: flag.nullable(),
  /** SHA of the commit to check out; null if the ref was deleted. */
  checkout_sha: words,
  /** Of an annotated tag. */
  message: words,
  user_id: reference,
  user_name: words,
  user_username: words,
  /** The public address: empty or null where there is none. */
  user_email: words,
  user_avatar: words,
  project_id: reference,
  project: builtProject,
  /** The newest twenty; `total_commits_count` says how many there are. */
  commits: z.array(pushedCommit),
  total_commits_count: integer.nullable(),
  push_options: pushOptions.nullable(),
  repository: pushedRepository,
}

/** Commits were pushed, or a branch was made or deleted. */
export const pushEvent: StrictSchema<T.StrictPushEvent> = z.strictObject(
  present(pushFields, { always: ['ref'], documented: ['commits'] }),
)

/** A tag was pushed or deleted. */
export const tagPushEvent: StrictSchema<T.StrictTagPushEvent> = z.strictObject(
  present(
    {
      ...pushFields,
      object_kind: z.literal('tag_push'),
      event_name: z.literal('tag_push'),
      project: namedProject,
      commits: z.array(taggedCommit),
      repository: taggedRepository,
    },
    {
      always: ['ref'],
      documented: ['before', 'after', 'user_id', 'user_name', 'commits', 'total_commits_count', 'repository'],
    },
  ),
)

// Issues and work items

/** A line of a diff: of the old file, the new one, or both. */
export const diffLine: StrictSchema<T.StrictDiffLine> = z.strictObject({
  line_code: lax(words),
  type: lax(words),
  old_line: lax(integer.nullable()),
  new_line: lax(integer.nullable()),
})

/** Several lines of a diff. */
export const lineRange: StrictSchema<T.StrictLineRange> = z.strictObject({
  start: lax(diffLine.nullable()),
  end: lax(diffLine.nullable()),
})

/** A place in a diff, or in an image. */
export const diffPosition: StrictSchema<T.StrictDiffPosition> = z.strictObject({
  base_sha: lax(words),
  start_sha: lax(words),
  head_sha: lax(words),
  old_path: lax(words),
  new_path: lax(words),
  position_type: lax(z.enum(['text', 'image', 'file'])),
  ...sometimes({
    old_line: integer.nullable(),
    new_line: integer.nullable(),
    line_range: lineRange.nullable(),
    /** In pixels, of an image. */
    width: z.number().nullable(),
    /** In pixels, of an image. */
    height: z.number().nullable(),
    /** In pixels, of an image. */
    x: z.number().nullable(),
    /** In pixels, of an image. */
    y: z.number().nullable(),
    ignore_whitespace_change: flag.nullable(),
  }),
})

const maybePosition = diffPosition.nullable()

const issueFields = {
  /** Unique in the instance. */
  id: integer,
  /** Counts the issues of the project, from 1: the number in `#23`. */
  iid: integer,
  title: text,
  description: words,
  state: z.enum(['opened', 'closed', 'reopened']),
  state_id: integer.nullable(),
  /** What happened; absent in requests of the Test button. */
  action: z.enum(['open', 'close', 'reopen', 'update']),
  type: z.enum([
    'Issue',
    'Incident',
    'Task',
    'Epic',
    'Test Case',
    'Requirement',
    'Objective',
    'Key Result',
    'Ticket',
  ]),
  url: words,
  /** Null for what belongs to a group, as epics do. */
  project_id: reference,
  author_id: reference,
  assignee_id: reference,
  assignee_ids: z.array(integer),
  milestone_id: reference,
  updated_by_id: reference,
  last_edited_by_id: reference,
  duplicated_to_id: reference,
  moved_to_id: reference,
  created_at: instant,
  updated_at: instant,
  closed_at: maybeInstant,
  deleted_at: maybeInstant,
  last_edited_at: maybeInstant,
  /** A date. */
  due_date: words,
  /** A date. */
  start_date: words,
  confidential: flag.nullable(),
  discussion_locked: flag.nullable(),
  labels: z.array(label),
  severity: z.enum(['unknown', 'low', 'medium', 'high', 'critical']).nullable(),
  health_status: z.enum(['on_track', 'needs_attention', 'at_risk']).nullable(),
  weight: integer.nullable(),
  relative_position: integer.nullable(),
  /** In seconds. */
  time_estimate: integer.nullable(),
  /** In seconds. */
  total_time_spent: integer.nullable(),
  /** In seconds. */
  time_change: integer.nullable(),
  human_time_estimate: words,
  human_total_time_spent: words,
  human_time_change: words,
  customer_relations_contacts: z.array(z.unknown()),
  escalation_status: z.enum(['triggered', 'acknowledged', 'resolved', 'ignored']).nullable(),
  escalation_policy: z
    .strictObject({
      id: lax(reference),
      name: lax(words),
    })
    .nullable(),
  /** Of a task. */
  status: z
    .strictObject({
      /** E.g. `gid://gitlab/WorkItems::Statuses::SystemDefined::Status/2`. */
      id: lax(seen(text, z.union([text, integer]))),
      name: lax(words),
      category: lax(words),
      color: lax(words),
      description: lax(words),
    })
    .nullable(),
  branch_name: words,
  lock_version: integer.nullable(),
  service_desk_reply_to: words,
  /** In old versions its place in the list; in a few bodies its place in a diff. */
  position: decided([integer, diffPosition], (value) =>
    typeof value === 'object' && value !== null && 'position_type' in value ? 1 : 0,
  ).nullable(),
  original_position: maybePosition,
  change_position: maybePosition,
}

/** An issue. */
export const issue: StrictSchema<T.StrictIssue> = z.strictObject(
  present(issueFields, {
    always: ['id', 'iid', 'title', 'state'],
    documented: [
      'description',
      'project_id',
      'author_id',
      'assignee_id',
      'milestone_id',
      'created_at',
      'updated_at',
    ],
  }),
)

const workItemDetails = [
  'description',
  'state_id',
  'url',
  'author_id',
  'assignee_id',
  'assignee_ids',
  'created_at',
  'updated_at',
  'updated_by_id',
  'closed_at',
  'last_edited_at',
  'last_edited_by_id',
  'confidential',
  'labels',
  'severity',
  'health_status',
  'weight',
  'relative_position',
  'time_estimate',
  'total_time_spent',
  'time_change',
] as const

/** A work item that is no issue: a task, an epic, an objective … */
export const workItem: StrictSchema<T.StrictWorkItem> = z.strictObject(
  present(
    { ...issueFields, labels: z.array(workItemLabel) },
    { always: ['id', 'iid', 'title', 'state'], documented: [...workItemDetails, 'action', 'type'] },
  ),
)

/** The issue that was commented on. */
export const discussedIssue: StrictSchema<T.StrictDiscussedIssue> = z.strictObject(
  present(issueFields, {
    always: ['id', 'iid', 'title'],
    documented: ['description', 'state', 'project_id', 'author_id', 'created_at', 'updated_at'],
  }),
)

const awardedDetails = [
  ...workItemDetails,
  'state',
  'project_id',
  'milestone_id',
  'discussion_locked',
  'due_date',
  'duplicated_to_id',
  'moved_to_id',
  'human_time_estimate',
  'human_total_time_spent',
  'human_time_change',
] as const

/** The issue that got an emoji. */
export const awardedIssue: StrictSchema<T.StrictAwardedIssue> = z.strictObject(
  present(issueFields, { always: ['id', 'iid', 'title'], documented: awardedDetails }),
)

/** The work item that got an emoji. */
export const awardedWorkItem: StrictSchema<T.StrictAwardedWorkItem> = z.strictObject(
  present(issueFields, {
    always: ['id', 'iid', 'title'],
    documented: [...awardedDetails, 'type', 'customer_relations_contacts'],
  }),
)

const issueEventFields = {
  user: actor,
  project: namedProject,
  repository: lax(repository.nullable()),
  /** The action and everything about the issue. */
  object_attributes: issue,
  ...sometimes({
    labels: z.array(label),
    /** Use `assignees`. */
    assignee: actor.nullable(),
    assignees: z.array(actor),
    changes: issueChanges.nullable(),
  }),
}

/** An issue was opened, changed, closed or reopened. */
export const issueEvent: StrictSchema<T.StrictIssueEvent> = z.strictObject({
  object_kind: z.literal('issue'),
  ...sometimes({
    /** Tells confidential issues apart, whose hooks are set apart too. */
    event_type: z.enum(['issue', 'confidential_issue']),
  }),
  ...issueEventFields,
})

/** A work item that is no issue was opened, changed, closed or reopened. */
export const workItemEvent: StrictSchema<T.StrictWorkItemEvent> = z.strictObject({
  object_kind: z.literal('work_item'),
  event_type: lax(z.enum(['work_item', 'confidential_work_item'])),
  user,
  ...sometimes({
    /** Null or absent for what belongs to a group, as epics do. */
    project: project.nullable(),
    repository: repository.nullable(),
    assignees: z.array(user),
  }),
  object_attributes: workItem,
  labels: lax(z.array(workItemLabel)),
  changes: lax(issueChanges),
})

// Merge requests

/** A rule that asks for approvals. */
export const approvalRule: StrictSchema<T.StrictApprovalRule> = z.strictObject({
  id: lax(integer.nullable()),
  name: lax(words),
  approvals_required: lax(integer.nullable()),
  rule_type: lax(words),
  report_type: lax(words),
  merge_request_id: lax(reference),
  section: lax(words),
  modified_from_project_rule: lax(flag.nullable()),
  orchestration_policy_idx: lax(integer.nullable()),
  vulnerabilities_allowed: lax(integer.nullable()),
  scanners: lax(z.array(text).nullable()),
  severity_levels: lax(z.array(text).nullable()),
  vulnerability_states: lax(z.array(text).nullable()),
  security_orchestration_policy_configuration_id: lax(reference),
  scan_result_policy_id: lax(reference),
  applicable_post_merge: lax(flag.nullable()),
  project_id: lax(reference),
  approval_policy_rule_id: lax(reference),
  updated_at: lax(maybeInstant),
  created_at: lax(maybeInstant),
})

const mergeStatus = z.enum([
  'unchecked',
  'preparing',
  'checking',
  'can_be_merged',
  'cannot_be_merged',
  'cannot_be_merged_recheck',
  'cannot_be_merged_rechecking',
])

const detailedMergeStatus = z.enum([
  'unchecked',
  'preparing',
  'checking',
  'mergeable',
  'conflict',
  'broken_status',
  'ci_must_pass',
  'ci_still_running',
  'discussions_not_resolved',
  'draft_status',
  'not_approved',
  'not_open',
  'need_rebase',
  'requested_changes',
  'approvals_syncing',
  'blocked_status',
  'merge_request_blocked',
  'commits_status',
  'external_status_checks',
  'status_checks_must_pass',
  'jira_association',
  'jira_association_missing',
  'locked_lfs_files',
  'locked_paths',
  'merge_time',
  'policies_denied',
  'security_policy_pipeline_check',
  'security_policy_violations',
  'title_not_matching',
  'title_regex',
])

const mergeRequestState = z.enum(['opened', 'closed', 'reopened', 'merged', 'locked'])

const mergeRequestFields = {
  /** Unique in the instance. */
  id: integer,
  /** Counts the merge requests of the project, from 1: the number in `!16`. */
  iid: integer,
  title: text,
  description: words,
  state: mergeRequestState,
  state_id: integer.nullable(),
  /** What happened; absent in requests of the Test button, and in old system hooks. */
  action: z.enum([
    'open',
    'close',
    'reopen',
    'update',
    'merge',
    /** Someone approved, and it was the last approval needed. */
    'approved',
    /** An approval was taken back, and one is needed again. */
    'unapproved',
    /** Someone approved, and more approvals are needed. */
    'approval',
    /** An approval was taken back. */
    'unapproval',
  ]),
  actioned_at: maybeInstant,
  /** Whether GitLab itself acted. */
  system: flag.nullable(),
  /** Why GitLab itself acted. */
  system_action: z.enum(['approvals_reset_on_push', 'code_owner_approvals_reset_on_push']).nullable(),
  /** SHA of the head before, where commits were pushed. */
  oldrev: words,
  url: words,
  source_branch: text,
  target_branch: text,
  target_branch_protected: flag.nullable(),
  source_project_id: reference,
  target_project_id: reference,
  /** Null if the fork is gone. */
  source: mergeRequestSide.nullable(),
  target: mergeRequestSide.nullable(),
  /** Null if there is none. */
  last_commit: lastCommit.nullable(),
  author_id: reference,
  /** Use `assignee_ids`. */
  assignee_id: reference,
  /** Use `assignees` of the event. */
  assignee: actor.nullable(),
  assignee_ids: z.array(integer),
  reviewer_ids: z.array(integer),
  milestone_id: reference,
  updated_by_id: reference,
  last_edited_by_id: reference,
  merge_user_id: reference,
  head_pipeline_id: reference,
  created_at: instant,
  updated_at: instant,
  last_edited_at: maybeInstant,
  prepared_at: maybeInstant,
  merged_at: maybeInstant,
  deleted_at: maybeInstant,
  locked_at: maybeInstant,
  draft: flag.nullable(),
  /** Use `draft`. */
  work_in_progress: flag.nullable(),
  first_contribution: flag.nullable(),
  blocking_discussions_resolved: flag.nullable(),
  /** Use `detailed_merge_status`. */
  merge_status: mergeStatus.nullable(),
  detailed_merge_status: detailedMergeStatus.nullable(),
  merge_error: words,
  merge_params: mergeParams.nullable(),
  merge_when_pipeline_succeeds: flag.nullable(),
  merge_when_build_succeeds: flag.nullable(),
  merge_commit_sha: words,
  squash_commit_sha: words,
  rebase_commit_sha: words,
  in_progress_merge_commit_sha: words,
  merge_jid: words,
  squash: flag.nullable(),
  labels: z.array(label),
  approval_rules: z.array(approvalRule),
  approvals_before_merge: integer.nullable(),
  /** In seconds. */
  time_estimate: integer.nullable(),
  /** In seconds. */
  total_time_spent: integer.nullable(),
  /** In seconds. */
  time_change: integer.nullable(),
  human_time_estimate: words,
  human_total_time_spent: words,
  human_time_change: words,
  lock_version: integer.nullable(),
  position: integer.nullable(),
  ref_fetched: flag.nullable(),
  st_commits: z.unknown(),
  st_diffs: z.unknown(),
}

/** A merge request. */
export const mergeRequest: StrictSchema<T.StrictMergeRequest> = z.strictObject(
  present(mergeRequestFields, { documented: ['last_commit', 'source', 'target'], always: [] }),
)

const noteableMergeRequestDetails = [
  'target_branch',
  'source_branch',
  'source_project_id',
  'target_project_id',
  'author_id',
  'assignee_id',
  'milestone_id',
  'description',
  'created_at',
  'updated_at',
  'state',
  'merge_status',
  'source',
  'target',
  'last_commit',
  'work_in_progress',
] as const

/** The merge request that was commented on. */
export const discussedMergeRequest: StrictSchema<T.StrictDiscussedMergeRequest> = z.strictObject(
  present(
    {
      ...mergeRequestFields,
      source: namedProject.nullable(),
      target: namedProject.nullable(),
      last_commit: commit.nullable(),
    },
    { always: ['id', 'iid', 'title'], documented: noteableMergeRequestDetails },
  ),
)

/** The merge request that got an emoji. */
export const awardedMergeRequest: StrictSchema<T.StrictAwardedMergeRequest> = z.strictObject(
  present(
    {
      ...mergeRequestFields,
      source: project.nullable(),
      target: project.nullable(),
      last_commit: titledCommit.nullable(),
    },
    {
      always: ['id', 'iid', 'title'],
      documented: [
        ...noteableMergeRequestDetails,
        'approval_rules',
        'assignee_ids',
        'blocking_discussions_resolved',
        'detailed_merge_status',
        'draft',
        'first_contribution',
        'head_pipeline_id',
        'human_time_change',
        'human_time_estimate',
        'human_total_time_spent',
        'labels',
        'last_edited_at',
        'last_edited_by_id',
        'merge_commit_sha',
        'merge_error',
        'merge_params',
        'merge_user_id',
        'merge_when_pipeline_succeeds',
        'prepared_at',
        'reviewer_ids',
        'state_id',
        'time_change',
        'time_estimate',
        'total_time_spent',
        'updated_by_id',
        'url',
      ],
    },
  ),
)

/** Something happened to a merge request; `object_attributes.action` says what. */
export const mergeRequestEvent: StrictSchema<T.StrictMergeRequestEvent> = z.strictObject({
  object_kind: z.literal('merge_request'),
  user: mergeRequestActor,
  /** Everything about the merge request, and what happened to it. */
  object_attributes: mergeRequest,
  ...sometimes({
    event_type: z.literal('merge_request'),
    event_name: z.literal('merge_request'),
    project: mergeRequestProject,
    repository: discussedRepository.nullable(),
    labels: z.array(mergeRequestLabel).nullable(),
    /** Use `assignees`. */
    assignee: actor.nullable(),
    assignees: z.array(actor),
    reviewers: z.array(reviewer),
    changes: mergeRequestChanges.nullable(),
    /** Which external check is asked to answer; the request comes from a status check, not from a webhook. */
    external_approval_rule: z
      .strictObject({
        id: lax(reference),
        name: lax(words),
        external_url: lax(words),
      })
      .nullable(),
  }),
})

// Notes

const noteFields = {
  id: integer,
  /** What was written, in Markdown. */
  note: text,
  /** What was written, images with absolute addresses. */
  description: words,
  /** E.g. `DiffNote`, `DiscussionNote`; null for a plain one. */
  type: words,
  /** Absent before GitLab 16.11. */
  action: z.enum(['create', 'update']),
  url: words,
  author_id: reference,
  project_id: reference,
  noteable_id: reference,
  discussion_id: words,
  original_discussion_id: words,
  /** Empty or null unless a commit was commented on. */
  commit_id: words,
  commit_sha: words,
  line_code: words,
  created_at: instant,
  updated_at: instant,
  updated_by_id: reference,
  resolved_at: maybeInstant,
  resolved_by_id: reference,
  resolved_by_push: flag.nullable(),
  /** Whether GitLab wrote it. */
  system: flag.nullable(),
  /** Whether only members can read it. */
  internal: flag.nullable(),
  confidential: flag.nullable(),
  is_award: flag.nullable(),
  attachment: words,
  position: maybePosition,
  original_position: maybePosition,
  change_position: maybePosition,
  /** The diff that a commit was commented on in. */
  st_diff: z
    .strictObject({
      diff: lax(words),
      new_path: lax(words),
      old_path: lax(words),
      a_mode: lax(words),
      b_mode: lax(words),
      new_file: lax(flag.nullable()),
      renamed_file: lax(flag.nullable()),
      deleted_file: lax(flag.nullable()),
      ...sometimes({ too_large: flag.nullable() }),
    })
    .nullable(),
}

const noteDetails = ['url', 'author_id', 'project_id', 'created_at', 'updated_at', 'system'] as const
const presentNoteFields = present(noteFields, { always: ['id', 'note'], documented: noteDetails })

/** A comment on a commit. */
export const commitNote: StrictSchema<T.StrictCommitNote> = z.strictObject({
  ...presentNoteFields,
  noteable_type: z.literal('Commit'),
})

/** A comment on a merge request. */
export const mergeRequestNote: StrictSchema<T.StrictMergeRequestNote> = z.strictObject({
  ...presentNoteFields,
  noteable_type: z.literal('MergeRequest'),
})

/** A comment on an issue. */
export const issueNote: StrictSchema<T.StrictIssueNote> = z.strictObject({
  ...presentNoteFields,
  noteable_type: z.literal('Issue'),
})

/** A comment on a snippet. */
export const snippetNote: StrictSchema<T.StrictSnippetNote> = z.strictObject({
  ...presentNoteFields,
  noteable_type: z.literal('Snippet'),
})

/** A comment on something else: GitLab sends the comment, and not what it is on. */
export const otherNote: StrictSchema<T.StrictOtherNote> = z.strictObject({
  ...presentNoteFields,
  noteable_type: z.enum([
    'DesignManagement::Design',
    'WorkItem',
    'Epic',
    'WikiPage::Meta',
    'Vulnerability',
    'AlertManagement::Alert',
  ]),
})

const snippetFields = {
  id: integer,
  title: text,
  description: words,
  content: words,
  file_name: words,
  type: words,
  url: words,
  author_id: reference,
  project_id: reference,
  created_at: instant,
  updated_at: instant,
  expires_at: maybeInstant,
  /** 0 private, 10 internal, 20 public. */
  visibility_level: integer.nullable(),
  secret: flag.nullable(),
  secret_token: words,
  encrypted_secret_token: words,
  encrypted_secret_token_iv: words,
  repository_read_only: flag.nullable(),
}

const snippetDetails = [
  'content',
  'file_name',
  'type',
  'author_id',
  'project_id',
  'created_at',
  'updated_at',
  'visibility_level',
] as const

/** The snippet that was commented on. */
export const snippet: StrictSchema<T.StrictSnippet> = z.strictObject(
  present(snippetFields, { always: ['id', 'title'], documented: snippetDetails }),
)

/** The snippet that got an emoji. */
export const awardedSnippet: StrictSchema<T.StrictAwardedSnippet> = z.strictObject(
  present(snippetFields, { always: ['id', 'title'], documented: [...snippetDetails, 'description', 'url'] }),
)

const noteEventFields = {
  object_kind: z.literal('note'),
  ...sometimes({
    /** Tells confidential notes apart, whose hooks are set apart too. */
    event_type: z.enum(['note', 'confidential_note']),
  }),
  user: actor,
  project_id: lax(reference),
  project: namedProject,
  repository: lax(discussedRepository.nullable()),
}

/** Someone commented on a commit. */
export const commitNoteEvent: StrictSchema<T.StrictCommitNoteEvent> = z.strictObject({
  ...noteEventFields,
  object_attributes: commitNote,
  commit,
})

/** Someone commented on a merge request. */
export const mergeRequestNoteEvent: StrictSchema<T.StrictMergeRequestNoteEvent> = z.strictObject({
  ...noteEventFields,
  object_attributes: mergeRequestNote,
  merge_request: discussedMergeRequest,
})

/** Someone commented on an issue. */
export const issueNoteEvent: StrictSchema<T.StrictIssueNoteEvent> = z.strictObject({
  ...noteEventFields,
  object_attributes: issueNote,
  issue: discussedIssue,
})

/** Someone commented on a snippet. */
export const snippetNoteEvent: StrictSchema<T.StrictSnippetNoteEvent> = z.strictObject({
  ...noteEventFields,
  object_attributes: snippetNote,
  snippet,
})

/** Someone commented on something else, e.g. a design: what it is is not sent. */
export const otherNoteEvent: StrictSchema<T.StrictOtherNoteEvent> = z.strictObject({
  ...noteEventFields,
  project: lax(namedProject),
  object_attributes: otherNote,
})

const noteables: readonly unknown[] = ['Commit', 'MergeRequest', 'Issue', 'Snippet']

/**
 * Someone commented. What was commented on stands beside the note: `'merge_request' in payload` tells which it is, as
 * `object_attributes.noteable_type` does.
 */
export const noteEvent: StrictUnion<T.StrictNoteEvent> = decided(
  [commitNoteEvent, mergeRequestNoteEvent, issueNoteEvent, snippetNoteEvent, otherNoteEvent],
  (value) => {
    const index = noteables.indexOf(
      (value as { readonly object_attributes?: { readonly noteable_type?: unknown } } | null)
        ?.object_attributes?.noteable_type,
    )
    return index < 0 ? noteables.length : index
  },
)

// Emoji

/** The comment that got an emoji. */
export const awardedNote: StrictSchema<T.StrictAwardedNote> = z.strictObject(
  present(
    { ...noteFields, noteable_type: text },
    {
      always: ['id', 'note'],
      documented: [
        ...noteDetails,
        'noteable_type',
        'noteable_id',
        'description',
        'type',
        'discussion_id',
        'commit_id',
        'line_code',
        'updated_by_id',
        'resolved_at',
        'resolved_by_id',
        'resolved_by_push',
        'position',
        'original_position',
        'change_position',
        'st_diff',
      ],
    },
  ),
)

/** An emoji was given, or taken back. */
export const emojiEvent: StrictSchema<T.StrictEmojiEvent> = z.strictObject({
  object_kind: z.literal('emoji'),
  event_type: z.enum(['award', 'revoke']),
  user,
  project_id: lax(reference),
  /** Null for what belongs to a group. */
  project: lax(project.nullable()),
  object_attributes: z.strictObject({
    /** Of the emoji, e.g. `thumbsup`. */
    name: text,
    id: lax(integer),
    user_id: lax(reference),
    awardable_type: lax(text),
    awardable_id: lax(reference),
    awarded_on_url: lax(words),
    created_at: lax(instant),
    updated_at: lax(instant),
    ...sometimes({ action: z.enum(['award', 'revoke']) }),
  }),
  ...sometimes({
    /** The comment, if one got it. */
    note: awardedNote.nullable(),
    issue: awardedIssue.nullable(),
    work_item: awardedWorkItem.nullable(),
    merge_request: awardedMergeRequest.nullable(),
    project_snippet: awardedSnippet.nullable(),
    snippet: awardedSnippet.nullable(),
    commit: commit.nullable(),
  }),
})

// Wiki pages

/** A wiki page was made, changed or deleted. */
export const wikiPageEvent: StrictSchema<T.StrictWikiPageEvent> = z.strictObject({
  object_kind: z.literal('wiki_page'),
  user: actor,
  project: namedProject,
  wiki: lax(
    z.strictObject({
      web_url: lax(words),
      git_ssh_url: lax(words),
      git_http_url: lax(words),
      path_with_namespace: lax(words),
      default_branch: lax(words),
    }),
  ),
  object_attributes: z.strictObject({
    slug: text,
    title: text,
    action: z.enum(['create', 'update', 'delete']),
    content: lax(words),
    format: lax(z.enum(['markdown', 'rdoc', 'asciidoc', 'org'])),
    url: lax(text),
    ...sometimes({
      /** Of the commit. */
      message: words,
      diff_url: words,
      version_id: words,
    }),
  }),
})

// Pipelines, jobs and deployments

const jobStatus = z.enum([
  'created',
  'waiting_for_resource',
  'waiting_for_callback',
  'preparing',
  'pending',
  'running',
  'success',
  'failed',
  'canceling',
  'canceled',
  'skipped',
  'manual',
  'scheduled',
])

/** What runs a job. */
export const runner: StrictSchema<T.StrictRunner> = z.strictObject({
  id: integer,
  description: lax(words),
  active: lax(flag.nullable()),
  is_shared: lax(flag.nullable()),
  ...sometimes({
    runner_type: z.enum(['instance_type', 'group_type', 'project_type']).nullable(),
    tags: z.array(text),
  }),
})

const environmentFields = {
  name: words,
  action: z.enum(['start', 'prepare', 'stop', 'verify', 'access']).nullable(),
  deployment_tier: z.enum(['production', 'staging', 'testing', 'development', 'other']).nullable(),
}

/** Where a job deploys to. */
export const environment: StrictSchema<T.StrictEnvironment> = z.strictObject(
  present(environmentFields, { documented: ['name', 'action'] }),
)

/** Where a job of a pipeline deploys to. */
export const pipelineEnvironment: StrictSchema<T.StrictPipelineEnvironment> = z.strictObject(
  present(environmentFields, { documented: ['name', 'action', 'deployment_tier'] }),
)

/** The pipeline that started this one. */
export const sourcePipeline: StrictSchema<T.StrictSourcePipeline> = z.strictObject({
  pipeline_id: lax(reference),
  job_id: lax(reference),
  project: lax(
    z.strictObject({
      id: lax(integer),
      web_url: lax(text),
      path_with_namespace: lax(text),
    }),
  ),
})

/** A job, as its pipeline lists it. */
export const pipelineJob: StrictSchema<T.StrictPipelineJob> = z.strictObject({
  id: integer,
  name: text,
  stage: text,
  status: jobStatus,
  when: lax(z.enum(['on_success', 'on_failure', 'always', 'manual', 'delayed', 'never']).nullable()),
  manual: lax(flag.nullable()),
  created_at: lax(maybeInstant),
  user: lax(pipelineJobUser.nullable()),
  ...sometimes({
    allow_failure: flag.nullable(),
    /** E.g. `script_failure`; null unless it failed. */
    failure_reason: words,
    started_at: maybeInstant,
    finished_at: maybeInstant,
    /** In seconds. */
    duration: z.number().nullable(),
    /** In seconds. */
    queued_duration: z.number().nullable(),
    runner: runner.nullable(),
    artifacts_file: z
      .strictObject({
        filename: lax(words),
        size: lax(integer.nullable()),
      })
      .nullable(),
    environment: pipelineEnvironment.nullable(),
  }),
})

/** A pipeline changed its status. */
export const pipelineEvent: StrictSchema<T.StrictPipelineEvent> = z.strictObject({
  object_kind: z.literal('pipeline'),
  object_attributes: z.strictObject({
    /** Unique in the instance. */
    id: integer,
    /** Branch or tag. */
    ref: text,
    sha: text,
    status: jobStatus,
    tag: lax(flag),
    before_sha: lax(words),
    stages: lax(z.array(text)),
    created_at: lax(maybeInstant),
    finished_at: lax(maybeInstant),
    /** In seconds; null while it runs. */
    duration: lax(z.number().nullable()),
    ...sometimes({
      /** Counts the pipelines of the project, from 1. */
      iid: integer,
      name: words,
      /** What started it. */
      source: z
        .enum([
          'push',
          'web',
          'trigger',
          'schedule',
          'api',
          'external',
          'pipeline',
          'chat',
          'webide',
          'merge_request_event',
          'external_pull_request_event',
          'parent_pipeline',
          'ondemand_dast_scan',
          'ondemand_dast_validation',
          'security_orchestration_policy',
          'container_registry_push',
          'duo_workflow',
          'pipeline_execution_policy_schedule',
          'unknown',
        ])
        .nullable(),
      /** For people, e.g. `passed with warnings`. */
      detailed_status: words,
      /** In seconds. */
      queued_duration: z.number().nullable(),
      protected_ref: flag.nullable(),
      /** Whether it ran on the default branch. */
      default_branch: flag.nullable(),
      variables: z.array(
        z.strictObject({
          key: text,
          value: lax(words),
        }),
      ),
      url: words,
    }),
  }),
  ...sometimes({
    /** Null for the pipeline of a branch. */
    merge_request: z
      .strictObject({
        id: integer,
        iid: integer,
        title: text,
        source_branch: text,
        target_branch: text,
        source_project_id: lax(reference),
        target_project_id: lax(reference),
        state: lax(mergeRequestState),
        merge_status: lax(mergeStatus.nullable()),
        url: lax(words),
        ...sometimes({ detailed_merge_status: detailedMergeStatus.nullable() }),
      })
      .nullable(),
    source_pipeline: sourcePipeline.nullable(),
  }),
  /** Null if the user is gone. */
  user: lax(actor.nullable()),
  project: builtProject,
  /** Null if the commit is gone. */
  commit: lax(commit.nullable()),
  /** The jobs of the pipeline. */
  builds: lax(z.array(pipelineJob)),
})

/** A job changed its status. */
export const buildEvent: StrictSchema<T.StrictBuildEvent> = z.strictObject({
  object_kind: z.literal('build'),
  /** Branch or tag. */
  ref: text,
  sha: text,
  build_id: integer,
  build_name: text,
  build_stage: text,
  build_status: jobStatus,
  tag: lax(flag),
  before_sha: lax(words),
  build_started_at: lax(maybeInstant),
  build_finished_at: lax(maybeInstant),
  /** In seconds; null before it ran. */
  build_duration: lax(z.number().nullable()),
  build_allow_failure: lax(flag.nullable()),
  project_id: lax(reference),
  /** Path, or names of group and project: `Optics / Lens Cap`. */
  project_name: lax(words),
  user: lax(jobUser.nullable()),
  /** The pipeline, with its commit: `id` is the pipeline's, `sha` the commit's. */
  commit: lax(
    z
      .strictObject({
        /** Of the pipeline. */
        id: lax(integer),
        sha: lax(text),
        message: lax(words),
        author_name: lax(words),
        author_email: lax(words),
        /** Of the pipeline. */
        status: lax(jobStatus.nullable()),
        ...sometimes({
          /** Of the pipeline. */
          name: words,
          author_url: words,
          /** Of the pipeline, in seconds. */
          duration: z.number().nullable(),
          started_at: maybeInstant,
          finished_at: maybeInstant,
          started_at_iso: maybeInstant,
          finished_at_iso: maybeInstant,
        }),
      })
      .nullable(),
  ),
  repository: lax(jobRepository.nullable()),
  ...sometimes({
    retries_count: integer.nullable(),
    build_created_at: maybeInstant,
    build_created_at_iso: maybeInstant,
    build_started_at_iso: maybeInstant,
    build_finished_at_iso: maybeInstant,
    /** In seconds. */
    build_queued_duration: z.number().nullable(),
    /** E.g. `script_failure`; `unknown_failure` where the job did not fail. */
    build_failure_reason: words,
    pipeline_id: reference,
    runner: runner.nullable(),
    project: jobProject,
    environment: environment.nullable(),
    source_pipeline: sourcePipeline.nullable(),
  }),
})

const deploymentStatus = z.enum([
  'running',
  'success',
  'failed',
  'canceled',
  'blocked',
  'approved',
  'rejected',
])

/** A deployment started, ended, or was approved or rejected. */
export const deploymentEvent: StrictSchema<T.StrictDeploymentEvent> = z.strictObject({
  object_kind: z.literal('deployment'),
  status: deploymentStatus,
  project: deployedProject,
  deployable_url: lax(words),
  user: lax(deployer.nullable()),
  ...sometimes({
    status_changed_at: maybeInstant,
    deployment_id: reference,
    /** The job's; null if there is none. */
    deployable_id: reference,
    /** Its name. */
    environment: words,
    environment_tier: z.enum(['production', 'staging', 'testing', 'development', 'other']).nullable(),
    environment_slug: words,
    environment_external_url: words,
    /** Branch or tag. */
    ref: words,
    short_sha: words,
    user_url: words,
    commit_url: words,
    commit_title: words,
    /** Who approved or rejected. */
    approver: user.nullable(),
    approval: z
      .strictObject({
        id: lax(integer.nullable()),
        status: lax(z.enum(['approved', 'rejected'])),
        comment: lax(words),
        created_at: lax(maybeInstant),
        approval_rule: lax(
          z
            .strictObject({
              id: lax(integer.nullable()),
              user_id: lax(reference),
              group_id: lax(reference),
              access_level: lax(integer.nullable()),
              access_level_description: lax(words),
              required_approvals: lax(integer.nullable()),
              group_inheritance_type: lax(integer.nullable()),
            })
            .nullable(),
        ),
      })
      .nullable(),
  }),
})

// Releases, milestones, feature flags

/** A release was made, changed or deleted. */
export const releaseEvent: StrictSchema<T.StrictReleaseEvent> = z.strictObject({
  object_kind: z.literal('release'),
  action: z.enum(['create', 'update', 'delete']),
  name: text,
  tag: text,
  project: releasedProject,
  created_at: lax(maybeInstant),
  url: lax(words),
  ...sometimes({
    id: integer,
    description: words,
    /** Of the tag, or the deletion. */
    message: words,
    updated_at: maybeInstant,
    released_at: maybeInstant,
    assets: z.strictObject({
      count: lax(integer),
      links: lax(
        z.array(
          z.strictObject({
            name: text,
            url: text,
            id: lax(integer),
            link_type: lax(z.enum(['other', 'runbook', 'image', 'package']).nullable()),
            ...sometimes({
              /** Whether it leads out of the instance. */
              external: flag.nullable(),
            }),
          }),
        ),
      ),
      sources: lax(z.array(z.strictObject({ format: text, url: text }))),
    }),
    /** Null if the tag is gone. */
    commit: titledCommit.nullable(),
  }),
})

/** A milestone was made, closed, reopened or deleted. */
export const milestoneEvent: StrictSchema<T.StrictMilestoneEvent> = z.strictObject({
  object_kind: z.literal('milestone'),
  object_attributes: z.strictObject({
    id: integer,
    title: text,
    state: z.enum(['active', 'closed']),
    iid: lax(integer),
    description: lax(words),
    created_at: lax(maybeInstant),
    updated_at: lax(maybeInstant),
    /** A date. */
    due_date: lax(words),
    /** A date. */
    start_date: lax(words),
    group_id: lax(reference),
    project_id: lax(reference),
  }),
  event_type: lax(z.literal('milestone')),
  action: lax(z.enum(['create', 'close', 'reopen', 'delete'])),
  /** Null for a milestone of a group. */
  project: lax(project.nullable()),
})

/** A feature flag was turned on or off. */
export const featureFlagEvent: StrictSchema<T.StrictFeatureFlagEvent> = z.strictObject({
  object_kind: z.literal('feature_flag'),
  project,
  user: lax(user.nullable()),
  user_url: lax(words),
  object_attributes: z.strictObject({
    id: integer,
    name: text,
    description: lax(words),
    active: flag,
  }),
})

// Tokens

/** A group, as events about tokens show it. */
export const tokenGroup: StrictSchema<T.StrictTokenGroup> = z.strictObject({
  group_id: integer,
  group_name: text,
  group_path: text,
  ...sometimes({ full_path: words }),
})

/** An access token of a project or a group is about to expire. */
export const accessTokenEvent: StrictSchema<T.StrictAccessTokenEvent> = z.strictObject({
  object_kind: z.literal('access_token'),
  event_name: lax(z.enum(['expiring_access_token'])),
  object_attributes: z.strictObject({
    id: integer,
    name: text,
    user_id: lax(reference),
    created_at: lax(maybeInstant),
    /** A date. */
    expires_at: lax(words),
    ...sometimes({ last_used_at: maybeInstant }),
  }),
  ...sometimes({
    /** Either this … */
    project: project.nullable(),
    /** … or this. */
    group: tokenGroup.nullable(),
  }),
})

/** A deploy token of a project or a group is about to expire. */
export const deployTokenEvent: StrictSchema<T.StrictDeployTokenEvent> = z.strictObject({
  object_kind: z.literal('deploy_token'),
  event_name: lax(z.enum(['expiring_deploy_token'])),
  object_attributes: z.strictObject({
    id: integer,
    name: text,
    created_at: lax(maybeInstant),
    expires_at: lax(maybeInstant),
    revoked: lax(flag.nullable()),
    deploy_token_type: lax(words),
  }),
  ...sometimes({
    /** Either this … */
    project: project.nullable(),
    /** … or this. */
    group: tokenGroup.nullable(),
  }),
})

// Vulnerabilities

const link = {
  title: text,
  url: words,
  created_at: maybeInstant,
  updated_at: maybeInstant,
}

/** Where a vulnerability is; which keys there are differs by `report_type`. */
export const vulnerabilityLocation: StrictSchema<T.StrictVulnerabilityLocation> = z.strictObject(
  sometimes({
    file: words,
    start_line: integer.nullable(),
    end_line: integer.nullable(),
    class: words,
    method: words,
    image: words,
    operating_system: words,
    default_branch_image: words,
    hostname: words,
    path: words,
    param: words,
    crash_address: words,
    crash_type: words,
    crash_state: words,
    stacktrace_snippet: words,
    dependency: z.strictObject({
      package: lax(
        z.strictObject({
          name: lax(words),
          ...sometimes({ path: words }),
        }),
      ),
      version: lax(words),
      ...sometimes({ iid: integer.nullable(), direct: flag.nullable() }),
    }),
    kubernetes_resource: z.strictObject(
      sometimes({
        namespace: words,
        kind: words,
        name: words,
        container_name: words,
        agent_id: words,
        cluster_id: words,
      }),
    ),
  }),
)

/** A vulnerability was found, or its state changed. */
export const vulnerabilityEvent: StrictSchema<T.StrictVulnerabilityEvent> = z.strictObject({
  object_kind: z.literal('vulnerability'),
  object_attributes: z.strictObject({
    title: text,
    state: z.enum(['detected', 'confirmed', 'resolved', 'dismissed']),
    severity: z.enum(['info', 'unknown', 'low', 'medium', 'high', 'critical', 'undefined']),
    url: lax(text),
    /** All that tells the project: there is no `project`. */
    project_id: lax(reference),
    location: lax(vulnerabilityLocation.nullable()),
    cvss: lax(
      z.array(
        z.strictObject({
          vector: lax(text),
          vendor: lax(words),
          ...sometimes({ version: z.union([z.number(), text]).nullable() }),
        }),
      ),
    ),
    severity_overridden: lax(flag.nullable()),
    identifiers: lax(
      z.array(
        z.strictObject({
          name: text,
          external_id: lax(words),
          external_type: lax(words),
          url: lax(words),
        }),
      ),
    ),
    issues: lax(
      z.array(z.strictObject(present(link, { documented: ['title', 'url', 'created_at', 'updated_at'] }))),
    ),
    report_type: lax(
      z.enum([
        'sast',
        'dependency_scanning',
        'container_scanning',
        'dast',
        'secret_detection',
        'coverage_fuzzing',
        'api_fuzzing',
        'cluster_image_scanning',
        'generic',
      ]),
    ),
    confidence: lax(
      z
        .enum(['ignore', 'unknown', 'experimental', 'low', 'medium', 'high', 'confirmed', 'undefined'])
        .nullable(),
    ),
    confidence_overridden: lax(flag.nullable()),
    confirmed_at: lax(maybeInstant),
    confirmed_by_id: lax(reference),
    dismissed_at: lax(maybeInstant),
    dismissed_by_id: lax(reference),
    resolved_at: lax(maybeInstant),
    resolved_by_id: lax(reference),
    auto_resolved: lax(flag.nullable()),
    resolved_on_default_branch: lax(flag.nullable()),
    created_at: lax(maybeInstant),
    updated_at: lax(maybeInstant),
    ...sometimes({ scanner_external_id: words }),
  }),
})

// What happens in a group

const groupRole = z.enum([
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

const groupMemberFields = {
  created_at: lax(maybeInstant),
  updated_at: lax(maybeInstant),
  group_name: text,
  group_path: text,
  group_id: integer,
  user_username: text,
  user_name: lax(text),
  user_email: lax(words),
  user_id: integer,
  /** Name of the role, in English. Custom roles have names of their own, so the loose view takes any. */
  group_access: lax(groupRole),
  group_plan: lax(words),
  /** Null, if the membership does not expire. */
  expires_at: lax(maybeInstant),
}

/** Someone became a member of the group. */
export const memberAddedEvent: StrictSchema<T.StrictMemberAddedEvent> = z.strictObject({
  event_name: z.literal('user_add_to_group'),
  ...groupMemberFields,
})

/** The role or the expiry of a member of the group changed. */
export const memberUpdatedEvent: StrictSchema<T.StrictMemberUpdatedEvent> = z.strictObject({
  event_name: z.literal('user_update_for_group'),
  ...groupMemberFields,
})

/** Someone ceased to be a member of the group. */
export const memberRemovedEvent: StrictSchema<T.StrictMemberRemovedEvent> = z.strictObject({
  event_name: z.literal('user_remove_from_group'),
  ...groupMemberFields,
})

/** Someone asked for access to the group. */
export const accessRequestedEvent: StrictSchema<T.StrictAccessRequestedEvent> = z.strictObject({
  event_name: z.literal('user_access_request_to_group'),
  ...groupMemberFields,
})

/** Access to the group was denied, or the request withdrawn. */
export const accessDeniedEvent: StrictSchema<T.StrictAccessDeniedEvent> = z.strictObject({
  event_name: z.literal('user_access_request_denied_for_group'),
  ...groupMemberFields,
})

/** An owner of a project. */
export const owner: StrictSchema<T.StrictOwner> = z.strictObject({ name: lax(words), email: lax(words) })

const groupProjectFields = {
  created_at: lax(maybeInstant),
  updated_at: lax(maybeInstant),
  name: text,
  path: text,
  path_with_namespace: text,
  project_id: integer,
  project_namespace_id: lax(reference),
  /** Empty for a project that a group owns. */
  owners: lax(z.array(owner)),
  project_visibility: lax(z.enum(['private', 'internal', 'public'])),
}

/** A project was made in the group. */
export const projectCreatedEvent: StrictSchema<T.StrictProjectCreatedEvent> = z.strictObject({
  event_name: z.literal('project_create'),
  ...groupProjectFields,
})

/** A project of the group was deleted. */
export const projectDestroyedEvent: StrictSchema<T.StrictProjectDestroyedEvent> = z.strictObject({
  event_name: z.literal('project_destroy'),
  ...groupProjectFields,
})

const subgroupFields = {
  created_at: lax(maybeInstant),
  updated_at: lax(maybeInstant),
  name: text,
  path: text,
  full_path: text,
  group_id: integer,
  parent_group_id: integer,
  parent_name: lax(words),
  parent_path: lax(words),
  parent_full_path: lax(words),
}

/** A subgroup was made. */
export const subgroupCreatedEvent: StrictSchema<T.StrictSubgroupCreatedEvent> = z.strictObject({
  event_name: z.literal('subgroup_create'),
  ...subgroupFields,
})

/** A subgroup was deleted. */
export const subgroupDestroyedEvent: StrictSchema<T.StrictSubgroupDestroyedEvent> = z.strictObject({
  event_name: z.literal('subgroup_destroy'),
  ...subgroupFields,
})

/** Event type → schema of the payload as documented. */
export const strict: StrictCatalog<T.ForgeEvents> = takeFastPaths({
  push: pushEvent,
  tag_push: tagPushEvent,
  issue: issueEvent,
  work_item: workItemEvent,
  note: noteEvent,
  merge_request: mergeRequestEvent,
  wiki_page: wikiPageEvent,
  pipeline: pipelineEvent,
  build: buildEvent,
  deployment: deploymentEvent,
  release: releaseEvent,
  milestone: milestoneEvent,
  feature_flag: featureFlagEvent,
  emoji: emojiEvent,
  access_token: accessTokenEvent,
  deploy_token: deployTokenEvent,
  vulnerability: vulnerabilityEvent,
  user_add_to_group: memberAddedEvent,
  user_update_for_group: memberUpdatedEvent,
  user_remove_from_group: memberRemovedEvent,
  user_access_request_to_group: accessRequestedEvent,
  user_access_request_denied_for_group: accessDeniedEvent,
  project_create: projectCreatedEvent,
  project_destroy: projectDestroyedEvent,
  subgroup_create: subgroupCreatedEvent,
  subgroup_destroy: subgroupDestroyedEvent,
})

/** Event type → schema of the payload as real senders send it. */
export const loose: LooseCatalog<T.ForgeEvents> = loosenAll(strict)
