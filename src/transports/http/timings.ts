import type { AttemptTimings } from '../../ports/delivery.js'
import type { Stages } from './dial.js'

/** The stages of one attempt; those of a connection made for an earlier one are not among them. */
export function timingsOf(
  startedAt: number,
  { resolvedAt = 0, connectedAt = 0, securedAt = 0 }: Stages,
  answeredAt: number,
): AttemptTimings | undefined {
  // Most attempts: a kept connection that answered.
  if (connectedAt < startedAt && resolvedAt < startedAt) {
    return answeredAt === 0 ? undefined : { firstByteNs: since(startedAt, answeredAt) }
  }
  return {
    ...(resolvedAt >= startedAt && { dnsNs: since(startedAt, resolvedAt) }),
    ...(connectedAt >= startedAt && { connectNs: since(startedAt, connectedAt) }),
    ...(securedAt >= startedAt && { tlsNs: since(startedAt, securedAt) }),
    ...(answeredAt !== 0 && { firstByteNs: since(startedAt, answeredAt) }),
  }
}

/** In whole nanoseconds. */
function since(startedAt: number, at: number): number {
  return Math.round((at - startedAt) * 1e6)
}
