/** Whether a Redis keeps what it has acknowledged. */
import { HookstampError } from '../errors.js'

/** What an operator should know of a Redis, in words, from its INFO. What it does not tell is not held against it. */
export function redisFindings(info: string): string[] {
  const facts = new Map(
    info.split(/\r?\n/).map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at), line.slice(at + 1)] as const
    }),
  )
  const findings: string[] = []
  if (facts.get('aof_enabled') === '0') {
    findings.push('redis appendonly=no: acknowledged deliveries are lost on a crash')
  }
  const policy = facts.get('maxmemory_policy') ?? 'noeviction'
  if (policy !== 'noeviction') {
    findings.push(`redis maxmemory-policy=${policy}: deliveries that wait are dropped when memory runs out`)
  }
  if (facts.get('aof_last_write_status') === 'err') {
    findings.push('redis aof_last_write_status=err: its log cannot be written; look at its disk')
  }
  return findings
}

/** @throws HookstampError `queue-not-durable` */
export function assertDurable(info: string): void {
  const findings = redisFindings(info)
  if (findings.length === 0) return
  throw new HookstampError(
    'queue-not-durable',
    `${findings.join('; ')}. Set appendonly yes and maxmemory-policy noeviction in redis.conf (CONFIG SET does it at ` +
      'once), or pass { acceptDataLoss: true } if the store may have to line up again what Redis forgets.',
  )
}
