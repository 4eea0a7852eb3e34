/** What must compile about GitLab's events, and what must not. Never run: `npm run types` checks it. */
import type { IsEqual } from 'type-fest'
import {
  defineForge,
  gitlab,
  type ForgeEvents,
  type LooseIssue,
  type LooseMergeRequest,
  type LooseMergeRequestNoteEvent,
  type LooseNoteEvent,
  type StrictAccessTokenEvent,
  type StrictCommitNoteEvent,
  type StrictIssueEvent,
  type StrictMergeRequestEvent,
  type StrictNoteEvent,
  type StrictPipelineEvent,
  type StrictPushEvent,
} from 'hookstamp/dialects/gitlab'
import { gitlabSystem, type GitlabSystemEvents } from 'hookstamp/dialects/gitlab-system'
import { wvs } from 'hookstamp/dialects/wvs'
import { loose, mergeRequest } from 'hookstamp/dialects/gitlab/schemas'
import { fixture, fixtures, variant } from 'hookstamp/fixtures/gitlab'
import { fixtures as systemFixtures } from 'hookstamp/fixtures/gitlab-system'
import type * as z from 'zod'
import type { PayloadOf } from '../../../src/dialect.js'

function assert<Holds extends true>(): Holds | void {}

assert<IsEqual<typeof gitlab.name, 'gitlab'>>()
assert<IsEqual<typeof wvs.name, 'wvs'>>()
assert<IsEqual<typeof gitlabSystem.name, 'gitlab-system'>>()
assert<IsEqual<NonNullable<(typeof wvs)['~events']>, ForgeEvents>>()
export const acme: { readonly name: 'acme' } = defineForge({ name: 'acme', headerPrefix: 'X-Acme' })

// What each view guarantees.
assert<IsEqual<PayloadOf<ForgeEvents, 'push', 'emit'>, StrictPushEvent>>()
assert<IsEqual<PayloadOf<GitlabSystemEvents, 'push', 'strict'>, StrictPushEvent>>()
assert<IsEqual<PayloadOf<ForgeEvents, 'note', 'loose'>, LooseNoteEvent>>()
assert<IsEqual<LooseIssue['title'], string>>()
assert<IsEqual<LooseMergeRequest['title'], string | null | undefined>>()

// Notes are told apart by what they are on.
assert<
  IsEqual<
    Extract<LooseNoteEvent, { object_attributes: { noteable_type: 'MergeRequest' } }>,
    LooseMergeRequestNoteEvent
  >
>()

export function misspelt(payload: StrictIssueEvent): unknown {
  // @ts-expect-error -- did you mean object_attributes?
  return payload.object_atributes
}

export function open(payload: LooseMergeRequest): boolean {
  return payload.action === 'merge' || payload.action === 'invented later'
}

export function closed(payload: StrictMergeRequestEvent): boolean {
  // @ts-expect-error -- no such action in the document
  return payload.object_attributes.action === 'invented later'
}

// Schemas yield the interfaces, and stay zod objects.
assert<IsEqual<z.output<(typeof loose)['note']>, LooseNoteEvent>>()
export const picked: z.output<ReturnType<typeof mergeRequest.pick<{ iid: true }>>> = { iid: 1 }

// Every fixture is of its exported type.
export const all: {
  readonly [Type in keyof ForgeEvents]: { readonly payload: PayloadOf<ForgeEvents, Type, 'strict'> }
} = fixtures
export const allOfSystem: {
  readonly [Type in keyof GitlabSystemEvents]: {
    readonly payload: PayloadOf<GitlabSystemEvents, Type, 'strict'>
  }
} = systemFixtures
export const push: StrictPushEvent = fixtures.push.payload
export const note: StrictNoteEvent = variant('note.commit').payload
export const pipeline: StrictPipelineEvent = fixture('pipeline', {
  object_attributes: { status: 'success' },
}).payload
export const token: StrictAccessTokenEvent = variant('access_token.group', { project: null }).payload
export const comment: Pick<StrictCommitNoteEvent, 'object_kind'> = variant('note.commit', {
  object_attributes: { note: 'Well done' },
}).payload
// @ts-expect-error -- no such status in the document
fixture('pipeline', { object_attributes: { status: 'sucess' } })
// @ts-expect-error -- no such variant
variant('note.wiki')
