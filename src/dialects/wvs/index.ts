/**
 * `hookstamp/dialects/wvs`: the project and group hooks of WVS, a fork of GitLab that names its headers after itself.
 */
import type { Dialect } from '../../dialect.js'
import { defineForge } from '../forge/define-forge.js'
import type { ForgeEvents } from '../forge/payloads.js'

export type * from '../forge/payloads.js'
export { toChange, type Change } from '../forge/to-change.js'
export { toDate } from '../forge/to-date.js'

/**
 * WVS: the events of GitLab under `X-WVS-Event`. Its document does not name the header of the secret token; by the
 * pattern of the others it is `X-WVS-Token`.
 *
 * @example
 * const receiver = createReceiver({ dialect: wvs, secrets: [process.env.WVS_TOKEN!] })
 *   .on('push', ({ payload }) => console.log(payload.ref, payload.total_commits_count))
 */
export const wvs: Dialect<ForgeEvents, 'wvs'> = defineForge({ name: 'wvs', headerPrefix: 'X-WVS' })
