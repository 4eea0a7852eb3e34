/**
 * What nearly every payload is: plain objects and lists, not deep, with nothing in them that is refused. Written in half
 * the time, because nothing is kept that only a refusal would need, and keys are sorted once per shape of an object.
 */

/** The keys of objects of one shape, in the order of Go. */
interface Shape {
  readonly keys: readonly string[]
  readonly sorted: readonly string[]
  /** What stands before the value of each, when it is not the first. */
  readonly heads: readonly string[]
}

export interface PlainWriter {
  /** The JSON of a value; `undefined` for what is not plain, which is for a slower writer to write or refuse. */
  write(value: unknown): string | undefined
}

export interface PlainWriterParts {
  readonly quote: (text: string) => string
  readonly sortKeys: (keys: string[]) => string[]
}

// Documented payloads stay below 10.
const DEEPEST = 64
// Dialects have some dozens, of some hundred characters; keys that users choose must not fill the memory, nor make a
// search long.
const MOST_SHAPES = 1000
const MOST_OF_A_FIRST_KEY = 16
const LONGEST_SHAPE = 2000

export function plainWriter({ quote, sortKeys }: PlainWriterParts): PlainWriter {
  const shapes = new Map<string, Shape[]>()
  let remembered = 0

  const remember = (known: Shape[], shape: Shape): void => {
    let length = 0
    for (const head of shape.heads) length += head.length
    if (length > LONGEST_SHAPE) return
    if (++remembered > MOST_SHAPES) {
      shapes.clear()
      remembered = 0
    }
    if (known.length >= MOST_OF_A_FIRST_KEY) known.length = 0
    known.push(shape)
    shapes.set(shape.keys[0] as string, known)
  }

  const shapeOf = (keys: readonly string[]): Shape => {
    const known = shapes.get(keys[0] as string) ?? []
    for (const shape of known) if (isSame(shape.keys, keys)) return shape
    const sorted = sortKeys([...keys])
    const shape = { keys, sorted, heads: sorted.map((key) => `,${quote(key)}:`) }
    remember(known, shape)
    return shape
  }

  const write = (value: unknown, depth: number): string | undefined => {
    switch (typeof value) {
      case 'string':
        return quote(value)
      case 'number':
        return digits(value)
      case 'boolean':
        return value ? 'true' : 'false'
      case 'object':
        if (value === null) return 'null'
        if (depth >= DEEPEST) return undefined
        return Array.isArray(value) ? writeList(value, depth + 1) : writeObject(value, depth + 1)
      default:
        return undefined
    }
  }

  const writeList = (list: readonly unknown[], depth: number): string | undefined => {
    let text = '['
    for (let index = 0; index < list.length; index++) {
      const written = write(list[index], depth)
      if (written === undefined) return undefined
      text += index === 0 ? written : `,${written}`
    }
    return text + ']'
  }

  const writeObject = (object: object, depth: number): string | undefined => {
    if (Object.getPrototypeOf(object) !== Object.prototype || 'toJSON' in object) return undefined
    const keys = Object.keys(object)
    if (keys.length === 0) return '{}'
    const { sorted, heads } = shapeOf(keys)
    const record = object as Readonly<Record<string, unknown>>
    let text = ''
    for (let index = 0; index < sorted.length; index++) {
      const value = record[sorted[index] as string]
      if (value === undefined) continue
      const written = write(value, depth)
      if (written === undefined) return undefined
      const head = heads[index] as string
      text = text === '' ? `{${head.slice(1)}${written}` : text + head + written
    }
    return text === '' ? '{}' : text + '}'
  }

  return { write: (value) => write(value, 0) }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false
  for (let index = 0; index < some.length; index++) if (some[index] !== others[index]) return false
  return true
}

/** Numbers that read back as what they were in every language. */
function digits(value: number): string | undefined {
  // -0 is no integer to be written like others.
  if (Number.isSafeInteger(value)) return value === 0 && Object.is(value, -0) ? undefined : String(value)
  return Number.isInteger(value) || !Number.isFinite(value) ? undefined : String(value)
}
