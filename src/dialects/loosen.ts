/**
 * Derives the loose view of an event from its definition: what real senders send, rather than what the document says.
 *
 * | in the definition | in the loose view |
 * | --- | --- |
 * | object | its keys checked, unknown ones kept |
 * | enum | any string, the documented values as examples |
 * | date, URL and other string formats | any string |
 * | `lax(s)` | the key may be absent, the value null |
 * | `seen(s, arrives)` | `arrives` |
 * | union that the value decides | the same decision among its options, loosened |
 * | everything else | itself, its parts loosened |
 */
import * as z from 'zod'
import { choiceOf, decided } from './decided.js'
import { departureOf } from './definition.js'
import { takeFastPath } from './fast-path.js'
import type { LooseCatalog, StrictCatalog } from './views.js'

const text = z.string()
const loosened = new WeakMap<z.core.$ZodType, z.ZodType>()

/** The loose view of a schema. The same schema always gives the same view. */
export function loosen(schema: z.core.$ZodType): z.ZodType {
  let loose = loosened.get(schema)
  if (loose === undefined) loosened.set(schema, (loose = derive(schema)))
  return loose
}

/** The loose view of every event, each derived when it is first asked for. */
export function loosenAll<Events>(strict: StrictCatalog<Events>): LooseCatalog<Events> {
  return lazily(strict as Readonly<Record<string, z.ZodType>>, loosenEvent) as LooseCatalog<Events>
}

function loosenEvent(schema: z.core.$ZodType): z.ZodType {
  return takeFastPath(loosen(schema))
}

function derive(schema: z.core.$ZodType): z.ZodType {
  const departure = departureOf(schema)
  if (departure?.lax) throw new Error('lax() says that a key may be absent: it belongs on a key of an object')
  if (departure !== undefined) return loosen(departure.arrives ?? departure.of)
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return z.looseObject(lazily(def.shape, looseKey))
    case 'enum':
      return z.string().meta({ examples: Object.values(def.entries) })
    case 'string':
      return text
    case 'array':
      return z.array(loosen(def.element))
    case 'nullable':
      return loosen(def.innerType).nullable()
    case 'optional':
      return absentable(loosen(def.innerType))
    case 'union': {
      const options = def.options.map(loosen) as [z.ZodType, ...z.ZodType[]]
      const choose = choiceOf(schema)
      return choose === undefined ? z.union(options) : decided(options, choose)
    }
    case 'record':
      return z.record(def.keyType, loosen(def.valueType))
    case 'literal': // what events are told apart by
    case 'number':
    case 'boolean':
    case 'null':
    case 'unknown':
      return schema as z.ZodType
    default:
      // A definition is data about JSON: what is not listed here (transforms, dates, maps) has no place in it.
      throw new Error(`No loose view of a zod ${def.type} is defined`)
  }
}

function looseKey(schema: z.core.$ZodType): z.ZodType {
  const departure = departureOf(schema)
  if (departure === undefined) {
    const { def } = (schema as z.core.$ZodTypes)._zod
    return def.type === 'optional' ? absentable(looseKey(def.innerType)) : loosen(schema)
  }
  const value = loosen(departure.arrives ?? departure.of)
  if (departure.lax !== true) return value
  const present = value instanceof z.ZodExactOptional ? (value.unwrap() as z.ZodType) : value
  return absentable(present instanceof z.ZodNullable ? present : present.nullable())
}

// Not `.optional()`: JSON has no undefined, and a key that may be absent need not be typed as one that may hold it.
function absentable(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodExactOptional ? schema : schema.exactOptional()
}

/** The same keys, each derived when first read: most receivers see a few events of a catalog. */
function lazily(
  shape: Readonly<Record<string, z.core.$ZodType>>,
  derived: (schema: z.core.$ZodType) => z.ZodType,
): Record<string, z.ZodType> {
  const lazy: Record<string, z.ZodType> = {}
  for (const key of Object.keys(shape)) {
    Object.defineProperty(lazy, key, {
      enumerable: true,
      get: () => derived(shape[key] as z.core.$ZodType),
    })
  }
  return lazy
}
