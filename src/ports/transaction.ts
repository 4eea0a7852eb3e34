/** Transactions of the host: every method of a store that takes part in one takes it as `tx`. */

/** With `tx` a call becomes part of the caller's own transaction, and sees what that has written. */
export interface Transaction {
  /** The host's open transaction, in whatever form the store declares to accept. */
  readonly tx?: unknown
}

/**
 * What tells the transactions apart that a plug's writes can join: plugs with the same value (the same database
 * object, the same name) can write in one. `false`: it joins none.
 */
export type TransactionScope = object | string | false
