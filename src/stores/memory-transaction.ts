import { HookstampError } from '../errors.js'
import type { Transaction } from '../ports/transaction.js'

/**
 * For a write that cannot be part of a transaction: done all the same, it would stay when the caller's is rolled back.
 *
 * @throws HookstampError `option-invalid` if there is a `tx`
 */
export function refuseTransaction(options: Transaction | undefined): void {
  if (options?.tx === undefined) return
  throw new HookstampError('option-invalid', 'A store in memory is part of no transaction: leave out `tx`.')
}
