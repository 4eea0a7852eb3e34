// CPU per request of httpTransport against raw undici: Pool.request + dump, no guard, no deadline, no cap.
// One process sends, another only answers; both senders take turns in shuffled rounds, and each round gives one
// ratio, so that whatever else the machine does falls on both.
//
//   npm run build && node bench/transport.mjs [rounds] [requests per round]
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { httpTransport } from 'hookstamp/transports/http'
import { Pool } from 'undici'

const ROUNDS = Number(process.argv[2] ?? 21)
const REQUESTS = Number(process.argv[3] ?? 6_000)
const CONCURRENCY = 64
const BODY = Buffer.alloc(3_000, 'x')
const HEADERS = {
  Accept: '*/*',
  'Content-Type': 'application/json; charset=utf-8',
  'User-Agent': 'Djinn-CI-Hook',
  'X-Djinn-CI-Event': 'build.finished',
  'X-Djinn-CI-Hook-ID': '7',
  'X-Djinn-CI-Signature': `sha256=${'0'.repeat(64)}`,
}

const sink = fork(fileURLToPath(new URL('transport-sink.mjs', import.meta.url)))
const port = await new Promise((resolve) => sink.once('message', resolve))
const origin = `http://127.0.0.1:${port}`

const url = `${origin}/hook`
const pool = new Pool(origin, { connections: CONCURRENCY })
const transport = httpTransport({ egress: { allowHttp: true, allow: ['127.0.0.1'], ports: 'any' } })
const senders = {
  undici: async () => {
    const { body } = await pool.request({ path: '/hook', method: 'POST', headers: HEADERS, body: BODY })
    await body.dump()
  },
  hookstamp: async () => {
    const { error } = await transport.send({ url, headers: HEADERS, body: BODY, ssl: false })
    if (error !== undefined) throw new Error(error.message)
  },
}

/** Microseconds of CPU per request. */
async function cpuOf(send) {
  const before = process.cpuUsage()
  let left = REQUESTS
  const lane = async () => {
    while (left-- > 0) await send()
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, lane))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / REQUESTS
}

const quantile = (values, q) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * q)]

for (const send of Object.values(senders)) await cpuOf(send)
const rounds = []
for (let round = 0; round < ROUNDS; round++) {
  const names = Math.random() < 0.5 ? ['undici', 'hookstamp'] : ['hookstamp', 'undici']
  const cpu = {}
  for (const name of names) cpu[name] = await cpuOf(senders[name])
  rounds.push({ ...cpu, ratio: cpu.hookstamp / cpu.undici })
}
const figure = (key, q) =>
  quantile(
    rounds.map((round) => round[key]),
    q,
  )
console.log(`transport.send, 3 kB, ${CONCURRENCY} at once, ${ROUNDS} rounds of ${REQUESTS}`)
for (const name of Object.keys(senders))
  console.log(`  ${name.padEnd(10)} ${figure(name, 0.5).toFixed(1)} us CPU`)
console.log(
  `  ratio      ${figure('ratio', 0.5).toFixed(3)}  (p10 ${figure('ratio', 0.1).toFixed(3)}, p90 ${figure('ratio', 0.9).toFixed(3)}; goal 1.0, accepted 1.1)`,
)
await Promise.all([pool.close(), transport.close()])
sink.disconnect()
