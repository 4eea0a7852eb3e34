export { HookstampError, httpStatusOf, isHookstampError } from './errors.js'
export { defineDialect } from './dialect.js'
export { createDispatcher } from './dispatcher/dispatcher.js'

export type { ErrorCode, ErrorDetails, Issue } from './errors.js'
