/** Every dialect with all payloads there are of it: fixtures, their variants, the documented examples where at hand. */
import { djinn } from 'hookstamp/dialects/djinn'
import { gitlab } from 'hookstamp/dialects/gitlab'
import { gitlabSystem } from 'hookstamp/dialects/gitlab-system'
import { wvs } from 'hookstamp/dialects/wvs'
import * as ofDjinn from 'hookstamp/fixtures/djinn'
import * as ofGitlab from 'hookstamp/fixtures/gitlab'
import * as ofSystem from 'hookstamp/fixtures/gitlab-system'
import { fixtures as wvsFixtures } from 'hookstamp/fixtures/wvs'
import type { DialectToExport, ExampleEvent } from 'hookstamp/schema'
import { readShared } from '../dialects/shared.js'

export interface Case {
  readonly name: string
  readonly dialect: DialectToExport
  readonly fixtures: Readonly<Record<string, ExampleEvent>>
  readonly documented: readonly ExampleEvent[]
}

interface Entry {
  readonly file: string
  readonly events: readonly string[]
}

const index = JSON.parse(readShared('spec/payloads/index.json') ?? '[]') as Entry[]

function documented(folders: RegExp): ExampleEvent[] {
  return index
    .filter(({ file }) => folders.test(file))
    .flatMap(({ file, events }) => {
      const payload: unknown = JSON.parse(readShared(`spec/payloads/${file}`) as string)
      // One example serves three events; nothing has started in it, so in two of them it breaks their promise.
      const types = events.filter((type) => type !== 'build.started' && type !== 'build.finished')
      return types.map((type) => ({ type, payload }))
    })
}

export const everyDialect: readonly Case[] = [
  { name: 'djinn', dialect: djinn, fixtures: ofDjinn.fixtures, documented: documented(/^djinn\//) },
  {
    name: 'gitlab',
    dialect: gitlab,
    fixtures: { ...ofGitlab.fixtures, ...ofGitlab.variants },
    documented: [],
  },
  {
    name: 'gitlab-system',
    dialect: gitlabSystem,
    fixtures: { ...ofSystem.fixtures, ...ofSystem.variants },
    documented: documented(/^gitlab-system/),
  },
  {
    name: 'wvs',
    dialect: wvs,
    // One of GitLab's, whose schemas these are: the others are tried above.
    fixtures: { push: wvsFixtures.push },
    documented: documented(/^wvs\//),
  },
]
