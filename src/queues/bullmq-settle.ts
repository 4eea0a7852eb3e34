/** How a claim is over in BullMQ. */
import type { Claim, Settlement } from '../ports/queue.js'
import type { BullmqJob } from './bullmq-client.js'

/** The lock behind a claim. */
export function lockOf(token: Claim['token']): string {
  return String(token).split('/')[0] as string
}

/** Brings about in BullMQ what becomes of a claimed job. */
export async function settleJob(job: BullmqJob, token: string, key: string, as: Settlement): Promise<void> {
  if (as === 'done') {
    await job.moveToCompleted('', token, false)
  } else if (as === 'release') {
    await job.moveToWait(token)
  } else {
    await job.moveToDelayed(as.retryAt, token)
    // Its place among others of the key; whoever has it meanwhile knows its old one.
    await job.updateData({ key, dueAt: as.retryAt }).catch(() => {})
  }
}

/** Whether BullMQ says that the job, its lock or its place is not the caller's any more: its codes -1, -2, -3 and -6. */
export function isLost(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'number' && [-1, -2, -3, -6].includes(code)
}
