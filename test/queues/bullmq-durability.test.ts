import { expect, it } from 'vitest'
import { assertDurable, redisFindings } from '../../src/queues/bullmq-durability.js'

const info = (facts: Record<string, string>): string =>
  ['# Persistence', ...Object.entries(facts).map(([name, value]) => `${name}:${value}`), ''].join('\r\n')

it.each([
  [{ aof_enabled: '1', maxmemory_policy: 'noeviction', aof_last_write_status: 'ok' }, []],
  [{}, []],
  [{ aof_enabled: '0' }, ['redis appendonly=no: acknowledged deliveries are lost on a crash']],
  [
    { aof_enabled: '1', maxmemory_policy: 'volatile-ttl' },
    ['redis maxmemory-policy=volatile-ttl: deliveries that wait are dropped when memory runs out'],
  ],
  [
    { aof_last_write_status: 'err' },
    ['redis aof_last_write_status=err: its log cannot be written; look at its disk'],
  ],
])('says of %j: %j', (facts, findings) => {
  expect(redisFindings(info(facts as Record<string, string>))).toEqual(findings)
  if (findings.length === 0) expect(() => assertDurable(info(facts as Record<string, string>))).not.toThrow()
  else {
    expect(() => assertDurable(info(facts as Record<string, string>))).toThrow(
      expect.objectContaining({ code: 'queue-not-durable' }),
    )
  }
})
