/**
 * The words a dialect's schemas are written with, beside plain zod. A definition reads as the sender's document;
 * where real senders depart from it, one of three words says how, and `present` says it of an entity that comes in
 * several forms. The strict view is the definition as it stands, the loose view is derived from it (`loosen.ts`).
 *
 * @example
 * export const build = z.strictObject({
 *   id: z.int(),
 *   user: lax(user.nullable()),               // in the document; some versions leave it out
 *   url: seen(z.string(), z.unknown()),       // the document says a string, something else arrives
 *   ...beyond({ pinned: z.boolean() }),       // not in the document, but sent
 * })
 */
import type * as z from 'zod'
import { choiceOf, decided } from './decided.js'

/** How reality departs from a schema. */
export interface Departure {
  /** The schema that was marked: marking copies it, so that the same schema can stand unmarked elsewhere. */
  readonly of: z.core.$ZodType
  /** The key may be absent, and its value null. */
  readonly lax?: true
  /** What arrives instead. */
  readonly arrives?: z.core.$ZodType
}

// Beside the schema, not in its metadata: metadata that holds a schema sends TypeScript into recursion, and a
// registry would mark every use of a shared schema.
const departures = new WeakMap<z.core.$ZodType, Departure>()

type Union = z.ZodUnion<[z.ZodType, ...z.ZodType[]]>

function mark<Schema extends z.ZodType>(schema: Schema, departure: Omit<Departure, 'of'>): Schema {
  const choose = choiceOf(schema)
  const marked =
    choose === undefined
      ? schema.clone()
      : (decided((schema as never as Union).options, choose) as never as Schema)
  departures.set(marked, { of: schema, ...departureOf(schema), ...departure })
  return marked
}

/** The document promises it; real senders leave the key out or send null. Stands outermost, on a key of an object. */
export function lax<Schema extends z.ZodType>(schema: Schema): Schema {
  return mark(schema, { lax: true })
}

/** The document says one thing, and another arrives. The loose view accepts what arrives. */
export function seen<Schema extends z.ZodType>(schema: Schema, arrives: z.ZodType): Schema {
  return mark(schema, { arrives })
}

/** Keys that real senders send without a document saying so. Optional in both views. */
export function beyond<Shape extends Readonly<Record<string, z.ZodType>>>(
  shape: Shape,
): { -readonly [Key in keyof Shape]: z.ZodExactOptional<Shape[Key]> } {
  const optional: Record<string, z.ZodType> = {}
  for (const [key, schema] of Object.entries(shape)) optional[key] = schema.exactOptional()
  return optional as { -readonly [Key in keyof Shape]: z.ZodExactOptional<Shape[Key]> }
}

/**
 * An entity that comes with more or fewer of its keys, by event and by version of the sender: the keys named `always`
 * are there in both views, the `documented` ones in the strict view (`lax` in the loose one), all others only sometimes
 * (and are `lax` too).
 */
export function present<
  Shape extends Readonly<Record<string, z.ZodType>>,
  Always extends keyof Shape & string = never,
  Documented extends keyof Shape & string = never,
>(
  shape: Shape,
  {
    always = [],
    documented = [],
  }: { readonly always?: readonly Always[]; readonly documented?: readonly Documented[] },
): {
  -readonly [Key in keyof Shape]: Key extends Always | Documented
    ? Shape[Key]
    : z.ZodExactOptional<Shape[Key]>
} {
  const keys = Object.entries(shape).map(([key, schema]): [string, z.ZodType] => {
    if (always.some((name) => name === key)) return [key, schema]
    const absentable = lax(schema)
    return [key, documented.some((name) => name === key) ? absentable : absentable.exactOptional()]
  })
  return Object.fromEntries(keys) as never
}

/** The departure of a schema, if it has one. Copies that zod makes itself (`.describe()`, `.min()`) keep it. */
export function departureOf(schema: z.core.$ZodType): Departure | undefined {
  for (let at: z.core.$ZodType | undefined = schema; at !== undefined; at = at._zod.parent) {
    const departure = departures.get(at)
    if (departure !== undefined) return departure
  }
  return undefined
}
