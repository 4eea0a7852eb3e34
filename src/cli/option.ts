/** An option, as data: what the command line is read by, and what help shows. */

export interface OptionSpec {
  /** What stands for the value in help; an option without one is a switch. */
  readonly value?: string
  readonly short?: string
  /** Whether it may be given several times. */
  readonly multiple?: boolean
  readonly help: string
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>
