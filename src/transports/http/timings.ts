import type { AttemptTimings } from '../../ports/delivery.js'
import type { Stages } from './route.js'

/** The stages of one attempt; those of a connection made for an earlier one are not among them. */
export function timingsOf(
  startedAt: number,
  { resolvedAt = 0, connectedAt = 0, securedAt = 0 }: Stages,
  answeredAt: number,
): AttemptTimings | undefined {
  const firstByte = answeredAt === 0 ? undefined : { firstByteNs: since(startedAt, answeredAt) }
  // Most attempts: a kept connection that answered.
  if (connectedAt < startedAt && resolvedAt < startedAt) return firstByte
  return {
    ...(resolvedAt !== 0 && { dnsNs: since(startedAt, resolvedAt) }),
    ...(connectedAt !== 0 && { connectNs: since(startedAt, connectedAt) }),
    ...(securedAt !== 0 && { tlsNs: since(startedAt, securedAt) }),
    ...firstByte,
  }
}

/** In whole nanoseconds. */
function since(startedAt: number, at: number): number {
  return Math.round((at - startedAt) * 1e6)
}
