import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { beyond, lax, seen } from '../../src/dialects/definition.js'
import { generated } from '../../scripts/generate.js'
import { readComments } from '../../scripts/generate-comments.js'
import { renderPayloads } from '../../scripts/generate-payloads.js'

it('what is committed is what the schemas say now', async () => {
  const files = await generated()
  expect(files.size).toBeGreaterThan(0)
  for (const [path, text] of files) expect([path, readFileSync(path, 'utf8')]).toEqual([path, text])
})

describe('renderPayloads', () => {
  const user = z.strictObject({ id: lax(z.int()) })
  const pushed = z.strictObject({
    'odd-key': z.literal(['a', 1]),
    at: z.iso.datetime().nullable(),
    by: seen(user, z.union([user, z.string()])),
    log: z.array(z.strictObject({ level: z.enum(['low', 'high']) })),
    more: z.record(z.string(), z.unknown()),
    ...beyond({ forced: z.boolean() }),
  })
  const source = `
    /** Someone. */
    export const user = z.strictObject({
      /** Unique. */
      id: lax(z.int()),
    })
    /** A push. */
    export const pushed = z.strictObject({
      log: z.array(z.strictObject({
        /** How bad. */
        level: z.enum(['low', 'high']),
      })),
    })`
  const text = renderPayloads('Test', { user, pushed, strict: { push: pushed } }, source).replace(/\s+/g, ' ')

  it('prints both views of an object, one after the other, each with its comments', () => {
    expect(text).toContain('/** Someone. */ export interface StrictUser { /** Unique. */ id: number }')
    expect(text).toContain(
      '/** Someone. As real servers send it. */ export interface LooseUser { /** Unique. */ id?: number | null }',
    )
  })

  it('names what has a name, and writes out what has none', () => {
    expect(text).toContain(
      'interface StrictPushed { "odd-key": \'a\' | 1 at: string | null by: StrictUser ' +
        "log: ({ /** How bad. */ level: 'low' | 'high' })[] more: Record<string, unknown> forced?: boolean }",
    )
    expect(text).toContain(
      'interface LoosePushed { "odd-key": \'a\' | 1 at: string | null by: (LooseUser) | (string) ' +
        "log: ({ /** How bad. */ level: Open<'low' | 'high'> })[] more: Record<string, unknown> forced?: boolean }",
    )
  })

  it('lists the events', () => {
    expect(text).toContain("interface TestEvents { 'push': Views<StrictPushed, LoosePushed> }")
    expect(text).toContain("eventTypes: readonly (keyof TestEvents)[] = ['push']")
  })

  it('imports the types of schemas that another dialect owns, those it uses alone', () => {
    const commit = z.strictObject({ id: z.string() })
    const shared = { from: '../forge/payloads.js', schemas: { user, commit, strict: {} } }
    const released = z.strictObject({ by: user, pushed })
    const own = renderPayloads(
      'Test',
      { released, pushed, strict: { push: pushed } },
      'export const pushed = z.x()\nexport const released = z.x()',
      shared,
    )
    expect(own).toContain("import type { LooseUser, StrictUser } from '../forge/payloads.js'")
    expect(own).not.toMatch(/Commit|interface StrictUser/)
    expect(own.replace(/\s+/g, ' ')).toContain(
      'interface StrictReleased { by: StrictUser pushed: StrictPushed }',
    )
  })

  it('names a union, and lists its members', () => {
    const either = z.union([user, pushed])
    const source =
      '/** Either. */ export const either = z.x()\nexport const user = z.x()\nexport const pushed = z.x()'
    expect(renderPayloads('Test', { either, user, pushed, strict: { either } }, source)).toContain(
      '/** Either. */\nexport type StrictEither = (StrictUser) | (StrictPushed)',
    )
  })

  it('refuses what has no type here', () => {
    const bad = z.strictObject({ at: z.date() })
    expect(() => renderPayloads('Test', { bad, strict: {} }, 'export const bad = z.x()')).toThrow('zod date')
  })
})

describe('readComments', () => {
  const comments = readComments(
    'schemas.ts',
    `
    const shared = {
      /** Unique. */
      id: z.int(),
      /** When. */
      at: z.string(),
    }
    // Not a doc comment.
    /** A base. */
    export const base = z.strictObject({ ...shared, ...beyond({
      /** Extra. */
      extra: z.int(),
    }) })
    export const derived = base.extend({
      // Why, not what.
      id: z.string(),
      /** When it ended. */
      at: z.string(),
      shared,
    })`,
  )

  it('follows spreads, arguments and the base of an extension', () => {
    const { own, keys } = comments.get('base') ?? { own: '', keys: new Map() }
    expect(own).toBe('/** A base. */')
    expect([...keys].map(([key, { own: text }]) => [key, text])).toEqual([
      ['id', '/** Unique. */'],
      ['at', '/** When. */'],
      ['extra', '/** Extra. */'],
    ])
  })

  it('lets a nearer comment win, and keeps the farther one where there is none', () => {
    const keys = comments.get('derived')?.keys
    expect(comments.get('derived')?.own).toBeUndefined()
    expect(keys?.get('id')?.own).toBe('/** Unique. */')
    expect(keys?.get('at')?.own).toBe('/** When it ended. */')
    expect(keys?.get('shared')?.own).toBeUndefined()
  })

  it('lists exported constants alone', () => {
    expect([...comments.keys()]).toEqual(['base', 'derived'])
  })
})
