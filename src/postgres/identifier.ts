import { HookstampError } from '../errors.js'

// Longer names are cut by the server, silently.
const MAX_BYTES = 63

/**
 * A name as it stands in SQL.
 *
 * @throws HookstampError `option-invalid` for what cannot be a name
 */
export function quoteIdentifier(name: string, option: string): string {
  if (
    typeof name !== 'string' ||
    name === '' ||
    name.includes('\0') ||
    new TextEncoder().encode(name).length > MAX_BYTES
  ) {
    throw new HookstampError('option-invalid', `${option}: expected a name of 1 to ${MAX_BYTES} bytes.`)
  }
  return `"${name.replaceAll('"', '""')}"`
}
