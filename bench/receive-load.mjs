/**
 * The sending side of bench/receive.mjs, in a process of its own: a closed loop of raw connections that send one
 * request over and over. Told `{ port, request, count, connections }`, answers `{ statuses }`.
 */
import { connect } from 'node:net'

const open = (port) =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket)).setNoDelay()
    socket.once('error', reject)
  })

process.on('message', async ({ port, request, count, connections }) => {
  const bytes = Buffer.from(request, 'base64')
  const statuses = {}
  let left = count
  const loop = async () => {
    const socket = await open(port)
    await new Promise((resolve, reject) => {
      let received = ''
      const next = () => {
        if (left-- > 0) return socket.write(bytes)
        socket.destroy()
        return resolve()
      }
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1')
        const end = received.indexOf('\r\n\r\n')
        if (end < 0) return
        const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0)
        if (received.length < end + 4 + length) return
        const status = received.slice(9, 12)
        statuses[status] = (statuses[status] ?? 0) + 1
        received = ''
        next()
      })
      socket.on('close', () => reject(new Error('the server hung up')))
      next()
    })
  }
  await Promise.all(Array.from({ length: connections }, loop))
  process.send({ statuses })
})
process.send('ready')
