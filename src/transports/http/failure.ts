/** What undici's errors mean for a delivery. What the peer sent is not told on: it is as long as the peer likes. */
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
      // Names headers, never their values.
      return { code: 'option-invalid', message: `The request cannot be sent: ${error.message}.` }
    case 'UND_ERR_HEADERS_OVERFLOW':
      return { code: 'response-invalid', message: 'The response has more headers than are read.' }
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return cutShort('its body does not fit its Content-Length')
    case 'UND_ERR_SOCKET':
      // So are answers called that fit no request: an unasked 100, an upgrade, bytes that nobody waits for.
      return error.message.startsWith('bad ') ? invalid(error.message) : cutShort(error.message)
    case 'HTTPParserError':
      return error.message.includes('EOF') ? cutShort('in mid-body') : invalid(error.message)
    default:
      // In TLS 1.3 the receiver judges our certificate only when the handshake is over for us.
      if (code.startsWith('ERR_SSL_')) return refusedInTls(code)
      return /^E[A-Z]+$/.test(code) ? cutShort(code) : invalid(code)
  }
}

function invalid(reason: string): Failure {
  return { code: 'response-invalid', message: `What came back is not an HTTP/1.1 response: ${reason}.` }
}

function refusedInTls(code: string): Failure {
  return { code: 'tls-failed', message: `The receiver ended the TLS connection (${code}).` }
}

function cutShort(reason: string): Failure {
  const message = `The connection ended before the response was complete: ${reason}.`
  return { code: 'response-cut-short', message, isLostConnection: true }
}
