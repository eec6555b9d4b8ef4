import type { Caching } from '../caching/caching.ts'
import { compileFetch, compilePrimary, type Primary } from './compile-fetch.ts'
import type { Kinds } from './kinds.ts'
import { UnknownShape, type Plan, type PlanNode } from './plan.ts'
import type { Run, Subgraph } from './run.ts'

/** Does a part of a plan. It fails only by a bug of ours: what subgraphs do wrong is told in `run.errors`. */
export type Step = (run: Run) => Promise<void>

export type PlanParts = {
  kinds: Kinds
  subgraphs: ReadonlyMap<string, Subgraph>
  /** Undefined: nothing is kept. */
  caching?: Caching | undefined
}

const nothing: Step = async () => {}

/** `primary`: of a subscription; the rest is done for each of its events. */
export type CompiledPlan = { fetch: Step; primary?: Primary | undefined }

/** A plan as functions, made once. Throws `UnknownShape` for what only Apollo's executor knows. */
export function compilePlan({ node }: Plan, parts: PlanParts): CompiledPlan {
  if (node?.kind === 'Subscription')
    return {
      primary: compilePrimary(node.primary, parts),
      fetch: node.rest ? compileNode(node.rest, [], parts) : nothing,
    }
  return { fetch: node ? compileNode(node, [], parts) : nothing }
}

/** A node at a path. A fetch that others wait for says when it is done. */
export function compileNode(node: PlanNode, path: (string | number)[], parts: PlanParts): Step {
  switch (node.kind) {
    case 'Fetch': {
      const fetch = compileFetch(node, path, parts)
      const { id } = node
      if (id === undefined) return fetch
      return async (run) => {
        await fetch(run)
        run.fetched?.(id)
      }
    }
    case 'Flatten':
      return compileNode(node.node, [...path, ...node.path], parts)
    case 'Sequence': {
      const steps = node.nodes.map((child) => compileNode(child, path, parts))
      return async (run) => {
        for (const step of steps) await step(run)
      }
    }
    case 'Parallel': {
      const steps = node.nodes.map((child) => compileNode(child, path, parts))
      return async (run) => {
        await Promise.all(steps.map((step) => step(run)))
      }
    }
    case 'Condition':
    case 'Defer':
    case 'Subscription':
      throw new UnknownShape(node.kind)
  }
}
