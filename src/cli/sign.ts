import { createSigner } from 'hookstamp/signing'
import { generateId } from './generate-id.js'
import type { Command } from './command.js'
import { exitCodes, misused } from './exit.js'
import { readBody } from './message-input.js'
import { schemeOf, schemeOptions } from './schemes.js'
import { demandSecret, secretOptions } from './secret-input.js'
import { print, printJson } from './terminal.js'

export const command: Command = {
  usage: 'sign [options] [body-file]',
  about:
    'Prints the headers that prove a body, one a line, as curl takes them by -H @file. The body is read from a file or ' +
    'from standard input, and signed byte by byte.',
  options: {
    ...schemeOptions,
    ...secretOptions,
    id: { value: 'id', help: 'id of the message, for schemes that sign one (a new one)' },
    at: { value: 'time', help: 'when it is signed: ISO 8601, or seconds since 1970 (now)' },
    reveal: { help: 'with shared-token, whose header is the secret itself: print it' },
  },
  examples: [
    'hookstamp sign -d djinn body.json',
    'curl -H @<(hookstamp sign -s standard-webhooks body.json) --data-binary @body.json http://localhost:3000/',
  ],
  run: async (args) => {
    const secret = await demandSecret(args)
    const scheme = await schemeOf(args, secret)
    if (scheme.strength === 'token' && !args.flag('reveal')) {
      throw misused(`The header of ${scheme.name} is the secret itself. To print it, say --reveal.`)
    }
    const timestamp = instantOf(args.text('at'))
    const body = await readBody(args.positionals)
    const headers = await createSigner(scheme, { secrets: [secret] }).sign({
      id: args.text('id') ?? generateId(),
      ...(timestamp !== undefined && { timestamp }),
      body,
    })
    if (args.json) printJson(headers)
    else for (const [name, value] of Object.entries(headers)) print(`${name}: ${value}`)
    return exitCodes.done
  },
}

function instantOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const instant = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text)
  if (Number.isFinite(instant)) return instant
  throw misused(`--at: expected a time such as 2026-06-01T12:00:00Z, or seconds since 1970; got "${text}".`)
}
