/** Collaborators and invites of the PostgreSQL store; the root of their tree is locked by whoever adds one. */
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import { prepareCollaborator, prepareInvite } from '../namespaces/membership-rules.js'
import type { Collaborator, CollaboratorStore } from '../ports/collaborator.js'
import type { Invite, InviteStore } from '../ports/invite.js'
import type { Namespace } from '../ports/namespace.js'
import type { Transaction } from '../ports/transaction.js'
import type { PostgresQueryable } from '../postgres/client.js'
import type { Database } from '../postgres/database.js'
import { toCollaborator, toInvite, type CollaboratorRow, type InviteRow } from './rows/member-row.js'

interface Surroundings {
  readonly database: Database
  readonly clock: Clock
  /** A namespace, kept as it is until the end of the transaction. */
  readonly lockNamespace: (tx: PostgresQueryable, id: number) => Promise<Namespace | undefined>
}

export function postgresCollaborators({ database, clock, lockNamespace }: Surroundings): CollaboratorStore {
  const select = async (
    condition: string,
    values: unknown[],
    options?: Transaction,
  ): Promise<Collaborator[]> => {
    const text = `select root_id, user_id, created_at from {collaborators} where ${condition}`
    return (await database.run<CollaboratorRow>(text, values, { ...options, repeatable: true })).map(
      toCollaborator,
    )
  }
  return {
    add: (input, options) =>
      database.transaction(async (tx) => {
        const root = await lockNamespace(tx, input.rootId)
        const { rootId, userId, createdAt } = prepareCollaborator(input, root, clock.now())
        const { rows } = await tx.query(
          `insert into {collaborators} (root_id, user_id, created_at) values ($1::bigint, $2::bigint, $3::numeric)
          on conflict do nothing returning root_id, user_id, created_at`,
          [rootId, userId, createdAt],
        )
        if (rows.length === 0) throw isCollaborator(userId)
        return toCollaborator(rows[0] as CollaboratorRow)
      }, options),
    get: async (rootId, userId, options) =>
      (await select('root_id = $1::bigint and user_id = $2::bigint', [rootId, userId], options))[0],
    list: (rootId, options) => select('root_id = $1::bigint order by created_at, user_id', [rootId], options),
    rootIdsOf: async (userId, options) =>
      (await select('user_id = $1::bigint order by root_id', [userId], options)).map(({ rootId }) => rootId),
    remove: async (rootId, userId, options) => {
      const text = `with gone as (
          delete from {collaborators} where root_id = $1::bigint and user_id = $2::bigint returning user_id
        ) select user_id from gone`
      return (await database.run(text, [rootId, userId], options)).length > 0
    },
  }
}

export function postgresInvites({ database, clock, lockNamespace }: Surroundings): InviteStore {
  const select = async (condition: string, value: number, options?: Transaction): Promise<Invite[]> => {
    const text = `select id, root_id, invitee_id, inviter_id, created_at from {invites} where ${condition} = $1::bigint order by id`
    return (await database.run<InviteRow>(text, [value], { ...options, repeatable: true })).map(toInvite)
  }
  return {
    create: (input, options) =>
      database.transaction(async (tx) => {
        const root = await lockNamespace(tx, input.rootId)
        const { rootId, inviteeId, inviterId, createdAt } = prepareInvite(input, root, clock.now())
        const { rows: members } = await tx.query(
          'select user_id from {collaborators} where root_id = $1::bigint and user_id = $2::bigint',
          [rootId, inviteeId],
        )
        if (members.length > 0) throw isCollaborator(inviteeId)
        const { rows } = await tx.query(
          `insert into {invites} (root_id, invitee_id, inviter_id, created_at)
          values ($1::bigint, $2::bigint, $3::bigint, $4::numeric)
          on conflict do nothing returning id, root_id, invitee_id, inviter_id, created_at`,
          [rootId, inviteeId, inviterId, createdAt],
        )
        if (rows.length === 0) {
          throw new HookstampError('conflict', `User ${inviteeId} is invited already.`)
        }
        return toInvite(rows[0] as InviteRow)
      }, options),
    get: async (id, options) => (await select('id', id, options))[0],
    list: (query, options) =>
      'rootId' in query
        ? select('root_id', query.rootId, options)
        : select('invitee_id', query.inviteeId, options),
    delete: async (id, options) => {
      const text =
        'with gone as (delete from {invites} where id = $1::bigint returning id) select id from gone'
      return (await database.run(text, [id], options)).length > 0
    },
  }
}

function isCollaborator(userId: number): HookstampError {
  return new HookstampError('conflict', `User ${userId} is a collaborator already.`)
}
