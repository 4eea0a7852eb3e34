/** What must compile about Djinn's events, and what must not. Never run: `npm run types` checks it. */
import type { IsEqual } from 'type-fest'
import {
  djinn,
  type DjinnEvents,
  type LooseBuild,
  type LooseBuildTagged,
  type StrictBuild,
  type StrictBuildStarted,
} from 'hookstamp/dialects/djinn'
import { build, loose, strict } from 'hookstamp/dialects/djinn/schemas'
import { fixture } from 'hookstamp/fixtures/djinn'
import type * as z from 'zod'
import type { PayloadOf } from '../../../src/dialect.js'

function assert<Holds extends true>(): Holds | void {}

// The events of the dialect, in each view.
assert<IsEqual<typeof djinn.name, 'djinn'>>()
assert<IsEqual<NonNullable<(typeof djinn)['~events']>, DjinnEvents>>()
assert<IsEqual<PayloadOf<DjinnEvents, 'build.submitted', 'strict'>, StrictBuild>>()
assert<IsEqual<PayloadOf<DjinnEvents, 'build.submitted', 'emit'>, StrictBuild>>()
assert<IsEqual<PayloadOf<DjinnEvents, 'build.pinned', 'loose'>, LooseBuild>>()

// What each view guarantees.
assert<IsEqual<StrictBuild['started_at'], string | null>>()
assert<IsEqual<StrictBuildStarted['started_at'], string>>()
assert<IsEqual<PayloadOf<DjinnEvents, 'build.finished', 'strict'>['finished_at'], string>>()
assert<IsEqual<PayloadOf<DjinnEvents, 'build.started', 'loose'>['started_at'], string | null | undefined>>()
assert<IsEqual<LooseBuildTagged['url'], string | LooseBuild>>()

export function misspelt(payload: LooseBuild): unknown {
  // @ts-expect-error -- did you mean finished_at?
  return payload.finishd_at
}

export function open(payload: LooseBuild): boolean {
  return payload.status === 'passed' || payload.status === 'invented later'
}

export function closed(payload: StrictBuild): boolean {
  // @ts-expect-error -- no such status in the document
  return payload.status === 'invented later'
}

// Schemas yield the interfaces, and stay zod objects.
assert<IsEqual<z.output<typeof build>, StrictBuild>>()
assert<IsEqual<z.output<(typeof strict)['build.started']>, StrictBuildStarted>>()
export const picked: z.output<ReturnType<typeof build.pick<{ id: true }>>> = { id: 1 }
export const status: LooseBuild['status'] = loose['build.submitted'].shape.status.parse('x')

// Fixtures.
export const failed: StrictBuild = fixture('build.finished', {
  status: 'failed',
  user: { username: 'a' },
}).payload
// @ts-expect-error -- no such status in the document
fixture('build.finished', { status: 'faild' })
// @ts-expect-error -- lists are replaced as a whole
fixture('build.tagged', { tags: [{ name: 'a' }] })
// @ts-expect-error -- no such event
fixture('build.done')
