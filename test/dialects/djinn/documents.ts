/** What Djinn CI's documents say, read from them: the tables of keys and the examples. Empty where they are not at hand. */
import { isObject } from '../mutations.js'
import { readShared } from '../shared.js'

interface Example {
  readonly file: string
  readonly events: readonly string[]
  readonly payload: unknown
}

/** The ten examples of the webhooks document. */
export const examples: readonly Example[] = readExamples()

function readExamples(): Example[] {
  const index = JSON.parse(readShared('spec/payloads/index.json') ?? '[]') as Omit<Example, 'payload'>[]
  return index
    .filter(({ file }) => file.startsWith('djinn/'))
    .map((entry) => ({
      ...entry,
      payload: JSON.parse(readShared(`spec/payloads/${entry.file}`) as string) as unknown,
    }))
}

/** The keys of the table that follows a heading in a document. */
export function tableAfter(heading: string, document: string): string[] {
  const text = readShared(`spec/documents/${document}`) as string
  const [, table = ''] = text.slice(text.indexOf(heading)).split('NAMETYPEDESCRIPTION')
  const rows = table.split('\n{\n')[0] as string
  return [...rows.matchAll(/\n([a-z0-9_]+)\n\n(?:int|string|enum|timestamp|object)\b/g)].map(
    (row) => row[1] as string,
  )
}

const entityByKey: Readonly<Record<string, string>> = {
  invitee: 'user',
  inviter: 'user',
  author: 'user',
  key: 'sshKey',
}

/** Entity → the keys of each of its occurrences in the examples. */
export function occurrences(): Map<string, string[][]> {
  const found = new Map<string, string[][]>()
  const visit = (value: unknown, entity: string): void => {
    if (Array.isArray(value)) value.forEach((item) => visit(item, entity))
    if (!isObject(value)) return
    found.set(entity, [...(found.get(entity) ?? []), Object.keys(value)])
    for (const [key, inner] of Object.entries(value)) visit(inner, entityByKey[key] ?? key)
  }
  for (const { events, payload } of examples)
    visit(payload, events[0] === 'build.submitted' ? 'build' : 'event')
  return found
}
