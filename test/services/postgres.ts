/**
 * PostgreSQL for tests: servers of our own in temporary folders, so that they can be configured and killed. Needs the
 * server's binaries; POSTGRES_BIN names their folder where they are not found.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from './redis.js'

const folderOfBinaries = ((): string | undefined => {
  const versions = '/usr/lib/postgresql'
  const places = [
    process.env['POSTGRES_BIN'],
    ...(existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, 'bin')) : []),
    '/usr/local/bin',
    '/usr/bin',
  ]
  return places.find((place) => place !== undefined && existsSync(join(place, 'initdb')))
})()

/** PostgreSQL does not run as root; then it runs as the user that its package made. */
const runAs = ((): { uid: number; gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string): number =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  return { uid: idOf('-u'), gid: idOf('-g') }
})()

/** Why there can be no PostgreSQL server here; undefined when there can. */
export const noPostgres: string | undefined =
  folderOfBinaries === undefined ? 'there are no PostgreSQL binaries to start (POSTGRES_BIN)' : undefined

export interface PostgresServer {
  readonly port: number
  /** `postgres://…` */
  readonly url: string
  /** Starts it again on what its folder holds. */
  start(): Promise<void>
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>
  /** Ends it, and its folder. */
  end(): Promise<void>
}

/**
 * Starts a server with these settings, e.g. `['fsync=off']`.
 *
 * @param place the folder that its own is made in
 */
export async function postgresServer(
  settings: readonly string[] = [],
  place: string = tmpdir(),
): Promise<PostgresServer> {
  const bin = folderOfBinaries as string
  const folder = mkdtempSync(join(place, 'hookstamp-postgres-'))
  if (runAs !== undefined) chownSync(folder, runAs.uid, runAs.gid)
  const data = join(folder, 'data')
  const initdb = ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync']
  execFileSync(join(bin, 'initdb'), initdb, { ...runAs, cwd: folder, stdio: 'ignore' })
  const port = await freePort()
  const url = `postgres://test@127.0.0.1:${port}/postgres`
  let child: ChildProcess | undefined

  const start = async (): Promise<void> => {
    const options = [`listen_addresses=127.0.0.1`, `unix_socket_directories=${folder}`, ...settings]
    const args = ['-D', data, '-p', String(port), ...options.flatMap((setting) => ['-c', setting])]
    child = spawn(join(bin, 'postgres'), args, { ...runAs, cwd: folder, stdio: 'ignore' })
    while (!(await answers(url))) await delay(50)
  }
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child?.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
  await start()
  return {
    port,
    url,
    start,
    kill,
    end: async () => {
      await kill()
      // Its children notice a moment later that it is gone, and write until then.
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
