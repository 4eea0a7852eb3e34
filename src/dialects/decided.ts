/** A union whose member is told by the value itself, so that what does not fit is reported where it does not fit. */
import * as z from 'zod'

/** Index of the option that a value is held to. */
export type Choice = (value: unknown) => number

const choices = new WeakMap<z.core.$ZodType, Choice>()

/**
 * A union that asks `choose` instead of trying each option: plain unions report all that every option has against a
 * value, without a path, and cost as many parses.
 */
export function decided<const Options extends readonly [z.ZodType, ...z.ZodType[]]>(
  options: Options,
  choose: Choice,
): z.ZodUnion<Options> {
  const union = z.union(options)
  const run: (typeof union)['_zod']['run'] = (payload, context) =>
    (options[choose(payload.value)] as z.ZodType)._zod.run(payload, context) as never
  union._zod.run = run
  union._zod.parse = run
  choices.set(union, choose)
  return union
}

/** How a union chooses, if it was made by `decided`. */
export function choiceOf(schema: z.core.$ZodType): Choice | undefined {
  return choices.get(schema)
}
