/** Whether somebody may do something: as pure functions. */
import { HookstampError } from '../errors.js'
import type { Namespace } from '../ports/namespace.js'
import type { Principal } from './principal.js'
import type { Route } from './route.js'

/** What somebody is to a namespace. */
export type Role = 'owner' | 'collaborator' | 'outsider'

type Rule = Pick<Route, 'audience' | 'permission' | 'orPermission'>

/** @throws HookstampError `unauthenticated`, `forbidden` */
export function admitUser(rule: Rule, principal: Principal | undefined): Principal {
  if (principal === undefined) throw unauthenticated()
  if (!holds(rule, principal, true)) throw forbidden(rule)
  return principal
}

/**
 * What may not be seen does not exist: only who can read a namespace learns that something else is forbidden.
 *
 * @throws HookstampError `not-found`, `unauthenticated`, `forbidden`
 */
export function admitTo(
  rule: Rule,
  { visibility }: Pick<Namespace, 'visibility'>,
  role: Role,
  principal: Principal | undefined,
): void {
  const isPublic = visibility === 'public'
  const reads = principal?.permissions.includes('namespace:read') ?? false
  const sees = isPublic || (reads && (visibility === 'internal' || role !== 'outsider'))
  const isOfAudience =
    rule.audience === 'see'
      ? isPublic || role !== 'outsider' || (visibility === 'internal' && principal !== undefined)
      : rule.audience === 'members'
        ? role !== 'outsider'
        : role === 'owner'
  const isPermitted =
    (isPublic && rule.audience === 'see') || (principal !== undefined && holds(rule, principal, sees))
  if (isOfAudience && isPermitted) return
  if (!sees) throw new HookstampError('not-found', 'Not found')
  throw principal === undefined ? unauthenticated() : forbidden(rule)
}

function holds({ permission, orPermission }: Rule, { permissions }: Principal, sees: boolean): boolean {
  if (permission === undefined || permissions.includes(permission)) return true
  return sees && orPermission !== undefined && permissions.includes(orPermission)
}

function unauthenticated(): HookstampError {
  return new HookstampError('unauthenticated', 'Sign in first: send a token as Authorization: Bearer.')
}

function forbidden({ permission, audience }: Rule): HookstampError {
  const who = audience === 'owner' ? 'the owner of the namespace' : 'members of the namespace'
  const whom = audience === 'owner' || audience === 'members' ? ` as ${who}` : ''
  return new HookstampError('forbidden', `This takes the permission ${permission ?? ''}${whom}.`)
}
