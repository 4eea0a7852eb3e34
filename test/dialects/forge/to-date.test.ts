import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toDate } from 'hookstamp/dialects/gitlab'

describe('toDate', () => {
  it.each([
    ['2024-01-24 16:27:40 UTC', '2024-01-24T16:27:40.000Z'],
    ['2013-12-03T17:15:43Z', '2013-12-03T17:15:43.000Z'],
    ['2012-01-03T23:36:29+02:00', '2012-01-03T21:36:29.000Z'],
    ['2021-02-23T02:41:37.886Z', '2021-02-23T02:41:37.886Z'],
    ['2021-04-28 21:50:00 +0200', '2021-04-28T19:50:00.000Z'],
    ['2024-01-26', '2024-01-26T00:00:00.000Z'],
    ['2022-04-26T05:06:26.000+00:00', '2022-04-26T05:06:26.000Z'],
    ['2014-08-18 18:45:16Z', '2014-08-18T18:45:16.000Z'],
    ['2015-04-08T21: 00:25-07:00', '2015-04-09T04:00:25.000Z'],
    ['2024-02-29 00:00:00.123456789 UTC', '2024-02-29T00:00:00.123Z'],
    ['2024-02-29T00:00:00.5-0330', '2024-02-29T03:30:00.500Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('reads %s', (value, expected) => expect(toDate(value)?.toISOString()).toBe(expected))

  it.each([
    '',
    'now',
    '2024',
    '2024-01-24T16:27:40',
    '2024-01-24 16:27:40',
    '2024-02-30T00:00:00Z',
    '2023-02-29',
    '2024-13-01',
    '2024-01-24T24:00:00Z',
    '2024-01-24T16:60:00Z',
    '2024-01-24T16:27:40+15:00',
    '2024-01-24T16:27:40 CET',
    ' 2024-01-24',
    '2024-01-24\n',
    '01/24/2024',
    null,
    undefined,
    1706113660 as never,
    {} as never,
  ])('does not guess at %j', (value) => expect(toDate(value)).toBeUndefined())

  it('reads every instant that JavaScript writes', () => {
    const instants = fc.date({
      min: new Date('0001-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, (date) => {
        expect(toDate(date.toISOString())).toEqual(date)
      }),
    )
  })

  it('never throws, and never gives an invalid date', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9TZUC :+.-]{0,40}$/), (value) => {
        expect(toDate(value)?.getTime()).not.toBeNaN()
      }),
      { numRuns: 2_000 },
    )
  })
})
