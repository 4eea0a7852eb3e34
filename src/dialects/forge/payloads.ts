// Written by `npm run generate` from schemas.ts. Do not edit.

import type { Views } from '../../dialect.js'
import type { Open } from '../open.js'

/** Someone with an account. */
export interface StrictUser {
  /** A later addition: old versions leave it out. */
  id: number
  name: string
  username: string
  avatar_url: string | null
  /** An address, empty, null or `[REDACTED]`. */
  email: string | null
}

/** Someone with an account. As real servers send it. */
export interface LooseUser {
  /** A later addition: old versions leave it out. */
  id?: number | null
  name: string
  username: string
  avatar_url?: string | null
  /** An address, empty, null or `[REDACTED]`. */
  email?: string | null
}

/** Someone who did something, or to whom something is assigned. */
export interface StrictActor {
  /** A later addition: old versions leave it out. */
  id?: number
  name: string
  username: string
  avatar_url: string | null
  /** An address, empty, null or `[REDACTED]`. */
  email?: string | null
}

/** Someone who did something, or to whom something is assigned. As real servers send it. */
export interface LooseActor {
  /** A later addition: old versions leave it out. */
  id?: number | null
  name: string
  username: string
  avatar_url?: string | null
  /** An address, empty, null or `[REDACTED]`. */
  email?: string | null
}

/** Who did something to a merge request. */
export interface StrictMergeRequestActor {
  /** A later addition: old versions leave it out. */
  id?: number
  name: string
  username: string
  avatar_url?: string | null
  /** An address, empty, null or `[REDACTED]`. */
  email?: string | null
}

/** Who did something to a merge request. As real servers send it. */
export interface LooseMergeRequestActor {
  /** A later addition: old versions leave it out. */
  id?: number | null
  name: string
  username: string
  avatar_url?: string | null
  /** An address, empty, null or `[REDACTED]`. */
  email?: string | null
}

/** Who deployed. */
export interface StrictDeployer {
  /** A later addition: old versions leave it out. */
  id?: number
  name?: string
  username: string
  avatar_url?: string | null
  /** An address, empty, null or `[REDACTED]`. */
  email?: string | null
}

/** Who deployed. As real servers send it. */
export interface LooseDeployer {
  /** A later addition: old versions leave it out. */
  id?: number | null
  name?: string | null
  username: string
  avatar_url?: string | null
  /** An address, empty, null or `[REDACTED]`. */
  email?: string | null
}

/** Whose job it is. */
export interface StrictJobUser {
  /** A later addition: old versions leave it out. */
  id: number | null
  name: string | null
  username?: string | null
  avatar_url?: string | null
  /** An address, empty, null or `[REDACTED]`. */
  email: string | null
}

/** Whose job it is. As real servers send it. */
export interface LooseJobUser {
  /** A later addition: old versions leave it out. */
  id?: number | null
  name?: string | null
  username?: string | null
  avatar_url?: string | null
  /** An address, empty, null or `[REDACTED]`. */
  email?: string | null
}

/** Whose job in a pipeline it is. */
export interface StrictPipelineJobUser {
  /** A later addition: old versions leave it out. */
  id?: number
  name: string | null
  username?: string | null
  avatar_url: string | null
  /** An address, empty, null or `[REDACTED]`. */
  email?: string | null
}

/** Whose job in a pipeline it is. As real servers send it. */
export interface LoosePipelineJobUser {
  /** A later addition: old versions leave it out. */
  id?: number | null
  name?: string | null
  username?: string | null
  avatar_url?: string | null
  /** An address, empty, null or `[REDACTED]`. */
  email?: string | null
}

/** Who reviews a merge request, and how far the review is. */
export interface StrictReviewer {
  /** A later addition: old versions leave it out. */
  id: number
  name: string
  username: string
  avatar_url: string | null
  /** An address, empty, null or `[REDACTED]`. */
  email?: string | null
  state?: 'unreviewed' | 'review_started' | 'reviewed' | 'requested_changes' | 'approved' | 'unapproved'
  /** Whether the review was asked for again. */
  re_requested?: boolean
}

/** Who reviews a merge request, and how far the review is. As real servers send it. */
export interface LooseReviewer {
  /** A later addition: old versions leave it out. */
  id?: number | null
  name: string
  username: string
  avatar_url?: string | null
  /** An address, empty, null or `[REDACTED]`. */
  email?: string | null
  state?: Open<
    'unreviewed' | 'review_started' | 'reviewed' | 'requested_changes' | 'approved' | 'unapproved'
  > | null
  /** Whether the review was asked for again. */
  re_requested?: boolean | null
}

/** Who wrote a commit, as git has it: no account needed. */
export interface StrictAuthor {
  name: string | null
  email: string | null
}

/** Who wrote a commit, as git has it: no account needed. As real servers send it. */
export interface LooseAuthor {
  name?: string | null
  email?: string | null
}

/** A project. */
export interface StrictProject {
  /** A later addition: old versions leave it out. */
  id: number
  name: string
  description: string | null
  web_url: string
  avatar_url: string | null
  git_ssh_url: string | null
  git_http_url: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level: number | null
  path_with_namespace: string
  /** Null while the repository is empty. */
  default_branch: string | null
  ci_config_path: string | null
  /** Same as `web_url`. */
  homepage: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url: string | null
  /** Same as `git_ssh_url`. */
  ssh_url: string | null
  /** Same as `git_http_url`. */
  http_url: string | null
}

/** A project. As real servers send it. */
export interface LooseProject {
  /** A later addition: old versions leave it out. */
  id: number
  name: string
  description?: string | null
  web_url: string
  avatar_url?: string | null
  git_ssh_url?: string | null
  git_http_url?: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
  path_with_namespace: string
  /** Null while the repository is empty. */
  default_branch?: string | null
  ci_config_path?: string | null
  /** Same as `web_url`. */
  homepage?: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url?: string | null
  /** Same as `git_ssh_url`. */
  ssh_url?: string | null
  /** Same as `git_http_url`. */
  http_url?: string | null
}

/** A project, as events that are older than its `id` show it. */
export interface StrictNamedProject {
  /** A later addition: old versions leave it out. */
  id?: number
  name: string
  description: string | null
  web_url: string
  avatar_url?: string | null
  git_ssh_url: string | null
  git_http_url: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level: number | null
  path_with_namespace: string
  /** Null while the repository is empty. */
  default_branch: string | null
  ci_config_path?: string | null
  /** Same as `web_url`. */
  homepage: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url: string | null
  /** Same as `git_ssh_url`. */
  ssh_url: string | null
  /** Same as `git_http_url`. */
  http_url: string | null
}

/** A project, as events that are older than its `id` show it. As real servers send it. */
export interface LooseNamedProject {
  /** A later addition: old versions leave it out. */
  id?: number | null
  name: string
  description?: string | null
  web_url: string
  avatar_url?: string | null
  git_ssh_url?: string | null
  git_http_url?: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
  path_with_namespace: string
  /** Null while the repository is empty. */
  default_branch?: string | null
  ci_config_path?: string | null
  /** Same as `web_url`. */
  homepage?: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url?: string | null
  /** Same as `git_ssh_url`. */
  ssh_url?: string | null
  /** Same as `git_http_url`. */
  http_url?: string | null
}

/** The project of a push or a pipeline. */
export interface StrictBuiltProject {
  /** A later addition: old versions leave it out. */
  id?: number
  name: string
  description: string | null
  web_url: string
  avatar_url?: string | null
  git_ssh_url: string | null
  git_http_url: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level: number | null
  path_with_namespace: string
  /** Null while the repository is empty. */
  default_branch: string | null
  ci_config_path?: string | null
  /** Same as `web_url`. */
  homepage?: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url?: string | null
  /** Same as `git_ssh_url`. */
  ssh_url?: string | null
  /** Same as `git_http_url`. */
  http_url?: string | null
}

/** The project of a push or a pipeline. As real servers send it. */
export interface LooseBuiltProject {
  /** A later addition: old versions leave it out. */
  id?: number | null
  name: string
  description?: string | null
  web_url: string
  avatar_url?: string | null
  git_ssh_url?: string | null
  git_http_url?: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
  path_with_namespace: string
  /** Null while the repository is empty. */
  default_branch?: string | null
  ci_config_path?: string | null
  /** Same as `web_url`. */
  homepage?: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url?: string | null
  /** Same as `git_ssh_url`. */
  ssh_url?: string | null
  /** Same as `git_http_url`. */
  http_url?: string | null
}

/** The project of a job. */
export interface StrictJobProject {
  /** A later addition: old versions leave it out. */
  id: number
  name: string
  description: string | null
  web_url: string
  avatar_url?: string | null
  git_ssh_url: string | null
  git_http_url: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level: number | null
  path_with_namespace: string
  /** Null while the repository is empty. */
  default_branch: string | null
  ci_config_path?: string | null
  /** Same as `web_url`. */
  homepage?: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url?: string | null
  /** Same as `git_ssh_url`. */
  ssh_url?: string | null
  /** Same as `git_http_url`. */
  http_url?: string | null
}

/** The project of a job. As real servers send it. */
export interface LooseJobProject {
  /** A later addition: old versions leave it out. */
  id: number
  name: string
  description?: string | null
  web_url: string
  avatar_url?: string | null
  git_ssh_url?: string | null
  git_http_url?: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
  path_with_namespace: string
  /** Null while the repository is empty. */
  default_branch?: string | null
  ci_config_path?: string | null
  /** Same as `web_url`. */
  homepage?: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url?: string | null
  /** Same as `git_ssh_url`. */
  ssh_url?: string | null
  /** Same as `git_http_url`. */
  http_url?: string | null
}

/** The project of a merge request. */
export interface StrictMergeRequestProject {
  /** A later addition: old versions leave it out. */
  id?: number
  name: string
  description?: string | null
  web_url?: string
  avatar_url?: string | null
  git_ssh_url?: string | null
  git_http_url?: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
  path_with_namespace: string
  /** Null while the repository is empty. */
  default_branch?: string | null
  ci_config_path?: string | null
  /** Same as `web_url`. */
  homepage?: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url?: string | null
  /** Same as `git_ssh_url`. */
  ssh_url?: string | null
  /** Same as `git_http_url`. */
  http_url?: string | null
}

/** The project of a merge request. As real servers send it. */
export interface LooseMergeRequestProject {
  /** A later addition: old versions leave it out. */
  id?: number | null
  name: string
  description?: string | null
  web_url?: string | null
  avatar_url?: string | null
  git_ssh_url?: string | null
  git_http_url?: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
  path_with_namespace: string
  /** Null while the repository is empty. */
  default_branch?: string | null
  ci_config_path?: string | null
  /** Same as `web_url`. */
  homepage?: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url?: string | null
  /** Same as `git_ssh_url`. */
  ssh_url?: string | null
  /** Same as `git_http_url`. */
  http_url?: string | null
}

/** The project that a merge request comes from, or goes to. */
export interface StrictMergeRequestSide {
  /** A later addition: old versions leave it out. */
  id?: number
  name?: string
  description?: string | null
  web_url?: string
  avatar_url?: string | null
  git_ssh_url?: string | null
  git_http_url?: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
  path_with_namespace?: string
  /** Null while the repository is empty. */
  default_branch?: string | null
  ci_config_path?: string | null
  /** Same as `web_url`. */
  homepage?: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url?: string | null
  /** Same as `git_ssh_url`. */
  ssh_url?: string | null
  /** Same as `git_http_url`. */
  http_url?: string | null
}

/** The project that a merge request comes from, or goes to. As real servers send it. */
export interface LooseMergeRequestSide {
  /** A later addition: old versions leave it out. */
  id?: number | null
  name?: string | null
  description?: string | null
  web_url?: string | null
  avatar_url?: string | null
  git_ssh_url?: string | null
  git_http_url?: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
  path_with_namespace?: string | null
  /** Null while the repository is empty. */
  default_branch?: string | null
  ci_config_path?: string | null
  /** Same as `web_url`. */
  homepage?: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url?: string | null
  /** Same as `git_ssh_url`. */
  ssh_url?: string | null
  /** Same as `git_http_url`. */
  http_url?: string | null
}

/** The project of a deployment. */
export interface StrictDeployedProject {
  /** A later addition: old versions leave it out. */
  id: number
  name: string
  description?: string | null
  web_url: string
  avatar_url?: string | null
  git_ssh_url?: string | null
  git_http_url?: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace?: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
  path_with_namespace: string
  /** Null while the repository is empty. */
  default_branch?: string | null
  ci_config_path?: string | null
  /** Same as `web_url`. */
  homepage?: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url?: string | null
  /** Same as `git_ssh_url`. */
  ssh_url?: string | null
  /** Same as `git_http_url`. */
  http_url?: string | null
}

/** The project of a deployment. As real servers send it. */
export interface LooseDeployedProject {
  /** A later addition: old versions leave it out. */
  id: number
  name: string
  description?: string | null
  web_url: string
  avatar_url?: string | null
  git_ssh_url?: string | null
  git_http_url?: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace?: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
  path_with_namespace: string
  /** Null while the repository is empty. */
  default_branch?: string | null
  ci_config_path?: string | null
  /** Same as `web_url`. */
  homepage?: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url?: string | null
  /** Same as `git_ssh_url`. */
  ssh_url?: string | null
  /** Same as `git_http_url`. */
  http_url?: string | null
}

/** The project of a release. */
export interface StrictReleasedProject {
  /** A later addition: old versions leave it out. */
  id: number
  name: string
  description?: string | null
  web_url: string
  avatar_url: string | null
  git_ssh_url: string | null
  git_http_url: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level: number | null
  path_with_namespace: string
  /** Null while the repository is empty. */
  default_branch: string | null
  ci_config_path: string | null
  /** Same as `web_url`. */
  homepage: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url?: string | null
  /** Same as `git_ssh_url`. */
  ssh_url?: string | null
  /** Same as `git_http_url`. */
  http_url?: string | null
}

/** The project of a release. As real servers send it. */
export interface LooseReleasedProject {
  /** A later addition: old versions leave it out. */
  id: number
  name: string
  description?: string | null
  web_url: string
  avatar_url?: string | null
  git_ssh_url?: string | null
  git_http_url?: string | null
  /** Name of the group or the user, for people; `path_with_namespace` is for machines. */
  namespace: string
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
  path_with_namespace: string
  /** Null while the repository is empty. */
  default_branch?: string | null
  ci_config_path?: string | null
  /** Same as `web_url`. */
  homepage?: string | null
  /** Same as `git_ssh_url`, or `git_http_url`. */
  url?: string | null
  /** Same as `git_ssh_url`. */
  ssh_url?: string | null
  /** Same as `git_http_url`. */
  http_url?: string | null
}

/** What `project` says, in the form of GitLab before 8. */
export interface StrictRepository {
  name: string
  url: string | null
  description: string | null
  homepage: string | null
  git_http_url?: string | null
  git_ssh_url?: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
}

/** What `project` says, in the form of GitLab before 8. As real servers send it. */
export interface LooseRepository {
  name: string
  url?: string | null
  description?: string | null
  homepage?: string | null
  git_http_url?: string | null
  git_ssh_url?: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
}

/** What `project` says, in the form of GitLab before 8, in notes and merge requests. */
export interface StrictDiscussedRepository {
  name: string
  url: string | null
  description?: string | null
  homepage: string | null
  git_http_url?: string | null
  git_ssh_url?: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
}

/** What `project` says, in the form of GitLab before 8, in notes and merge requests. As real servers send it. */
export interface LooseDiscussedRepository {
  name: string
  url?: string | null
  description?: string | null
  homepage?: string | null
  git_http_url?: string | null
  git_ssh_url?: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
}

/** What `project` says, in the form of GitLab before 8, in pushes. */
export interface StrictPushedRepository {
  name: string
  url?: string | null
  description: string | null
  homepage: string | null
  git_http_url?: string | null
  git_ssh_url?: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
}

/** What `project` says, in the form of GitLab before 8, in pushes. As real servers send it. */
export interface LoosePushedRepository {
  name: string
  url?: string | null
  description?: string | null
  homepage?: string | null
  git_http_url?: string | null
  git_ssh_url?: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
}

/** What `project` says, in the form of GitLab before 8, in pushes of tags. */
export interface StrictTaggedRepository {
  name: string
  url: string | null
  description: string | null
  homepage: string | null
  git_http_url: string | null
  git_ssh_url: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level: number | null
}

/** What `project` says, in the form of GitLab before 8, in pushes of tags. As real servers send it. */
export interface LooseTaggedRepository {
  name: string
  url?: string | null
  description?: string | null
  homepage?: string | null
  git_http_url?: string | null
  git_ssh_url?: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
}

/** What `project` says, in the form of GitLab before 8, in jobs. */
export interface StrictJobRepository {
  name: string
  url?: string | null
  description: string | null
  homepage: string | null
  git_http_url: string | null
  git_ssh_url: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level: number | null
}

/** What `project` says, in the form of GitLab before 8, in jobs. As real servers send it. */
export interface LooseJobRepository {
  name: string
  url?: string | null
  description?: string | null
  homepage?: string | null
  git_http_url?: string | null
  git_ssh_url?: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
}

/** A commit. */
export interface StrictCommit {
  /** SHA. */
  id: string
  message: string
  /** First line of the message. */
  title?: string | null
  timestamp: string
  url: string
  author: StrictAuthor
}

/** A commit. As real servers send it. */
export interface LooseCommit {
  /** SHA. */
  id: string
  message?: string | null
  /** First line of the message. */
  title?: string | null
  timestamp?: string | null
  url?: string | null
  author?: LooseAuthor | null
}

/** A commit with its title. */
export interface StrictTitledCommit {
  /** SHA. */
  id: string
  message: string
  /** First line of the message. */
  title: string | null
  timestamp: string
  url: string
  author: StrictAuthor
}

/** A commit with its title. As real servers send it. */
export interface LooseTitledCommit {
  /** SHA. */
  id: string
  message?: string | null
  /** First line of the message. */
  title?: string | null
  timestamp?: string | null
  url?: string | null
  author?: LooseAuthor | null
}

/** The newest commit of a merge request. */
export interface StrictLastCommit {
  /** SHA. */
  id: string
  message?: string
  /** First line of the message. */
  title?: string | null
  timestamp?: string
  url?: string
  author?: StrictAuthor
}

/** The newest commit of a merge request. As real servers send it. */
export interface LooseLastCommit {
  /** SHA. */
  id: string
  message?: string | null
  /** First line of the message. */
  title?: string | null
  timestamp?: string | null
  url?: string | null
  author?: LooseAuthor | null
}

/** A commit that was pushed, and the paths of the files it changed. */
export interface StrictPushedCommit {
  /** SHA. */
  id: string
  message: string
  /** First line of the message. */
  title?: string | null
  timestamp?: string
  url?: string
  author?: StrictAuthor
  added?: string[]
  modified?: string[]
  removed?: string[]
}

/** A commit that was pushed, and the paths of the files it changed. As real servers send it. */
export interface LoosePushedCommit {
  /** SHA. */
  id: string
  message: string
  /** First line of the message. */
  title?: string | null
  timestamp?: string | null
  url?: string | null
  author?: LooseAuthor | null
  added?: string[] | null
  modified?: string[] | null
  removed?: string[] | null
}

/** A commit that came with a tag, and the paths of the files it changed. */
export interface StrictTaggedCommit {
  /** SHA. */
  id: string
  message: string
  /** First line of the message. */
  title?: string | null
  timestamp: string
  url: string
  author: StrictAuthor
  added?: string[]
  modified?: string[]
  removed?: string[]
}

/** A commit that came with a tag, and the paths of the files it changed. As real servers send it. */
export interface LooseTaggedCommit {
  /** SHA. */
  id: string
  message: string
  /** First line of the message. */
  title?: string | null
  timestamp?: string | null
  url?: string | null
  author?: LooseAuthor | null
  added?: string[] | null
  modified?: string[] | null
  removed?: string[] | null
}

/** A label. */
export interface StrictLabel {
  id: number
  title: string
  /** `#` and six hex digits, or the name of a colour. */
  color: string | null
  /** Null for a label of a group. */
  project_id: number | null
  created_at: string | null
  updated_at: string | null
  template: boolean | null
  description: string | null
  type: 'ProjectLabel' | 'GroupLabel' | null
  /** Null for a label of a project. */
  group_id: number | null
  lock_on_merge?: boolean | null
}

/** A label. As real servers send it. */
export interface LooseLabel {
  id: number
  title: string
  /** `#` and six hex digits, or the name of a colour. */
  color?: string | null
  /** Null for a label of a group. */
  project_id?: number | string | null
  created_at?: string | null
  updated_at?: string | null
  template?: boolean | null
  description?: string | null
  type?: Open<'ProjectLabel' | 'GroupLabel'> | null
  /** Null for a label of a project. */
  group_id?: number | string | null
  lock_on_merge?: boolean | null
}

/** A label of a work item. */
export interface StrictWorkItemLabel {
  id: number
  title: string
  /** `#` and six hex digits, or the name of a colour. */
  color: string | null
  /** Null for a label of a group. */
  project_id?: number | null
  created_at: string | null
  updated_at: string | null
  template: boolean | null
  description: string | null
  type: 'ProjectLabel' | 'GroupLabel' | null
  /** Null for a label of a project. */
  group_id: number | null
  lock_on_merge?: boolean | null
}

/** A label of a work item. As real servers send it. */
export interface LooseWorkItemLabel {
  id: number
  title: string
  /** `#` and six hex digits, or the name of a colour. */
  color?: string | null
  /** Null for a label of a group. */
  project_id?: number | string | null
  created_at?: string | null
  updated_at?: string | null
  template?: boolean | null
  description?: string | null
  type?: Open<'ProjectLabel' | 'GroupLabel'> | null
  /** Null for a label of a project. */
  group_id?: number | string | null
  lock_on_merge?: boolean | null
}

/** A label of a merge request. */
export interface StrictMergeRequestLabel {
  id: number
  title: string
  /** `#` and six hex digits, or the name of a colour. */
  color?: string | null
  /** Null for a label of a group. */
  project_id?: number | null
  created_at?: string | null
  updated_at?: string | null
  template?: boolean | null
  description?: string | null
  type?: 'ProjectLabel' | 'GroupLabel' | null
  /** Null for a label of a project. */
  group_id?: number | null
  lock_on_merge?: boolean | null
}

/** A label of a merge request. As real servers send it. */
export interface LooseMergeRequestLabel {
  id: number
  title: string
  /** `#` and six hex digits, or the name of a colour. */
  color?: string | null
  /** Null for a label of a group. */
  project_id?: number | string | null
  created_at?: string | null
  updated_at?: string | null
  template?: boolean | null
  description?: string | null
  type?: Open<'ProjectLabel' | 'GroupLabel'> | null
  /** Null for a label of a project. */
  group_id?: number | string | null
  lock_on_merge?: boolean | null
}

/** How a text or a time changed. */
export interface StrictTextChange {
  current: string | null
  previous?: string | null
}

/** How a text or a time changed. As real servers send it. */
export interface LooseTextChange {
  current?: string | null
  previous?: string | null
}

/** How a number or an id changed. */
export interface StrictNumberChange {
  current: number | null
  previous?: number | null
}

/** How a number or an id changed. As real servers send it. */
export interface LooseNumberChange {
  current?: number | null
  previous?: number | null
}

/** How a yes or no changed. */
export interface StrictFlagChange {
  current: boolean | null
  previous?: boolean | null
}

/** How a yes or no changed. As real servers send it. */
export interface LooseFlagChange {
  current?: boolean | null
  previous?: boolean | null
}

/** How the labels changed. */
export interface StrictLabelsChange {
  current: StrictMergeRequestLabel[] | null
  previous?: StrictMergeRequestLabel[] | null
}

/** How the labels changed. As real servers send it. */
export interface LooseLabelsChange {
  current?: LooseMergeRequestLabel[] | null
  previous?: LooseMergeRequestLabel[] | null
}

/** How one assignee changed, before there were several. */
export interface StrictActorChange {
  current: StrictActor | null
  previous?: StrictActor | null
}

/** How one assignee changed, before there were several. As real servers send it. */
export interface LooseActorChange {
  current?: LooseActor | null
  previous?: LooseActor | null
}

/** How the assignees changed. */
export interface StrictActorsChange {
  current: StrictActor[] | null
  previous?: StrictActor[] | null
}

/** How the assignees changed. As real servers send it. */
export interface LooseActorsChange {
  current?: LooseActor[] | null
  previous?: LooseActor[] | null
}

/** How the reviewers changed. */
export interface StrictReviewersChange {
  current: StrictReviewer[] | null
  previous?: StrictReviewer[] | null
}

/** How the reviewers changed. As real servers send it. */
export interface LooseReviewersChange {
  current?: LooseReviewer[] | null
  previous?: LooseReviewer[] | null
}

/** How a time in seconds or an id changed, either side now and then quoted. */
export interface StrictQuotedNumberChange {
  current: number | string | null
  previous?: number | string | null
}

/** How a time in seconds or an id changed, either side now and then quoted. As real servers send it. */
export interface LooseQuotedNumberChange {
  current?: number | string | null
  previous?: number | string | null
}

/** What changed about an issue or work item: the keys that are there. */
export interface StrictIssueChanges {
  id?: StrictNumberChange
  iid?: StrictNumberChange
  author_id?: StrictNumberChange
  created_at?: StrictTextChange
  updated_at?: StrictTextChange
  updated_by_id?: StrictNumberChange
  last_edited_at?: StrictTextChange
  last_edited_by_id?: StrictNumberChange
  title?: StrictTextChange
  description?: StrictTextChange
  /** Of an issue: `opened`, `closed`; of a merge request `merged` and `locked` as well. */
  state?: StrictTextChange
  state_id?: StrictNumberChange
  milestone_id?: StrictNumberChange
  /** In seconds. */
  time_estimate?: StrictNumberChange
  /** In seconds. */
  total_time_spent?: StrictNumberChange
  time_change?: StrictNumberChange
  human_time_change?: StrictTextChange
  human_time_estimate?: StrictTextChange
  human_total_time_spent?: StrictTextChange
  discussion_locked?: StrictFlagChange
  labels?: StrictLabelsChange
  assignees?: StrictActorsChange
  project_id?: StrictNumberChange
  closed_at?: StrictTextChange
  closed_by_id?: StrictNumberChange
  confidential?: StrictFlagChange
  due_date?: StrictTextChange
  start_date?: StrictTextChange
  relative_position?: StrictNumberChange
  duplicated_to_id?: StrictNumberChange
  moved_to_id?: StrictNumberChange
  health_status?: StrictTextChange
  severity?: StrictTextChange
  escalation_status?: StrictTextChange
  weight?: StrictNumberChange
  type?: StrictTextChange
  work_item_type_id?: StrictNumberChange
}

/** What changed about an issue or work item: the keys that are there. As real servers send it. */
export interface LooseIssueChanges {
  id?: LooseQuotedNumberChange | (number | string | null)[] | null
  iid?: LooseQuotedNumberChange | (number | string | null)[] | null
  author_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  created_at?: LooseTextChange | (string | null)[] | null
  updated_at?: LooseTextChange | (string | null)[] | null
  updated_by_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  last_edited_at?: LooseTextChange | (string | null)[] | null
  last_edited_by_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  title?: LooseTextChange | (string | null)[] | null
  description?: LooseTextChange | (string | null)[] | null
  /** Of an issue: `opened`, `closed`; of a merge request `merged` and `locked` as well. */
  state?: LooseTextChange | (string | null)[] | null
  state_id?: LooseNumberChange | null
  milestone_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  /** In seconds. */
  time_estimate?: LooseQuotedNumberChange | (number | string | null)[] | null
  /** In seconds. */
  total_time_spent?: LooseQuotedNumberChange | (number | string | null)[] | null
  time_change?: LooseNumberChange | null
  human_time_change?: LooseTextChange | null
  human_time_estimate?: LooseTextChange | null
  human_total_time_spent?: LooseTextChange | null
  discussion_locked?: LooseFlagChange | null
  labels?: LooseLabelsChange | null
  assignees?: LooseActorsChange | null
  project_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  closed_at?: LooseTextChange | (string | null)[] | null
  closed_by_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  confidential?: LooseFlagChange | (boolean | null)[] | null
  due_date?: LooseTextChange | (string | null)[] | null
  start_date?: LooseTextChange | null
  relative_position?: LooseQuotedNumberChange | (number | string | null)[] | null
  duplicated_to_id?: LooseNumberChange | null
  moved_to_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  health_status?: LooseTextChange | null
  severity?: LooseTextChange | null
  escalation_status?: LooseTextChange | null
  weight?: LooseQuotedNumberChange | (number | string | null)[] | null
  type?: LooseTextChange | null
  work_item_type_id?: LooseNumberChange | null
}

/** How a merge request is to be merged. */
export interface StrictMergeParams {
  /** As a form sends it, too: `"1"`. */
  force_remove_source_branch?: boolean | string | number | null
  should_remove_source_branch?: boolean | string | number | null
  auto_merge_strategy?: string | null
  commit_message?: string | null
  squash_commit_message?: string | null
  sha?: string | null
  train_ref?: {
    commit_sha?: string | null
    merge_commit_sha?: string | null
    squash_commit_sha?: string | null
  } | null
}

/** How a merge request is to be merged. As real servers send it. */
export interface LooseMergeParams {
  /** As a form sends it, too: `"1"`. */
  force_remove_source_branch?: boolean | string | number | null
  should_remove_source_branch?: boolean | string | number | null
  auto_merge_strategy?: string | null
  commit_message?: string | null
  squash_commit_message?: string | null
  sha?: string | null
  train_ref?: {
    commit_sha?: string | null
    merge_commit_sha?: string | null
    squash_commit_sha?: string | null
  } | null
}

/** How `mergeParams` changed. */
export interface StrictMergeParamsChange {
  current: StrictMergeParams | null
  previous?: StrictMergeParams | null
}

/** How `mergeParams` changed. As real servers send it. */
export interface LooseMergeParamsChange {
  current?: LooseMergeParams | null
  previous?: LooseMergeParams | null
}

/** What changed about a merge request: the keys that are there. */
export interface StrictMergeRequestChanges {
  id?: StrictNumberChange
  iid?: StrictNumberChange
  author_id?: StrictNumberChange
  created_at?: StrictTextChange
  updated_at?: StrictTextChange
  updated_by_id?: StrictNumberChange
  last_edited_at?: StrictTextChange
  last_edited_by_id?: StrictNumberChange
  title?: StrictTextChange
  description?: StrictTextChange
  /** Of an issue: `opened`, `closed`; of a merge request `merged` and `locked` as well. */
  state?: StrictTextChange
  state_id?: StrictNumberChange
  milestone_id?: StrictNumberChange
  /** In seconds. */
  time_estimate?: StrictNumberChange
  /** In seconds. */
  total_time_spent?: StrictNumberChange
  time_change?: StrictNumberChange
  human_time_change?: StrictTextChange
  human_time_estimate?: StrictTextChange
  human_total_time_spent?: StrictTextChange
  discussion_locked?: StrictFlagChange
  labels?: StrictLabelsChange
  assignees?: StrictActorsChange
  assignee?: StrictActorChange
  /** Documented as a pair, sent as an object. */
  reviewers?: StrictReviewersChange | StrictReviewer[][]
  assignee_id?: StrictNumberChange
  draft?: StrictFlagChange
  work_in_progress?: StrictFlagChange
  head_pipeline_id?: StrictNumberChange
  merge_commit_sha?: StrictTextChange
  squash_commit_sha?: StrictTextChange
  merge_error?: StrictTextChange
  merge_params?: StrictMergeParamsChange
  merge_status?: StrictTextChange
  merge_user_id?: StrictNumberChange
  merge_when_pipeline_succeeds?: StrictFlagChange
  merged_at?: StrictTextChange
  prepared_at?: StrictTextChange
  source_branch?: StrictTextChange
  source_project_id?: StrictNumberChange
  target_branch?: StrictTextChange
  target_project_id?: StrictNumberChange
  squash?: StrictFlagChange
  lock_version?: StrictNumberChange
}

/** What changed about a merge request: the keys that are there. As real servers send it. */
export interface LooseMergeRequestChanges {
  id?: LooseQuotedNumberChange | (number | string | null)[] | null
  iid?: LooseQuotedNumberChange | (number | string | null)[] | null
  author_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  created_at?: LooseTextChange | (string | null)[] | null
  updated_at?: LooseTextChange | (string | null)[] | null
  updated_by_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  last_edited_at?: LooseTextChange | (string | null)[] | null
  last_edited_by_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  title?: LooseTextChange | (string | null)[] | null
  description?: LooseTextChange | (string | null)[] | null
  /** Of an issue: `opened`, `closed`; of a merge request `merged` and `locked` as well. */
  state?: LooseTextChange | (string | null)[] | null
  state_id?: LooseNumberChange | null
  milestone_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  /** In seconds. */
  time_estimate?: LooseQuotedNumberChange | (number | string | null)[] | null
  /** In seconds. */
  total_time_spent?: LooseQuotedNumberChange | (number | string | null)[] | null
  time_change?: LooseNumberChange | null
  human_time_change?: LooseTextChange | null
  human_time_estimate?: LooseTextChange | null
  human_total_time_spent?: LooseTextChange | null
  discussion_locked?: LooseFlagChange | null
  labels?: LooseLabelsChange | null
  assignees?: LooseActorsChange | null
  assignee?: LooseActorChange | null
  /** Documented as a pair, sent as an object. */
  reviewers?: LooseReviewersChange | LooseReviewer[][] | null
  assignee_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  draft?: LooseFlagChange | null
  work_in_progress?: LooseFlagChange | null
  head_pipeline_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  merge_commit_sha?: LooseTextChange | (string | null)[] | null
  squash_commit_sha?: LooseTextChange | null
  merge_error?: LooseTextChange | (string | null)[] | null
  merge_params?: LooseMergeParamsChange | null
  merge_status?: LooseTextChange | (string | null)[] | null
  merge_user_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  merge_when_pipeline_succeeds?: LooseFlagChange | (boolean | null)[] | null
  merged_at?: LooseTextChange | null
  prepared_at?: LooseTextChange | null
  source_branch?: LooseTextChange | (string | null)[] | null
  source_project_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  target_branch?: LooseTextChange | (string | null)[] | null
  target_project_id?: LooseQuotedNumberChange | (number | string | null)[] | null
  squash?: LooseFlagChange | null
  lock_version?: LooseQuotedNumberChange | (number | string | null)[] | null
}

/** What `git push -o` said. */
export interface StrictPushOptions {
  ci?: {
    skip?: boolean | string | number
    /** Counts how often each `KEY=value` was given. */
    variable?: Record<string, boolean | string | number>
    input?: Record<string, boolean | string | number>
  }
  merge_request?: {
    create?: boolean | string | number
    target?: boolean | string | number
    target_project?: boolean | string | number
    merge_when_pipeline_succeeds?: boolean | string | number
    auto_merge?: boolean | string | number
    remove_source_branch?: boolean | string | number
    squash?: boolean | string | number
    title?: boolean | string | number
    description?: boolean | string | number
    draft?: boolean | string | number
    milestone?: boolean | string | number
    label?: Record<string, boolean | string | number>
    unlabel?: Record<string, boolean | string | number>
    assign?: Record<string, boolean | string | number>
    unassign?: Record<string, boolean | string | number>
  }
  integrations?: {
    skip_ci?: boolean | string | number
  }
  secret_push_protection?: {
    skip_all?: boolean | string | number
  }
}

/** What `git push -o` said. As real servers send it. */
export interface LoosePushOptions {
  ci?: {
    skip?: boolean | string | number | null
    /** Counts how often each `KEY=value` was given. */
    variable?: Record<string, boolean | string | number> | null
    input?: Record<string, boolean | string | number> | null
  } | null
  merge_request?: {
    create?: boolean | string | number | null
    target?: boolean | string | number | null
    target_project?: boolean | string | number | null
    merge_when_pipeline_succeeds?: boolean | string | number | null
    auto_merge?: boolean | string | number | null
    remove_source_branch?: boolean | string | number | null
    squash?: boolean | string | number | null
    title?: boolean | string | number | null
    description?: boolean | string | number | null
    draft?: boolean | string | number | null
    milestone?: boolean | string | number | null
    label?: Record<string, boolean | string | number> | null
    unlabel?: Record<string, boolean | string | number> | null
    assign?: Record<string, boolean | string | number> | null
    unassign?: Record<string, boolean | string | number> | null
  } | null
  integrations?: {
    skip_ci?: boolean | string | number | null
  } | null
  secret_push_protection?: {
    skip_all?: boolean | string | number | null
  } | null
}

/** Commits were pushed, or a branch was made or deleted. */
export interface StrictPushEvent {
  object_kind?: 'push'
  event_name?: 'push'
  /** SHA of the ref before; forty zeros if it is new. */
  before?: string
  /** SHA of the ref after; forty zeros if it was deleted. */
  after?: string
  /** E.g. `refs/heads/main`. */
  ref: string
  ref_protected?: boolean | null
  /** SHA of the commit to check out; null if the ref was deleted. */
  checkout_sha?: string | null
  /** Of an annotated tag. */
  message?: string | null
  user_id?: number | null
  user_name?: string | null
  user_username?: string | null
  /** The public address: empty or null where there is none. */
  user_email?: string | null
  user_avatar?: string | null
  project_id?: number | null
  project?: StrictBuiltProject
  /** The newest twenty; `total_commits_count` says how many there are. */
  commits: StrictPushedCommit[]
  total_commits_count?: number | null
  push_options?: StrictPushOptions | null
  repository?: StrictPushedRepository
}

/** Commits were pushed, or a branch was made or deleted. As real servers send it. */
export interface LoosePushEvent {
  object_kind?: 'push' | null
  event_name?: 'push' | null
  /** SHA of the ref before; forty zeros if it is new. */
  before?: string | null
  /** SHA of the ref after; forty zeros if it was deleted. */
  after?: string | null
  /** E.g. `refs/heads/main`. */
  ref: string
  ref_protected?: boolean | null
  /** SHA of the commit to check out; null if the ref was deleted. */
  checkout_sha?: string | null
  /** Of an annotated tag. */
  message?: string | null
  user_id?: number | string | null
  user_name?: string | null
  user_username?: string | null
  /** The public address: empty or null where there is none. */
  user_email?: string | null
  user_avatar?: string | null
  project_id?: number | string | null
  project?: LooseBuiltProject | null
  /** The newest twenty; `total_commits_count` says how many there are. */
  commits?: LoosePushedCommit[] | null
  total_commits_count?: number | null
  push_options?: LoosePushOptions | null
  repository?: LoosePushedRepository | null
}

/** A tag was pushed or deleted. */
export interface StrictTagPushEvent {
  object_kind?: 'tag_push'
  event_name?: 'tag_push'
  /** SHA of the ref before; forty zeros if it is new. */
  before: string
  /** SHA of the ref after; forty zeros if it was deleted. */
  after: string
  /** E.g. `refs/heads/main`. */
  ref: string
  ref_protected?: boolean | null
  /** SHA of the commit to check out; null if the ref was deleted. */
  checkout_sha?: string | null
  /** Of an annotated tag. */
  message?: string | null
  user_id: number | null
  user_name: string | null
  user_username?: string | null
  /** The public address: empty or null where there is none. */
  user_email?: string | null
  user_avatar?: string | null
  project_id?: number | null
  project?: StrictNamedProject
  /** The newest twenty; `total_commits_count` says how many there are. */
  commits: StrictTaggedCommit[]
  total_commits_count: number | null
  push_options?: StrictPushOptions | null
  repository: StrictTaggedRepository
}

/** A tag was pushed or deleted. As real servers send it. */
export interface LooseTagPushEvent {
  object_kind?: 'tag_push' | null
  event_name?: 'tag_push' | null
  /** SHA of the ref before; forty zeros if it is new. */
  before?: string | null
  /** SHA of the ref after; forty zeros if it was deleted. */
  after?: string | null
  /** E.g. `refs/heads/main`. */
  ref: string
  ref_protected?: boolean | null
  /** SHA of the commit to check out; null if the ref was deleted. */
  checkout_sha?: string | null
  /** Of an annotated tag. */
  message?: string | null
  user_id?: number | string | null
  user_name?: string | null
  user_username?: string | null
  /** The public address: empty or null where there is none. */
  user_email?: string | null
  user_avatar?: string | null
  project_id?: number | string | null
  project?: LooseNamedProject | null
  /** The newest twenty; `total_commits_count` says how many there are. */
  commits?: LooseTaggedCommit[] | null
  total_commits_count?: number | null
  push_options?: LoosePushOptions | null
  repository?: LooseTaggedRepository | null
}

/** A line of a diff: of the old file, the new one, or both. */
export interface StrictDiffLine {
  line_code: string | null
  type: string | null
  old_line: number | null
  new_line: number | null
}

/** A line of a diff: of the old file, the new one, or both. As real servers send it. */
export interface LooseDiffLine {
  line_code?: string | null
  type?: string | null
  old_line?: number | null
  new_line?: number | null
}

/** Several lines of a diff. */
export interface StrictLineRange {
  start: StrictDiffLine | null
  end: StrictDiffLine | null
}

/** Several lines of a diff. As real servers send it. */
export interface LooseLineRange {
  start?: LooseDiffLine | null
  end?: LooseDiffLine | null
}

/** A place in a diff, or in an image. */
export interface StrictDiffPosition {
  base_sha: string | null
  start_sha: string | null
  head_sha: string | null
  old_path: string | null
  new_path: string | null
  position_type: 'text' | 'image' | 'file'
  old_line?: number | null
  new_line?: number | null
  line_range?: StrictLineRange | null
  /** In pixels, of an image. */
  width?: number | null
  /** In pixels, of an image. */
  height?: number | null
  /** In pixels, of an image. */
  x?: number | null
  /** In pixels, of an image. */
  y?: number | null
  ignore_whitespace_change?: boolean | null
}

/** A place in a diff, or in an image. As real servers send it. */
export interface LooseDiffPosition {
  base_sha?: string | null
  start_sha?: string | null
  head_sha?: string | null
  old_path?: string | null
  new_path?: string | null
  position_type?: Open<'text' | 'image' | 'file'> | null
  old_line?: number | null
  new_line?: number | null
  line_range?: LooseLineRange | null
  /** In pixels, of an image. */
  width?: number | null
  /** In pixels, of an image. */
  height?: number | null
  /** In pixels, of an image. */
  x?: number | null
  /** In pixels, of an image. */
  y?: number | null
  ignore_whitespace_change?: boolean | null
}

/** An issue. */
export interface StrictIssue {
  /** Unique in the instance. */
  id: number
  /** Counts the issues of the project, from 1: the number in `#23`. */
  iid: number
  title: string
  description: string | null
  state: 'opened' | 'closed' | 'reopened'
  state_id?: number | null
  /** What happened; absent in requests of the Test button. */
  action?: 'open' | 'close' | 'reopen' | 'update'
  type?:
    | 'Issue'
    | 'Incident'
    | 'Task'
    | 'Epic'
    | 'Test Case'
    | 'Requirement'
    | 'Objective'
    | 'Key Result'
    | 'Ticket'
  url?: string | null
  /** Null for what belongs to a group, as epics do. */
  project_id: number | null
  author_id: number | null
  assignee_id: number | null
  assignee_ids?: number[]
  milestone_id: number | null
  updated_by_id?: number | null
  last_edited_by_id?: number | null
  duplicated_to_id?: number | null
  moved_to_id?: number | null
  created_at: string
  updated_at: string
  closed_at?: string | null
  deleted_at?: string | null
  last_edited_at?: string | null
  /** A date. */
  due_date?: string | null
  /** A date. */
  start_date?: string | null
  confidential?: boolean | null
  discussion_locked?: boolean | null
  labels?: StrictLabel[]
  severity?: 'unknown' | 'low' | 'medium' | 'high' | 'critical' | null
  health_status?: 'on_track' | 'needs_attention' | 'at_risk' | null
  weight?: number | null
  relative_position?: number | null
  /** In seconds. */
  time_estimate?: number | null
  /** In seconds. */
  total_time_spent?: number | null
  /** In seconds. */
  time_change?: number | null
  human_time_estimate?: string | null
  human_total_time_spent?: string | null
  human_time_change?: string | null
  customer_relations_contacts?: unknown[]
  escalation_status?: 'triggered' | 'acknowledged' | 'resolved' | 'ignored' | null
  escalation_policy?: {
    id: number | null
    name: string | null
  } | null
  /** Of a task. */
  status?: {
    /** E.g. `gid://gitlab/WorkItems::Statuses::SystemDefined::Status/2`. */
    id: string
    name: string | null
    category: string | null
    color: string | null
    description: string | null
  } | null
  branch_name?: string | null
  lock_version?: number | null
  service_desk_reply_to?: string | null
  /** In old versions its place in the list; in a few bodies its place in a diff. */
  position?: number | StrictDiffPosition | null
  original_position?: StrictDiffPosition | null
  change_position?: StrictDiffPosition | null
}

/** An issue. As real servers send it. */
export interface LooseIssue {
  /** Unique in the instance. */
  id: number
  /** Counts the issues of the project, from 1: the number in `#23`. */
  iid: number
  title: string
  description?: string | null
  state: Open<'opened' | 'closed' | 'reopened'>
  state_id?: number | null
  /** What happened; absent in requests of the Test button. */
  action?: Open<'open' | 'close' | 'reopen' | 'update'> | null
  type?: Open<
    | 'Issue'
    | 'Incident'
    | 'Task'
    | 'Epic'
    | 'Test Case'
    | 'Requirement'
    | 'Objective'
    | 'Key Result'
    | 'Ticket'
  > | null
  url?: string | null
  /** Null for what belongs to a group, as epics do. */
  project_id?: number | string | null
  author_id?: number | string | null
  assignee_id?: number | string | null
  assignee_ids?: number[] | null
  milestone_id?: number | string | null
  updated_by_id?: number | string | null
  last_edited_by_id?: number | string | null
  duplicated_to_id?: number | string | null
  moved_to_id?: number | string | null
  created_at?: string | null
  updated_at?: string | null
  closed_at?: string | null
  deleted_at?: string | null
  last_edited_at?: string | null
  /** A date. */
  due_date?: string | null
  /** A date. */
  start_date?: string | null
  confidential?: boolean | null
  discussion_locked?: boolean | null
  labels?: LooseLabel[] | null
  severity?: Open<'unknown' | 'low' | 'medium' | 'high' | 'critical'> | null
  health_status?: Open<'on_track' | 'needs_attention' | 'at_risk'> | null
  weight?: number | null
  relative_position?: number | null
  /** In seconds. */
  time_estimate?: number | null
  /** In seconds. */
  total_time_spent?: number | null
  /** In seconds. */
  time_change?: number | null
  human_time_estimate?: string | null
  human_total_time_spent?: string | null
  human_time_change?: string | null
  customer_relations_contacts?: unknown[] | null
  escalation_status?: Open<'triggered' | 'acknowledged' | 'resolved' | 'ignored'> | null
  escalation_policy?: {
    id?: number | string | null
    name?: string | null
  } | null
  /** Of a task. */
  status?: {
    /** E.g. `gid://gitlab/WorkItems::Statuses::SystemDefined::Status/2`. */
    id?: string | number | null
    name?: string | null
    category?: string | null
    color?: string | null
    description?: string | null
  } | null
  branch_name?: string | null
  lock_version?: number | null
  service_desk_reply_to?: string | null
  /** In old versions its place in the list; in a few bodies its place in a diff. */
  position?: number | LooseDiffPosition | null
  original_position?: LooseDiffPosition | null
  change_position?: LooseDiffPosition | null
}

/** A work item that is no issue: a task, an epic, an objective … */
export interface StrictWorkItem {
  /** Unique in the instance. */
  id: number
  /** Counts the issues of the project, from 1: the number in `#23`. */
  iid: number
  title: string
  description: string | null
  state: 'opened' | 'closed' | 'reopened'
  state_id: number | null
  /** What happened; absent in requests of the Test button. */
  action: 'open' | 'close' | 'reopen' | 'update'
  type:
    | 'Issue'
    | 'Incident'
    | 'Task'
    | 'Epic'
    | 'Test Case'
    | 'Requirement'
    | 'Objective'
    | 'Key Result'
    | 'Ticket'
  url: string | null
  /** Null for what belongs to a group, as epics do. */
  project_id?: number | null
  author_id: number | null
  assignee_id: number | null
  assignee_ids: number[]
  milestone_id?: number | null
  updated_by_id: number | null
  last_edited_by_id: number | null
  duplicated_to_id?: number | null
  moved_to_id?: number | null
  created_at: string
  updated_at: string
  closed_at: string | null
  deleted_at?: string | null
  last_edited_at: string | null
  /** A date. */
  due_date?: string | null
  /** A date. */
  start_date?: string | null
  confidential: boolean | null
  discussion_locked?: boolean | null
  labels: StrictWorkItemLabel[]
  severity: 'unknown' | 'low' | 'medium' | 'high' | 'critical' | null
  health_status: 'on_track' | 'needs_attention' | 'at_risk' | null
  weight: number | null
  relative_position: number | null
  /** In seconds. */
  time_estimate: number | null
  /** In seconds. */
  total_time_spent: number | null
  /** In seconds. */
  time_change: number | null
  human_time_estimate?: string | null
  human_total_time_spent?: string | null
  human_time_change?: string | null
  customer_relations_contacts?: unknown[]
  escalation_status?: 'triggered' | 'acknowledged' | 'resolved' | 'ignored' | null
  escalation_policy?: {
    id: number | null
    name: string | null
  } | null
  /** Of a task. */
  status?: {
    /** E.g. `gid://gitlab/WorkItems::Statuses::SystemDefined::Status/2`. */
    id: string
    name: string | null
    category: string | null
    color: string | null
    description: string | null
  } | null
  branch_name?: string | null
  lock_version?: number | null
  service_desk_reply_to?: string | null
  /** In old versions its place in the list; in a few bodies its place in a diff. */
  position?: number | StrictDiffPosition | null
  original_position?: StrictDiffPosition | null
  change_position?: StrictDiffPosition | null
}

/** A work item that is no issue: a task, an epic, an objective … As real servers send it. */
export interface LooseWorkItem {
  /** Unique in the instance. */
  id: number
  /** Counts the issues of the project, from 1: the number in `#23`. */
  iid: number
  title: string
  description?: string | null
  state: Open<'opened' | 'closed' | 'reopened'>
  state_id?: number | null
  /** What happened; absent in requests of the Test button. */
  action?: Open<'open' | 'close' | 'reopen' | 'update'> | null
  type?: Open<
    | 'Issue'
    | 'Incident'
    | 'Task'
    | 'Epic'
    | 'Test Case'
    | 'Requirement'
    | 'Objective'
    | 'Key Result'
    | 'Ticket'
  > | null
  url?: string | null
  /** Null for what belongs to a group, as epics do. */
  project_id?: number | string | null
  author_id?: number | string | null
  assignee_id?: number | string | null
  assignee_ids?: number[] | null
  milestone_id?: number | string | null
  updated_by_id?: number | string | null
  last_edited_by_id?: number | string | null
  duplicated_to_id?: number | string | null
  moved_to_id?: number | string | null
  created_at?: string | null
  updated_at?: string | null
  closed_at?: string | null
  deleted_at?: string | null
  last_edited_at?: string | null
  /** A date. */
  due_date?: string | null
  /** A date. */
  start_date?: string | null
  confidential?: boolean | null
  discussion_locked?: boolean | null
  labels?: LooseWorkItemLabel[] | null
  severity?: Open<'unknown' | 'low' | 'medium' | 'high' | 'critical'> | null
  health_status?: Open<'on_track' | 'needs_attention' | 'at_risk'> | null
  weight?: number | null
  relative_position?: number | null
  /** In seconds. */
  time_estimate?: number | null
  /** In seconds. */
  total_time_spent?: number | null
  /** In seconds. */
  time_change?: number | null
  human_time_estimate?: string | null
  human_total_time_spent?: string | null
  human_time_change?: string | null
  customer_relations_contacts?: unknown[] | null
  escalation_status?: Open<'triggered' | 'acknowledged' | 'resolved' | 'ignored'> | null
  escalation_policy?: {
    id?: number | string | null
    name?: string | null
  } | null
  /** Of a task. */
  status?: {
    /** E.g. `gid://gitlab/WorkItems::Statuses::SystemDefined::Status/2`. */
    id?: string | number | null
    name?: string | null
    category?: string | null
    color?: string | null
    description?: string | null
  } | null
  branch_name?: string | null
  lock_version?: number | null
  service_desk_reply_to?: string | null
  /** In old versions its place in the list; in a few bodies its place in a diff. */
  position?: number | LooseDiffPosition | null
  original_position?: LooseDiffPosition | null
  change_position?: LooseDiffPosition | null
}

/** The issue that was commented on. */
export interface StrictDiscussedIssue {
  /** Unique in the instance. */
  id: number
  /** Counts the issues of the project, from 1: the number in `#23`. */
  iid: number
  title: string
  description: string | null
  state: 'opened' | 'closed' | 'reopened'
  state_id?: number | null
  /** What happened; absent in requests of the Test button. */
  action?: 'open' | 'close' | 'reopen' | 'update'
  type?:
    | 'Issue'
    | 'Incident'
    | 'Task'
    | 'Epic'
    | 'Test Case'
    | 'Requirement'
    | 'Objective'
    | 'Key Result'
    | 'Ticket'
  url?: string | null
  /** Null for what belongs to a group, as epics do. */
  project_id: number | null
  author_id: number | null
  assignee_id?: number | null
  assignee_ids?: number[]
  milestone_id?: number | null
  updated_by_id?: number | null
  last_edited_by_id?: number | null
  duplicated_to_id?: number | null
  moved_to_id?: number | null
  created_at: string
  updated_at: string
  closed_at?: string | null
  deleted_at?: string | null
  last_edited_at?: string | null
  /** A date. */
  due_date?: string | null
  /** A date. */
  start_date?: string | null
  confidential?: boolean | null
  discussion_locked?: boolean | null
  labels?: StrictLabel[]
  severity?: 'unknown' | 'low' | 'medium' | 'high' | 'critical' | null
  health_status?: 'on_track' | 'needs_attention' | 'at_risk' | null
  weight?: number | null
  relative_position?: number | null
  /** In seconds. */
  time_estimate?: number | null
  /** In seconds. */
  total_time_spent?: number | null
  /** In seconds. */
  time_change?: number | null
  human_time_estimate?: string | null
  human_total_time_spent?: string | null
  human_time_change?: string | null
  customer_relations_contacts?: unknown[]
  escalation_status?: 'triggered' | 'acknowledged' | 'resolved' | 'ignored' | null
  escalation_policy?: {
    id: number | null
    name: string | null
  } | null
  /** Of a task. */
  status?: {
    /** E.g. `gid://gitlab/WorkItems::Statuses::SystemDefined::Status/2`. */
    id: string
    name: string | null
    category: string | null
    color: string | null
    description: string | null
  } | null
  branch_name?: string | null
  lock_version?: number | null
  service_desk_reply_to?: string | null
  /** In old versions its place in the list; in a few bodies its place in a diff. */
  position?: number | StrictDiffPosition | null
  original_position?: StrictDiffPosition | null
  change_position?: StrictDiffPosition | null
}

/** The issue that was commented on. As real servers send it. */
export interface LooseDiscussedIssue {
  /** Unique in the instance. */
  id: number
  /** Counts the issues of the project, from 1: the number in `#23`. */
  iid: number
  title: string
  description?: string | null
  state?: Open<'opened' | 'closed' | 'reopened'> | null
  state_id?: number | null
  /** What happened; absent in requests of the Test button. */
  action?: Open<'open' | 'close' | 'reopen' | 'update'> | null
  type?: Open<
    | 'Issue'
    | 'Incident'
    | 'Task'
    | 'Epic'
    | 'Test Case'
    | 'Requirement'
    | 'Objective'
    | 'Key Result'
    | 'Ticket'
  > | null
  url?: string | null
  /** Null for what belongs to a group, as epics do. */
  project_id?: number | string | null
  author_id?: number | string | null
  assignee_id?: number | string | null
  assignee_ids?: number[] | null
  milestone_id?: number | string | null
  updated_by_id?: number | string | null
  last_edited_by_id?: number | string | null
  duplicated_to_id?: number | string | null
  moved_to_id?: number | string | null
  created_at?: string | null
  updated_at?: string | null
  closed_at?: string | null
  deleted_at?: string | null
  last_edited_at?: string | null
  /** A date. */
  due_date?: string | null
  /** A date. */
  start_date?: string | null
  confidential?: boolean | null
  discussion_locked?: boolean | null
  labels?: LooseLabel[] | null
  severity?: Open<'unknown' | 'low' | 'medium' | 'high' | 'critical'> | null
  health_status?: Open<'on_track' | 'needs_attention' | 'at_risk'> | null
  weight?: number | null
  relative_position?: number | null
  /** In seconds. */
  time_estimate?: number | null
  /** In seconds. */
  total_time_spent?: number | null
  /** In seconds. */
  time_change?: number | null
  human_time_estimate?: string | null
  human_total_time_spent?: string | null
  human_time_change?: string | null
  customer_relations_contacts?: unknown[] | null
  escalation_status?: Open<'triggered' | 'acknowledged' | 'resolved' | 'ignored'> | null
  escalation_policy?: {
    id?: number | string | null
    name?: string | null
  } | null
  /** Of a task. */
  status?: {
    /** E.g. `gid://gitlab/WorkItems::Statuses::SystemDefined::Status/2`. */
    id?: string | number | null
    name?: string | null
    category?: string | null
    color?: string | null
    description?: string | null
  } | null
  branch_name?: string | null
  lock_version?: number | null
  service_desk_reply_to?: string | null
  /** In old versions its place in the list; in a few bodies its place in a diff. */
  position?: number | LooseDiffPosition | null
  original_position?: LooseDiffPosition | null
  change_position?: LooseDiffPosition | null
}

/** The issue that got an emoji. */
export interface StrictAwardedIssue {
  /** Unique in the instance. */
  id: number
  /** Counts the issues of the project, from 1: the number in `#23`. */
  iid: number
  title: string
  description: string | null
  state: 'opened' | 'closed' | 'reopened'
  state_id: number | null
  /** What happened; absent in requests of the Test button. */
  action?: 'open' | 'close' | 'reopen' | 'update'
  type?:
    | 'Issue'
    | 'Incident'
    | 'Task'
    | 'Epic'
    | 'Test Case'
    | 'Requirement'
    | 'Objective'
    | 'Key Result'
    | 'Ticket'
  url: string | null
  /** Null for what belongs to a group, as epics do. */
  project_id: number | null
  author_id: number | null
  assignee_id: number | null
  assignee_ids: number[]
  milestone_id: number | null
  updated_by_id: number | null
  last_edited_by_id: number | null
  duplicated_to_id: number | null
  moved_to_id: number | null
  created_at: string
  updated_at: string
  closed_at: string | null
  deleted_at?: string | null
  last_edited_at: string | null
  /** A date. */
  due_date: string | null
  /** A date. */
  start_date?: string | null
  confidential: boolean | null
  discussion_locked: boolean | null
  labels: StrictLabel[]
  severity: 'unknown' | 'low' | 'medium' | 'high' | 'critical' | null
  health_status: 'on_track' | 'needs_attention' | 'at_risk' | null
  weight: number | null
  relative_position: number | null
  /** In seconds. */
  time_estimate: number | null
  /** In seconds. */
  total_time_spent: number | null
  /** In seconds. */
  time_change: number | null
  human_time_estimate: string | null
  human_total_time_spent: string | null
  human_time_change: string | null
  customer_relations_contacts?: unknown[]
  escalation_status?: 'triggered' | 'acknowledged' | 'resolved' | 'ignored' | null
  escalation_policy?: {
    id: number | null
    name: string | null
  } | null
  /** Of a task. */
  status?: {
    /** E.g. `gid://gitlab/WorkItems::Statuses::SystemDefined::Status/2`. */
    id: string
    name: string | null
    category: string | null
    color: string | null
    description: string | null
  } | null
  branch_name?: string | null
  lock_version?: number | null
  service_desk_reply_to?: string | null
  /** In old versions its place in the list; in a few bodies its place in a diff. */
  position?: number | StrictDiffPosition | null
  original_position?: StrictDiffPosition | null
  change_position?: StrictDiffPosition | null
}

/** The issue that got an emoji. As real servers send it. */
export interface LooseAwardedIssue {
  /** Unique in the instance. */
  id: number
  /** Counts the issues of the project, from 1: the number in `#23`. */
  iid: number
  title: string
  description?: string | null
  state?: Open<'opened' | 'closed' | 'reopened'> | null
  state_id?: number | null
  /** What happened; absent in requests of the Test button. */
  action?: Open<'open' | 'close' | 'reopen' | 'update'> | null
  type?: Open<
    | 'Issue'
    | 'Incident'
    | 'Task'
    | 'Epic'
    | 'Test Case'
    | 'Requirement'
    | 'Objective'
    | 'Key Result'
    | 'Ticket'
  > | null
  url?: string | null
  /** Null for what belongs to a group, as epics do. */
  project_id?: number | string | null
  author_id?: number | string | null
  assignee_id?: number | string | null
  assignee_ids?: number[] | null
  milestone_id?: number | string | null
  updated_by_id?: number | string | null
  last_edited_by_id?: number | string | null
  duplicated_to_id?: number | string | null
  moved_to_id?: number | string | null
  created_at?: string | null
  updated_at?: string | null
  closed_at?: string | null
  deleted_at?: string | null
  last_edited_at?: string | null
  /** A date. */
  due_date?: string | null
  /** A date. */
  start_date?: string | null
  confidential?: boolean | null
  discussion_locked?: boolean | null
  labels?: LooseLabel[] | null
  severity?: Open<'unknown' | 'low' | 'medium' | 'high' | 'critical'> | null
  health_status?: Open<'on_track' | 'needs_attention' | 'at_risk'> | null
  weight?: number | null
  relative_position?: number | null
  /** In seconds. */
  time_estimate?: number | null
  /** In seconds. */
  total_time_spent?: number | null
  /** In seconds. */
  time_change?: number | null
  human_time_estimate?: string | null
  human_total_time_spent?: string | null
  human_time_change?: string | null
  customer_relations_contacts?: unknown[] | null
  escalation_status?: Open<'triggered' | 'acknowledged' | 'resolved' | 'ignored'> | null
  escalation_policy?: {
    id?: number | string | null
    name?: string | null
  } | null
  /** Of a task. */
  status?: {
    /** E.g. `gid://gitlab/WorkItems::Statuses::SystemDefined::Status/2`. */
    id?: string | number | null
    name?: string | null
    category?: string | null
    color?: string | null
    description?: string | null
  } | null
  branch_name?: string | null
  lock_version?: number | null
  service_desk_reply_to?: string | null
  /** In old versions its place in the list; in a few bodies its place in a diff. */
  position?: number | LooseDiffPosition | null
  original_position?: LooseDiffPosition | null
  change_position?: LooseDiffPosition | null
}

/** The work item that got an emoji. */
export interface StrictAwardedWorkItem {
  /** Unique in the instance. */
  id: number
  /** Counts the issues of the project, from 1: the number in `#23`. */
  iid: number
  title: string
  description: string | null
  state: 'opened' | 'closed' | 'reopened'
  state_id: number | null
  /** What happened; absent in requests of the Test button. */
  action?: 'open' | 'close' | 'reopen' | 'update'
  type:
    | 'Issue'
    | 'Incident'
    | 'Task'
    | 'Epic'
    | 'Test Case'
    | 'Requirement'
    | 'Objective'
    | 'Key Result'
    | 'Ticket'
  url: string | null
  /** Null for what belongs to a group, as epics do. */
  project_id: number | null
  author_id: number | null
  assignee_id: number | null
  assignee_ids: number[]
  milestone_id: number | null
  updated_by_id: number | null
  last_edited_by_id: number | null
  duplicated_to_id: number | null
  moved_to_id: number | null
  created_at: string
  updated_at: string
  closed_at: string | null
  deleted_at?: string | null
  last_edited_at: string | null
  /** A date. */
  due_date: string | null
  /** A date. */
  start_date?: string | null
  confidential: boolean | null
  discussion_locked: boolean | null
  labels: StrictLabel[]
  severity: 'unknown' | 'low' | 'medium' | 'high' | 'critical' | null
  health_status: 'on_track' | 'needs_attention' | 'at_risk' | null
  weight: number | null
  relative_position: number | null
  /** In seconds. */
  time_estimate: number | null
  /** In seconds. */
  total_time_spent: number | null
  /** In seconds. */
  time_change: number | null
  human_time_estimate: string | null
  human_total_time_spent: string | null
  human_time_change: string | null
  customer_relations_contacts: unknown[]
  escalation_status?: 'triggered' | 'acknowledged' | 'resolved' | 'ignored' | null
  escalation_policy?: {
    id: number | null
    name: string | null
  } | null
  /** Of a task. */
  status?: {
    /** E.g. `gid://gitlab/WorkItems::Statuses::SystemDefined::Status/2`. */
    id: string
    name: string | null
    category: string | null
    color: string | null
    description: string | null
  } | null
  branch_name?: string | null
  lock_version?: number | null
  service_desk_reply_to?: string | null
  /** In old versions its place in the list; in a few bodies its place in a diff. */
  position?: number | StrictDiffPosition | null
  original_position?: StrictDiffPosition | null
  change_position?: StrictDiffPosition | null
}

/** The work item that got an emoji. As real servers send it. */
export interface LooseAwardedWorkItem {
  /** Unique in the instance. */
  id: number
  /** Counts the issues of the project, from 1: the number in `#23`. */
  iid: number
  title: string
  description?: string | null
  state?: Open<'opened' | 'closed' | 'reopened'> | null
  state_id?: number | null
  /** What happened; absent in requests of the Test button. */
  action?: Open<'open' | 'close' | 'reopen' | 'update'> | null
  type?: Open<
    | 'Issue'
    | 'Incident'
    | 'Task'
    | 'Epic'
    | 'Test Case'
    | 'Requirement'
    | 'Objective'
    | 'Key Result'
    | 'Ticket'
  > | null
  url?: string | null
  /** Null for what belongs to a group, as epics do. */
  project_id?: number | string | null
  author_id?: number | string | null
  assignee_id?: number | string | null
  assignee_ids?: number[] | null
  milestone_id?: number | string | null
  updated_by_id?: number | string | null
  last_edited_by_id?: number | string | null
  duplicated_to_id?: number | string | null
  moved_to_id?: number | string | null
  created_at?: string | null
  updated_at?: string | null
  closed_at?: string | null
  deleted_at?: string | null
  last_edited_at?: string | null
  /** A date. */
  due_date?: string | null
  /** A date. */
  start_date?: string | null
  confidential?: boolean | null
  discussion_locked?: boolean | null
  labels?: LooseLabel[] | null
  severity?: Open<'unknown' | 'low' | 'medium' | 'high' | 'critical'> | null
  health_status?: Open<'on_track' | 'needs_attention' | 'at_risk'> | null
  weight?: number | null
  relative_position?: number | null
  /** In seconds. */
  time_estimate?: number | null
  /** In seconds. */
  total_time_spent?: number | null
  /** In seconds. */
  time_change?: number | null
  human_time_estimate?: string | null
  human_total_time_spent?: string | null
  human_time_change?: string | null
  customer_relations_contacts?: unknown[] | null
  escalation_status?: Open<'triggered' | 'acknowledged' | 'resolved' | 'ignored'> | null
  escalation_policy?: {
    id?: number | string | null
    name?: string | null
  } | null
  /** Of a task. */
  status?: {
    /** E.g. `gid://gitlab/WorkItems::Statuses::SystemDefined::Status/2`. */
    id?: string | number | null
    name?: string | null
    category?: string | null
    color?: string | null
    description?: string | null
  } | null
  branch_name?: string | null
  lock_version?: number | null
  service_desk_reply_to?: string | null
  /** In old versions its place in the list; in a few bodies its place in a diff. */
  position?: number | LooseDiffPosition | null
  original_position?: LooseDiffPosition | null
  change_position?: LooseDiffPosition | null
}

/** An issue was opened, changed, closed or reopened. */
export interface StrictIssueEvent {
  object_kind: 'issue'
  /** Tells confidential issues apart, whose hooks are set apart too. */
  event_type?: 'issue' | 'confidential_issue'
  user: StrictActor
  project: StrictNamedProject
  repository: StrictRepository | null
  /** The action and everything about the issue. */
  object_attributes: StrictIssue
  labels?: StrictLabel[]
  /** Use `assignees`. */
  assignee?: StrictActor | null
  assignees?: StrictActor[]
  changes?: StrictIssueChanges | null
}

/** An issue was opened, changed, closed or reopened. As real servers send it. */
export interface LooseIssueEvent {
  object_kind: 'issue'
  /** Tells confidential issues apart, whose hooks are set apart too. */
  event_type?: Open<'issue' | 'confidential_issue'> | null
  user: LooseActor
  project: LooseNamedProject
  repository?: LooseRepository | null
  /** The action and everything about the issue. */
  object_attributes: LooseIssue
  labels?: LooseLabel[] | null
  /** Use `assignees`. */
  assignee?: LooseActor | null
  assignees?: LooseActor[] | null
  changes?: LooseIssueChanges | null
}

/** A work item that is no issue was opened, changed, closed or reopened. */
export interface StrictWorkItemEvent {
  object_kind: 'work_item'
  event_type: 'work_item' | 'confidential_work_item'
  user: StrictUser
  /** Null or absent for what belongs to a group, as epics do. */
  project?: StrictProject | null
  repository?: StrictRepository | null
  assignees?: StrictUser[]
  object_attributes: StrictWorkItem
  labels: StrictWorkItemLabel[]
  changes: StrictIssueChanges
}

/** A work item that is no issue was opened, changed, closed or reopened. As real servers send it. */
export interface LooseWorkItemEvent {
  object_kind: 'work_item'
  event_type?: Open<'work_item' | 'confidential_work_item'> | null
  user: LooseUser
  /** Null or absent for what belongs to a group, as epics do. */
  project?: LooseProject | null
  repository?: LooseRepository | null
  assignees?: LooseUser[] | null
  object_attributes: LooseWorkItem
  labels?: LooseWorkItemLabel[] | null
  changes?: LooseIssueChanges | null
}

/** A rule that asks for approvals. */
export interface StrictApprovalRule {
  id: number | null
  name: string | null
  approvals_required: number | null
  rule_type: string | null
  report_type: string | null
  merge_request_id: number | null
  section: string | null
  modified_from_project_rule: boolean | null
  orchestration_policy_idx: number | null
  vulnerabilities_allowed: number | null
  scanners: string[] | null
  severity_levels: string[] | null
  vulnerability_states: string[] | null
  security_orchestration_policy_configuration_id: number | null
  scan_result_policy_id: number | null
  applicable_post_merge: boolean | null
  project_id: number | null
  approval_policy_rule_id: number | null
  updated_at: string | null
  created_at: string | null
}

/** A rule that asks for approvals. As real servers send it. */
export interface LooseApprovalRule {
  id?: number | null
  name?: string | null
  approvals_required?: number | null
  rule_type?: string | null
  report_type?: string | null
  merge_request_id?: number | string | null
  section?: string | null
  modified_from_project_rule?: boolean | null
  orchestration_policy_idx?: number | null
  vulnerabilities_allowed?: number | null
  scanners?: string[] | null
  severity_levels?: string[] | null
  vulnerability_states?: string[] | null
  security_orchestration_policy_configuration_id?: number | string | null
  scan_result_policy_id?: number | string | null
  applicable_post_merge?: boolean | null
  project_id?: number | string | null
  approval_policy_rule_id?: number | string | null
  updated_at?: string | null
  created_at?: string | null
}

/** A merge request. */
export interface StrictMergeRequest {
  /** Unique in the instance. */
  id?: number
  /** Counts the merge requests of the project, from 1: the number in `!16`. */
  iid?: number
  title?: string
  description?: string | null
  state?: 'opened' | 'closed' | 'reopened' | 'merged' | 'locked'
  state_id?: number | null
  /** What happened; absent in requests of the Test button, and in old system hooks. */
  action?:
    'open' | 'close' | 'reopen' | 'update' | 'merge' | 'approved' | 'unapproved' | 'approval' | 'unapproval'
  actioned_at?: string | null
  /** Whether GitLab itself acted. */
  system?: boolean | null
  /** Why GitLab itself acted. */
  system_action?: 'approvals_reset_on_push' | 'code_owner_approvals_reset_on_push' | null
  /** SHA of the head before, where commits were pushed. */
  oldrev?: string | null
  url?: string | null
  source_branch?: string
  target_branch?: string
  target_branch_protected?: boolean | null
  source_project_id?: number | null
  target_project_id?: number | null
  /** Null if the fork is gone. */
  source: StrictMergeRequestSide | null
  target: StrictMergeRequestSide | null
  /** Null if there is none. */
  last_commit: StrictLastCommit | null
  author_id?: number | null
  /** Use `assignee_ids`. */
  assignee_id?: number | null
  /** Use `assignees` of the event. */
  assignee?: StrictActor | null
  assignee_ids?: number[]
  reviewer_ids?: number[]
  milestone_id?: number | null
  updated_by_id?: number | null
  last_edited_by_id?: number | null
  merge_user_id?: number | null
  head_pipeline_id?: number | null
  created_at?: string
  updated_at?: string
  last_edited_at?: string | null
  prepared_at?: string | null
  merged_at?: string | null
  deleted_at?: string | null
  locked_at?: string | null
  draft?: boolean | null
  /** Use `draft`. */
  work_in_progress?: boolean | null
  first_contribution?: boolean | null
  blocking_discussions_resolved?: boolean | null
  /** Use `detailed_merge_status`. */
  merge_status?:
    | 'unchecked'
    | 'preparing'
    | 'checking'
    | 'can_be_merged'
    | 'cannot_be_merged'
    | 'cannot_be_merged_recheck'
    | 'cannot_be_merged_rechecking'
    | null
  detailed_merge_status?:
    | 'unchecked'
    | 'preparing'
    | 'checking'
    | 'mergeable'
    | 'conflict'
    | 'broken_status'
    | 'ci_must_pass'
    | 'ci_still_running'
    | 'discussions_not_resolved'
    | 'draft_status'
    | 'not_approved'
    | 'not_open'
    | 'need_rebase'
    | 'requested_changes'
    | 'approvals_syncing'
    | 'blocked_status'
    | 'merge_request_blocked'
    | 'commits_status'
    | 'external_status_checks'
    | 'status_checks_must_pass'
    | 'jira_association'
    | 'jira_association_missing'
    | 'locked_lfs_files'
    | 'locked_paths'
    | 'merge_time'
    | 'policies_denied'
    | 'security_policy_pipeline_check'
    | 'security_policy_violations'
    | 'title_not_matching'
    | 'title_regex'
    | null
  merge_error?: string | null
  merge_params?: StrictMergeParams | null
  merge_when_pipeline_succeeds?: boolean | null
  merge_when_build_succeeds?: boolean | null
  merge_commit_sha?: string | null
  squash_commit_sha?: string | null
  rebase_commit_sha?: string | null
  in_progress_merge_commit_sha?: string | null
  merge_jid?: string | null
  squash?: boolean | null
  labels?: StrictLabel[]
  approval_rules?: StrictApprovalRule[]
  approvals_before_merge?: number | null
  /** In seconds. */
  time_estimate?: number | null
  /** In seconds. */
  total_time_spent?: number | null
  /** In seconds. */
  time_change?: number | null
  human_time_estimate?: string | null
  human_total_time_spent?: string | null
  human_time_change?: string | null
  lock_version?: number | null
  position?: number | null
  ref_fetched?: boolean | null
  st_commits?: unknown
  st_diffs?: unknown
}

/** A merge request. As real servers send it. */
export interface LooseMergeRequest {
  /** Unique in the instance. */
  id?: number | null
  /** Counts the merge requests of the project, from 1: the number in `!16`. */
  iid?: number | null
  title?: string | null
  description?: string | null
  state?: Open<'opened' | 'closed' | 'reopened' | 'merged' | 'locked'> | null
  state_id?: number | null
  /** What happened; absent in requests of the Test button, and in old system hooks. */
  action?: Open<
    'open' | 'close' | 'reopen' | 'update' | 'merge' | 'approved' | 'unapproved' | 'approval' | 'unapproval'
  > | null
  actioned_at?: string | null
  /** Whether GitLab itself acted. */
  system?: boolean | null
  /** Why GitLab itself acted. */
  system_action?: Open<'approvals_reset_on_push' | 'code_owner_approvals_reset_on_push'> | null
  /** SHA of the head before, where commits were pushed. */
  oldrev?: string | null
  url?: string | null
  source_branch?: string | null
  target_branch?: string | null
  target_branch_protected?: boolean | null
  source_project_id?: number | string | null
  target_project_id?: number | string | null
  /** Null if the fork is gone. */
  source?: LooseMergeRequestSide | null
  target?: LooseMergeRequestSide | null
  /** Null if there is none. */
  last_commit?: LooseLastCommit | null
  author_id?: number | string | null
  /** Use `assignee_ids`. */
  assignee_id?: number | string | null
  /** Use `assignees` of the event. */
  assignee?: LooseActor | null
  assignee_ids?: number[] | null
  reviewer_ids?: number[] | null
  milestone_id?: number | string | null
  updated_by_id?: number | string | null
  last_edited_by_id?: number | string | null
  merge_user_id?: number | string | null
  head_pipeline_id?: number | string | null
  created_at?: string | null
  updated_at?: string | null
  last_edited_at?: string | null
  prepared_at?: string | null
  merged_at?: string | null
  deleted_at?: string | null
  locked_at?: string | null
  draft?: boolean | null
  /** Use `draft`. */
  work_in_progress?: boolean | null
  first_contribution?: boolean | null
  blocking_discussions_resolved?: boolean | null
  /** Use `detailed_merge_status`. */
  merge_status?: Open<
    | 'unchecked'
    | 'preparing'
    | 'checking'
    | 'can_be_merged'
    | 'cannot_be_merged'
    | 'cannot_be_merged_recheck'
    | 'cannot_be_merged_rechecking'
  > | null
  detailed_merge_status?: Open<
    | 'unchecked'
    | 'preparing'
    | 'checking'
    | 'mergeable'
    | 'conflict'
    | 'broken_status'
    | 'ci_must_pass'
    | 'ci_still_running'
    | 'discussions_not_resolved'
    | 'draft_status'
    | 'not_approved'
    | 'not_open'
    | 'need_rebase'
    | 'requested_changes'
    | 'approvals_syncing'
    | 'blocked_status'
    | 'merge_request_blocked'
    | 'commits_status'
    | 'external_status_checks'
    | 'status_checks_must_pass'
    | 'jira_association'
    | 'jira_association_missing'
    | 'locked_lfs_files'
    | 'locked_paths'
    | 'merge_time'
    | 'policies_denied'
    | 'security_policy_pipeline_check'
    | 'security_policy_violations'
    | 'title_not_matching'
    | 'title_regex'
  > | null
  merge_error?: string | null
  merge_params?: LooseMergeParams | null
  merge_when_pipeline_succeeds?: boolean | null
  merge_when_build_succeeds?: boolean | null
  merge_commit_sha?: string | null
  squash_commit_sha?: string | null
  rebase_commit_sha?: string | null
  in_progress_merge_commit_sha?: string | null
  merge_jid?: string | null
  squash?: boolean | null
  labels?: LooseLabel[] | null
  approval_rules?: LooseApprovalRule[] | null
  approvals_before_merge?: number | null
  /** In seconds. */
  time_estimate?: number | null
  /** In seconds. */
  total_time_spent?: number | null
  /** In seconds. */
  time_change?: number | null
  human_time_estimate?: string | null
  human_total_time_spent?: string | null
  human_time_change?: string | null
  lock_version?: number | null
  position?: number | null
  ref_fetched?: boolean | null
  st_commits?: unknown | null
  st_diffs?: unknown | null
}

/** The merge request that was commented on. */
export interface StrictDiscussedMergeRequest {
  /** Unique in the instance. */
  id: number
  /** Counts the merge requests of the project, from 1: the number in `!16`. */
  iid: number
  title: string
  description: string | null
  state: 'opened' | 'closed' | 'reopened' | 'merged' | 'locked'
  state_id?: number | null
  /** What happened; absent in requests of the Test button, and in old system hooks. */
  action?:
    'open' | 'close' | 'reopen' | 'update' | 'merge' | 'approved' | 'unapproved' | 'approval' | 'unapproval'
  actioned_at?: string | null
  /** Whether GitLab itself acted. */
  system?: boolean | null
  /** Why GitLab itself acted. */
  system_action?: 'approvals_reset_on_push' | 'code_owner_approvals_reset_on_push' | null
  /** SHA of the head before, where commits were pushed. */
  oldrev?: string | null
  url?: string | null
  source_branch: string
  target_branch: string
  target_branch_protected?: boolean | null
  source_project_id: number | null
  target_project_id: number | null
  /** Null if the fork is gone. */
  source: StrictNamedProject | null
  target: StrictNamedProject | null
  /** Null if there is none. */
  last_commit: StrictCommit | null
  author_id: number | null
  /** Use `assignee_ids`. */
  assignee_id: number | null
  /** Use `assignees` of the event. */
  assignee?: StrictActor | null
  assignee_ids?: number[]
  reviewer_ids?: number[]
  milestone_id: number | null
  updated_by_id?: number | null
  last_edited_by_id?: number | null
  merge_user_id?: number | null
  head_pipeline_id?: number | null
  created_at: string
  updated_at: string
  last_edited_at?: string | null
  prepared_at?: string | null
  merged_at?: string | null
  deleted_at?: string | null
  locked_at?: string | null
  draft?: boolean | null
  /** Use `draft`. */
  work_in_progress: boolean | null
  first_contribution?: boolean | null
  blocking_discussions_resolved?: boolean | null
  /** Use `detailed_merge_status`. */
  merge_status:
    | 'unchecked'
    | 'preparing'
    | 'checking'
    | 'can_be_merged'
    | 'cannot_be_merged'
    | 'cannot_be_merged_recheck'
    | 'cannot_be_merged_rechecking'
    | null
  detailed_merge_status?:
    | 'unchecked'
    | 'preparing'
    | 'checking'
    | 'mergeable'
    | 'conflict'
    | 'broken_status'
    | 'ci_must_pass'
    | 'ci_still_running'
    | 'discussions_not_resolved'
    | 'draft_status'
    | 'not_approved'
    | 'not_open'
    | 'need_rebase'
    | 'requested_changes'
    | 'approvals_syncing'
    | 'blocked_status'
    | 'merge_request_blocked'
    | 'commits_status'
    | 'external_status_checks'
    | 'status_checks_must_pass'
    | 'jira_association'
    | 'jira_association_missing'
    | 'locked_lfs_files'
    | 'locked_paths'
    | 'merge_time'
    | 'policies_denied'
    | 'security_policy_pipeline_check'
    | 'security_policy_violations'
    | 'title_not_matching'
    | 'title_regex'
    | null
  merge_error?: string | null
  merge_params?: StrictMergeParams | null
  merge_when_pipeline_succeeds?: boolean | null
  merge_when_build_succeeds?: boolean | null
  merge_commit_sha?: string | null
  squash_commit_sha?: string | null
  rebase_commit_sha?: string | null
  in_progress_merge_commit_sha?: string | null
  merge_jid?: string | null
  squash?: boolean | null
  labels?: StrictLabel[]
  approval_rules?: StrictApprovalRule[]
  approvals_before_merge?: number | null
  /** In seconds. */
  time_estimate?: number | null
  /** In seconds. */
  total_time_spent?: number | null
  /** In seconds. */
  time_change?: number | null
  human_time_estimate?: string | null
  human_total_time_spent?: string | null
  human_time_change?: string | null
  lock_version?: number | null
  position?: number | null
  ref_fetched?: boolean | null
  st_commits?: unknown
  st_diffs?: unknown
}

/** The merge request that was commented on. As real servers send it. */
export interface LooseDiscussedMergeRequest {
  /** Unique in the instance. */
  id: number
  /** Counts the merge requests of the project, from 1: the number in `!16`. */
  iid: number
  title: string
  description?: string | null
  state?: Open<'opened' | 'closed' | 'reopened' | 'merged' | 'locked'> | null
  state_id?: number | null
  /** What happened; absent in requests of the Test button, and in old system hooks. */
  action?: Open<
    'open' | 'close' | 'reopen' | 'update' | 'merge' | 'approved' | 'unapproved' | 'approval' | 'unapproval'
  > | null
  actioned_at?: string | null
  /** Whether GitLab itself acted. */
  system?: boolean | null
  /** Why GitLab itself acted. */
  system_action?: Open<'approvals_reset_on_push' | 'code_owner_approvals_reset_on_push'> | null
  /** SHA of the head before, where commits were pushed. */
  oldrev?: string | null
  url?: string | null
  source_branch?: string | null
  target_branch?: string | null
  target_branch_protected?: boolean | null
  source_project_id?: number | string | null
  target_project_id?: number | string | null
  /** Null if the fork is gone. */
  source?: LooseNamedProject | null
  target?: LooseNamedProject | null
  /** Null if there is none. */
  last_commit?: LooseCommit | null
  author_id?: number | string | null
  /** Use `assignee_ids`. */
  assignee_id?: number | string | null
  /** Use `assignees` of the event. */
  assignee?: LooseActor | null
  assignee_ids?: number[] | null
  reviewer_ids?: number[] | null
  milestone_id?: number | string | null
  updated_by_id?: number | string | null
  last_edited_by_id?: number | string | null
  merge_user_id?: number | string | null
  head_pipeline_id?: number | string | null
  created_at?: string | null
  updated_at?: string | null
  last_edited_at?: string | null
  prepared_at?: string | null
  merged_at?: string | null
  deleted_at?: string | null
  locked_at?: string | null
  draft?: boolean | null
  /** Use `draft`. */
  work_in_progress?: boolean | null
  first_contribution?: boolean | null
  blocking_discussions_resolved?: boolean | null
  /** Use `detailed_merge_status`. */
  merge_status?: Open<
    | 'unchecked'
    | 'preparing'
    | 'checking'
    | 'can_be_merged'
    | 'cannot_be_merged'
    | 'cannot_be_merged_recheck'
    | 'cannot_be_merged_rechecking'
  > | null
  detailed_merge_status?: Open<
    | 'unchecked'
    | 'preparing'
    | 'checking'
    | 'mergeable'
    | 'conflict'
    | 'broken_status'
    | 'ci_must_pass'
    | 'ci_still_running'
    | 'discussions_not_resolved'
    | 'draft_status'
    | 'not_approved'
    | 'not_open'
    | 'need_rebase'
    | 'requested_changes'
    | 'approvals_syncing'
    | 'blocked_status'
    | 'merge_request_blocked'
    | 'commits_status'
    | 'external_status_checks'
    | 'status_checks_must_pass'
    | 'jira_association'
    | 'jira_association_missing'
    | 'locked_lfs_files'
    | 'locked_paths'
    | 'merge_time'
    | 'policies_denied'
    | 'security_policy_pipeline_check'
    | 'security_policy_violations'
    | 'title_not_matching'
    | 'title_regex'
  > | null
  merge_error?: string | null
  merge_params?: LooseMergeParams | null
  merge_when_pipeline_succeeds?: boolean | null
  merge_when_build_succeeds?: boolean | null
  merge_commit_sha?: string | null
  squash_commit_sha?: string | null
  rebase_commit_sha?: string | null
  in_progress_merge_commit_sha?: string | null
  merge_jid?: string | null
  squash?: boolean | null
  labels?: LooseLabel[] | null
  approval_rules?: LooseApprovalRule[] | null
  approvals_before_merge?: number | null
  /** In seconds. */
  time_estimate?: number | null
  /** In seconds. */
  total_time_spent?: number | null
  /** In seconds. */
  time_change?: number | null
  human_time_estimate?: string | null
  human_total_time_spent?: string | null
  human_time_change?: string | null
  lock_version?: number | null
  position?: number | null
  ref_fetched?: boolean | null
  st_commits?: unknown | null
  st_diffs?: unknown | null
}

/** The merge request that got an emoji. */
export interface StrictAwardedMergeRequest {
  /** Unique in the instance. */
  id: number
  /** Counts the merge requests of the project, from 1: the number in `!16`. */
  iid: number
  title: string
  description: string | null
  state: 'opened' | 'closed' | 'reopened' | 'merged' | 'locked'
  state_id: number | null
  /** What happened; absent in requests of the Test button, and in old system hooks. */
  action?:
    'open' | 'close' | 'reopen' | 'update' | 'merge' | 'approved' | 'unapproved' | 'approval' | 'unapproval'
  actioned_at?: string | null
  /** Whether GitLab itself acted. */
  system?: boolean | null
  /** Why GitLab itself acted. */
  system_action?: 'approvals_reset_on_push' | 'code_owner_approvals_reset_on_push' | null
  /** SHA of the head before, where commits were pushed. */
  oldrev?: string | null
  url: string | null
  source_branch: string
  target_branch: string
  target_branch_protected?: boolean | null
  source_project_id: number | null
  target_project_id: number | null
  /** Null if the fork is gone. */
  source: StrictProject | null
  target: StrictProject | null
  /** Null if there is none. */
  last_commit: StrictTitledCommit | null
  author_id: number | null
  /** Use `assignee_ids`. */
  assignee_id: number | null
  /** Use `assignees` of the event. */
  assignee?: StrictActor | null
  assignee_ids: number[]
  reviewer_ids: number[]
  milestone_id: number | null
  updated_by_id: number | null
  last_edited_by_id: number | null
  merge_user_id: number | null
  head_pipeline_id: number | null
  created_at: string
  updated_at: string
  last_edited_at: string | null
  prepared_at: string | null
  merged_at?: string | null
  deleted_at?: string | null
  locked_at?: string | null
  draft: boolean | null
  /** Use `draft`. */
  work_in_progress: boolean | null
  first_contribution: boolean | null
  blocking_discussions_resolved: boolean | null
  /** Use `detailed_merge_status`. */
  merge_status:
    | 'unchecked'
    | 'preparing'
    | 'checking'
    | 'can_be_merged'
    | 'cannot_be_merged'
    | 'cannot_be_merged_recheck'
    | 'cannot_be_merged_rechecking'
    | null
  detailed_merge_status:
    | 'unchecked'
    | 'preparing'
    | 'checking'
    | 'mergeable'
    | 'conflict'
    | 'broken_status'
    | 'ci_must_pass'
    | 'ci_still_running'
    | 'discussions_not_resolved'
    | 'draft_status'
    | 'not_approved'
    | 'not_open'
    | 'need_rebase'
    | 'requested_changes'
    | 'approvals_syncing'
    | 'blocked_status'
    | 'merge_request_blocked'
    | 'commits_status'
    | 'external_status_checks'
    | 'status_checks_must_pass'
    | 'jira_association'
    | 'jira_association_missing'
    | 'locked_lfs_files'
    | 'locked_paths'
    | 'merge_time'
    | 'policies_denied'
    | 'security_policy_pipeline_check'
    | 'security_policy_violations'
    | 'title_not_matching'
    | 'title_regex'
    | null
  merge_error: string | null
  merge_params: StrictMergeParams | null
  merge_when_pipeline_succeeds: boolean | null
  merge_when_build_succeeds?: boolean | null
  merge_commit_sha: string | null
  squash_commit_sha?: string | null
  rebase_commit_sha?: string | null
  in_progress_merge_commit_sha?: string | null
  merge_jid?: string | null
  squash?: boolean | null
  labels: StrictLabel[]
  approval_rules: StrictApprovalRule[]
  approvals_before_merge?: number | null
  /** In seconds. */
  time_estimate: number | null
  /** In seconds. */
  total_time_spent: number | null
  /** In seconds. */
  time_change: number | null
  human_time_estimate: string | null
  human_total_time_spent: string | null
  human_time_change: string | null
  lock_version?: number | null
  position?: number | null
  ref_fetched?: boolean | null
  st_commits?: unknown
  st_diffs?: unknown
}

/** The merge request that got an emoji. As real servers send it. */
export interface LooseAwardedMergeRequest {
  /** Unique in the instance. */
  id: number
  /** Counts the merge requests of the project, from 1: the number in `!16`. */
  iid: number
  title: string
  description?: string | null
  state?: Open<'opened' | 'closed' | 'reopened' | 'merged' | 'locked'> | null
  state_id?: number | null
  /** What happened; absent in requests of the Test button, and in old system hooks. */
  action?: Open<
    'open' | 'close' | 'reopen' | 'update' | 'merge' | 'approved' | 'unapproved' | 'approval' | 'unapproval'
  > | null
  actioned_at?: string | null
  /** Whether GitLab itself acted. */
  system?: boolean | null
  /** Why GitLab itself acted. */
  system_action?: Open<'approvals_reset_on_push' | 'code_owner_approvals_reset_on_push'> | null
  /** SHA of the head before, where commits were pushed. */
  oldrev?: string | null
  url?: string | null
  source_branch?: string | null
  target_branch?: string | null
  target_branch_protected?: boolean | null
  source_project_id?: number | string | null
  target_project_id?: number | string | null
  /** Null if the fork is gone. */
  source?: LooseProject | null
  target?: LooseProject | null
  /** Null if there is none. */
  last_commit?: LooseTitledCommit | null
  author_id?: number | string | null
  /** Use `assignee_ids`. */
  assignee_id?: number | string | null
  /** Use `assignees` of the event. */
  assignee?: LooseActor | null
  assignee_ids?: number[] | null
  reviewer_ids?: number[] | null
  milestone_id?: number | string | null
  updated_by_id?: number | string | null
  last_edited_by_id?: number | string | null
  merge_user_id?: number | string | null
  head_pipeline_id?: number | string | null
  created_at?: string | null
  updated_at?: string | null
  last_edited_at?: string | null
  prepared_at?: string | null
  merged_at?: string | null
  deleted_at?: string | null
  locked_at?: string | null
  draft?: boolean | null
  /** Use `draft`. */
  work_in_progress?: boolean | null
  first_contribution?: boolean | null
  blocking_discussions_resolved?: boolean | null
  /** Use `detailed_merge_status`. */
  merge_status?: Open<
    | 'unchecked'
    | 'preparing'
    | 'checking'
    | 'can_be_merged'
    | 'cannot_be_merged'
    | 'cannot_be_merged_recheck'
    | 'cannot_be_merged_rechecking'
  > | null
  detailed_merge_status?: Open<
    | 'unchecked'
    | 'preparing'
    | 'checking'
    | 'mergeable'
    | 'conflict'
    | 'broken_status'
    | 'ci_must_pass'
    | 'ci_still_running'
    | 'discussions_not_resolved'
    | 'draft_status'
    | 'not_approved'
    | 'not_open'
    | 'need_rebase'
    | 'requested_changes'
    | 'approvals_syncing'
    | 'blocked_status'
    | 'merge_request_blocked'
    | 'commits_status'
    | 'external_status_checks'
    | 'status_checks_must_pass'
    | 'jira_association'
    | 'jira_association_missing'
    | 'locked_lfs_files'
    | 'locked_paths'
    | 'merge_time'
    | 'policies_denied'
    | 'security_policy_pipeline_check'
    | 'security_policy_violations'
    | 'title_not_matching'
    | 'title_regex'
  > | null
  merge_error?: string | null
  merge_params?: LooseMergeParams | null
  merge_when_pipeline_succeeds?: boolean | null
  merge_when_build_succeeds?: boolean | null
  merge_commit_sha?: string | null
  squash_commit_sha?: string | null
  rebase_commit_sha?: string | null
  in_progress_merge_commit_sha?: string | null
  merge_jid?: string | null
  squash?: boolean | null
  labels?: LooseLabel[] | null
  approval_rules?: LooseApprovalRule[] | null
  approvals_before_merge?: number | null
  /** In seconds. */
  time_estimate?: number | null
  /** In seconds. */
  total_time_spent?: number | null
  /** In seconds. */
  time_change?: number | null
  human_time_estimate?: string | null
  human_total_time_spent?: string | null
  human_time_change?: string | null
  lock_version?: number | null
  position?: number | null
  ref_fetched?: boolean | null
  st_commits?: unknown | null
  st_diffs?: unknown | null
}

/** Something happened to a merge request; `object_attributes.action` says what. */
export interface StrictMergeRequestEvent {
  object_kind: 'merge_request'
  user: StrictMergeRequestActor
  /** Everything about the merge request, and what happened to it. */
  object_attributes: StrictMergeRequest
  event_type?: 'merge_request'
  event_name?: 'merge_request'
  project?: StrictMergeRequestProject
  repository?: StrictDiscussedRepository | null
  labels?: StrictMergeRequestLabel[] | null
  /** Use `assignees`. */
  assignee?: StrictActor | null
  assignees?: StrictActor[]
  reviewers?: StrictReviewer[]
  changes?: StrictMergeRequestChanges | null
  /** Which external check is asked to answer; the request comes from a status check, not from a webhook. */
  external_approval_rule?: {
    id: number | null
    name: string | null
    external_url: string | null
  } | null
}

/** Something happened to a merge request; `object_attributes.action` says what. As real servers send it. */
export interface LooseMergeRequestEvent {
  object_kind: 'merge_request'
  user: LooseMergeRequestActor
  /** Everything about the merge request, and what happened to it. */
  object_attributes: LooseMergeRequest
  event_type?: 'merge_request' | null
  event_name?: 'merge_request' | null
  project?: LooseMergeRequestProject | null
  repository?: LooseDiscussedRepository | null
  labels?: LooseMergeRequestLabel[] | null
  /** Use `assignees`. */
  assignee?: LooseActor | null
  assignees?: LooseActor[] | null
  reviewers?: LooseReviewer[] | null
  changes?: LooseMergeRequestChanges | null
  /** Which external check is asked to answer; the request comes from a status check, not from a webhook. */
  external_approval_rule?: {
    id?: number | string | null
    name?: string | null
    external_url?: string | null
  } | null
}

/** A comment on a commit. */
export interface StrictCommitNote {
  id: number
  /** What was written, in Markdown. */
  note: string
  /** What was written, images with absolute addresses. */
  description?: string | null
  /** E.g. `DiffNote`, `DiscussionNote`; null for a plain one. */
  type?: string | null
  /** Absent before GitLab 16.11. */
  action?: 'create' | 'update'
  url: string | null
  author_id: number | null
  project_id: number | null
  noteable_id?: number | null
  discussion_id?: string | null
  original_discussion_id?: string | null
  /** Empty or null unless a commit was commented on. */
  commit_id?: string | null
  commit_sha?: string | null
  line_code?: string | null
  created_at: string
  updated_at: string
  updated_by_id?: number | null
  resolved_at?: string | null
  resolved_by_id?: number | null
  resolved_by_push?: boolean | null
  /** Whether GitLab wrote it. */
  system: boolean | null
  /** Whether only members can read it. */
  internal?: boolean | null
  confidential?: boolean | null
  is_award?: boolean | null
  attachment?: string | null
  position?: StrictDiffPosition | null
  original_position?: StrictDiffPosition | null
  change_position?: StrictDiffPosition | null
  /** The diff that a commit was commented on in. */
  st_diff?: {
    diff: string | null
    new_path: string | null
    old_path: string | null
    a_mode: string | null
    b_mode: string | null
    new_file: boolean | null
    renamed_file: boolean | null
    deleted_file: boolean | null
    too_large?: boolean | null
  } | null
  noteable_type: 'Commit'
}

/** A comment on a commit. As real servers send it. */
export interface LooseCommitNote {
  id: number
  /** What was written, in Markdown. */
  note: string
  /** What was written, images with absolute addresses. */
  description?: string | null
  /** E.g. `DiffNote`, `DiscussionNote`; null for a plain one. */
  type?: string | null
  /** Absent before GitLab 16.11. */
  action?: Open<'create' | 'update'> | null
  url?: string | null
  author_id?: number | string | null
  project_id?: number | string | null
  noteable_id?: number | string | null
  discussion_id?: string | null
  original_discussion_id?: string | null
  /** Empty or null unless a commit was commented on. */
  commit_id?: string | null
  commit_sha?: string | null
  line_code?: string | null
  created_at?: string | null
  updated_at?: string | null
  updated_by_id?: number | string | null
  resolved_at?: string | null
  resolved_by_id?: number | string | null
  resolved_by_push?: boolean | null
  /** Whether GitLab wrote it. */
  system?: boolean | null
  /** Whether only members can read it. */
  internal?: boolean | null
  confidential?: boolean | null
  is_award?: boolean | null
  attachment?: string | null
  position?: LooseDiffPosition | null
  original_position?: LooseDiffPosition | null
  change_position?: LooseDiffPosition | null
  /** The diff that a commit was commented on in. */
  st_diff?: {
    diff?: string | null
    new_path?: string | null
    old_path?: string | null
    a_mode?: string | null
    b_mode?: string | null
    new_file?: boolean | null
    renamed_file?: boolean | null
    deleted_file?: boolean | null
    too_large?: boolean | null
  } | null
  noteable_type: 'Commit'
}

/** A comment on a merge request. */
export interface StrictMergeRequestNote {
  id: number
  /** What was written, in Markdown. */
  note: string
  /** What was written, images with absolute addresses. */
  description?: string | null
  /** E.g. `DiffNote`, `DiscussionNote`; null for a plain one. */
  type?: string | null
  /** Absent before GitLab 16.11. */
  action?: 'create' | 'update'
  url: string | null
  author_id: number | null
  project_id: number | null
  noteable_id?: number | null
  discussion_id?: string | null
  original_discussion_id?: string | null
  /** Empty or null unless a commit was commented on. */
  commit_id?: string | null
  commit_sha?: string | null
  line_code?: string | null
  created_at: string
  updated_at: string
  updated_by_id?: number | null
  resolved_at?: string | null
  resolved_by_id?: number | null
  resolved_by_push?: boolean | null
  /** Whether GitLab wrote it. */
  system: boolean | null
  /** Whether only members can read it. */
  internal?: boolean | null
  confidential?: boolean | null
  is_award?: boolean | null
  attachment?: string | null
  position?: StrictDiffPosition | null
  original_position?: StrictDiffPosition | null
  change_position?: StrictDiffPosition | null
  /** The diff that a commit was commented on in. */
  st_diff?: {
    diff: string | null
    new_path: string | null
    old_path: string | null
    a_mode: string | null
    b_mode: string | null
    new_file: boolean | null
    renamed_file: boolean | null
    deleted_file: boolean | null
    too_large?: boolean | null
  } | null
  noteable_type: 'MergeRequest'
}

/** A comment on a merge request. As real servers send it. */
export interface LooseMergeRequestNote {
  id: number
  /** What was written, in Markdown. */
  note: string
  /** What was written, images with absolute addresses. */
  description?: string | null
  /** E.g. `DiffNote`, `DiscussionNote`; null for a plain one. */
  type?: string | null
  /** Absent before GitLab 16.11. */
  action?: Open<'create' | 'update'> | null
  url?: string | null
  author_id?: number | string | null
  project_id?: number | string | null
  noteable_id?: number | string | null
  discussion_id?: string | null
  original_discussion_id?: string | null
  /** Empty or null unless a commit was commented on. */
  commit_id?: string | null
  commit_sha?: string | null
  line_code?: string | null
  created_at?: string | null
  updated_at?: string | null
  updated_by_id?: number | string | null
  resolved_at?: string | null
  resolved_by_id?: number | string | null
  resolved_by_push?: boolean | null
  /** Whether GitLab wrote it. */
  system?: boolean | null
  /** Whether only members can read it. */
  internal?: boolean | null
  confidential?: boolean | null
  is_award?: boolean | null
  attachment?: string | null
  position?: LooseDiffPosition | null
  original_position?: LooseDiffPosition | null
  change_position?: LooseDiffPosition | null
  /** The diff that a commit was commented on in. */
  st_diff?: {
    diff?: string | null
    new_path?: string | null
    old_path?: string | null
    a_mode?: string | null
    b_mode?: string | null
    new_file?: boolean | null
    renamed_file?: boolean | null
    deleted_file?: boolean | null
    too_large?: boolean | null
  } | null
  noteable_type: 'MergeRequest'
}

/** A comment on an issue. */
export interface StrictIssueNote {
  id: number
  /** What was written, in Markdown. */
  note: string
  /** What was written, images with absolute addresses. */
  description?: string | null
  /** E.g. `DiffNote`, `DiscussionNote`; null for a plain one. */
  type?: string | null
  /** Absent before GitLab 16.11. */
  action?: 'create' | 'update'
  url: string | null
  author_id: number | null
  project_id: number | null
  noteable_id?: number | null
  discussion_id?: string | null
  original_discussion_id?: string | null
  /** Empty or null unless a commit was commented on. */
  commit_id?: string | null
  commit_sha?: string | null
  line_code?: string | null
  created_at: string
  updated_at: string
  updated_by_id?: number | null
  resolved_at?: string | null
  resolved_by_id?: number | null
  resolved_by_push?: boolean | null
  /** Whether GitLab wrote it. */
  system: boolean | null
  /** Whether only members can read it. */
  internal?: boolean | null
  confidential?: boolean | null
  is_award?: boolean | null
  attachment?: string | null
  position?: StrictDiffPosition | null
  original_position?: StrictDiffPosition | null
  change_position?: StrictDiffPosition | null
  /** The diff that a commit was commented on in. */
  st_diff?: {
    diff: string | null
    new_path: string | null
    old_path: string | null
    a_mode: string | null
    b_mode: string | null
    new_file: boolean | null
    renamed_file: boolean | null
    deleted_file: boolean | null
    too_large?: boolean | null
  } | null
  noteable_type: 'Issue'
}

/** A comment on an issue. As real servers send it. */
export interface LooseIssueNote {
  id: number
  /** What was written, in Markdown. */
  note: string
  /** What was written, images with absolute addresses. */
  description?: string | null
  /** E.g. `DiffNote`, `DiscussionNote`; null for a plain one. */
  type?: string | null
  /** Absent before GitLab 16.11. */
  action?: Open<'create' | 'update'> | null
  url?: string | null
  author_id?: number | string | null
  project_id?: number | string | null
  noteable_id?: number | string | null
  discussion_id?: string | null
  original_discussion_id?: string | null
  /** Empty or null unless a commit was commented on. */
  commit_id?: string | null
  commit_sha?: string | null
  line_code?: string | null
  created_at?: string | null
  updated_at?: string | null
  updated_by_id?: number | string | null
  resolved_at?: string | null
  resolved_by_id?: number | string | null
  resolved_by_push?: boolean | null
  /** Whether GitLab wrote it. */
  system?: boolean | null
  /** Whether only members can read it. */
  internal?: boolean | null
  confidential?: boolean | null
  is_award?: boolean | null
  attachment?: string | null
  position?: LooseDiffPosition | null
  original_position?: LooseDiffPosition | null
  change_position?: LooseDiffPosition | null
  /** The diff that a commit was commented on in. */
  st_diff?: {
    diff?: string | null
    new_path?: string | null
    old_path?: string | null
    a_mode?: string | null
    b_mode?: string | null
    new_file?: boolean | null
    renamed_file?: boolean | null
    deleted_file?: boolean | null
    too_large?: boolean | null
  } | null
  noteable_type: 'Issue'
}

/** A comment on a snippet. */
export interface StrictSnippetNote {
  id: number
  /** What was written, in Markdown. */
  note: string
  /** What was written, images with absolute addresses. */
  description?: string | null
  /** E.g. `DiffNote`, `DiscussionNote`; null for a plain one. */
  type?: string | null
  /** Absent before GitLab 16.11. */
  action?: 'create' | 'update'
  url: string | null
  author_id: number | null
  project_id: number | null
  noteable_id?: number | null
  discussion_id?: string | null
  original_discussion_id?: string | null
  /** Empty or null unless a commit was commented on. */
  commit_id?: string | null
  commit_sha?: string | null
  line_code?: string | null
  created_at: string
  updated_at: string
  updated_by_id?: number | null
  resolved_at?: string | null
  resolved_by_id?: number | null
  resolved_by_push?: boolean | null
  /** Whether GitLab wrote it. */
  system: boolean | null
  /** Whether only members can read it. */
  internal?: boolean | null
  confidential?: boolean | null
  is_award?: boolean | null
  attachment?: string | null
  position?: StrictDiffPosition | null
  original_position?: StrictDiffPosition | null
  change_position?: StrictDiffPosition | null
  /** The diff that a commit was commented on in. */
  st_diff?: {
    diff: string | null
    new_path: string | null
    old_path: string | null
    a_mode: string | null
    b_mode: string | null
    new_file: boolean | null
    renamed_file: boolean | null
    deleted_file: boolean | null
    too_large?: boolean | null
  } | null
  noteable_type: 'Snippet'
}

/** A comment on a snippet. As real servers send it. */
export interface LooseSnippetNote {
  id: number
  /** What was written, in Markdown. */
  note: string
  /** What was written, images with absolute addresses. */
  description?: string | null
  /** E.g. `DiffNote`, `DiscussionNote`; null for a plain one. */
  type?: string | null
  /** Absent before GitLab 16.11. */
  action?: Open<'create' | 'update'> | null
  url?: string | null
  author_id?: number | string | null
  project_id?: number | string | null
  noteable_id?: number | string | null
  discussion_id?: string | null
  original_discussion_id?: string | null
  /** Empty or null unless a commit was commented on. */
  commit_id?: string | null
  commit_sha?: string | null
  line_code?: string | null
  created_at?: string | null
  updated_at?: string | null
  updated_by_id?: number | string | null
  resolved_at?: string | null
  resolved_by_id?: number | string | null
  resolved_by_push?: boolean | null
  /** Whether GitLab wrote it. */
  system?: boolean | null
  /** Whether only members can read it. */
  internal?: boolean | null
  confidential?: boolean | null
  is_award?: boolean | null
  attachment?: string | null
  position?: LooseDiffPosition | null
  original_position?: LooseDiffPosition | null
  change_position?: LooseDiffPosition | null
  /** The diff that a commit was commented on in. */
  st_diff?: {
    diff?: string | null
    new_path?: string | null
    old_path?: string | null
    a_mode?: string | null
    b_mode?: string | null
    new_file?: boolean | null
    renamed_file?: boolean | null
    deleted_file?: boolean | null
    too_large?: boolean | null
  } | null
  noteable_type: 'Snippet'
}

/** A comment on something else: GitLab sends the comment, and not what it is on. */
export interface StrictOtherNote {
  id: number
  /** What was written, in Markdown. */
  note: string
  /** What was written, images with absolute addresses. */
  description?: string | null
  /** E.g. `DiffNote`, `DiscussionNote`; null for a plain one. */
  type?: string | null
  /** Absent before GitLab 16.11. */
  action?: 'create' | 'update'
  url: string | null
  author_id: number | null
  project_id: number | null
  noteable_id?: number | null
  discussion_id?: string | null
  original_discussion_id?: string | null
  /** Empty or null unless a commit was commented on. */
  commit_id?: string | null
  commit_sha?: string | null
  line_code?: string | null
  created_at: string
  updated_at: string
  updated_by_id?: number | null
  resolved_at?: string | null
  resolved_by_id?: number | null
  resolved_by_push?: boolean | null
  /** Whether GitLab wrote it. */
  system: boolean | null
  /** Whether only members can read it. */
  internal?: boolean | null
  confidential?: boolean | null
  is_award?: boolean | null
  attachment?: string | null
  position?: StrictDiffPosition | null
  original_position?: StrictDiffPosition | null
  change_position?: StrictDiffPosition | null
  /** The diff that a commit was commented on in. */
  st_diff?: {
    diff: string | null
    new_path: string | null
    old_path: string | null
    a_mode: string | null
    b_mode: string | null
    new_file: boolean | null
    renamed_file: boolean | null
    deleted_file: boolean | null
    too_large?: boolean | null
  } | null
  noteable_type:
    | 'DesignManagement::Design'
    | 'WorkItem'
    | 'Epic'
    | 'WikiPage::Meta'
    | 'Vulnerability'
    | 'AlertManagement::Alert'
}

/** A comment on something else: GitLab sends the comment, and not what it is on. As real servers send it. */
export interface LooseOtherNote {
  id: number
  /** What was written, in Markdown. */
  note: string
  /** What was written, images with absolute addresses. */
  description?: string | null
  /** E.g. `DiffNote`, `DiscussionNote`; null for a plain one. */
  type?: string | null
  /** Absent before GitLab 16.11. */
  action?: Open<'create' | 'update'> | null
  url?: string | null
  author_id?: number | string | null
  project_id?: number | string | null
  noteable_id?: number | string | null
  discussion_id?: string | null
  original_discussion_id?: string | null
  /** Empty or null unless a commit was commented on. */
  commit_id?: string | null
  commit_sha?: string | null
  line_code?: string | null
  created_at?: string | null
  updated_at?: string | null
  updated_by_id?: number | string | null
  resolved_at?: string | null
  resolved_by_id?: number | string | null
  resolved_by_push?: boolean | null
  /** Whether GitLab wrote it. */
  system?: boolean | null
  /** Whether only members can read it. */
  internal?: boolean | null
  confidential?: boolean | null
  is_award?: boolean | null
  attachment?: string | null
  position?: LooseDiffPosition | null
  original_position?: LooseDiffPosition | null
  change_position?: LooseDiffPosition | null
  /** The diff that a commit was commented on in. */
  st_diff?: {
    diff?: string | null
    new_path?: string | null
    old_path?: string | null
    a_mode?: string | null
    b_mode?: string | null
    new_file?: boolean | null
    renamed_file?: boolean | null
    deleted_file?: boolean | null
    too_large?: boolean | null
  } | null
  noteable_type: Open<
    | 'DesignManagement::Design'
    | 'WorkItem'
    | 'Epic'
    | 'WikiPage::Meta'
    | 'Vulnerability'
    | 'AlertManagement::Alert'
  >
}

/** The snippet that was commented on. */
export interface StrictSnippet {
  id: number
  title: string
  description?: string | null
  content: string | null
  file_name: string | null
  type: string | null
  url?: string | null
  author_id: number | null
  project_id: number | null
  created_at: string
  updated_at: string
  expires_at?: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level: number | null
  secret?: boolean | null
  secret_token?: string | null
  encrypted_secret_token?: string | null
  encrypted_secret_token_iv?: string | null
  repository_read_only?: boolean | null
}

/** The snippet that was commented on. As real servers send it. */
export interface LooseSnippet {
  id: number
  title: string
  description?: string | null
  content?: string | null
  file_name?: string | null
  type?: string | null
  url?: string | null
  author_id?: number | string | null
  project_id?: number | string | null
  created_at?: string | null
  updated_at?: string | null
  expires_at?: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
  secret?: boolean | null
  secret_token?: string | null
  encrypted_secret_token?: string | null
  encrypted_secret_token_iv?: string | null
  repository_read_only?: boolean | null
}

/** The snippet that got an emoji. */
export interface StrictAwardedSnippet {
  id: number
  title: string
  description: string | null
  content: string | null
  file_name: string | null
  type: string | null
  url: string | null
  author_id: number | null
  project_id: number | null
  created_at: string
  updated_at: string
  expires_at?: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level: number | null
  secret?: boolean | null
  secret_token?: string | null
  encrypted_secret_token?: string | null
  encrypted_secret_token_iv?: string | null
  repository_read_only?: boolean | null
}

/** The snippet that got an emoji. As real servers send it. */
export interface LooseAwardedSnippet {
  id: number
  title: string
  description?: string | null
  content?: string | null
  file_name?: string | null
  type?: string | null
  url?: string | null
  author_id?: number | string | null
  project_id?: number | string | null
  created_at?: string | null
  updated_at?: string | null
  expires_at?: string | null
  /** 0 private, 10 internal, 20 public. */
  visibility_level?: number | null
  secret?: boolean | null
  secret_token?: string | null
  encrypted_secret_token?: string | null
  encrypted_secret_token_iv?: string | null
  repository_read_only?: boolean | null
}

/** Someone commented on a commit. */
export interface StrictCommitNoteEvent {
  object_kind: 'note'
  /** Tells confidential notes apart, whose hooks are set apart too. */
  event_type?: 'note' | 'confidential_note'
  user: StrictActor
  project_id: number | null
  project: StrictNamedProject
  repository: StrictDiscussedRepository | null
  object_attributes: StrictCommitNote
  commit: StrictCommit
}

/** Someone commented on a commit. As real servers send it. */
export interface LooseCommitNoteEvent {
  object_kind: 'note'
  /** Tells confidential notes apart, whose hooks are set apart too. */
  event_type?: Open<'note' | 'confidential_note'> | null
  user: LooseActor
  project_id?: number | string | null
  project: LooseNamedProject
  repository?: LooseDiscussedRepository | null
  object_attributes: LooseCommitNote
  commit: LooseCommit
}

/** Someone commented on a merge request. */
export interface StrictMergeRequestNoteEvent {
  object_kind: 'note'
  /** Tells confidential notes apart, whose hooks are set apart too. */
  event_type?: 'note' | 'confidential_note'
  user: StrictActor
  project_id: number | null
  project: StrictNamedProject
  repository: StrictDiscussedRepository | null
  object_attributes: StrictMergeRequestNote
  merge_request: StrictDiscussedMergeRequest
}

/** Someone commented on a merge request. As real servers send it. */
export interface LooseMergeRequestNoteEvent {
  object_kind: 'note'
  /** Tells confidential notes apart, whose hooks are set apart too. */
  event_type?: Open<'note' | 'confidential_note'> | null
  user: LooseActor
  project_id?: number | string | null
  project: LooseNamedProject
  repository?: LooseDiscussedRepository | null
  object_attributes: LooseMergeRequestNote
  merge_request: LooseDiscussedMergeRequest
}

/** Someone commented on an issue. */
export interface StrictIssueNoteEvent {
  object_kind: 'note'
  /** Tells confidential notes apart, whose hooks are set apart too. */
  event_type?: 'note' | 'confidential_note'
  user: StrictActor
  project_id: number | null
  project: StrictNamedProject
  repository: StrictDiscussedRepository | null
  object_attributes: StrictIssueNote
  issue: StrictDiscussedIssue
}

/** Someone commented on an issue. As real servers send it. */
export interface LooseIssueNoteEvent {
  object_kind: 'note'
  /** Tells confidential notes apart, whose hooks are set apart too. */
  event_type?: Open<'note' | 'confidential_note'> | null
  user: LooseActor
  project_id?: number | string | null
  project: LooseNamedProject
  repository?: LooseDiscussedRepository | null
  object_attributes: LooseIssueNote
  issue: LooseDiscussedIssue
}

/** Someone commented on a snippet. */
export interface StrictSnippetNoteEvent {
  object_kind: 'note'
  /** Tells confidential notes apart, whose hooks are set apart too. */
  event_type?: 'note' | 'confidential_note'
  user: StrictActor
  project_id: number | null
  project: StrictNamedProject
  repository: StrictDiscussedRepository | null
  object_attributes: StrictSnippetNote
  snippet: StrictSnippet
}

/** Someone commented on a snippet. As real servers send it. */
export interface LooseSnippetNoteEvent {
  object_kind: 'note'
  /** Tells confidential notes apart, whose hooks are set apart too. */
  event_type?: Open<'note' | 'confidential_note'> | null
  user: LooseActor
  project_id?: number | string | null
  project: LooseNamedProject
  repository?: LooseDiscussedRepository | null
  object_attributes: LooseSnippetNote
  snippet: LooseSnippet
}

/** Someone commented on something else, e.g. a design: what it is is not sent. */
export interface StrictOtherNoteEvent {
  object_kind: 'note'
  /** Tells confidential notes apart, whose hooks are set apart too. */
  event_type?: 'note' | 'confidential_note'
  user: StrictActor
  project_id: number | null
  project: StrictNamedProject
  repository: StrictDiscussedRepository | null
  object_attributes: StrictOtherNote
}

/** Someone commented on something else, e.g. a design: what it is is not sent. As real servers send it. */
export interface LooseOtherNoteEvent {
  object_kind: 'note'
  /** Tells confidential notes apart, whose hooks are set apart too. */
  event_type?: Open<'note' | 'confidential_note'> | null
  user: LooseActor
  project_id?: number | string | null
  project?: LooseNamedProject | null
  repository?: LooseDiscussedRepository | null
  object_attributes: LooseOtherNote
}

/**
 * Someone commented. What was commented on stands beside the note: `'merge_request' in payload` tells which it is, as
 * `object_attributes.noteable_type` does.
 */
export type StrictNoteEvent =
  | StrictCommitNoteEvent
  | StrictMergeRequestNoteEvent
  | StrictIssueNoteEvent
  | StrictSnippetNoteEvent
  | StrictOtherNoteEvent

/**
 * Someone commented. What was commented on stands beside the note: `'merge_request' in payload` tells which it is, as
 * `object_attributes.noteable_type` does. As real servers send it. */
export type LooseNoteEvent =
  | LooseCommitNoteEvent
  | LooseMergeRequestNoteEvent
  | LooseIssueNoteEvent
  | LooseSnippetNoteEvent
  | LooseOtherNoteEvent

/** The comment that got an emoji. */
export interface StrictAwardedNote {
  id: number
  /** What was written, in Markdown. */
  note: string
  /** What was written, images with absolute addresses. */
  description: string | null
  /** E.g. `DiffNote`, `DiscussionNote`; null for a plain one. */
  type: string | null
  /** Absent before GitLab 16.11. */
  action?: 'create' | 'update'
  url: string | null
  author_id: number | null
  project_id: number | null
  noteable_id: number | null
  discussion_id: string | null
  original_discussion_id?: string | null
  /** Empty or null unless a commit was commented on. */
  commit_id: string | null
  commit_sha?: string | null
  line_code: string | null
  created_at: string
  updated_at: string
  updated_by_id: number | null
  resolved_at: string | null
  resolved_by_id: number | null
  resolved_by_push: boolean | null
  /** Whether GitLab wrote it. */
  system: boolean | null
  /** Whether only members can read it. */
  internal?: boolean | null
  confidential?: boolean | null
  is_award?: boolean | null
  attachment?: string | null
  position: StrictDiffPosition | null
  original_position: StrictDiffPosition | null
  change_position: StrictDiffPosition | null
  /** The diff that a commit was commented on in. */
  st_diff: {
    diff: string | null
    new_path: string | null
    old_path: string | null
    a_mode: string | null
    b_mode: string | null
    new_file: boolean | null
    renamed_file: boolean | null
    deleted_file: boolean | null
    too_large?: boolean | null
  } | null
  noteable_type: string
}

/** The comment that got an emoji. As real servers send it. */
export interface LooseAwardedNote {
  id: number
  /** What was written, in Markdown. */
  note: string
  /** What was written, images with absolute addresses. */
  description?: string | null
  /** E.g. `DiffNote`, `DiscussionNote`; null for a plain one. */
  type?: string | null
  /** Absent before GitLab 16.11. */
  action?: Open<'create' | 'update'> | null
  url?: string | null
  author_id?: number | string | null
  project_id?: number | string | null
  noteable_id?: number | string | null
  discussion_id?: string | null
  original_discussion_id?: string | null
  /** Empty or null unless a commit was commented on. */
  commit_id?: string | null
  commit_sha?: string | null
  line_code?: string | null
  created_at?: string | null
  updated_at?: string | null
  updated_by_id?: number | string | null
  resolved_at?: string | null
  resolved_by_id?: number | string | null
  resolved_by_push?: boolean | null
  /** Whether GitLab wrote it. */
  system?: boolean | null
  /** Whether only members can read it. */
  internal?: boolean | null
  confidential?: boolean | null
  is_award?: boolean | null
  attachment?: string | null
  position?: LooseDiffPosition | null
  original_position?: LooseDiffPosition | null
  change_position?: LooseDiffPosition | null
  /** The diff that a commit was commented on in. */
  st_diff?: {
    diff?: string | null
    new_path?: string | null
    old_path?: string | null
    a_mode?: string | null
    b_mode?: string | null
    new_file?: boolean | null
    renamed_file?: boolean | null
    deleted_file?: boolean | null
    too_large?: boolean | null
  } | null
  noteable_type?: string | null
}

/** An emoji was given, or taken back. */
export interface StrictEmojiEvent {
  object_kind: 'emoji'
  event_type: 'award' | 'revoke'
  user: StrictUser
  project_id: number | null
  /** Null for what belongs to a group. */
  project: StrictProject | null
  object_attributes: {
    /** Of the emoji, e.g. `thumbsup`. */
    name: string
    id: number
    user_id: number | null
    awardable_type: string
    awardable_id: number | null
    awarded_on_url: string | null
    created_at: string
    updated_at: string
    action?: 'award' | 'revoke'
  }
  /** The comment, if one got it. */
  note?: StrictAwardedNote | null
  issue?: StrictAwardedIssue | null
  work_item?: StrictAwardedWorkItem | null
  merge_request?: StrictAwardedMergeRequest | null
  project_snippet?: StrictAwardedSnippet | null
  snippet?: StrictAwardedSnippet | null
  commit?: StrictCommit | null
}

/** An emoji was given, or taken back. As real servers send it. */
export interface LooseEmojiEvent {
  object_kind: 'emoji'
  event_type: Open<'award' | 'revoke'>
  user: LooseUser
  project_id?: number | string | null
  /** Null for what belongs to a group. */
  project?: LooseProject | null
  object_attributes: {
    /** Of the emoji, e.g. `thumbsup`. */
    name: string
    id?: number | null
    user_id?: number | string | null
    awardable_type?: string | null
    awardable_id?: number | string | null
    awarded_on_url?: string | null
    created_at?: string | null
    updated_at?: string | null
    action?: Open<'award' | 'revoke'> | null
  }
  /** The comment, if one got it. */
  note?: LooseAwardedNote | null
  issue?: LooseAwardedIssue | null
  work_item?: LooseAwardedWorkItem | null
  merge_request?: LooseAwardedMergeRequest | null
  project_snippet?: LooseAwardedSnippet | null
  snippet?: LooseAwardedSnippet | null
  commit?: LooseCommit | null
}

/** A wiki page was made, changed or deleted. */
export interface StrictWikiPageEvent {
  object_kind: 'wiki_page'
  user: StrictActor
  project: StrictNamedProject
  wiki: {
    web_url: string | null
    git_ssh_url: string | null
    git_http_url: string | null
    path_with_namespace: string | null
    default_branch: string | null
  }
  object_attributes: {
    slug: string
    title: string
    action: 'create' | 'update' | 'delete'
    content: string | null
    format: 'markdown' | 'rdoc' | 'asciidoc' | 'org'
    url: string
    /** Of the commit. */
    message?: string | null
    diff_url?: string | null
    version_id?: string | null
  }
}

/** A wiki page was made, changed or deleted. As real servers send it. */
export interface LooseWikiPageEvent {
  object_kind: 'wiki_page'
  user: LooseActor
  project: LooseNamedProject
  wiki?: {
    web_url?: string | null
    git_ssh_url?: string | null
    git_http_url?: string | null
    path_with_namespace?: string | null
    default_branch?: string | null
  } | null
  object_attributes: {
    slug: string
    title: string
    action: Open<'create' | 'update' | 'delete'>
    content?: string | null
    format?: Open<'markdown' | 'rdoc' | 'asciidoc' | 'org'> | null
    url?: string | null
    /** Of the commit. */
    message?: string | null
    diff_url?: string | null
    version_id?: string | null
  }
}

/** What runs a job. */
export interface StrictRunner {
  id: number
  description: string | null
  active: boolean | null
  is_shared: boolean | null
  runner_type?: 'instance_type' | 'group_type' | 'project_type' | null
  tags?: string[]
}

/** What runs a job. As real servers send it. */
export interface LooseRunner {
  id: number
  description?: string | null
  active?: boolean | null
  is_shared?: boolean | null
  runner_type?: Open<'instance_type' | 'group_type' | 'project_type'> | null
  tags?: string[] | null
}

/** Where a job deploys to. */
export interface StrictEnvironment {
  name: string | null
  action: 'start' | 'prepare' | 'stop' | 'verify' | 'access' | null
  deployment_tier?: 'production' | 'staging' | 'testing' | 'development' | 'other' | null
}

/** Where a job deploys to. As real servers send it. */
export interface LooseEnvironment {
  name?: string | null
  action?: Open<'start' | 'prepare' | 'stop' | 'verify' | 'access'> | null
  deployment_tier?: Open<'production' | 'staging' | 'testing' | 'development' | 'other'> | null
}

/** Where a job of a pipeline deploys to. */
export interface StrictPipelineEnvironment {
  name: string | null
  action: 'start' | 'prepare' | 'stop' | 'verify' | 'access' | null
  deployment_tier: 'production' | 'staging' | 'testing' | 'development' | 'other' | null
}

/** Where a job of a pipeline deploys to. As real servers send it. */
export interface LoosePipelineEnvironment {
  name?: string | null
  action?: Open<'start' | 'prepare' | 'stop' | 'verify' | 'access'> | null
  deployment_tier?: Open<'production' | 'staging' | 'testing' | 'development' | 'other'> | null
}

/** The pipeline that started this one. */
export interface StrictSourcePipeline {
  pipeline_id: number | null
  job_id: number | null
  project: {
    id: number
    web_url: string
    path_with_namespace: string
  }
}

/** The pipeline that started this one. As real servers send it. */
export interface LooseSourcePipeline {
  pipeline_id?: number | string | null
  job_id?: number | string | null
  project?: {
    id?: number | null
    web_url?: string | null
    path_with_namespace?: string | null
  } | null
}

/** A job, as its pipeline lists it. */
export interface StrictPipelineJob {
  id: number
  name: string
  stage: string
  status:
    | 'created'
    | 'waiting_for_resource'
    | 'waiting_for_callback'
    | 'preparing'
    | 'pending'
    | 'running'
    | 'success'
    | 'failed'
    | 'canceling'
    | 'canceled'
    | 'skipped'
    | 'manual'
    | 'scheduled'
  when: 'on_success' | 'on_failure' | 'always' | 'manual' | 'delayed' | 'never' | null
  manual: boolean | null
  created_at: string | null
  user: StrictPipelineJobUser | null
  allow_failure?: boolean | null
  /** E.g. `script_failure`; null unless it failed. */
  failure_reason?: string | null
  started_at?: string | null
  finished_at?: string | null
  /** In seconds. */
  duration?: number | null
  /** In seconds. */
  queued_duration?: number | null
  runner?: StrictRunner | null
  artifacts_file?: {
    filename: string | null
    size: number | null
  } | null
  environment?: StrictPipelineEnvironment | null
}

/** A job, as its pipeline lists it. As real servers send it. */
export interface LoosePipelineJob {
  id: number
  name: string
  stage: string
  status: Open<
    | 'created'
    | 'waiting_for_resource'
    | 'waiting_for_callback'
    | 'preparing'
    | 'pending'
    | 'running'
    | 'success'
    | 'failed'
    | 'canceling'
    | 'canceled'
    | 'skipped'
    | 'manual'
    | 'scheduled'
  >
  when?: Open<'on_success' | 'on_failure' | 'always' | 'manual' | 'delayed' | 'never'> | null
  manual?: boolean | null
  created_at?: string | null
  user?: LoosePipelineJobUser | null
  allow_failure?: boolean | null
  /** E.g. `script_failure`; null unless it failed. */
  failure_reason?: string | null
  started_at?: string | null
  finished_at?: string | null
  /** In seconds. */
  duration?: number | null
  /** In seconds. */
  queued_duration?: number | null
  runner?: LooseRunner | null
  artifacts_file?: {
    filename?: string | null
    size?: number | null
  } | null
  environment?: LoosePipelineEnvironment | null
}

/** A pipeline changed its status. */
export interface StrictPipelineEvent {
  object_kind: 'pipeline'
  object_attributes: {
    /** Unique in the instance. */
    id: number
    /** Branch or tag. */
    ref: string
    sha: string
    status:
      | 'created'
      | 'waiting_for_resource'
      | 'waiting_for_callback'
      | 'preparing'
      | 'pending'
      | 'running'
      | 'success'
      | 'failed'
      | 'canceling'
      | 'canceled'
      | 'skipped'
      | 'manual'
      | 'scheduled'
    tag: boolean
    before_sha: string | null
    stages: string[]
    created_at: string | null
    finished_at: string | null
    /** In seconds; null while it runs. */
    duration: number | null
    /** Counts the pipelines of the project, from 1. */
    iid?: number
    name?: string | null
    /** What started it. */
    source?:
      | 'push'
      | 'web'
      | 'trigger'
      | 'schedule'
      | 'api'
      | 'external'
      | 'pipeline'
      | 'chat'
      | 'webide'
      | 'merge_request_event'
      | 'external_pull_request_event'
      | 'parent_pipeline'
      | 'ondemand_dast_scan'
      | 'ondemand_dast_validation'
      | 'security_orchestration_policy'
      | 'container_registry_push'
      | 'duo_workflow'
      | 'pipeline_execution_policy_schedule'
      | 'unknown'
      | null
    /** For people, e.g. `passed with warnings`. */
    detailed_status?: string | null
    /** In seconds. */
    queued_duration?: number | null
    protected_ref?: boolean | null
    /** Whether it ran on the default branch. */
    default_branch?: boolean | null
    variables?: {
      key: string
      value: string | null
    }[]
    url?: string | null
  }
  /** Null for the pipeline of a branch. */
  merge_request?: {
    id: number
    iid: number
    title: string
    source_branch: string
    target_branch: string
    source_project_id: number | null
    target_project_id: number | null
    state: 'opened' | 'closed' | 'reopened' | 'merged' | 'locked'
    merge_status:
      | 'unchecked'
      | 'preparing'
      | 'checking'
      | 'can_be_merged'
      | 'cannot_be_merged'
      | 'cannot_be_merged_recheck'
      | 'cannot_be_merged_rechecking'
      | null
    url: string | null
    detailed_merge_status?:
      | 'unchecked'
      | 'preparing'
      | 'checking'
      | 'mergeable'
      | 'conflict'
      | 'broken_status'
      | 'ci_must_pass'
      | 'ci_still_running'
      | 'discussions_not_resolved'
      | 'draft_status'
      | 'not_approved'
      | 'not_open'
      | 'need_rebase'
      | 'requested_changes'
      | 'approvals_syncing'
      | 'blocked_status'
      | 'merge_request_blocked'
      | 'commits_status'
      | 'external_status_checks'
      | 'status_checks_must_pass'
      | 'jira_association'
      | 'jira_association_missing'
      | 'locked_lfs_files'
      | 'locked_paths'
      | 'merge_time'
      | 'policies_denied'
      | 'security_policy_pipeline_check'
      | 'security_policy_violations'
      | 'title_not_matching'
      | 'title_regex'
      | null
  } | null
  source_pipeline?: StrictSourcePipeline | null
  /** Null if the user is gone. */
  user: StrictActor | null
  project: StrictBuiltProject
  /** Null if the commit is gone. */
  commit: StrictCommit | null
  /** The jobs of the pipeline. */
  builds: StrictPipelineJob[]
}

/** A pipeline changed its status. As real servers send it. */
export interface LoosePipelineEvent {
  object_kind: 'pipeline'
  object_attributes: {
    /** Unique in the instance. */
    id: number
    /** Branch or tag. */
    ref: string
    sha: string
    status: Open<
      | 'created'
      | 'waiting_for_resource'
      | 'waiting_for_callback'
      | 'preparing'
      | 'pending'
      | 'running'
      | 'success'
      | 'failed'
      | 'canceling'
      | 'canceled'
      | 'skipped'
      | 'manual'
      | 'scheduled'
    >
    tag?: boolean | null
    before_sha?: string | null
    stages?: string[] | null
    created_at?: string | null
    finished_at?: string | null
    /** In seconds; null while it runs. */
    duration?: number | null
    /** Counts the pipelines of the project, from 1. */
    iid?: number | null
    name?: string | null
    /** What started it. */
    source?: Open<
      | 'push'
      | 'web'
      | 'trigger'
      | 'schedule'
      | 'api'
      | 'external'
      | 'pipeline'
      | 'chat'
      | 'webide'
      | 'merge_request_event'
      | 'external_pull_request_event'
      | 'parent_pipeline'
      | 'ondemand_dast_scan'
      | 'ondemand_dast_validation'
      | 'security_orchestration_policy'
      | 'container_registry_push'
      | 'duo_workflow'
      | 'pipeline_execution_policy_schedule'
      | 'unknown'
    > | null
    /** For people, e.g. `passed with warnings`. */
    detailed_status?: string | null
    /** In seconds. */
    queued_duration?: number | null
    protected_ref?: boolean | null
    /** Whether it ran on the default branch. */
    default_branch?: boolean | null
    variables?:
      | {
          key: string
          value?: string | null
        }[]
      | null
    url?: string | null
  }
  /** Null for the pipeline of a branch. */
  merge_request?: {
    id: number
    iid: number
    title: string
    source_branch: string
    target_branch: string
    source_project_id?: number | string | null
    target_project_id?: number | string | null
    state?: Open<'opened' | 'closed' | 'reopened' | 'merged' | 'locked'> | null
    merge_status?: Open<
      | 'unchecked'
      | 'preparing'
      | 'checking'
      | 'can_be_merged'
      | 'cannot_be_merged'
      | 'cannot_be_merged_recheck'
      | 'cannot_be_merged_rechecking'
    > | null
    url?: string | null
    detailed_merge_status?: Open<
      | 'unchecked'
      | 'preparing'
      | 'checking'
      | 'mergeable'
      | 'conflict'
      | 'broken_status'
      | 'ci_must_pass'
      | 'ci_still_running'
      | 'discussions_not_resolved'
      | 'draft_status'
      | 'not_approved'
      | 'not_open'
      | 'need_rebase'
      | 'requested_changes'
      | 'approvals_syncing'
      | 'blocked_status'
      | 'merge_request_blocked'
      | 'commits_status'
      | 'external_status_checks'
      | 'status_checks_must_pass'
      | 'jira_association'
      | 'jira_association_missing'
      | 'locked_lfs_files'
      | 'locked_paths'
      | 'merge_time'
      | 'policies_denied'
      | 'security_policy_pipeline_check'
      | 'security_policy_violations'
      | 'title_not_matching'
      | 'title_regex'
    > | null
  } | null
  source_pipeline?: LooseSourcePipeline | null
  /** Null if the user is gone. */
  user?: LooseActor | null
  project: LooseBuiltProject
  /** Null if the commit is gone. */
  commit?: LooseCommit | null
  /** The jobs of the pipeline. */
  builds?: LoosePipelineJob[] | null
}

/** A job changed its status. */
export interface StrictBuildEvent {
  object_kind: 'build'
  /** Branch or tag. */
  ref: string
  sha: string
  build_id: number
  build_name: string
  build_stage: string
  build_status:
    | 'created'
    | 'waiting_for_resource'
    | 'waiting_for_callback'
    | 'preparing'
    | 'pending'
    | 'running'
    | 'success'
    | 'failed'
    | 'canceling'
    | 'canceled'
    | 'skipped'
    | 'manual'
    | 'scheduled'
  tag: boolean
  before_sha: string | null
  build_started_at: string | null
  build_finished_at: string | null
  /** In seconds; null before it ran. */
  build_duration: number | null
  build_allow_failure: boolean | null
  project_id: number | null
  /** Path, or names of group and project: `Optics / Lens Cap`. */
  project_name: string | null
  user: StrictJobUser | null
  /** The pipeline, with its commit: `id` is the pipeline's, `sha` the commit's. */
  commit: {
    /** Of the pipeline. */
    id: number
    sha: string
    message: string | null
    author_name: string | null
    author_email: string | null
    /** Of the pipeline. */
    status:
      | 'created'
      | 'waiting_for_resource'
      | 'waiting_for_callback'
      | 'preparing'
      | 'pending'
      | 'running'
      | 'success'
      | 'failed'
      | 'canceling'
      | 'canceled'
      | 'skipped'
      | 'manual'
      | 'scheduled'
      | null
    /** Of the pipeline. */
    name?: string | null
    author_url?: string | null
    /** Of the pipeline, in seconds. */
    duration?: number | null
    started_at?: string | null
    finished_at?: string | null
    started_at_iso?: string | null
    finished_at_iso?: string | null
  } | null
  repository: StrictJobRepository | null
  retries_count?: number | null
  build_created_at?: string | null
  build_created_at_iso?: string | null
  build_started_at_iso?: string | null
  build_finished_at_iso?: string | null
  /** In seconds. */
  build_queued_duration?: number | null
  /** E.g. `script_failure`; `unknown_failure` where the job did not fail. */
  build_failure_reason?: string | null
  pipeline_id?: number | null
  runner?: StrictRunner | null
  project?: StrictJobProject
  environment?: StrictEnvironment | null
  source_pipeline?: StrictSourcePipeline | null
}

/** A job changed its status. As real servers send it. */
export interface LooseBuildEvent {
  object_kind: 'build'
  /** Branch or tag. */
  ref: string
  sha: string
  build_id: number
  build_name: string
  build_stage: string
  build_status: Open<
    | 'created'
    | 'waiting_for_resource'
    | 'waiting_for_callback'
    | 'preparing'
    | 'pending'
    | 'running'
    | 'success'
    | 'failed'
    | 'canceling'
    | 'canceled'
    | 'skipped'
    | 'manual'
    | 'scheduled'
  >
  tag?: boolean | null
  before_sha?: string | null
  build_started_at?: string | null
  build_finished_at?: string | null
  /** In seconds; null before it ran. */
  build_duration?: number | null
  build_allow_failure?: boolean | null
  project_id?: number | string | null
  /** Path, or names of group and project: `Optics / Lens Cap`. */
  project_name?: string | null
  user?: LooseJobUser | null
  /** The pipeline, with its commit: `id` is the pipeline's, `sha` the commit's. */
  commit?: {
    /** Of the pipeline. */
    id?: number | null
    sha?: string | null
    message?: string | null
    author_name?: string | null
    author_email?: string | null
    /** Of the pipeline. */
    status?: Open<
      | 'created'
      | 'waiting_for_resource'
      | 'waiting_for_callback'
      | 'preparing'
      | 'pending'
      | 'running'
      | 'success'
      | 'failed'
      | 'canceling'
      | 'canceled'
      | 'skipped'
      | 'manual'
      | 'scheduled'
    > | null
    /** Of the pipeline. */
    name?: string | null
    author_url?: string | null
    /** Of the pipeline, in seconds. */
    duration?: number | null
    started_at?: string | null
    finished_at?: string | null
    started_at_iso?: string | null
    finished_at_iso?: string | null
  } | null
  repository?: LooseJobRepository | null
  retries_count?: number | null
  build_created_at?: string | null
  build_created_at_iso?: string | null
  build_started_at_iso?: string | null
  build_finished_at_iso?: string | null
  /** In seconds. */
  build_queued_duration?: number | null
  /** E.g. `script_failure`; `unknown_failure` where the job did not fail. */
  build_failure_reason?: string | null
  pipeline_id?: number | string | null
  runner?: LooseRunner | null
  project?: LooseJobProject | null
  environment?: LooseEnvironment | null
  source_pipeline?: LooseSourcePipeline | null
}

/** A deployment started, ended, or was approved or rejected. */
export interface StrictDeploymentEvent {
  object_kind: 'deployment'
  status: 'running' | 'success' | 'failed' | 'canceled' | 'blocked' | 'approved' | 'rejected'
  project: StrictDeployedProject
  deployable_url: string | null
  user: StrictDeployer | null
  status_changed_at?: string | null
  deployment_id?: number | null
  /** The job's; null if there is none. */
  deployable_id?: number | null
  /** Its name. */
  environment?: string | null
  environment_tier?: 'production' | 'staging' | 'testing' | 'development' | 'other' | null
  environment_slug?: string | null
  environment_external_url?: string | null
  /** Branch or tag. */
  ref?: string | null
  short_sha?: string | null
  user_url?: string | null
  commit_url?: string | null
  commit_title?: string | null
  /** Who approved or rejected. */
  approver?: StrictUser | null
  approval?: {
    id: number | null
    status: 'approved' | 'rejected'
    comment: string | null
    created_at: string | null
    approval_rule: {
      id: number | null
      user_id: number | null
      group_id: number | null
      access_level: number | null
      access_level_description: string | null
      required_approvals: number | null
      group_inheritance_type: number | null
    } | null
  } | null
}

/** A deployment started, ended, or was approved or rejected. As real servers send it. */
export interface LooseDeploymentEvent {
  object_kind: 'deployment'
  status: Open<'running' | 'success' | 'failed' | 'canceled' | 'blocked' | 'approved' | 'rejected'>
  project: LooseDeployedProject
  deployable_url?: string | null
  user?: LooseDeployer | null
  status_changed_at?: string | null
  deployment_id?: number | string | null
  /** The job's; null if there is none. */
  deployable_id?: number | string | null
  /** Its name. */
  environment?: string | null
  environment_tier?: Open<'production' | 'staging' | 'testing' | 'development' | 'other'> | null
  environment_slug?: string | null
  environment_external_url?: string | null
  /** Branch or tag. */
  ref?: string | null
  short_sha?: string | null
  user_url?: string | null
  commit_url?: string | null
  commit_title?: string | null
  /** Who approved or rejected. */
  approver?: LooseUser | null
  approval?: {
    id?: number | null
    status?: Open<'approved' | 'rejected'> | null
    comment?: string | null
    created_at?: string | null
    approval_rule?: {
      id?: number | null
      user_id?: number | string | null
      group_id?: number | string | null
      access_level?: number | null
      access_level_description?: string | null
      required_approvals?: number | null
      group_inheritance_type?: number | null
    } | null
  } | null
}

/** A release was made, changed or deleted. */
export interface StrictReleaseEvent {
  object_kind: 'release'
  action: 'create' | 'update' | 'delete'
  name: string
  tag: string
  project: StrictReleasedProject
  created_at: string | null
  url: string | null
  id?: number
  description?: string | null
  /** Of the tag, or the deletion. */
  message?: string | null
  updated_at?: string | null
  released_at?: string | null
  assets?: {
    count: number
    links: {
      name: string
      url: string
      id: number
      link_type: 'other' | 'runbook' | 'image' | 'package' | null
      /** Whether it leads out of the instance. */
      external?: boolean | null
    }[]
    sources: {
      format: string
      url: string
    }[]
  }
  /** Null if the tag is gone. */
  commit?: StrictTitledCommit | null
}

/** A release was made, changed or deleted. As real servers send it. */
export interface LooseReleaseEvent {
  object_kind: 'release'
  action: Open<'create' | 'update' | 'delete'>
  name: string
  tag: string
  project: LooseReleasedProject
  created_at?: string | null
  url?: string | null
  id?: number | null
  description?: string | null
  /** Of the tag, or the deletion. */
  message?: string | null
  updated_at?: string | null
  released_at?: string | null
  assets?: {
    count?: number | null
    links?:
      | {
          name: string
          url: string
          id?: number | null
          link_type?: Open<'other' | 'runbook' | 'image' | 'package'> | null
          /** Whether it leads out of the instance. */
          external?: boolean | null
        }[]
      | null
    sources?:
      | {
          format: string
          url: string
        }[]
      | null
  } | null
  /** Null if the tag is gone. */
  commit?: LooseTitledCommit | null
}

/** A milestone was made, closed, reopened or deleted. */
export interface StrictMilestoneEvent {
  object_kind: 'milestone'
  object_attributes: {
    id: number
    title: string
    state: 'active' | 'closed'
    iid: number
    description: string | null
    created_at: string | null
    updated_at: string | null
    /** A date. */
    due_date: string | null
    /** A date. */
    start_date: string | null
    group_id: number | null
    project_id: number | null
  }
  event_type: 'milestone'
  action: 'create' | 'close' | 'reopen' | 'delete'
  /** Null for a milestone of a group. */
  project: StrictProject | null
}

/** A milestone was made, closed, reopened or deleted. As real servers send it. */
export interface LooseMilestoneEvent {
  object_kind: 'milestone'
  object_attributes: {
    id: number
    title: string
    state: Open<'active' | 'closed'>
    iid?: number | null
    description?: string | null
    created_at?: string | null
    updated_at?: string | null
    /** A date. */
    due_date?: string | null
    /** A date. */
    start_date?: string | null
    group_id?: number | string | null
    project_id?: number | string | null
  }
  event_type?: 'milestone' | null
  action?: Open<'create' | 'close' | 'reopen' | 'delete'> | null
  /** Null for a milestone of a group. */
  project?: LooseProject | null
}

/** A feature flag was turned on or off. */
export interface StrictFeatureFlagEvent {
  object_kind: 'feature_flag'
  project: StrictProject
  user: StrictUser | null
  user_url: string | null
  object_attributes: {
    id: number
    name: string
    description: string | null
    active: boolean
  }
}

/** A feature flag was turned on or off. As real servers send it. */
export interface LooseFeatureFlagEvent {
  object_kind: 'feature_flag'
  project: LooseProject
  user?: LooseUser | null
  user_url?: string | null
  object_attributes: {
    id: number
    name: string
    description?: string | null
    active: boolean
  }
}

/** A group, as events about tokens show it. */
export interface StrictTokenGroup {
  group_id: number
  group_name: string
  group_path: string
  full_path?: string | null
}

/** A group, as events about tokens show it. As real servers send it. */
export interface LooseTokenGroup {
  group_id: number
  group_name: string
  group_path: string
  full_path?: string | null
}

/** An access token of a project or a group is about to expire. */
export interface StrictAccessTokenEvent {
  object_kind: 'access_token'
  event_name: 'expiring_access_token'
  object_attributes: {
    id: number
    name: string
    user_id: number | null
    created_at: string | null
    /** A date. */
    expires_at: string | null
    last_used_at?: string | null
  }
  /** Either this … */
  project?: StrictProject | null
  /** … or this. */
  group?: StrictTokenGroup | null
}

/** An access token of a project or a group is about to expire. As real servers send it. */
export interface LooseAccessTokenEvent {
  object_kind: 'access_token'
  event_name?: Open<'expiring_access_token'> | null
  object_attributes: {
    id: number
    name: string
    user_id?: number | string | null
    created_at?: string | null
    /** A date. */
    expires_at?: string | null
    last_used_at?: string | null
  }
  /** Either this … */
  project?: LooseProject | null
  /** … or this. */
  group?: LooseTokenGroup | null
}

/** A deploy token of a project or a group is about to expire. */
export interface StrictDeployTokenEvent {
  object_kind: 'deploy_token'
  event_name: 'expiring_deploy_token'
  object_attributes: {
    id: number
    name: string
    created_at: string | null
    expires_at: string | null
    revoked: boolean | null
    deploy_token_type: string | null
  }
  /** Either this … */
  project?: StrictProject | null
  /** … or this. */
  group?: StrictTokenGroup | null
}

/** A deploy token of a project or a group is about to expire. As real servers send it. */
export interface LooseDeployTokenEvent {
  object_kind: 'deploy_token'
  event_name?: Open<'expiring_deploy_token'> | null
  object_attributes: {
    id: number
    name: string
    created_at?: string | null
    expires_at?: string | null
    revoked?: boolean | null
    deploy_token_type?: string | null
  }
  /** Either this … */
  project?: LooseProject | null
  /** … or this. */
  group?: LooseTokenGroup | null
}

/** Where a vulnerability is; which keys there are differs by `report_type`. */
export interface StrictVulnerabilityLocation {
  file?: string | null
  start_line?: number | null
  end_line?: number | null
  class?: string | null
  method?: string | null
  image?: string | null
  operating_system?: string | null
  default_branch_image?: string | null
  hostname?: string | null
  path?: string | null
  param?: string | null
  crash_address?: string | null
  crash_type?: string | null
  crash_state?: string | null
  stacktrace_snippet?: string | null
  dependency?: {
    package: {
      name: string | null
      path?: string | null
    }
    version: string | null
    iid?: number | null
    direct?: boolean | null
  }
  kubernetes_resource?: {
    namespace?: string | null
    kind?: string | null
    name?: string | null
    container_name?: string | null
    agent_id?: string | null
    cluster_id?: string | null
  }
}

/** Where a vulnerability is; which keys there are differs by `report_type`. As real servers send it. */
export interface LooseVulnerabilityLocation {
  file?: string | null
  start_line?: number | null
  end_line?: number | null
  class?: string | null
  method?: string | null
  image?: string | null
  operating_system?: string | null
  default_branch_image?: string | null
  hostname?: string | null
  path?: string | null
  param?: string | null
  crash_address?: string | null
  crash_type?: string | null
  crash_state?: string | null
  stacktrace_snippet?: string | null
  dependency?: {
    package?: {
      name?: string | null
      path?: string | null
    } | null
    version?: string | null
    iid?: number | null
    direct?: boolean | null
  } | null
  kubernetes_resource?: {
    namespace?: string | null
    kind?: string | null
    name?: string | null
    container_name?: string | null
    agent_id?: string | null
    cluster_id?: string | null
  } | null
}

/** A vulnerability was found, or its state changed. */
export interface StrictVulnerabilityEvent {
  object_kind: 'vulnerability'
  object_attributes: {
    title: string
    state: 'detected' | 'confirmed' | 'resolved' | 'dismissed'
    severity: 'info' | 'unknown' | 'low' | 'medium' | 'high' | 'critical' | 'undefined'
    url: string
    /** All that tells the project: there is no `project`. */
    project_id: number | null
    location: StrictVulnerabilityLocation | null
    cvss: {
      vector: string
      vendor: string | null
      version?: number | string | null
    }[]
    severity_overridden: boolean | null
    identifiers: {
      name: string
      external_id: string | null
      external_type: string | null
      url: string | null
    }[]
    issues: {
      title: string
      url: string | null
      created_at: string | null
      updated_at: string | null
    }[]
    report_type:
      | 'sast'
      | 'dependency_scanning'
      | 'container_scanning'
      | 'dast'
      | 'secret_detection'
      | 'coverage_fuzzing'
      | 'api_fuzzing'
      | 'cluster_image_scanning'
      | 'generic'
    confidence:
      'ignore' | 'unknown' | 'experimental' | 'low' | 'medium' | 'high' | 'confirmed' | 'undefined' | null
    confidence_overridden: boolean | null
    confirmed_at: string | null
    confirmed_by_id: number | null
    dismissed_at: string | null
    dismissed_by_id: number | null
    resolved_at: string | null
    resolved_by_id: number | null
    auto_resolved: boolean | null
    resolved_on_default_branch: boolean | null
    created_at: string | null
    updated_at: string | null
    scanner_external_id?: string | null
  }
}

/** A vulnerability was found, or its state changed. As real servers send it. */
export interface LooseVulnerabilityEvent {
  object_kind: 'vulnerability'
  object_attributes: {
    title: string
    state: Open<'detected' | 'confirmed' | 'resolved' | 'dismissed'>
    severity: Open<'info' | 'unknown' | 'low' | 'medium' | 'high' | 'critical' | 'undefined'>
    url?: string | null
    /** All that tells the project: there is no `project`. */
    project_id?: number | string | null
    location?: LooseVulnerabilityLocation | null
    cvss?:
      | {
          vector?: string | null
          vendor?: string | null
          version?: number | string | null
        }[]
      | null
    severity_overridden?: boolean | null
    identifiers?:
      | {
          name: string
          external_id?: string | null
          external_type?: string | null
          url?: string | null
        }[]
      | null
    issues?:
      | {
          title?: string | null
          url?: string | null
          created_at?: string | null
          updated_at?: string | null
        }[]
      | null
    report_type?: Open<
      | 'sast'
      | 'dependency_scanning'
      | 'container_scanning'
      | 'dast'
      | 'secret_detection'
      | 'coverage_fuzzing'
      | 'api_fuzzing'
      | 'cluster_image_scanning'
      | 'generic'
    > | null
    confidence?: Open<
      'ignore' | 'unknown' | 'experimental' | 'low' | 'medium' | 'high' | 'confirmed' | 'undefined'
    > | null
    confidence_overridden?: boolean | null
    confirmed_at?: string | null
    confirmed_by_id?: number | string | null
    dismissed_at?: string | null
    dismissed_by_id?: number | string | null
    resolved_at?: string | null
    resolved_by_id?: number | string | null
    auto_resolved?: boolean | null
    resolved_on_default_branch?: boolean | null
    created_at?: string | null
    updated_at?: string | null
    scanner_external_id?: string | null
  }
}

/** Someone became a member of the group. */
export interface StrictMemberAddedEvent {
  event_name: 'user_add_to_group'
  created_at: string | null
  updated_at: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name: string
  user_email: string | null
  user_id: number
  /** Name of the role, in English. Custom roles have names of their own, so the loose view takes any. */
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
  group_plan: string | null
  /** Null, if the membership does not expire. */
  expires_at: string | null
}

/** Someone became a member of the group. As real servers send it. */
export interface LooseMemberAddedEvent {
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
  /** Name of the role, in English. Custom roles have names of their own, so the loose view takes any. */
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
  group_plan?: string | null
  /** Null, if the membership does not expire. */
  expires_at?: string | null
}

/** The role or the expiry of a member of the group changed. */
export interface StrictMemberUpdatedEvent {
  event_name: 'user_update_for_group'
  created_at: string | null
  updated_at: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name: string
  user_email: string | null
  user_id: number
  /** Name of the role, in English. Custom roles have names of their own, so the loose view takes any. */
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
  group_plan: string | null
  /** Null, if the membership does not expire. */
  expires_at: string | null
}

/** The role or the expiry of a member of the group changed. As real servers send it. */
export interface LooseMemberUpdatedEvent {
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
  /** Name of the role, in English. Custom roles have names of their own, so the loose view takes any. */
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
  group_plan?: string | null
  /** Null, if the membership does not expire. */
  expires_at?: string | null
}

/** Someone ceased to be a member of the group. */
export interface StrictMemberRemovedEvent {
  event_name: 'user_remove_from_group'
  created_at: string | null
  updated_at: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name: string
  user_email: string | null
  user_id: number
  /** Name of the role, in English. Custom roles have names of their own, so the loose view takes any. */
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
  group_plan: string | null
  /** Null, if the membership does not expire. */
  expires_at: string | null
}

/** Someone ceased to be a member of the group. As real servers send it. */
export interface LooseMemberRemovedEvent {
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
  /** Name of the role, in English. Custom roles have names of their own, so the loose view takes any. */
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
  group_plan?: string | null
  /** Null, if the membership does not expire. */
  expires_at?: string | null
}

/** Someone asked for access to the group. */
export interface StrictAccessRequestedEvent {
  event_name: 'user_access_request_to_group'
  created_at: string | null
  updated_at: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name: string
  user_email: string | null
  user_id: number
  /** Name of the role, in English. Custom roles have names of their own, so the loose view takes any. */
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
  group_plan: string | null
  /** Null, if the membership does not expire. */
  expires_at: string | null
}

/** Someone asked for access to the group. As real servers send it. */
export interface LooseAccessRequestedEvent {
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
  /** Name of the role, in English. Custom roles have names of their own, so the loose view takes any. */
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
  group_plan?: string | null
  /** Null, if the membership does not expire. */
  expires_at?: string | null
}

/** Access to the group was denied, or the request withdrawn. */
export interface StrictAccessDeniedEvent {
  event_name: 'user_access_request_denied_for_group'
  created_at: string | null
  updated_at: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name: string
  user_email: string | null
  user_id: number
  /** Name of the role, in English. Custom roles have names of their own, so the loose view takes any. */
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
  group_plan: string | null
  /** Null, if the membership does not expire. */
  expires_at: string | null
}

/** Access to the group was denied, or the request withdrawn. As real servers send it. */
export interface LooseAccessDeniedEvent {
  event_name: 'user_access_request_denied_for_group'
  created_at?: string | null
  updated_at?: string | null
  group_name: string
  group_path: string
  group_id: number
  user_username: string
  user_name?: string | null
  user_email?: string | null
  user_id: number
  /** Name of the role, in English. Custom roles have names of their own, so the loose view takes any. */
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
  group_plan?: string | null
  /** Null, if the membership does not expire. */
  expires_at?: string | null
}

/** An owner of a project. */
export interface StrictOwner {
  name: string | null
  email: string | null
}

/** An owner of a project. As real servers send it. */
export interface LooseOwner {
  name?: string | null
  email?: string | null
}

/** A project was made in the group. */
export interface StrictProjectCreatedEvent {
  event_name: 'project_create'
  created_at: string | null
  updated_at: string | null
  name: string
  path: string
  path_with_namespace: string
  project_id: number
  project_namespace_id: number | null
  /** Empty for a project that a group owns. */
  owners: StrictOwner[]
  project_visibility: 'private' | 'internal' | 'public'
}

/** A project was made in the group. As real servers send it. */
export interface LooseProjectCreatedEvent {
  event_name: 'project_create'
  created_at?: string | null
  updated_at?: string | null
  name: string
  path: string
  path_with_namespace: string
  project_id: number
  project_namespace_id?: number | string | null
  /** Empty for a project that a group owns. */
  owners?: LooseOwner[] | null
  project_visibility?: Open<'private' | 'internal' | 'public'> | null
}

/** A project of the group was deleted. */
export interface StrictProjectDestroyedEvent {
  event_name: 'project_destroy'
  created_at: string | null
  updated_at: string | null
  name: string
  path: string
  path_with_namespace: string
  project_id: number
  project_namespace_id: number | null
  /** Empty for a project that a group owns. */
  owners: StrictOwner[]
  project_visibility: 'private' | 'internal' | 'public'
}

/** A project of the group was deleted. As real servers send it. */
export interface LooseProjectDestroyedEvent {
  event_name: 'project_destroy'
  created_at?: string | null
  updated_at?: string | null
  name: string
  path: string
  path_with_namespace: string
  project_id: number
  project_namespace_id?: number | string | null
  /** Empty for a project that a group owns. */
  owners?: LooseOwner[] | null
  project_visibility?: Open<'private' | 'internal' | 'public'> | null
}

/** A subgroup was made. */
export interface StrictSubgroupCreatedEvent {
  event_name: 'subgroup_create'
  created_at: string | null
  updated_at: string | null
  name: string
  path: string
  full_path: string
  group_id: number
  parent_group_id: number
  parent_name: string | null
  parent_path: string | null
  parent_full_path: string | null
}

/** A subgroup was made. As real servers send it. */
export interface LooseSubgroupCreatedEvent {
  event_name: 'subgroup_create'
  created_at?: string | null
  updated_at?: string | null
  name: string
  path: string
  full_path: string
  group_id: number
  parent_group_id: number
  parent_name?: string | null
  parent_path?: string | null
  parent_full_path?: string | null
}

/** A subgroup was deleted. */
export interface StrictSubgroupDestroyedEvent {
  event_name: 'subgroup_destroy'
  created_at: string | null
  updated_at: string | null
  name: string
  path: string
  full_path: string
  group_id: number
  parent_group_id: number
  parent_name: string | null
  parent_path: string | null
  parent_full_path: string | null
}

/** A subgroup was deleted. As real servers send it. */
export interface LooseSubgroupDestroyedEvent {
  event_name: 'subgroup_destroy'
  created_at?: string | null
  updated_at?: string | null
  name: string
  path: string
  full_path: string
  group_id: number
  parent_group_id: number
  parent_name?: string | null
  parent_path?: string | null
  parent_full_path?: string | null
}

/** Event type → its payload, as documented and as really sent. */
export interface ForgeEvents {
  push: Views<StrictPushEvent, LoosePushEvent>
  tag_push: Views<StrictTagPushEvent, LooseTagPushEvent>
  issue: Views<StrictIssueEvent, LooseIssueEvent>
  work_item: Views<StrictWorkItemEvent, LooseWorkItemEvent>
  note: Views<StrictNoteEvent, LooseNoteEvent>
  merge_request: Views<StrictMergeRequestEvent, LooseMergeRequestEvent>
  wiki_page: Views<StrictWikiPageEvent, LooseWikiPageEvent>
  pipeline: Views<StrictPipelineEvent, LoosePipelineEvent>
  build: Views<StrictBuildEvent, LooseBuildEvent>
  deployment: Views<StrictDeploymentEvent, LooseDeploymentEvent>
  release: Views<StrictReleaseEvent, LooseReleaseEvent>
  milestone: Views<StrictMilestoneEvent, LooseMilestoneEvent>
  feature_flag: Views<StrictFeatureFlagEvent, LooseFeatureFlagEvent>
  emoji: Views<StrictEmojiEvent, LooseEmojiEvent>
  access_token: Views<StrictAccessTokenEvent, LooseAccessTokenEvent>
  deploy_token: Views<StrictDeployTokenEvent, LooseDeployTokenEvent>
  vulnerability: Views<StrictVulnerabilityEvent, LooseVulnerabilityEvent>
  user_add_to_group: Views<StrictMemberAddedEvent, LooseMemberAddedEvent>
  user_update_for_group: Views<StrictMemberUpdatedEvent, LooseMemberUpdatedEvent>
  user_remove_from_group: Views<StrictMemberRemovedEvent, LooseMemberRemovedEvent>
  user_access_request_to_group: Views<StrictAccessRequestedEvent, LooseAccessRequestedEvent>
  user_access_request_denied_for_group: Views<StrictAccessDeniedEvent, LooseAccessDeniedEvent>
  project_create: Views<StrictProjectCreatedEvent, LooseProjectCreatedEvent>
  project_destroy: Views<StrictProjectDestroyedEvent, LooseProjectDestroyedEvent>
  subgroup_create: Views<StrictSubgroupCreatedEvent, LooseSubgroupCreatedEvent>
  subgroup_destroy: Views<StrictSubgroupDestroyedEvent, LooseSubgroupDestroyedEvent>
}

/** Every event type. */
export const eventTypes: readonly (keyof ForgeEvents)[] = [
  'push',
  'tag_push',
  'issue',
  'work_item',
  'note',
  'merge_request',
  'wiki_page',
  'pipeline',
  'build',
  'deployment',
  'release',
  'milestone',
  'feature_flag',
  'emoji',
  'access_token',
  'deploy_token',
  'vulnerability',
  'user_add_to_group',
  'user_update_for_group',
  'user_remove_from_group',
  'user_access_request_to_group',
  'user_access_request_denied_for_group',
  'project_create',
  'project_destroy',
  'subgroup_create',
  'subgroup_destroy',
]
