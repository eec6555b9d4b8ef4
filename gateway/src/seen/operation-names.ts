/** What is told of an operation that nobody registered; of a request that never was one. */
export const unregistered = '(unregistered)'
export const noOperation = '(none)'

export type OperationNames = ReturnType<typeof createOperationNames>

/**
 * What operations are called in metrics. Names are the clients' to choose, so they are theirs only where they were
 * registered; `most` of the others are called as their clients do too, the first that come: where nothing is registered.
 */
export function createOperationNames(most = 0) {
  const taken = new Set<string>()
  return (name: string | undefined): string => {
    if (name === undefined || name.length > 100) return unregistered
    if (taken.size < most) taken.add(name)
    return taken.has(name) ? name : unregistered
  }
}
