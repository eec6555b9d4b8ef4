import type { Viewer } from '@staygraph/subgraph-kit/identity'

export type IsDeveloper = (viewer: Viewer) => boolean

/** Nobody. */
export const noDevelopers: IsDeveloper = () => false

/**
 * Who may see how their operations are planned, which tells of fields that are not of the public graph: integrators by
 * their client's id, customers by their account's, or everyone (`everyone`: on a developer's own machine).
 */
export function developers(listed: readonly string[]): IsDeveloper {
  if (listed.includes('everyone')) return () => true
  const ids = new Set(listed)
  return (viewer) => {
    if (viewer.kind === 'integrator') return ids.has(viewer.clientId)
    return viewer.kind === 'customer' && ids.has(viewer.customerId)
  }
}
