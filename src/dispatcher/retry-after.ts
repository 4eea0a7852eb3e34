/** When a receiver asks to be asked again. */

const SECONDS = /^\d{1,15}$/
// IMF-fixdate, the one form of a date that RFC 9110 lets a sender write; what else Date.parse reads is refused.
const DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** A receiver may ask for a day, not more: a mistyped number must not put a delivery off for years. */
export const LONGEST_RETRY_AFTER_MS: number = 24 * 60 * 60 * 1000

/**
 * The wait that a `Retry-After` header asks for, in milliseconds: seconds or a date, 24 hours at most.
 * `undefined` when there is none, or none that can be read; 0 for a date that has passed.
 *
 * @see RFC 9110, section 10.2.3
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const value = headerOf(headers, 'retry-after')?.trim()
  if (value === undefined) return undefined
  const askedMs = SECONDS.test(value)
    ? Number(value) * 1000
    : DATE.test(value)
      ? Date.parse(value) - now
      : Number.NaN
  if (Number.isNaN(askedMs)) return undefined
  return Math.min(Math.max(0, askedMs), LONGEST_RETRY_AFTER_MS)
}

function headerOf(headers: Readonly<Record<string, string>>, lowerCaseName: string): string | undefined {
  for (const name in headers) if (name.toLowerCase() === lowerCaseName) return headers[name]
  return undefined
}
