import type { Attempt, AttemptError, AttemptResponse, AttemptTimings } from '../../ports/delivery.js'
import {
  fromJson,
  toBytes,
  toJson,
  toJsonOrNull,
  toNumber,
  toNumberOrNull,
  type Column,
  type IntegerColumn,
} from './column.js'

/** A row of the attempts. */
export interface AttemptRow {
  readonly delivery_id: string
  readonly number: IntegerColumn
  readonly outcome: Attempt['outcome']
  readonly started_at: IntegerColumn
  readonly duration_ns: IntegerColumn | null
  /** JSON, as the headers and the error. */
  readonly timings: string | null
  readonly request_headers: string
  /** Null when no response came; then its headers and body are null too. */
  readonly response_status: IntegerColumn | null
  readonly response_headers: string | null
  readonly response_body: Uint8Array | null
  readonly error: string | null
}

/** What an attempt is written into, in the order of `attemptValues`. */
export const attemptColumns: readonly (keyof AttemptRow)[] = [
  'delivery_id',
  'number',
  'outcome',
  'started_at',
  'duration_ns',
  'timings',
  'request_headers',
  'response_status',
  'response_headers',
  'response_body',
  'error',
]

export function attemptValues(attempt: Attempt): Column[] {
  const { response } = attempt
  return [
    attempt.deliveryId,
    attempt.number,
    attempt.outcome,
    attempt.startedAt,
    attempt.durationNs,
    fromJson(attempt.timings),
    JSON.stringify(attempt.requestHeaders),
    response === null ? null : response.status,
    response === null ? null : JSON.stringify(response.headers),
    response === null ? null : response.body,
    fromJson(attempt.error),
  ]
}

export function toAttempt(row: AttemptRow): Attempt {
  return {
    deliveryId: row.delivery_id,
    number: toNumber(row.number),
    outcome: row.outcome,
    startedAt: toNumber(row.started_at),
    durationNs: toNumberOrNull(row.duration_ns),
    timings: toJsonOrNull<AttemptTimings>(row.timings),
    requestHeaders: toJson<Record<string, string>>(row.request_headers),
    response: toResponse(row),
    error: toJsonOrNull<AttemptError>(row.error),
  }
}

function toResponse(row: AttemptRow): AttemptResponse | null {
  if (row.response_status === null) return null
  return {
    status: toNumber(row.response_status),
    headers: toJson<Record<string, string>>(row.response_headers ?? '{}'),
    body: toBytes(row.response_body ?? new Uint8Array()),
  }
}
