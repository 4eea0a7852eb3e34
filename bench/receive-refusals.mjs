/**
 * Memory of the server while it refuses bodies of 200 MiB: without a signature header (goal: under 4 MB) and with a forged
 * one (goal: under maxBodyBytes + 4 MB). Peak of resident memory over what it was, sampled while the sender sends.
 *
 *   npm run build && node --expose-gc bench/receive-refusals.mjs
 */
import { fork } from 'node:child_process'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createReceiver } from 'hookstamp'
import { endpoint } from 'hookstamp/adapters/node'
import { djinn } from 'hookstamp/dialects/djinn'
import { percentile, report, roundsOr } from './figures.mjs'

const SIZE = 200 * 1024 * 1024
const CHUNK = 64 * 1024

if (process.send === undefined) await serve()
else process.on('message', send)

async function serve() {
  const receiver = createReceiver({ dialect: djinn, secrets: ['a secret'] })
  const server = createServer(endpoint(receiver))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const sender = fork(fileURLToPath(import.meta.url))
  const forged = `X-Djinn-CI-Signature: sha256=${'0'.repeat(64)}`
  const chunked = 'Transfer-Encoding: chunked'
  for (const [name, headers] of [
    ['no signature, declared', [`Content-Length: ${SIZE}`]],
    ['no signature, chunked', [chunked]],
    ['forged signature, declared', [`Content-Length: ${SIZE}`, forged]],
    ['forged signature, chunked', [chunked, forged]],
  ]) {
    let status
    const grown = []
    // Once more: the first one also pays for what Node and V8 set up.
    for (let round = 0; round <= roundsOr(5); round++) {
      globalThis.gc?.()
      const before = process.memoryUsage().rss
      let peak = before
      const sample = () => (peak = Math.max(peak, process.memoryUsage().rss))
      const sampling = setInterval(sample, 1)
      sender.send({ port: server.address().port, headers })
      status = await new Promise((resolve) => sender.once('message', resolve))
      sample()
      clearInterval(sampling)
      grown.push((peak - before) / 1e6)
    }
    const [first, ...again] = grown
    const value = percentile(again, 0.5)
    console.log(
      `  ${name.padEnd(30)} ${status}  first +${first.toFixed(1)} MB, again +${value.toFixed(1)} MB (median of ${again.length})`,
    )
    const isForged = headers.includes(forged)
    report({
      figure: `memory that refusing 200 MiB takes: ${name}`,
      value,
      spread: [Math.min(...again), Math.max(...again)],
      unit: 'MB',
      digits: 1,
      against: isForged ? 'a body is read up to maxBodyBytes, 1 MiB' : 'the body is not read',
      goal: isForged ? 5 : 4,
    })
  }
  sender.disconnect()
  server.close()
}

function send({ port, headers }) {
  const isChunked = headers[0].startsWith('Transfer')
  const socket = connect(port, '127.0.0.1')
  const piece = Buffer.alloc(CHUNK, 'x')
  let answer = ''
  let left = SIZE
  socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\n${headers.join('\r\n')}\r\n\r\n`)
  const pump = () => {
    while (left > 0 && !socket.destroyed) {
      left -= CHUNK
      if (isChunked) socket.write(`${CHUNK.toString(16)}\r\n`)
      const isRoom = socket.write(piece)
      if (isChunked) socket.write('\r\n')
      if (!isRoom) return
    }
  }
  socket.on('drain', pump)
  socket.on('data', (chunk) => (answer += chunk))
  socket.on('error', () => undefined)
  socket.on('close', () => process.send(answer.slice(9, 12) || 'cut'))
  pump()
}
