/** What the queue needs of a pg-boss instance (12.35 or later); the user starts, stops and owns it. */
import { HookstampError } from '../errors.js'

/** A connection of pg-boss. */
export interface PgBossDatabase {
  executeSql(text: string, values?: unknown[]): Promise<{ readonly rows: unknown[] }>
}

/** A transaction of pg-boss. */
export interface PgBossTransaction {
  readonly db: PgBossDatabase
  commit(): Promise<void>
  rollback(): Promise<void>
}

/** What a queue of pg-boss is made with. */
export interface PgBossQueueSettings {
  readonly expireInSeconds: number
  readonly heartbeatSeconds: number
  readonly retryLimit: number
  readonly retryDelay: number
  readonly retryBackoff: boolean
  readonly retentionSeconds: number
}

/** A job as it is fetched. */
export interface PgBossJob {
  readonly id: string
  readonly retryCount: number
  readonly heartbeatSeconds: number | null
  readonly groupId?: string | null
  readonly createdOn: Date
}

/** How jobs are fetched. */
export interface PgBossFetch {
  readonly batchSize: number
  readonly includeMetadata: true
  readonly groupConcurrency: number
  ignoreGroups: string[]
  readonly db: PgBossDatabase
}

/** A started instance of `PgBoss`. */
export interface PgBossLike {
  createQueue(
    name: string,
    options: PgBossQueueSettings & { readonly partition: boolean; readonly notify: boolean },
  ): Promise<void>
  updateQueue(name: string, options: PgBossQueueSettings): Promise<void>
  fetch(name: string, options: PgBossFetch): Promise<readonly PgBossJob[]>
  getDb(): PgBossDatabase & { beginTransaction?(): Promise<PgBossTransaction> }
}

/** @throws HookstampError `option-invalid` for something that is no pg-boss */
export function assertPgBoss(boss: unknown): asserts boss is PgBossLike {
  const needed = ['createQueue', 'updateQueue', 'fetch', 'getDb'] as const
  const has = (name: string): boolean => typeof (boss as Record<string, unknown>)[name] === 'function'
  if (typeof boss === 'object' && boss !== null && needed.every(has)) return
  throw new HookstampError(
    'option-invalid',
    'Expected a pg-boss of version 12.35 or later: const boss = new PgBoss(…); await boss.start().',
  )
}
