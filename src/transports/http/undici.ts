/** Loads undici at the first delivery: it takes 70 ms and 18 MB that a process which only receives need not spend. */
import { HookstampError } from '../../errors.js'

export type Undici = typeof import('undici')

/** @throws HookstampError `dependency-missing` */
export async function loadUndici(): Promise<Undici> {
  try {
    return await import('undici')
  } catch (cause) {
    throw new HookstampError(
      'dependency-missing',
      'httpTransport sends with undici, which could not be loaded. npm install undici@7 (undici@8 from Node 22.19).',
      { cause },
    )
  }
}
