/** Every command, each loaded when it is asked for. */
import type { Command } from './command.js'

export const summaries = {
  listen: 'receive webhooks here: verify, print, forward, record',
  send: 'send a signed event to a URL',
  trigger: 'the same as send',
  replay: 'send what listen recorded once more',
  sign: 'print the headers that prove a body',
  verify: 'check headers and body, and say exactly why not',
  events: 'the events of a dialect, with their fields',
  schema: 'JSON Schema, OpenAPI or AsyncAPI of a dialect',
  secret: 'make a secret or a key pair',
  migrate: 'copy everything from SQLite to PostgreSQL',
  doctor: 'check a URL as the egress guard would, its clock and certificate',
} as const

export type CommandName = keyof typeof summaries

const loaders: Readonly<Record<CommandName, () => Promise<{ readonly command: Command }>>> = {
  listen: () => import('./listen.js'),
  send: () => import('./send.js'),
  trigger: () => import('./send.js'),
  replay: () => import('./replay.js'),
  sign: () => import('./sign.js'),
  verify: () => import('./verify.js'),
  events: () => import('./events.js'),
  schema: () => import('./schema.js'),
  secret: () => import('./secret.js'),
  migrate: () => import('./migrate.js'),
  doctor: () => import('./doctor.js'),
}

export async function loadCommand(name: CommandName): Promise<Command> {
  return (await loaders[name]()).command
}

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(loaders, name)
}
