/** The assertion for `expect.extend`: vitest, jest and bun:test take the same form, so none of them is imported. */
import type { DeliveryMatch } from './match.js'
import type { RecordedRequest } from './recorded-request.js'

/** What a `memoryTransport` remembers. */
export interface Recording {
  /** Everything sent, oldest first. */
  readonly requests: readonly RecordedRequest[]
  /** What was sent and matches, oldest first. */
  delivered(match?: DeliveryMatch): readonly RecordedRequest[]
}

/**
 * Passes when a request was sent that matches; fails with what was sent instead.
 *
 * @example
 * expect.extend({ toHaveDelivered })
 * expect(transport).toHaveDelivered({ headers: { 'X-Djinn-CI-Event': 'build.finished' }, json: { status: 'failed' } })
 */
export function toHaveDelivered(
  transport: Recording,
  expected: DeliveryMatch = {},
): { pass: boolean; message: () => string } {
  const found = transport.delivered(expected).length
  return {
    pass: found > 0,
    message: () => {
      const wanted = `a delivery matching ${JSON.stringify(expected)}`
      if (found > 0)
        return `Expected no ${wanted.slice(2)}, but there ${found === 1 ? 'was 1' : `were ${found}`}.`
      const sent = transport.requests.map(({ url, text }) => `  POST ${url} ${text}`).join('\n')
      return `Expected ${wanted}. ${sent === '' ? 'Nothing was sent.' : `Sent was:\n${sent}`}`
    },
  }
}
