import { defineLazyDialect, type Dialect } from '../../dialect.js'
import { hookOf, objectOf } from './event-name.js'
import { forgeHabits, type ForgeOptions } from './habits.js'
import { eventTypes, type ForgeEvents } from './payloads.js'
import { recogniser } from './recognise.js'

/**
 * The project and group hooks of GitLab under another name: a fork that says `X-Acme-Event` where GitLab says
 * `X-Gitlab-Event`. Payloads, schemes and everything else are GitLab's.
 *
 * @example
 * const acme = defineForge({ name: 'acme', headerPrefix: 'X-Acme' })
 * const receiver = createReceiver({ dialect: acme, secrets: [process.env.ACME_TOKEN!] })
 */
export function defineForge<const Name extends string>(
  options: ForgeOptions<Name>,
): Dialect<ForgeEvents, Name> {
  return defineLazyDialect<ForgeEvents, Name>({
    name: options.name,
    eventTypes,
    ...forgeHabits(options, (type, body) =>
      hookOf(type, mayBeConfidential.has(type) ? parsed(body) : undefined),
    ),
    recognise: recogniser(`${options.headerPrefix.replace(/-$/, '')}-Event`),
    load: () => import('./schemas.js'),
  })
}

const mayBeConfidential: ReadonlySet<string> = new Set(['issue', 'work_item', 'note'])
const decoder = new TextDecoder()

function parsed(body: Uint8Array): ReturnType<typeof objectOf> {
  return objectOf(JSON.parse(decoder.decode(body)))
}
