/** The reference of the resources port, over lists in memory: for tests, demos, and to be read. */
import type { BuildEntity, ImageEntity, KeyEntity, ObjectEntity, VariableEntity } from './entities.js'
import type { BuildQuery, ManagementResources, ResourcePage, ResourceQuery } from './resources.js'

/** Everything there is. The lists may change at any time. */
export interface MemoryResourcesContent {
  readonly builds?: readonly BuildEntity[]
  readonly images?: readonly ImageEntity[]
  readonly objects?: readonly ObjectEntity[]
  readonly variables?: readonly VariableEntity[]
  readonly keys?: readonly KeyEntity[]
}

/**
 * Resources in memory. Values of masked variables are shown to nobody.
 *
 * @example
 * createManagementApi({ resources: memoryResources({ builds: [build] }), … })
 */
export function memoryResources(content: MemoryResourcesContent): Required<ManagementResources> {
  return {
    builds: (query) => {
      const found = (content.builds ?? []).filter((build) => isAskedFor(build, query))
      return page(found.toSorted(newestFirst), query)
    },
    images: (query) => page(named(content.images, query, 'name').toSorted(newestFirst), query),
    objects: (query) => page(named(content.objects, query, 'name').toSorted(by('name')), query),
    variables: (query) => page(named(content.variables, query, 'key').toSorted(by('key')).map(masked), query),
    keys: (query) => page(named(content.keys, query, 'name').toSorted(by('name')), query),
    latestBuilds: (namespaceIds) => {
      const asked = new Set<number | null>(namespaceIds)
      const latest = new Map<number, BuildEntity>()
      for (const build of (content.builds ?? []).toSorted(newestFirst).toReversed()) {
        if (asked.has(build.namespace_id)) latest.set(build.namespace_id as number, build)
      }
      return latest
    },
  }
}

function page<Entity>(
  found: readonly Entity[],
  { offset, limit }: Pick<ResourceQuery, 'offset' | 'limit'>,
): ResourcePage<Entity> {
  return { items: found.slice(offset, offset + limit), hasMore: found.length > offset + limit }
}

function named<Key extends string, Entity extends { readonly [K in Key]: string } & OfNamespace>(
  entities: readonly Entity[] = [],
  { namespace, search = '' }: ResourceQuery,
  key: Key,
): readonly Entity[] {
  return entities.filter((entity) => entity.namespace_id === namespace.id && contains(entity[key], search))
}

function isAskedFor(build: BuildEntity, { namespace, search = '', tag, status }: BuildQuery): boolean {
  return (
    build.namespace_id === namespace.id &&
    (search === '' || build.tags.some((one) => contains(one, search))) &&
    (tag === undefined || build.tags.includes(tag)) &&
    (status === undefined || build.status === status)
  )
}

interface OfNamespace {
  readonly namespace_id: number | null
}

function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase())
}

function masked(variable: VariableEntity): VariableEntity {
  return variable.masked === true ? { ...variable, value: 'xxxxxx' } : variable
}

function by<Key extends string>(key: Key) {
  return (a: { readonly [K in Key]: string }, b: { readonly [K in Key]: string }): number =>
    a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0
}

interface Created {
  readonly id: number
  readonly created_at: string
}

function newestFirst(a: Created, b: Created): number {
  return Date.parse(b.created_at) - Date.parse(a.created_at) || b.id - a.id
}
