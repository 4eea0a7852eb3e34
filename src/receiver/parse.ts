import { reject, type Rejection } from './outcome.js'

// Fatal: a replacement character in place of a broken byte would be data that nobody has signed.
const decoder = new TextDecoder('utf-8', { fatal: true })

/** A value out of a body, wrapped because JSON itself may be `null`. */
export interface Parsed {
  readonly ok?: undefined
  readonly json: unknown
}

/** Reads a verified body as UTF-8 and JSON. The thrown errors are dropped: V8 quotes the body in them. */
export function parse(body: Uint8Array): Parsed | Rejection {
  let text: string
  try {
    text = decoder.decode(body)
  } catch {
    return reject('body-not-utf8', 'The body proves its origin but is not UTF-8.')
  }
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    return reject('body-not-json', `The body proves its origin but is not JSON (${body.length} bytes).`)
  }
}
