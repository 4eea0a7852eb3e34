/** How the program ends. The codes are part of its contract: docs/cli.md. */

export const exitCodes = {
  /** Done: verified, delivered, nothing found wrong. */
  done: 0,
  /** The answer is no: not verified, not delivered, a check failed. */
  no: 1,
  /** Called wrongly: an unknown option, event or dialect, no secret or a malformed one. */
  usage: 2,
  /** It could not be done: a file cannot be read, a port is taken, a package is missing. */
  failed: 3,
} as const

/** Ends the program with a sentence and a code. */
export class CliError extends Error {
  readonly exitCode: number
  constructor(exitCode: number, message: string) {
    super(message)
    this.exitCode = exitCode
  }
}

export function misused(message: string): CliError {
  return new CliError(exitCodes.usage, message)
}

export function failed(message: string): CliError {
  return new CliError(exitCodes.failed, message)
}
