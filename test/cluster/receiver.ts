/** The receiving end of a cluster: what came, in which order, and how much of it at once. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ClusterReceiver {
  readonly url: string
  /** Endpoint → numbers of its events, as they were accepted. */
  readonly accepted: ReadonlyMap<string, readonly number[]>
  /** Endpoint → most requests that were under way at once. */
  readonly atOnce: ReadonlyMap<string, number>
  /** Resolves when so many were accepted in all. */
  reached(total: number): Promise<void>
  close(): Promise<void>
}

// Long enough that several requests to an endpoint meet, if anything lets them.
const ANSWER_MS = 3

export async function clusterReceiver(): Promise<ClusterReceiver> {
  const accepted = new Map<string, number[]>()
  const underWay = new Map<string, number>()
  const atOnce = new Map<string, number>()
  const waiting = new Set<{ readonly total: number; readonly resolve: () => void }>()
  let total = 0
  const server = createServer((request, response) => {
    const endpoint = (request.url as string).slice(1)
    const now = (underWay.get(endpoint) ?? 0) + 1
    underWay.set(endpoint, now)
    atOnce.set(endpoint, Math.max(now, atOnce.get(endpoint) ?? 0))
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { data } = JSON.parse(Buffer.concat(chunks).toString()) as { data: { number: number } }
      setTimeout(() => {
        underWay.set(endpoint, (underWay.get(endpoint) as number) - 1)
        const numbers = accepted.get(endpoint) ?? []
        numbers.push(data.number)
        accepted.set(endpoint, numbers)
        response.writeHead(204).end()
        total++
        for (const waiter of waiting) if (total >= waiter.total) waiter.resolve()
      }, ANSWER_MS)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted,
    atOnce,
    reached: (wanted) =>
      new Promise((resolve) => {
        if (total >= wanted) resolve()
        else waiting.add({ total: wanted, resolve })
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
