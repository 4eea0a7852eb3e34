/** Where secrets come from: never the command line, never onto the screen. */
import type { Arguments } from './arguments.js'
import type { OptionSpecs } from './option.js'
import { misused } from './exit.js'
import { readText } from './files.js'

export const secretOptions: OptionSpecs = {
  'secret-env': { value: 'name', help: 'variable that holds the secret (HOOKSTAMP_SECRET)' },
  'secret-file': {
    value: 'file',
    help: 'file that holds the secret; one line break at its end is not part of it',
  },
}

/** @throws CliError for a variable that is not set */
export async function readSecret(args: Arguments): Promise<string | undefined> {
  const file = args.text('secret-file')
  if (file !== undefined) return (await readText(file)).replace(/\r?\n$/, '')
  const name = args.text('secret-env')
  if (name === undefined) return process.env['HOOKSTAMP_SECRET']
  const secret = process.env[name]
  if (secret === undefined) throw misused(`--secret-env: the variable ${name} is not set.`)
  return secret
}

/** @throws CliError without a secret */
export async function demandSecret(args: Arguments): Promise<string> {
  const secret = await readSecret(args)
  if (secret === undefined) {
    throw misused('A secret is needed: set HOOKSTAMP_SECRET, or give --secret-env or --secret-file.')
  }
  return secret
}
