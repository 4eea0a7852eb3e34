import type { Issue } from '../errors.js'

/**
 * The Standard Schema interface, version 1: what zod, valibot and arktype schemas have in common.
 * Copied as a type, as its specification invites to, so that the core depends on no schema library.
 *
 * @see https://standardschema.dev
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

export type StandardResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly StandardIssue[] }

export interface StandardIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** What a schema found, in the form of our errors. */
export function toIssue({ message, path = [] }: StandardIssue): Issue {
  return {
    message,
    path: path.map((step) => {
      const key = typeof step === 'object' ? step.key : step
      return typeof key === 'number' ? key : String(key)
    }),
  }
}

type TypesOf<Schema> = Schema extends StandardSchema ? NonNullable<Schema['~standard']['types']> : never

/** What a schema accepts. */
export type InputOf<Schema> = TypesOf<Schema>['input']

/** What a schema yields. */
export type OutputOf<Schema> = TypesOf<Schema>['output']
