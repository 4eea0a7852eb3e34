import { HookstampError } from '../errors.js'

/** @throws HookstampError `option-invalid` */
export function notNegative(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 0) return value
  throw new HookstampError('option-invalid', `${name}: expected a whole number, 0 or more.`)
}

/** @throws HookstampError `option-invalid` */
export function positive(name: string, value: number): number {
  if (Number.isInteger(value) && value > 0) return value
  throw new HookstampError('option-invalid', `${name}: expected a whole number above 0.`)
}
