/** Telemetry that cannot lose an event or a delivery. */
import type { AttemptSpan, EmissionSpan, Telemetry } from '../ports/telemetry.js'

const NO_EMISSION: EmissionSpan = { traceContext: null, end: () => {} }
const NO_ATTEMPT: AttemptSpan = { headers: {}, end: () => {} }

/**
 * The same, but what it throws is told to `failed`, and what it was to follow goes on without it.
 */
export function guarded(telemetry: Telemetry, failed: (error: unknown) => void): Telemetry {
  const attempt = <T>(run: () => T, otherwise: T): T => {
    try {
      return run()
    } catch (error) {
      failed(error)
      return otherwise
    }
  }
  return {
    startEmission: (event) =>
      attempt(() => {
        const span = telemetry.startEmission(event)
        return {
          traceContext: span.traceContext,
          end: (error) => attempt(() => span.end(error), undefined),
        }
      }, NO_EMISSION),
    startAttempt: (start) =>
      attempt(() => {
        const span = telemetry.startAttempt(start)
        return { headers: span.headers, end: (made) => attempt(() => span.end(made), undefined) }
      }, NO_ATTEMPT),
  }
}
