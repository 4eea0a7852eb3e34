/**
 * Most payloads fit. Saying so takes a look at each key, and no copy: several times less than zod takes, which builds
 * every object anew. What this does not accept at sight is left to zod, which alone refuses and says why.
 */
import * as z from 'zod'
import { choiceOf } from './decided.js'

/** `true` only for what the schema accepts and leaves as it is. */
type Check = (value: unknown) => boolean

const taken = new WeakSet<z.ZodType>()

/** Makes every schema of a catalog give back a payload that fits as it is, instead of a copy. */
export function takeFastPaths<Catalog extends object>(catalog: Catalog): Catalog {
  for (const schema of Object.values(catalog)) takeFastPath(schema as z.ZodType)
  return catalog
}

/** Makes a schema give back a payload that fits as it is, instead of a copy. */
export function takeFastPath<Schema extends z.ZodType>(schema: Schema): Schema {
  // Catalogs share schemas.
  if (taken.has(schema)) return schema
  taken.add(schema)
  const run = schema._zod.run
  let check: Check | undefined
  schema._zod.run = (payload, context) =>
    (check ??= compile(schema))(payload.value) ? payload : run(payload, context)
  return schema
}

const notAtSight: Check = () => false

function compile(schema: z.core.$ZodType): Check {
  const { def } = (schema as z.core.$ZodTypes)._zod
  // A schema may hold more to a value than its type says: zod knows.
  if (def.checks !== undefined && def.checks.length > 0) return notAtSight
  switch (def.type) {
    case 'unknown':
      return (value) => value !== undefined
    case 'string':
      return 'format' in def ? notAtSight : (value) => typeof value === 'string'
    case 'number':
      if (!('format' in def)) return Number.isFinite
      return def.format === 'safeint' ? Number.isSafeInteger : notAtSight
    case 'boolean':
      return (value) => value === true || value === false
    case 'null':
      return (value) => value === null
    case 'literal': {
      const { values } = def
      return values.length === 1 ? (value) => value === values[0] : (value) => values.includes(value as never)
    }
    case 'enum': {
      const values: ReadonlySet<unknown> = new Set(Object.values(def.entries))
      return (value) => values.has(value)
    }
    case 'nullable': {
      const inner = compile(def.innerType)
      return (value) => value === null || inner(value)
    }
    case 'optional':
      return compile(def.innerType)
    case 'array': {
      const element = compile(def.element)
      return (value) => Array.isArray(value) && eachFits(value, element)
    }
    case 'record': {
      const inner = compile(def.valueType)
      return (value) => isPlain(value) && Object.entries(value).every((entry) => fits(entry, inner))
    }
    case 'union': {
      const options = def.options.map(compile)
      const choose = choiceOf(schema)
      if (choose !== undefined) return (value) => (options[choose(value)] as Check)(value)
      return (value) => options.some((option) => option(value))
    }
    case 'object':
      return compileObject(def)
    default:
      return notAtSight
  }
}

function compileObject({ shape, catchall }: z.core.$ZodObjectDef): Check {
  const others = catchall?._zod.def.type
  if (others !== 'unknown' && others !== 'never') return notAtSight
  const known = new Map([['__proto__', { check: notAtSight, counts: 0 }]])
  let required = 0
  for (const [key, schema] of Object.entries(shape)) {
    const counts = schema._zod.optin === 'optional' ? 0 : 1
    known.set(key, { check: compile(schema), counts })
    required += counts
  }
  // By the keys that are there: entities have three times as many that may be.
  return (value) => {
    if (!isPlain(value)) return false
    let present = 0
    for (const key in value) {
      const entry = known.get(key)
      if (entry === undefined) {
        if (others === 'never') return false
      } else {
        if (!entry.check(value[key])) return false
        present += entry.counts
      }
    }
    return present === required
  }
}

// Not `every`: it passes over holes, which are no values.
function eachFits(list: readonly unknown[], check: Check): boolean {
  for (const item of list) if (!check(item)) return false
  return true
}

function fits([key, value]: readonly [string, unknown], check: Check): boolean {
  return key !== '__proto__' && check(value)
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
