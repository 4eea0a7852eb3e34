/** Collaborators and invites of the SQLite store. */
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import { prepareCollaborator, prepareInvite } from '../namespaces/membership-rules.js'
import type { Collaborator, CollaboratorStore } from '../ports/collaborator.js'
import type { Invite, InviteStore } from '../ports/invite.js'
import type { Namespace } from '../ports/namespace.js'
import type { Engine } from '../sqlite/engine.js'
import { insertInto } from '../sqlite/insert.js'
import { toCollaborator, toInvite, type CollaboratorRow, type InviteRow } from './rows/member-row.js'

interface Surroundings {
  readonly engine: Engine
  readonly clock: Clock
  readonly namespace: (id: number) => Namespace | undefined
}

export interface SqliteMemberships {
  readonly collaborators: CollaboratorStore
  readonly invites: InviteStore
  /** Drops all of a tree, within a write. */
  forget(rootId: number): void
}

const ADD = insertInto('hookstamp_collaborators', ['root_id', 'user_id', 'created_at'])
const INVITE = insertInto('hookstamp_invites', ['root_id', 'invitee_id', 'inviter_id', 'created_at'])

export function sqliteMemberships({ engine, clock, namespace }: Surroundings): SqliteMemberships {
  const { read, write, statement } = engine

  const collaborator = (rootId: number, userId: number): Collaborator | undefined => {
    const row = statement('SELECT * FROM hookstamp_collaborators WHERE root_id = ? AND user_id = ?').get(
      rootId,
      userId,
    )
    return row == null ? undefined : toCollaborator(row as CollaboratorRow)
  }
  const refuseCollaborator = (rootId: number, userId: number): void => {
    if (collaborator(rootId, userId) === undefined) return
    throw new HookstampError('conflict', `User ${userId} is a collaborator already.`)
  }
  const invites = (condition: string, ...values: number[]): Invite[] =>
    (
      statement(`SELECT * FROM hookstamp_invites WHERE ${condition} ORDER BY id`).all(
        ...values,
      ) as InviteRow[]
    ).map(toInvite)

  return {
    collaborators: {
      add: (input, options) =>
        write(options, () => {
          const made = prepareCollaborator(input, namespace(input.rootId), clock.now())
          refuseCollaborator(input.rootId, input.userId)
          statement(ADD).run(made.rootId, made.userId, made.createdAt)
          return made
        }),
      get: (rootId, userId, options) => read(options, () => collaborator(rootId, userId)),
      list: (rootId, options) =>
        read(options, () =>
          (
            statement(
              'SELECT * FROM hookstamp_collaborators WHERE root_id = ? ORDER BY created_at, user_id',
            ).all(rootId) as CollaboratorRow[]
          ).map(toCollaborator),
        ),
      rootIdsOf: (userId, options) =>
        read(options, () =>
          (
            statement('SELECT root_id FROM hookstamp_collaborators WHERE user_id = ? ORDER BY root_id').all(
              userId,
            ) as CollaboratorRow[]
          ).map((row) => Number(row.root_id)),
        ),
      remove: (rootId, userId, options) =>
        write(options, () => {
          const sql = 'DELETE FROM hookstamp_collaborators WHERE root_id = ? AND user_id = ?'
          return Number(statement(sql).run(rootId, userId).changes) > 0
        }),
    },
    invites: {
      create: (input, options) =>
        write(options, () => {
          const made = prepareInvite(input, namespace(input.rootId), clock.now())
          refuseCollaborator(input.rootId, input.inviteeId)
          const { rootId, inviteeId, inviterId, createdAt } = made
          if (invites('root_id = ? AND invitee_id = ?', rootId, inviteeId).length > 0) {
            throw new HookstampError('conflict', `User ${inviteeId} is invited already.`)
          }
          const { lastInsertRowid } = statement(INVITE).run(rootId, inviteeId, inviterId, createdAt)
          return { ...made, id: Number(lastInsertRowid) }
        }),
      get: (id, options) => read(options, () => invites('id = ?', id)[0]),
      list: (query, options) =>
        read(options, () =>
          'rootId' in query
            ? invites('root_id = ?', query.rootId)
            : invites('invitee_id = ?', query.inviteeId),
        ),
      delete: (id, options) =>
        write(
          options,
          () => Number(statement('DELETE FROM hookstamp_invites WHERE id = ?').run(id).changes) > 0,
        ),
    },
    forget: (rootId) => {
      statement('DELETE FROM hookstamp_collaborators WHERE root_id = ?').run(rootId)
      statement('DELETE FROM hookstamp_invites WHERE root_id = ?').run(rootId)
    },
  }
}
