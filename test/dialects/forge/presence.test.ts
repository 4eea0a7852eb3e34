import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { loose as looseForge, strict as forge } from 'hookstamp/dialects/gitlab/schemas'
import { loose as looseSystem, strict as system } from 'hookstamp/dialects/gitlab-system/schemas'
import { isObject } from '../mutations.js'
import { readShared } from '../shared.js'
import { examplesOf } from './documents.js'

/**
 * Counts of what real senders send: `kind`, bodies, path, bodies with the path, `type:occurrences, …`. Kinds are counted
 * for all hooks together.
 */
const table = (readShared('facts/gitlab-field-presence.tsv') ?? '')
  .split('\n')
  .slice(1)
  .filter((line) => line !== '')
  .map(
    (line) =>
      line.split('\t') as [kind: string, bodies: string, path: string, present: string, types: string],
  )

const occurrences = (types: string): number =>
  types.split(', ').reduce((sum, type) => sum + Number(type.split(':')[1]), 0)

const examples = ['gitlab-system-2018', 'gitlab-system-2020', 'wvs'].flatMap(examplesOf)

/** Every object at a path of a body. */
function objectsAt(body: unknown, path: readonly string[]): Record<string, unknown>[] {
  if (Array.isArray(body)) return body.flatMap((item) => objectsAt(item, path))
  if (!isObject(body)) return []
  const [first, ...rest] = path
  return first === undefined ? [body] : objectsAt(body[first], rest)
}

/** Whether the sender always sends a key: in every body at hand, and in every documented example. */
function isAlwaysSent(kind: string, path: string): boolean {
  const steps = path.replaceAll('[]', '').split('.')
  const parent = path.split('.').slice(0, -1).join('.')
  const of = (at: string): number =>
    table
      .filter(([k, , p]) => k === kind && p === at)
      .reduce((sum, [, , , , types]) => sum + occurrences(types), 0)
  const bodies = Number(table.find(([k]) => k === kind)?.[1])
  const objects = table.find(([k, , p]) => k === kind && p === parent)?.[4]
  const parents = parent === '' ? bodies : Number(/dict:(\d+)/.exec(objects ?? '')?.[1] ?? 0)
  const inExamples = examples
    .filter(({ type }) => type === kind)
    .flatMap(({ body }) => objectsAt(body, steps.slice(0, -1)))
    .every((object) => (steps.at(-1) as string) in object)
  return of(path) === parents && parents > 0 && inExamples
}

type JsonSchema = z.core.JSONSchema.JSONSchema

/** What a schema that may be one of several may be. */
function options(node: JsonSchema): JsonSchema[] {
  return (node.anyOf as JsonSchema[] | undefined)?.flatMap(options) ?? [node]
}

/** The objects that hold a key, wherever the path leads; none where no schema knows the key. */
function holders(schema: z.ZodType, path: string): { key: string; nodes: JsonSchema[] } {
  const steps = path.split('.')
  const key = (steps.at(-1) as string).replaceAll('[]', '')
  let nodes: JsonSchema[] = [z.toJSONSchema(schema)]
  for (const step of steps.slice(0, -1)) {
    nodes = nodes
      .flatMap(options)
      .flatMap((node) => node.properties?.[step.replaceAll('[]', '')] ?? []) as JsonSchema[]
    for (let list = step; list.endsWith('[]'); list = list.slice(0, -2)) nodes = itemsOf(nodes)
  }
  return { key, nodes: nodes.flatMap(options).filter((node) => node.properties?.[key] !== undefined) }
}

function itemsOf(nodes: readonly JsonSchema[]): JsonSchema[] {
  return nodes.flatMap(options).flatMap((node) => (isObject(node.items) ? [node.items as JsonSchema] : []))
}

/** Whether a view lets a key be absent; `undefined` where no schema knows the key. */
function isRequired(schema: z.ZodType, path: string): boolean | undefined {
  const { key, nodes } = holders(schema, path)
  return nodes.length === 0 ? undefined : nodes.every((node) => node.required?.includes(key) ?? false)
}

/** The types of JSON that a view takes at a path; `undefined` where no schema knows the key. */
function typesAt(schema: z.ZodType, path: string): Set<string> | undefined {
  const { key, nodes } = holders(schema, path)
  if (nodes.length === 0) return undefined
  let values = nodes.map((node) => node.properties?.[key] as JsonSchema)
  for (let list = path; list.endsWith('[]'); list = list.slice(0, -2)) values = itemsOf(values)
  return new Set(
    values
      .flatMap(options)
      .flatMap((node): string[] => [node.type ?? (node.const === undefined ? 'any' : 'string')].flat()),
  )
}

const jsonTypes: Readonly<Record<string, readonly string[]>> = {
  str: ['string'],
  int: ['integer', 'number'],
  float: ['number'],
  bool: ['boolean'],
  null: ['null'],
  list: ['array'],
  dict: ['object'],
}

type Catalog = Readonly<Record<string, z.ZodType>>
const catalogs = [forge, system] as unknown as readonly Catalog[]
const looseCatalogs = [looseForge, looseSystem] as unknown as readonly Catalog[]

/** Where the rule is not followed, and why. */
const exceptions: readonly [pattern: RegExp, reason: string][] = [
  [/^(issue|merge_request|work_item) changes\./, 'changes are typed once for all events'],
  [/merge_params\.|object_attributes\.changes\b/, 'typed once for all events, and any key may stand alone'],
  [/^\w+ push_options\b/, 'any option may stand alone'],
  [/position\.(new_line|old_line|line_range|height|width|x|y)$/, 'a place in a text, or in an image'],
  [/^note (commit|issue|merge_request|snippet)$/, 'required by the member of the union that it tells'],
  [/^gitlab_subscription_member_approvals .*failed_to_apply$/, 'required where they were approved'],
  [/^deploy_token project$/, 'a token may be a group’s'],
  [/^vulnerability object_attributes\.location\./, 'differs by the type of the report'],
  [/^project_(create|destroy) /, 'counted for system and group hooks together, which differ'],
  [/^user_\w+_group (expires_at|group_plan)$/, 'counted for system and group hooks together, which differ'],
]

const isException = (place: string): boolean => exceptions.some(([pattern]) => pattern.test(place))

describe.skipIf(table.length === 0)('the strict view', () => {
  it('requires a key exactly where every document and every body at hand has it', () => {
    const wrong: string[] = []
    for (const [kind, , path] of table) {
      const place = `${kind} ${path}`
      if (path.endsWith('[]') || isException(place)) continue
      for (const strict of catalogs) {
        const schema = strict[kind]
        if (schema === undefined) continue
        const required = isRequired(schema, path)
        if (required === undefined) continue
        const always = isAlwaysSent(kind, path)
        if (required !== always) wrong.push(`${place}: ${always ? 'always sent, yet optional' : 'required'}`)
      }
    }
    expect(wrong).toEqual([])
  })
})

describe.skipIf(table.length === 0)('the loose view', () => {
  it('takes every type that was seen at every place, and the place empty where it was seen empty', () => {
    const wrong: string[] = []
    for (const [kind, , path, , types] of table) {
      for (const loose of looseCatalogs) {
        const schema = loose[kind]
        if (schema === undefined) continue
        const taken = typesAt(schema, path)
        if (taken === undefined || taken.has('any')) continue
        for (const type of types.split(', ').map((each) => each.split(':')[0] as string)) {
          if (!jsonTypes[type]?.some((json) => taken.has(json)))
            wrong.push(`${kind} ${path}: ${type} is refused`)
        }
        const isSettled = path.endsWith('[]') || isAlwaysSent(kind, path) || isException(`${kind} ${path}`)
        if (!isSettled && isRequired(schema, path)) {
          wrong.push(`${kind} ${path}: is required`)
        }
      }
    }
    expect(wrong).toEqual([])
  })
})
