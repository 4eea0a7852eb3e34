/** A dialect by its name, or out of a module of one's own. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Dialect } from 'hookstamp'
import type { CatalogToExport, ExampleEvent } from 'hookstamp/schema'
import { failed, misused } from './exit.js'

export interface Chosen {
  /** What was chosen: a dialect, or a catalog alone. */
  readonly exported: Dialect | CatalogToExport
  /** Golden payloads, by name. */
  readonly fixtures: Readonly<Record<string, ExampleEvent>>
}

type Examples = Readonly<Record<string, ExampleEvent>>
type Fixtures = () => Promise<{ readonly fixtures: object; readonly variants?: object }>

async function builtIn(exported: unknown, load: Fixtures): Promise<Chosen> {
  const { fixtures, variants } = await load()
  return { exported: exported as Dialect, fixtures: { ...fixtures, ...variants } as Examples }
}

/** Name → dialect and fixtures, loaded when asked for. */
export const builtIns: Readonly<Record<string, () => Promise<Chosen>>> = {
  djinn: async () =>
    builtIn((await import('hookstamp/dialects/djinn')).djinn, () => import('hookstamp/fixtures/djinn')),
  gitlab: async () =>
    builtIn((await import('hookstamp/dialects/gitlab')).gitlab, () => import('hookstamp/fixtures/gitlab')),
  'gitlab-system': async () =>
    builtIn(
      (await import('hookstamp/dialects/gitlab-system')).gitlabSystem,
      () => import('hookstamp/fixtures/gitlab-system'),
    ),
  wvs: async () =>
    builtIn((await import('hookstamp/dialects/wvs')).wvs, () => import('hookstamp/fixtures/wvs')),
}

export const dialectHelp = 'djinn, gitlab, gitlab-system, wvs, or a module: ./hooks.js, ./hooks.js#acme'

/** @throws CliError for a name that is none, or a module that has no dialect */
export async function choose(name: string): Promise<Chosen> {
  if (Object.hasOwn(builtIns, name)) return (builtIns[name] as () => Promise<Chosen>)()
  if (/[./\\]/.test(name)) return fromModule(name)
  throw misused(`There is no dialect "${name}". There is: ${dialectHelp}.`)
}

/** @throws CliError for a catalog alone, too */
export async function chooseDialect(
  name: string,
): Promise<{ readonly dialect: Dialect; readonly fixtures: Examples }> {
  const { exported, fixtures } = await choose(name)
  if (isDialect(exported)) return { dialect: exported, fixtures }
  throw misused(
    `${name} exports a catalog: schemas alone do not say how events are signed. Export a dialect.`,
  )
}

export function isDialect(value: unknown): value is Dialect {
  if (typeof value !== 'object' || value === null) return false
  const { eventTypes, encode } = value as Partial<Dialect>
  return Array.isArray(eventTypes) && typeof encode === 'function'
}

async function fromModule(name: string): Promise<Chosen> {
  const [, path = name, wanted] = /^(.+?)(?:#(\w+))?$/.exec(name) ?? []
  let loaded: Readonly<Record<string, unknown>>
  try {
    loaded = (await import(pathToFileURL(resolve(path)).href)) as typeof loaded
  } catch (error) {
    throw failed(`${path} could not be loaded: ${(error as Error).message}`)
  }
  const exported = wanted === undefined ? findExport(loaded) : loaded[wanted]
  if (exported === undefined || exported === null) {
    const names = Object.keys(loaded).join(', ')
    throw misused(
      wanted === undefined
        ? `${path} exports no dialect that could be told from the rest (${names}). Name one: ${path}#name.`
        : `${path} exports no "${wanted}". It exports: ${names}.`,
    )
  }
  const { fixtures } = loaded
  return {
    exported: exported as Chosen['exported'],
    fixtures: (typeof fixtures === 'object' && fixtures !== null ? fixtures : {}) as Examples,
  }
}

/** The default export, else the only dialect, else the only object. */
function findExport(loaded: Readonly<Record<string, unknown>>): unknown {
  if (loaded['default'] !== undefined) return loaded['default']
  const others = Object.entries(loaded).filter(([key]) => key !== 'fixtures')
  const dialects = others.filter(([, value]) => isDialect(value))
  if (dialects.length > 0) return dialects.length === 1 ? dialects[0]?.[1] : undefined
  const objects = others.filter(([, value]) => typeof value === 'object' && value !== null)
  return objects.length === 1 ? objects[0]?.[1] : undefined
}
