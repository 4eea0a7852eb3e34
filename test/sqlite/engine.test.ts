import { describe, expect, test } from 'vitest'
import { HookstampError } from 'hookstamp'
import { openEngine } from '../../src/sqlite/engine.js'
import { newFile, open } from './open.js'

const code = (expected: string): unknown => expect.objectContaining({ code: expected })

/** An engine with a table to write into. */
function engineOn(database = open()) {
  const { engine, close } = openEngine(database)
  database.exec('CREATE TABLE IF NOT EXISTS words (word TEXT UNIQUE)')
  const add = (word: string, options?: { tx: unknown }) =>
    engine.write(options, () => {
      engine.statement('INSERT INTO words VALUES (?)').run(word)
      return word
    })
  const words = (): string[] =>
    (database.prepare('SELECT word FROM words ORDER BY rowid').all() as { word: string }[]).map(
      (row) => row.word,
    )
  return { database, engine, close, add, words }
}

describe('group commit', () => {
  test('commits what is asked for in one turn together, in its order', async () => {
    const { database, engine, add, words } = engineOn()
    let commits = 0
    const writes = ['a', 'b', 'c'].map((word) => add(word))
    engine.follow({ committed: () => commits++, unsure: () => {} })
    expect(words()).toEqual([])
    expect(await Promise.all(writes)).toEqual(['a', 'b', 'c'])
    expect(words()).toEqual(['a', 'b', 'c'])
    expect(commits).toBe(1)
    expect(database.inTransaction).toBe(false)
  })

  test('a write that fails takes no other with it, and nothing of its own stays', async () => {
    const { engine, add, words } = engineOn()
    const followed: string[] = []
    const failing = engine.write(undefined, () => {
      engine.statement('INSERT INTO words VALUES (?)').run('half')
      engine.follow({ committed: () => followed.push('half'), unsure: () => {} })
      throw new Error('in the middle')
    })
    const results = await Promise.allSettled([add('a'), failing, add('a'), add('b')])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(results[2]).toMatchObject({ reason: { code: 'store-unavailable' } })
    expect(words()).toEqual(['a', 'b'])
    expect(followed).toEqual([])
  })

  test('tells what depends on it only after the commit, before whoever asked', async () => {
    const { engine, words } = engineOn()
    const seen: unknown[] = []
    await engine.write(undefined, () => {
      engine.statement('INSERT INTO words VALUES (?)').run('a')
      engine.follow({ committed: () => seen.push(words()), unsure: () => {} })
    })
    expect(seen).toEqual([['a']])
  })

  test('forgets what was read of something that is no more', async () => {
    const { engine } = engineOn()
    let forgotten = 0
    engine.onUndone(() => forgotten++)
    await expect(
      engine.write(undefined, () => {
        throw new Error('refused')
      }),
    ).rejects.toThrow(code('store-unavailable'))
    expect(forgotten).toBe(1)
  })
})

describe('transactions', () => {
  test('are committed as a whole, or not at all', async () => {
    const { engine, add, words } = engineOn()
    await engine.transaction((tx) => {
      void add('a', { tx })
      void add('b', { tx })
    })
    const failure = new Error('on purpose')
    await expect(
      engine.transaction(async (tx) => {
        await add('c', { tx })
        throw failure
      }),
    ).rejects.toBe(failure)
    expect(words()).toEqual(['a', 'b'])
  })

  test('what breaks a rule inside and is caught does not end them', async () => {
    const { engine, add, words } = engineOn()
    await engine.transaction((tx) => {
      void add('a', { tx })
      const refused = (): unknown =>
        engine.write({ tx }, () => {
          throw new HookstampError('conflict', 'taken')
        })
      expect(refused).toThrow(code('conflict'))
      void add('b', { tx })
    })
    expect(words()).toEqual(['a', 'b'])
  })

  test('what the database refuses inside ends them, even if it is caught', async () => {
    const { engine, add, words } = engineOn()
    const ending = engine.transaction((tx) => {
      void add('a', { tx })
      expect(() => add('a', { tx })).toThrow(code('store-unavailable'))
    })
    await expect(ending).rejects.toThrow(code('store-unavailable'))
    expect(words()).toEqual([])
  })

  test('what is read beside one waits for its end, since it may be taken back', async () => {
    const { engine, add, words } = engineOn()
    let end = (): void => {}
    const open = new Promise<void>((resolve) => (end = resolve))
    const begun = new Promise<void>((resolve) => {
      void engine
        .transaction(async (tx) => {
          await add('doubtful', { tx })
          resolve()
          await open
          throw new Error('on purpose')
        })
        .catch(() => {})
    })
    await begun
    const reading = engine.read(undefined, words)
    expect(reading).toBeInstanceOf(Promise)
    end()
    expect(await reading).toEqual([])
  })

  test('are refused once they are over, and when they are no transactions', async () => {
    const { engine, add } = engineOn()
    let kept: unknown
    await engine.transaction((tx) => {
      kept = tx
    })
    for (const tx of [kept, {}, 'tx', null]) expect(() => add('a', { tx })).toThrow(code('option-invalid'))
  })
})

describe('a transaction of the host, on the same database object', () => {
  test('takes writes along when it is committed, and takes them back when it is not', async () => {
    const { database, engine, add, words } = engineOn()
    const told: string[] = []
    const write = (word: string): unknown =>
      engine.write({ tx: database }, () => {
        engine.statement('INSERT INTO words VALUES (?)').run(word)
        engine.follow({
          committed: () => told.push(`${word} committed`),
          unsure: () => told.push(`${word} unsure`),
        })
        return word
      })
    database.exec('BEGIN')
    expect(write('a')).toBe('a')
    expect(engine.isUnsure()).toBe(true)
    database.exec('COMMIT')
    database.exec('BEGIN')
    write('b')
    database.exec('ROLLBACK')
    await add('c')
    expect(words()).toEqual(['a', 'c'])
    expect(told).toEqual(['a unsure', 'b unsure'])
    expect(engine.isUnsure()).toBe(false)
  })

  test('is waited for by all other writes', async () => {
    const { database, add, words } = engineOn()
    database.exec('BEGIN')
    database.exec("INSERT INTO words VALUES ('host')")
    const adding = add('ours')
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(words()).toEqual(['host'])
    database.exec('ROLLBACK')
    await adding
    expect(words()).toEqual(['ours'])
  })
})

describe('another connection', () => {
  test('that is writing is waited for', async () => {
    const file = newFile()
    const { add, words } = engineOn(open(file))
    const other = open(file)
    other.exec('BEGIN IMMEDIATE')
    other.exec("INSERT INTO words VALUES ('other')")
    const adding = add('ours')
    // After ours was tried for the first time.
    setImmediate(() => other.exec('COMMIT'))
    await adding
    expect(words()).toEqual(['other', 'ours'])
  })
})

describe('opening', () => {
  test('is shared by all that use the same object, and over with the last of them', async () => {
    const database = open()
    const [one, two] = [openEngine(database), openEngine(database)]
    expect(one.engine).toBe(two.engine)
    await one.close()
    await one.close()
    await two.engine.write(undefined, () => {})
    await two.close()
    expect(openEngine(database).engine).not.toBe(one.engine)
  })

  test('leaves the database object open and usable when it is given up', async () => {
    const { close, words } = engineOn()
    await close()
    expect(words()).toEqual([])
  })

  test.each([[undefined], [{}], [{ prepare: () => {} }], ['hooks.db']])('refuses %j', (database) => {
    expect(() => openEngine(database as never)).toThrow(code('option-invalid'))
  })

  test('fails by a code when the database object is closed already, and so does every use after it', async () => {
    const closed = open()
    closed.close()
    expect(() => openEngine(closed)).toThrow(code('store-unavailable'))
    const { database, engine, add } = engineOn()
    database.close()
    await expect(add('a')).rejects.toThrow(code('store-unavailable'))
    expect(() => engine.read(undefined, () => engine.statement('SELECT 1 AS one').get())).toThrow(
      code('store-unavailable'),
    )
  })
})
