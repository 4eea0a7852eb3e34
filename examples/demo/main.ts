/**
 * The main job, end to end, on real parts: a process emits three signed Djinn CI events to three webhooks over HTTP and
 * dies half-way; it is started again on the same SQLite file, and nothing is lost. A receiver app verifies, types and
 * handles what comes. Run it with `npm run demo`.
 *
 * Exits with 0 only if what should have happened did.
 */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { heading, step } from './print.js'
import { startReceiverApp } from './receiver-app.js'

const folder = mkdtempSync(join(tmpdir(), 'hookstamp-demo-'))
const app = await startReceiverApp(
  'correct-horse-battery-staple',
  (path, type, note) => step('green', 'received', `${type} at ${path}: ${note}`),
  (path, _type, note) => step('yellow', 'refused', `at ${path}: ${note}`),
)

heading('What happens')
const killed = await send('first')
heading('It is started again')
const result = killed === 'SIGKILL' ? await send('second') : 1
await app.close()
rmSync(folder, { recursive: true })
process.exitCode = result === 0 ? 0 : 1

/** A sending process on the demo's file; resolves to its exit code, or to the signal that ended it. */
function send(run: 'first' | 'second'): Promise<number | NodeJS.Signals | null> {
  const sender = fork(fileURLToPath(new URL('sender.ts', import.meta.url)), [
    join(folder, 'hooks.db'),
    app.url(''),
    run,
  ])
  return new Promise((resolve) => sender.once('exit', (code, signal) => resolve(signal ?? code)))
}
