/** What the benchmarks of receiving share: the requests, the handler written by hand, and who sends. */
import { fork } from 'node:child_process'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'

// A forced collection before every round shrinks the young generation, and its regrowth is then half of what is measured:
// a server under load is in neither state. So `pairedCpu` finds no gc here.
globalThis.gc = undefined

export const SECRET = 'a secret of thirty-two characters'
export const CONNECTIONS = 64

const { payload } = fixture('build.finished', { output: 'x'.repeat(900) })
export const body = Buffer.from(djinn.encode({ id: 'e', type: 'build.finished', payload, occurredAt: 0 }))
const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`

const request = (...headers) =>
  Buffer.concat([
    Buffer.from(
      [
        'POST /hook HTTP/1.1',
        'Host: localhost',
        'User-Agent: Djinn-CI-Hook',
        'Accept: */*',
        'Content-Type: application/json; charset=utf-8',
        `Content-Length: ${body.length}`,
        ...headers,
        '',
        '',
      ].join('\r\n'),
    ),
    body,
  ]).toString('base64')

export const djinnRequest = request(
  'X-Djinn-CI-Event: build.finished',
  'X-Djinn-CI-Hook-ID: 7',
  `X-Djinn-CI-Signature: ${signature}`,
)
export const githubRequest = request(
  'X-GitHub-Event: push',
  'X-GitHub-Delivery: 7f0f6c2e-0000-4000-8000-000000000000',
  `X-Hub-Signature-256: ${signature}`,
)

export function isGenuine(bytes, header) {
  const expected = Buffer.from(`sha256=${createHmac('sha256', SECRET).update(bytes).digest('hex')}`)
  const given = Buffer.from(header ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** The receiver one would write by hand for node:http. */
export function byHand(use = () => undefined) {
  return (req, res) => {
    const chunks = []
    req.on('data', (chunk) => chunks.push(chunk))
    req.on('end', () => {
      const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
      if (!isGenuine(bytes, req.headers['x-djinn-ci-signature'])) {
        res.writeHead(401).end()
        return
      }
      use(JSON.parse(bytes.toString()))
      res.writeHead(204).end()
    })
  }
}

/** The process that sends; `caseOf` makes a server one case of `pairedCpu`. */
export async function loadFrom(count) {
  const load = fork(fileURLToPath(new URL('receive-load.mjs', import.meta.url)))
  await new Promise((resolve) => load.once('message', resolve))
  const servers = []
  return {
    caseOf: async (server, request) => {
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
      servers.push(server)
      const { port } = server.address()
      return async () => {
        load.send({ port, request, count, connections: CONNECTIONS })
        const { statuses } = await new Promise((resolve) => load.once('message', resolve))
        if (Object.keys(statuses).some((status) => !status.startsWith('2')))
          throw new Error(JSON.stringify(statuses))
        return count
      }
    },
    close: () => {
      load.disconnect()
      for (const server of servers) server.close()
    },
  }
}
