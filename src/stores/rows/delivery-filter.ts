import type { DeliveryQuery } from '../../ports/delivery.js'
import type { Column } from './column.js'

/**
 * The conditions of a query, to be joined by `and`; empty for all deliveries.
 *
 * @param bind takes a value and answers with what stands for it in the SQL: `?`, or `$3`
 * @param column turns a column's name into what names it in the SQL
 */
export function deliveryFilter(
  query: DeliveryQuery,
  bind: (value: Column) => string,
  column: (name: string) => string = (name) => name,
): string[] {
  const conditions: string[] = []
  const narrow = (name: string, operator: string, value: Column | undefined): void => {
    if (value !== undefined) conditions.push(`${column(name)} ${operator} ${bind(value)}`)
  }
  narrow('namespace_id', '=', query.namespaceId)
  narrow('webhook_id', '=', query.webhookId)
  narrow('event_id', '=', query.eventId)
  narrow('state', '=', query.state)
  narrow('created_at', '>=', query.since)
  narrow('created_at', '<', query.until)
  narrow('id', '<', query.before)
  if (query.types !== undefined) {
    // In some databases an empty list is no list.
    const types = query.types.map((type) => bind(type))
    conditions.push(types.length === 0 ? '1 = 0' : `${column('type')} in (${types.join(', ')})`)
  }
  return conditions
}
