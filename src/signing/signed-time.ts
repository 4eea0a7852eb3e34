/** The signed instant, for schemes that sign one: whole Unix seconds in decimal. */
import { HookstampError } from '../errors.js'
import type { ProofRefusal, ReplayWindow } from './scheme.js'

// Eleven digits last until the year 5138; thirteen would be milliseconds.
const unixSeconds = /^(?:0|[1-9]\d{0,10})$/

/** What `parseUnixSeconds` accepts, in words. */
export const UNIX_SECONDS = 'whole Unix seconds (at most 11 digits, no sign, no leading zero)'

/** The seconds, or `undefined` unless the text is plain decimal. */
export function parseUnixSeconds(text: string): number | undefined {
  return unixSeconds.test(text) ? Number(text) : undefined
}

/**
 * The instant as it is sent.
 * @throws HookstampError `option-invalid`
 */
export function toUnixSeconds(timestamp: number): string {
  const text = String(Math.floor(timestamp / 1000))
  if (unixSeconds.test(text)) return text
  throw new HookstampError('option-invalid', 'The timestamp is not a number of milliseconds since 1970.')
}

/** Why an instant lies outside the replay window, or `undefined` if it does not. */
export function outsideWindow(
  seconds: number,
  { now, toleranceSeconds }: ReplayWindow,
): ProofRefusal | undefined {
  const age = Math.floor(now / 1000) - seconds
  // Asked this way round, a clock that answers NaN refuses everything.
  if (!(age <= toleranceSeconds)) return refusal('expired', 'past', toleranceSeconds)
  if (!(age >= -toleranceSeconds)) return refusal('premature', 'future', toleranceSeconds)
  return undefined
}

function refusal(refused: ProofRefusal['refused'], where: string, toleranceSeconds: number): ProofRefusal {
  return {
    refused,
    message: `The signed time lies more than ${toleranceSeconds} s in the ${where}. Are both clocks right?`,
  }
}
