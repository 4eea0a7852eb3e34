import { DrizzleQueryError } from 'drizzle-orm/errors'
import pg from 'pg'
import { QueryFailedError } from 'typeorm'
import { describe, expect, it } from 'vitest'
import { isContention, isUnavailable, isUnstorable, sqlStateOf } from '../../src/postgres/sql-state.js'

const database = (code: string): Error =>
  Object.assign(new pg.DatabaseError('said no', 10, 'error'), { code })

describe('sqlStateOf', () => {
  it.each([
    ['pg', database('40001')],
    ['Drizzle', new DrizzleQueryError('select', [], database('40001'))],
    ['TypeORM', new QueryFailedError('select', [], database('40001'))],
    [
      'Prisma',
      Object.assign(new Error('Raw query failed'), {
        code: 'P2010',
        meta: { driverAdapterError: Object.assign(new Error(), { cause: { originalCode: '40001' } }) },
      }),
    ],
  ])('finds it where %s keeps it', (_, error) => {
    expect(sqlStateOf(error)).toBe('40001')
    expect(isContention(error)).toBe(true)
    expect(isUnavailable(error)).toBe(false)
  })

  it.each([
    undefined,
    null,
    'text',
    new Error('plain'),
    { code: 'ECONNRESET' },
    { code: 'EPIPE' },
    { code: 5 },
  ])('finds none in %o', (error) => expect(sqlStateOf(error)).toBeUndefined())

  it('is not caught in a circle', () => {
    const error = new Error('round') as Error & { cause: unknown }
    error.cause = error
    expect(sqlStateOf(error)).toBeUndefined()
  })
})

it.each(['08006', '57P01', '57P03', '53300'])('takes %s for a server that is not there', (code) => {
  expect(isUnavailable(database(code))).toBe(true)
})

it.each([
  Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })]),
  new Error('Connection terminated unexpectedly'),
  new Error('timeout expired', { cause: new Error('Connection terminated due to connection timeout') }),
])('takes %o for a connection that broke', (error) => {
  expect(isUnavailable(error)).toBe(true)
})

it('takes nothing else for either', () => {
  for (const error of [database('23505'), database('42P01'), new Error('no'), undefined]) {
    expect([isUnavailable(error), isContention(error), isUnstorable(error)]).toEqual([false, false, false])
  }
  for (const code of ['22021', '22P05', '22003', '54000']) expect(isUnstorable(database(code))).toBe(true)
})
