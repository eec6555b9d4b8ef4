import type { Context } from '../context.ts'
import { refuseViewer } from '../use-cases/refusal.ts'

/** Everything here is public, but an integrator's key must be allowed to search. Every way into the graph asks this. */
export function mayRead({ viewer }: Context): void {
  if (viewer.kind === 'integrator' && !viewer.scopes.includes('SEARCH')) throw refuseViewer()
}
