/** What the documents and the corpus beside the repository hold of GitLab and its forks. Empty where they are not at hand. */
import { readShared } from '../shared.js'

/** A body, and how it was sent. */
export interface Sent {
  readonly file: string
  readonly type: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

interface DocumentEntry {
  readonly file: string
  readonly events: readonly string[]
  readonly header: string | null
}

interface CorpusEntry {
  readonly file: string
  readonly kind: string
  readonly header: string
}

const read = (path: string): unknown => JSON.parse(readShared(path) as string)

/** The documented examples of a folder: `gitlab-system-2018`, `gitlab-system-2020` or `wvs`. */
export function examplesOf(folder: string): readonly Sent[] {
  const index = JSON.parse(readShared('spec/payloads/index.json') ?? '[]') as DocumentEntry[]
  return index
    .filter(({ file }) => file.startsWith(`${folder}/`))
    .map(({ file, events, header }) => {
      const [name = '', value = ''] = header?.split(': ') ?? []
      return {
        file,
        type: events[0] as string,
        headers: { [name]: value },
        body: read(`spec/payloads/${file}`),
      }
    })
}

/** Every body that other projects hold. */
export const corpus: readonly Sent[] = (JSON.parse(readShared('corpus/index.json') ?? '[]') as CorpusEntry[])
  .filter(({ file }) => file.startsWith('gitlab/'))
  .map(({ file, kind, header }) => ({
    file: file.slice('gitlab/'.length),
    type: kind,
    headers: { 'X-Gitlab-Event': header },
    body: read(`corpus/${file}`),
  }))

/** Bodies of the corpus that are no webhook bodies, and why. */
export const excluded: Readonly<Record<string, string>> = {
  'gitlab-docs/19x__PARTIAL_merge_request_rerequest_review.json': 'a fragment in the documents',
  'gitlab-docs/19x__PARTIAL_merge_request_submit_review.json': 'a fragment in the documents',
  'gitlab-docs/19x__PARTIAL_merge_request_system_unapproved.json': 'a fragment in the documents',
  'gitlab-docs/19x__PARTIAL_merge_request_update_oldrev.json': 'a fragment in the documents',
  'gitlab4j__gitlab4j-api/job-event.json': 'object_kind "job" was invented by a client library',
}
