/** One observer of all, that cannot lose what is observed: what it throws surfaces as an uncaught exception of its own. */
export function safely<Change>(
  observe: ((change: Change) => void) | readonly ((change: Change) => void)[] | undefined,
): ((change: Change) => void) | undefined {
  const observers = typeof observe === 'function' ? [observe] : (observe ?? [])
  if (observers.length === 0) return undefined
  return (change) => {
    for (const each of observers) {
      try {
        each(change)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
}
