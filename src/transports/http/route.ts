/** How sockets come about: what is connected to, by which way, and when the stages of that ended. */
import type { Socket } from 'node:net'
import type { HookstampError } from '../../errors.js'

export interface Destination {
  /** As the policy names it: without brackets or a trailing dot. */
  readonly host: string
  readonly port: number
  /** Whether it is https. */
  readonly secure: boolean
}

/** When the stages of making a connection ended, by `performance.now()`. */
export interface Stages {
  resolvedAt?: number
  connectedAt?: number
  securedAt?: number
}

export type Done = (...outcome: [error: HookstampError, socket: null] | [error: null, socket: Socket]) => void

/** Opens a socket to a receiver and calls back later, once. Destroying what it returns stops it. */
export type Route = (to: Destination, stages: Stages, done: Done) => Socket | undefined
