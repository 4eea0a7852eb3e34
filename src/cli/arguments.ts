/** The command line, read by a command's own options. */
import { parseArgs } from 'node:util'
import type { OptionSpecs } from './option.js'
import { misused } from './exit.js'

export interface Arguments {
  readonly positionals: readonly string[]
  readonly help: boolean
  /** Whether the output is for programs. */
  readonly json: boolean
  /** The value of an option; the last, if it was given several times. */
  text(name: string): string | undefined
  list(name: string): readonly string[]
  flag(name: string): boolean
  /** A whole number from `least` on. */
  integer(name: string, least: number): number | undefined
  /** One of several words. */
  oneOf<const Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word
}

/** What every command takes. */
export const commonOptions: OptionSpecs = {
  json: { help: 'print JSON, for programs' },
  help: { short: 'h', help: 'show this help' },
}

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>

/** @throws CliError for what the command does not know */
export function parseArguments(argv: readonly string[], specs: OptionSpecs): Arguments {
  const { values, positionals } = parse(argv, { ...commonOptions, ...specs })
  const all = (name: string): readonly string[] =>
    [values[name] ?? []].flat().filter((value) => typeof value === 'string')
  const text = (name: string): string | undefined => all(name).at(-1)
  return {
    positionals,
    help: values['help'] === true,
    json: values['json'] === true,
    text,
    list: all,
    flag: (name) => values[name] === true,
    integer: (name, least) => {
      const value = text(name)
      if (value === undefined) return undefined
      const number = Number(value)
      if (/^\d+$/.test(value) && Number.isSafeInteger(number) && number >= least) return number
      throw misused(`--${name}: expected a whole number from ${least} on, got "${value}".`)
    },
    oneOf: (name, words) => {
      const value = text(name) ?? words[0]
      const word = words.find((each) => each === value)
      if (word === undefined) throw misused(`--${name}: expected ${words.join(', ')}; got "${value}".`)
      return word
    },
  }
}

function parse(
  argv: readonly string[],
  specs: OptionSpecs,
): { readonly values: Values; readonly positionals: readonly string[] } {
  if (argv.some((word) => /^--secret(=|$)/.test(word)) && !('secret' in specs)) {
    throw misused(
      'Secrets are not taken from the command line, where other users and the history of the shell see them. ' +
        'Set HOOKSTAMP_SECRET, or name a variable by --secret-env or a file by --secret-file.',
    )
  }
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { value, short, multiple = false }]) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        multiple,
        ...(short === undefined ? {} : { short }),
      },
    ]),
  )
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw misused((error as Error).message.replace(/\. To specify a positional.*$/s, '.'))
  }
}
