/** What undici's errors mean for a delivery. Only codes are told on: messages may quote what the peer sent. */
import { isHookstampError, type ErrorCode } from '../../errors.js'

export interface Failure {
  readonly code: ErrorCode
  readonly message: string
  /** Whether the connection broke, as it does when the peer closes it while it is being reused. */
  readonly isLostConnection?: boolean
}

export function failureOf(error: Error): Failure {
  if (isHookstampError(error)) return { code: error.code, message: error.message }
  const code = (error as NodeJS.ErrnoException).code ?? error.name
  switch (code) {
    case 'UND_ERR_INVALID_ARG':
    case 'UND_ERR_NOT_SUPPORTED':
    case 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH':
      return { code: 'option-invalid', message: `The request cannot be sent: ${error.message}.` }
    case 'UND_ERR_CLOSED':
    case 'UND_ERR_DESTROYED':
      return { code: 'transport-closed', message: 'The transport is closed.' }
    case 'UND_ERR_HEADERS_OVERFLOW':
      return { code: 'response-invalid', message: 'The response has more headers than are read.' }
    case 'HPE_INVALID_EOF_STATE':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return cutShort(code)
    case 'UND_ERR_SOCKET':
      // So are answers called that fit no request: an unasked 100, an upgrade, bytes that nobody waits for.
      return error.message.startsWith('bad ') ? invalid(code) : cutShort(code)
    default:
      return code.startsWith('HPE_') ? invalid(code) : cutShort(code)
  }
}

function invalid(code: string): Failure {
  return { code: 'response-invalid', message: `What came back is not an HTTP/1.1 response (${code}).` }
}

function cutShort(code: string): Failure {
  const message = `The connection ended before the response was complete (${code}).`
  return { code: 'response-cut-short', message, isLostConnection: true }
}
