import type { TransportResult } from '../ports/transport.js'

/** What an attempt's result means. */
export type Judgement = 'delivered' | 'retry' | 'gone'

/**
 * Only 2xx is success. 3xx is a failure like any other, because redirects are never followed; 410 says that the
 * receiver wants nothing more; all else is tried again.
 */
export function judge({ response }: TransportResult): Judgement {
  if (response === undefined) return 'retry'
  if (response.status >= 200 && response.status < 300) return 'delivered'
  return response.status === 410 ? 'gone' : 'retry'
}
