/** Headers as `fetch` takes and gives them. */

// Of the connection, so the platform's own: some refuse them, some send them twice.
const FRAMING = /^(host|connection|content-length|transfer-encoding)$/i

export function withoutFraming(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !FRAMING.test(name)))
}

/** Names in lower case; values of one name joined. */
export function toRecord(headers: Headers): Record<string, string> {
  const record: Record<string, string> = {}
  headers.forEach((value, name) => {
    record[name] = name in record ? `${record[name]}, ${value}` : value
  })
  return record
}
