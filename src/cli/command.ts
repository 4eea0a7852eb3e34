/** What a command is: data for its help, and a function. One file per command, loaded when it is asked for. */
import type { Arguments } from './arguments.js'

export interface OptionSpec {
  /** What stands for the value in help; an option without one is a switch. */
  readonly value?: string
  readonly short?: string
  /** Whether it may be given several times. */
  readonly multiple?: boolean
  readonly help: string
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>

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
