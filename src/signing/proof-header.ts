/** Reading a header that carries proof: exactly once, and not without bound. */
import { HookstampError } from '../errors.js'
import { readHeader, type HeadersInput } from '../internal/headers.js'
import type { ProofRefusal } from './scheme.js'

// Far above any honest proof (sixteen ed25519 signatures take 1.5 kB), far below what costs time to take apart.
const LONGEST_HEADER = 4096

/** How to read one header: its value, or why it cannot be used. */
export type ProofHeader = (headers: HeadersInput) => string | ProofRefusal

/**
 * Prepares reading a header of a scheme.
 * @throws HookstampError `option-invalid` if it cannot be the name of a header
 */
export function proofHeader(header: string): ProofHeader {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(header)) {
    throw new HookstampError('option-invalid', `${JSON.stringify(header)} cannot be the name of a header.`)
  }
  const name = header.toLowerCase()
  const missing: ProofRefusal = {
    refused: 'missing',
    message: `There is no ${header} header. Is signing switched on at the sender, and does every proxy pass it on?`,
  }
  const repeated: ProofRefusal = { refused: 'repeated', message: `${header} was sent more than once.` }
  const tooLong = malformed(header, `at most ${LONGEST_HEADER} characters`)
  return (headers) => {
    const value = readHeader(headers, name)
    if (typeof value === 'string') return value.length > LONGEST_HEADER ? tooLong : value
    return value === undefined ? missing : repeated
  }
}

/** The refusal of a value that does not follow the grammar. `expected` says what should have come. */
export function malformed(header: string, expected: string): ProofRefusal {
  return { refused: 'malformed', message: `${header} is not ${expected}.` }
}
