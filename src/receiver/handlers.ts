import { HookstampError } from '../errors.js'

/** A handler, whatever it takes: the types of `Receiver` have seen to that. */
export type Handler = (event: never, context: never) => unknown

/** Which handlers an event type has, in the order they were added. */
export interface Handlers {
  /** @throws HookstampError `option-invalid` for a pattern that no event type matches */
  add(patterns: string | readonly string[], handler: Handler): void
  remove(handler: Handler): void
  /** A list that later changes leave alone, so an event under way keeps its handlers. */
  of(type: string): readonly Handler[]
}

export function createHandlers(eventTypes: readonly string[]): Handlers {
  let subscriptions: readonly { readonly matches: (type: string) => boolean; readonly handler: Handler }[] =
    []
  const resolved = new Map<string, readonly Handler[]>()

  return {
    add: (patterns, handler) => {
      const matchers = [patterns].flat().map((pattern) => toMatcher(pattern, eventTypes))
      // One subscription for all patterns: a type that two of them match still runs the handler once.
      const matches = (type: string): boolean => matchers.some((matcher) => matcher(type))
      subscriptions = [...subscriptions, { matches, handler }]
      resolved.clear()
    },
    remove: (handler) => {
      subscriptions = subscriptions.filter((subscription) => subscription.handler !== handler)
      resolved.clear()
    },
    of: (type) => {
      let handlers = resolved.get(type)
      if (handlers === undefined) {
        handlers = subscriptions.filter(({ matches }) => matches(type)).map(({ handler }) => handler)
        resolved.set(type, handlers)
      }
      return handlers
    },
  }
}

function toMatcher(pattern: string, eventTypes: readonly string[]): (type: string) => boolean {
  const prefix = pattern.endsWith('.*') ? pattern.slice(0, -1) : undefined
  const matches = (type: string): boolean =>
    pattern === '*' || type === pattern || (prefix !== undefined && type.startsWith(prefix))
  if (!eventTypes.some(matches)) {
    throw new HookstampError(
      'option-invalid',
      `No event type matches "${pattern}". There is: ${eventTypes.join(', ')}.`,
    )
  }
  return matches
}
