/** What a command is: data for its help, and a function. One file per command, loaded when it is asked for. */
import type { Arguments } from './arguments.js'
import type { OptionSpecs } from './option.js'

export interface Command {
  /** Beyond `hookstamp`, e.g. `send <dialect> <event> <url>`. */
  readonly usage: string
  /** A few sentences. */
  readonly about: string
  readonly options: OptionSpecs
  readonly examples: readonly string[]
  /** Resolves to an exit code. */
  readonly run: (args: Arguments) => Promise<number>
}
