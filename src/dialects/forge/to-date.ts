const date = String.raw`(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`
const time = String.raw`([01]\d|2[0-3]): ?([0-5]\d):([0-5]\d)(\.\d{1,9})?`
const offset = String.raw`(?:Z|UTC|([+-](?:0\d|1[0-4])):?([0-5]\d))`
const spelling = new RegExp(`^${date}(?:[T ]${time} ?${offset})?$`)

/**
 * A time as GitLab spells it, in any of its nine ways: `2024-01-24 16:27:40 UTC`, `2013-12-03T17:15:43Z` with or
 * without milliseconds or an offset, `2021-04-28 21:50:00 +0200`, a bare date (midnight, UTC), and the one its
 * documents print with a blank inside. `undefined` for anything else, a time without an offset among it.
 *
 * @example
 * toDate(payload.object_attributes.created_at)?.getTime()
 */
export function toDate(value: string | null | undefined): Date | undefined {
  const parts = typeof value === 'string' ? spelling.exec(value) : null
  if (parts === null) return undefined
  const [, year, month, day, hours = '00', minutes = '00', seconds = '00', fraction = '', sign, minutesOff] =
    parts
  // `setUTC…` and `Date.UTC` take 31 June for 1 July, `Date.parse` too: the day has to come out as it went in.
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`)
  if (midnight.getUTCDate() !== Number(day)) return undefined
  const zone = sign === undefined ? 'Z' : `${sign}:${minutesOff}`
  return new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}${fraction.slice(0, 4)}${zone}`)
}
