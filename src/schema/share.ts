/** Gives objects that occur more than once a name, so that a document says each of them once. */
import { isSchema, mapSchemas, type JsonSchema, type Visit } from './json-schema.js'
import { toPascal, toSingular, type Names } from './names.js'

interface Entity {
  count: number
  /** Of the occurrence nearest to a root. */
  depth: number
  /** Of the same occurrence: what it stands in. */
  parent: string
  /** Key → how often it stands under that. */
  readonly keys: Map<string, number>
}

interface Place {
  readonly depth: number
  readonly parent: string
  readonly key: string | undefined
}

/**
 * The same schemas, with references to what they share.
 *
 * @param roots by name
 * @param names gives the shared schemas theirs
 * @param refer how a name is referred to
 */
export function share(
  roots: ReadonlyMap<string, JsonSchema>,
  names: Names,
  refer: (name: string) => string,
): { readonly roots: ReadonlyMap<string, JsonSchema>; readonly shared: ReadonlyMap<string, JsonSchema> } {
  const found = new Map<string, Entity>()
  for (const [name, root] of roots) count(root, { depth: 0, parent: name, key: undefined }, found)

  const nameOf = new Map<string, string>()
  const repeated = [...found].filter(([, entity]) => entity.count > 1)
  for (const [text, { parent, keys }] of repeated.toSorted(([, a], [, b]) => a.depth - b.depth)) {
    const [key] = [...keys].toSorted(([, a], [, b]) => b - a)[0] ?? []
    nameOf.set(
      text,
      key === undefined
        ? names.take(toPascal(parent))
        : names.take(toPascal(key), toPascal(`${parent} ${key}`)),
    )
  }

  const shared = new Map<string, JsonSchema>()
  const rewrite: Visit = (schema) => {
    const name = isEntity(schema) ? nameOf.get(JSON.stringify(schema)) : undefined
    if (name === undefined) return mapSchemas(schema, rewrite)
    if (!shared.has(name)) shared.set(name, { title: name, ...mapSchemas(schema, rewrite) })
    return { $ref: refer(name) }
  }
  const rewritten = [...roots].map(([name, root]) => [name, rewrite(root, '') as JsonSchema] as const)
  return { roots: new Map(rewritten), shared }
}

function count(schema: JsonSchema, place: Place, found: Map<string, Entity>): void {
  const { depth, parent, key } = place
  let inside = parent
  if (isEntity(schema)) {
    const text = JSON.stringify(schema)
    let entity = found.get(text)
    if (entity === undefined) found.set(text, (entity = { count: 0, depth, parent, keys: new Map() }))
    if (depth < entity.depth) Object.assign(entity, { depth, parent })
    entity.count += 1
    if (key !== undefined) {
      entity.keys.set(key, (entity.keys.get(key) ?? 0) + 1)
      inside = key
    }
  }
  mapSchemas(schema, (inner, keyword, innerKey) => {
    // One of a list is called after the list; an option of a union after the union.
    const named = innerKey ?? (keyword === 'items' && key !== undefined ? toSingular(key) : key)
    const deeper = keyword === 'properties' || keyword === 'items' ? depth + 1 : depth
    count(inner, { depth: deeper, parent: inside, key: named }, found)
  })
}

// Pairs are said in place: a reference to `{ previous, current }` is as long, and has no name.
function isEntity({ type, properties }: JsonSchema): boolean {
  return type === 'object' && isSchema(properties) && Object.keys(properties).length > 2
}
