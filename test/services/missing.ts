/**
 * Says that tests are left out for want of a service, and whether that is so: it never is under
 * HOOKSTAMP_REQUIRE_SERVICES=1, where they fail instead.
 *
 * @param reason why the service is missing; undefined when it is there
 */
export function isLeftOut(what: string, reason: string | undefined): boolean {
  if (reason === undefined || process.env['HOOKSTAMP_REQUIRE_SERVICES'] === '1') return false
  console.warn(`skipped: ${what}: ${reason}`)
  return true
}
