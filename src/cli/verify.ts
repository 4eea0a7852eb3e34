import { createVerifier } from 'hookstamp/signing'
import type { Command } from './command.js'
import { diagnose } from './diagnose.js'
import { exitCodes } from './exit.js'
import { headerOptions, readBody, readHeaders } from './message-input.js'
import { schemeOf, schemeOptions } from './schemes.js'
import { demandSecret, secretOptions } from './secret-input.js'
import { paint, print, printJson } from './terminal.js'

export const command: Command = {
  usage: 'verify [options] [body-file]',
  about:
    'Checks whether headers prove a body, and says exactly why not: which header, which time, or what became of the ' +
    'body since it was signed. The body is read from a file or from standard input.',
  options: {
    ...schemeOptions,
    ...headerOptions,
    ...secretOptions,
    tolerance: { value: 'seconds', help: 'how far a signed time may lie from now (300)' },
  },
  examples: [
    'hookstamp verify -d djinn -H "X-Djinn-CI-Signature: sha256=5dbe…" body.json',
    'hookstamp verify -s standard-webhooks --headers request.txt < body.json',
    'hookstamp verify -s hmac-hex --header-name X-Hub-Signature-256 --headers headers.json body.json',
  ],
  run: async (args) => {
    const secret = await demandSecret(args)
    const scheme = await schemeOf(args, secret)
    const toleranceSeconds = args.integer('tolerance', 1) ?? 300
    const headers = await readHeaders(args)
    const body = await readBody(args.positionals)
    const verdict = await createVerifier(scheme, { secrets: [secret], toleranceSeconds }).verify({
      headers,
      body,
    })
    if (verdict.ok) {
      if (args.json) printJson(verdict)
      else {
        const { id, signedAt } = verdict
        const facts = [
          ...(id === undefined ? [] : [`id ${id}`]),
          ...(signedAt === undefined ? [] : [`signed at ${new Date(signedAt).toISOString()}`]),
        ]
        print([`${paint('green', 'verified')} by ${scheme.name}`, ...facts].join(', '))
      }
      return exitCodes.done
    }
    const found = await diagnose({ scheme, secret, headers, body }, verdict)
    if (args.json) printJson({ ...verdict, diagnosis: found })
    else {
      print(`${paint('red', 'not verified')} (${verdict.code}): ${verdict.message}`)
      for (const sentence of found) print(sentence)
    }
    return exitCodes.no
  },
}
