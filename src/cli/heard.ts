/** What became of one request to a listener, and how it is told. */
import { createReceiver, respond, type Answer, type Dialect, type Outcome, type Validation } from 'hookstamp'
import type { HeaderList } from './message-input.js'
import { schemeFor } from './schemes.js'
import { paint, plain, show } from './terminal.js'

export interface Heard {
  readonly dialect?: string
  readonly type?: string
  readonly id?: string
  /** `null` when there was no secret to verify by. */
  readonly verified: boolean | null
  readonly code: string
  readonly message?: string
  /** Where the payload does not fit. */
  readonly issues?: readonly { readonly path: readonly (string | number)[]; readonly message: string }[]
  readonly payload?: unknown
  readonly bodyBytes: number
}

export interface Judging {
  readonly secret: string | undefined
  readonly scheme: string | undefined
  readonly validation: Validation
}

/** Verifies and types one request, by the dialect it belongs to. */
export async function hear(
  dialect: Dialect | undefined,
  method: string | undefined,
  headers: HeaderList,
  body: Uint8Array,
  { secret, scheme, validation }: Judging,
): Promise<{ readonly heard: Heard; readonly answer: Answer }> {
  const bodyBytes = body.length
  if (dialect === undefined) {
    const heard = {
      verified: null,
      code: 'event-unknown',
      message: 'No dialect knows such headers.',
      bodyBytes,
    }
    return { heard: { ...heard, payload: jsonOf(body) }, answer: { status: 204, headers: {}, body: '' } }
  }
  if (secret === undefined) return unverified(dialect, headers, body)
  const receiver = createReceiver({
    dialect,
    secrets: { [schemeFor(dialect, scheme, secret)[0]]: [secret] },
    validation,
  }).onError(() => {})
  const outcome: Outcome = await receiver.receive({ method, headers, body })
  return { heard: { ...told(dialect, outcome), bodyBytes }, answer: respond(outcome) }
}

function told(dialect: Dialect, outcome: Outcome): Omit<Heard, 'bodyBytes'> {
  const { event } = outcome
  const known = {
    dialect: dialect.name,
    verified: event !== undefined,
    code: outcome.code,
    ...(event?.type !== undefined && { type: event.type }),
    ...(event?.id !== undefined && { id: event.id }),
    ...(event !== undefined && { payload: event.payload }),
  }
  if (outcome.ok) return known
  const { message, issues } = outcome
  return { ...known, message, ...(issues !== undefined && { issues }) }
}

/** Without a secret nothing is proved: the event is told all the same. */
function unverified(
  dialect: Dialect,
  headers: HeaderList,
  body: Uint8Array,
): { readonly heard: Heard; readonly answer: Answer } {
  const json = jsonOf(body)
  const { type, unknownType, payload } = dialect.recognise({ headers, json })
  const name = type ?? unknownType
  return {
    heard: {
      dialect: dialect.name,
      ...(name !== undefined && { type: name }),
      verified: null,
      code: type === undefined ? 'event-unknown' : 'handled',
      message: 'Not verified: no secret was given.',
      payload,
      bodyBytes: body.length,
    },
    answer: { status: 204, headers: {}, body: '' },
  }
}

function jsonOf(body: Uint8Array): unknown {
  const text = new TextDecoder().decode(body)
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** For people: one line, why it was refused, and the payload. */
export function describeHeard(heard: Heard, status: number, quiet: boolean): string {
  const { dialect, type, verified, code, message, issues = [], payload, bodyBytes } = heard
  const proof =
    verified === true
      ? paint('green', 'verified')
      : verified === null
        ? paint('yellow', 'not verified')
        : paint('red', code)
  const head = [
    paint('bold', plain(type ?? 'unknown event')),
    ...(dialect === undefined ? [] : [paint('dim', dialect)]),
    proof,
    `${bodyBytes} bytes → ${status}`,
  ].join('  ')
  return [
    head,
    ...(message === undefined ? [] : [`  ${message}`]),
    ...issues.map(({ path, message: what }) => `  ${path.map(String).map(plain).join('.')}: ${what}`),
    ...(payload === undefined || quiet ? [] : [indent(show(payload))]),
  ].join('\n')
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}
