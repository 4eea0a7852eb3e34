/**
 * What GitLab's dialect costs once a body is there: recognising the event, and holding it to the loose view, both
 * against JSON.parse of the same text.
 *
 *   npm run build && node bench/gitlab.mjs
 */
import { gitlab } from 'hookstamp/dialects/gitlab'
import { gitlabSystem } from 'hookstamp/dialects/gitlab-system'
import { loose, strict } from 'hookstamp/dialects/gitlab/schemas'
import { fixtures, variants } from 'hookstamp/fixtures/gitlab'
import { report, reportRatio } from './figures.mjs'
import { pairedRounds, printRatios } from './paired-rounds.mjs'

const hooks = {
  push: 'Push Hook',
  merge_request: 'Merge Request Hook',
  note: 'Note Hook',
  pipeline: 'Pipeline Hook',
}
// As Node has them: a record with a dozen lower-case names.
const headersOf = (hook) => ({
  host: 'hooks.example',
  'user-agent': 'GitLab/19.0.0',
  'content-type': 'application/json',
  'content-length': '6000',
  'idempotency-key': 'f5e5f430-f57b-4e6e-9fac-d9128cd7232f',
  'x-gitlab-event': hook,
  'x-gitlab-webhook-uuid': 'a',
  'x-gitlab-instance': 'https://gitlab.example',
  'x-gitlab-event-uuid': 'b',
  'x-gitlab-token': 'secret',
  accept: '*/*',
  connection: 'close',
})

for (const [type, hook] of Object.entries(hooks)) {
  const text = JSON.stringify((type === 'note' ? variants['note.issue'] : fixtures[type]).payload)
  const payload = JSON.parse(text)
  const message = { headers: headersOf(hook), json: payload }
  const odd = { ...payload, project: { ...payload.project, name: 7 } }
  const results = await pairedRounds({
    'JSON.parse': () => JSON.parse(text),
    'loose (goal 0.6x)': () => loose[type].parse(payload),
    strict: () => strict[type].parse(payload),
    'loose, refused': () => loose[type].safeParse(odd),
    'recognise (goal 1 µs)': () => gitlab.recognise(message),
    'recognise, of the other dialect': () => gitlabSystem.recognise(message),
    'facts of the headers': () => gitlab.facts(message.headers),
  })
  const size = `${(text.length / 1024).toFixed(1)} kB`
  printRatios(`${type}, ${size}`, results)
  const [{ name: against }, view, , , recognised] = results
  reportRatio(`GitLab ${type}, ${size}: loose view`, view, { against, goal: 0.6 })
  const absolute = { value: recognised.nanos / 1000, unit: 'µs', against: 'absolute', goal: 1 }
  report({ figure: `GitLab ${type}: recognised`, ...absolute })
}
