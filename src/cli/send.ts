import type { Dialect } from 'hookstamp'
import type { ExampleEvent } from 'hookstamp/schema'
import { signedRequest } from 'hookstamp/testing'
import type { Arguments } from './arguments.js'
import type { Command } from './command.js'
import { chooseDialect, dialectHelp } from './dialects.js'
import { exitCodes, misused } from './exit.js'
import { readJson } from './files.js'
import { applyOverrides } from './overrides.js'
import { describePosted, isDelivered, posting } from './post.js'
import { schemeFor } from './schemes.js'
import { readSecret, secretOptions } from './secret-input.js'
import { note, print, printJson } from './terminal.js'

export const command: Command = {
  usage: 'send <dialect> <event> <url> [options]',
  about:
    `Sends an event as its sender does: encoded, with all headers, signed if there is a secret. The payload is a golden ` +
    `one, some of its values replaced by --set, or your own. Dialects: ${dialectHelp}.`,
  options: {
    ...secretOptions,
    scheme: {
      value: 'scheme',
      short: 's',
      help: 'which scheme of the dialect signs (the first that takes the secret)',
    },
    set: {
      value: 'path=value',
      multiple: true,
      help: 'replace a value, e.g. --set status=failed; JSON where it is JSON',
    },
    payload: { value: 'file', help: 'a payload of your own in JSON; - for standard input' },
    id: { value: 'id', help: 'id of the event (a new one)' },
    timeout: { value: 'seconds', help: 'for the whole request (15)' },
  },
  examples: [
    'HOOKSTAMP_SECRET=s3cret hookstamp send djinn build.finished http://localhost:3000/ --set status=failed',
    'hookstamp send gitlab note.commit http://localhost:3000/ --secret-file token.txt',
    'hookstamp trigger ./hooks.js#acme invoice.paid https://example.com/hooks --payload paid.json',
  ],
  run: async (args) => {
    const [name, event, url, ...more] = args.positionals
    if (name === undefined || event === undefined || url === undefined || more.length > 0) {
      throw misused('Expected a dialect, an event and a URL.')
    }
    const { dialect, fixtures } = await chooseDialect(name)
    const { type, payload } = await eventOf(event, dialect, fixtures, args)
    const secret = await readSecret(args)
    const id = args.text('id')
    const post = posting(url, (args.integer('timeout', 1) ?? 15) * 1000)
    const { headers, body } = await signedRequest(
      dialect,
      { type, payload: applyOverrides(payload, args.list('set')) as never },
      {
        ...(secret !== undefined && {
          secrets: { [schemeFor(dialect, args.text('scheme'), secret)[0]]: [secret] },
        }),
        ...(id !== undefined && { id }),
      },
    )
    if (secret === undefined) note('Sent without a signature: no secret was given.')
    const posted = await post({ headers, body })
    if (args.json) printJson({ type, ...posted })
    else print(`${type}  ${describePosted(posted)}`)
    return isDelivered(posted) ? exitCodes.done : exitCodes.no
  },
}

/** The event that is named: a fixture, a variant of one, or any type with a payload of one's own. */
async function eventOf(
  event: string,
  dialect: Dialect,
  fixtures: Readonly<Record<string, ExampleEvent>>,
  args: Arguments,
): Promise<ExampleEvent> {
  const file = args.text('payload')
  const fixture = Object.hasOwn(fixtures, event) ? fixtures[event] : undefined
  const type = fixture?.type ?? event
  if (!(dialect.eventTypes as readonly string[]).includes(type)) {
    const known = [...new Set([...dialect.eventTypes, ...Object.keys(fixtures)])].join(', ')
    throw misused(`There is no event "${event}". There is: ${known}.`)
  }
  if (file !== undefined) return { type, payload: await readJson(file) }
  if (fixture === undefined) throw misused(`There is no fixture of "${event}": give a payload by --payload.`)
  return fixture
}
