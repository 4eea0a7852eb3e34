/**
 * CPU per request of httpTransport (guard, deadline, capped response) against raw undici: Pool.request + dump.
 * One process sends, another only answers.
 *
 *   npm run build && node --expose-gc bench/transport.mjs [requests per round]
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Pool } from 'undici'
import { httpTransport } from 'hookstamp/transports/http'
import { reportRatio } from './figures.mjs'
import { pairedCpu, printCpu } from './paired-cpu.mjs'

const requests = Number(process.argv[2] ?? 6400)
const CONCURRENCY = 64

const sink = fork(fileURLToPath(new URL('transport-sink.mjs', import.meta.url)))
const port = await new Promise((resolve) => sink.once('message', resolve))
const origin = `http://127.0.0.1:${port}`
const url = `${origin}/hook`
const body = Buffer.alloc(3000, 'x')
const headers = {
  Accept: '*/*',
  'Content-Type': 'application/json; charset=utf-8',
  'User-Agent': 'Djinn-CI-Hook',
  'X-Djinn-CI-Event': 'build.finished',
  'X-Djinn-CI-Hook-ID': '7',
  'X-Djinn-CI-Signature': `sha256=${'0'.repeat(64)}`,
}

const pool = new Pool(origin, { connections: CONCURRENCY })
const transport = httpTransport({ egress: { allowHttp: true, allow: ['127.0.0.1'], ports: 'any' } })

/** A batch of requests, so many at once. */
const batch = (send) => async () => {
  let left = requests
  const lane = async () => {
    while (left-- > 0) await send()
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, lane))
  return requests
}

const results = await pairedCpu({
  'undici Pool.request + dump': batch(async () => {
    const answer = await pool.request({ path: '/hook', method: 'POST', headers, body })
    await answer.body.dump()
  }),
  'httpTransport.send': batch(async () => {
    const { error } = await transport.send({ url, headers, body, ssl: false })
    if (error !== undefined) throw new Error(error.message)
  }),
})
printCpu(`One attempt, 3 kB, ${CONCURRENCY} at once (goal 1.0, accepted 1.1)`, results)
reportRatio('CPU of one attempt, 3 kB, unsigned: httpTransport', results[1], {
  against: results[0].name,
  goal: 1.1,
})
await Promise.all([pool.close(), transport.close()])
sink.disconnect()
