/** Every write of a store takes one: with `tx` it becomes part of the caller's own transaction, where the store can. */
export interface Transaction {
  /** The host's open transaction, in whatever form the store declares to accept. */
  readonly tx?: unknown
}
