/** What the benchmarks of receiving share: the requests, and the processes that serve and send. */
import { fork } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'

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

/**
 * Makes cases of `pairedCpu` out of those of `receive-server.mjs`: every server has a process of its own, as it has
 * in life, so that none shares inline caches and a heap with its rivals. Another process sends.
 */
export async function loadFrom(count) {
  const load = start('receive-load.mjs')
  await answerOf(load)
  const servers = []
  return {
    caseOf: async (name, request = djinnRequest) => {
      const server = start('receive-server.mjs', name)
      servers.push(server)
      const { port } = await answerOf(server)
      return async () => {
        await ask(server, 'start')
        const { statuses } = await ask(load, { port, request, count, connections: CONNECTIONS })
        if (Object.keys(statuses).some((status) => !status.startsWith('2')))
          throw new Error(JSON.stringify(statuses))
        return { operations: count, micros: await ask(server, 'stop') }
      }
    },
    close: () => {
      for (const child of [load, ...servers]) child.disconnect()
    },
  }
}

// Without --expose-gc: a forced collection before every round shrinks the young generation, and its regrowth is then half
// of what is measured. A server under load is in neither state.
const start = (file, ...args) => fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: [] })
const answerOf = (child) => new Promise((resolve) => child.once('message', resolve))
const ask = (child, message) => {
  child.send(message)
  return answerOf(child)
}
