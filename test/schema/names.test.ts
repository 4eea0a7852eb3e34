import { describe, expect, it } from 'vitest'
import { Names, toPascal, toSingular } from '../../src/schema/names.js'

describe('toPascal', () => {
  it.each([
    ['build.finished', 'BuildFinished'],
    ['ssh_keys', 'SshKeys'],
    ['invoice/paid v2', 'InvoicePaidV2'],
    ['Customer', 'Customer'],
    ['—', ''],
  ])('%s → %s', (text, name) => expect(toPascal(text)).toBe(name))
})

describe('toSingular', () => {
  it.each([
    ['commits', 'commit'],
    ['entries', 'entry'],
    ['address', 'address'],
    ['staff', 'staff'],
  ])('%s → %s', (word, one) => expect(toSingular(word)).toBe(one))
})

describe('Names', () => {
  it('gives the first candidate that is free, then numbers the last', () => {
    const names = new Names()
    expect(names.take('User', 'BuildUser')).toBe('User')
    expect(names.take('User', 'BuildUser')).toBe('BuildUser')
    expect(names.take('User', 'BuildUser')).toBe('BuildUser2')
    expect(names.take('User', 'BuildUser')).toBe('BuildUser3')
  })

  it('keeps to what OpenAPI and AsyncAPI take for a key', () => {
    const names = new Names()
    expect(names.take('invoice:paid/§')).toBe('invoice_paid_')
    expect(names.take('invoice paid?')).toBe('invoice_paid_2')
    expect(names.take('')).toBe('Schema')
    expect(names.take('')).toBe('Schema2')
  })
})
