/**
 * The types of a dialect's schemas: written so that a schema yields exactly the interface that users see, and so that
 * no declaration spells a schema out.
 */
import type * as z from 'zod'
import type { PayloadOf } from '../dialect.js'

/** Keys without the index signature of a loose object. */
type Known<T> = { [Key in keyof T as string extends Key ? never : Key]: T[Key] }

type ShapeOf<T> = {
  -readonly [Key in keyof Known<T>]-?: {} extends Pick<T, Key>
    ? z.ZodExactOptional<z.ZodType<Exclude<T[Key], undefined>>>
    : z.ZodType<T[Key]>
}

/** The schema of an object as documented: unknown keys refused. */
export type StrictSchema<T> = z.ZodObject<ShapeOf<T>, z.core.$strict>

/** The schema of an object as it is really sent: unknown keys kept. */
export type LooseSchema<T> = z.ZodObject<ShapeOf<T>, z.core.$loose>

// `true` among the answers of its members: a payload that differs by what it is about has no shape of its own.
type IsUnion<T, Each = T> = Each extends unknown ? ([T] extends [Each] ? false : true) : never

/** Event type → schema of the documented payload. */
export type StrictCatalog<Events> = {
  readonly [Type in keyof Events]: true extends IsUnion<PayloadOf<Events, Type, 'strict'>>
    ? z.ZodType<PayloadOf<Events, Type, 'strict'>>
    : StrictSchema<PayloadOf<Events, Type, 'strict'>>
}

/** Event type → schema of what is really sent. */
export type LooseCatalog<Events> = {
  readonly [Type in keyof Events]: true extends IsUnion<PayloadOf<Events, Type, 'loose'>>
    ? z.ZodType<PayloadOf<Events, Type, 'loose'>>
    : LooseSchema<PayloadOf<Events, Type, 'loose'>>
}

/** The schema of a payload that differs by what it is about: one of several objects. */
export type StrictUnion<T> = z.ZodType<T>
