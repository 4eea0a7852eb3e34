import type { PostgresQueryable, PostgresTransactor } from './client.js'

/** The part of a `PrismaClient`, or of what `$transaction` hands over, that is used. */
export interface PrismaLike {
  $queryRawUnsafe<T>(text: string, ...values: unknown[]): PromiseLike<T>
}

interface PrismaTransactor extends PrismaLike {
  $connect(): PromiseLike<void>
  $transaction<T>(work: (tx: PrismaLike) => Promise<T>): Promise<T>
}

/**
 * A Prisma client as a client of the PostgreSQL store, or what its `$transaction` hands over as `tx`.
 *
 * @example
 * await prisma.$transaction(async (tx) => {
 *   await tx.order.create({ data: order })
 *   await dispatcher.emit('order.placed', order, { namespaceId, tx: fromPrisma(tx) })
 * })
 */
export function fromPrisma(prisma: PrismaLike): PostgresQueryable | PostgresTransactor {
  const query: PostgresQueryable['query'] = async (text, values = []) => ({
    rows: await prisma.$queryRawUnsafe<unknown[]>(text, ...values),
  })
  if (!canTransact(prisma)) return { query }
  return { query, transaction: (work) => prisma.$transaction((tx) => work(fromPrisma(tx))) }
}

/** What is handed over in a transaction has `$transaction` too since Prisma 7, for nested ones, but does not connect. */
function canTransact(prisma: PrismaLike): prisma is PrismaTransactor {
  const { $connect, $transaction } = prisma as Partial<PrismaTransactor>
  return typeof $connect === 'function' && typeof $transaction === 'function'
}
