import type { FetchNode, PlanNode } from '../execution/plan.ts'
import { fetchedFields } from './fetched-fields.ts'
import type { Fetched, Seen } from './seen.ts'

/** A plan as it is told to those who may know, and how it went this time. Times are milliseconds. */
export type PlanTold =
  | { kind: 'Sequence' | 'Parallel'; nodes: PlanTold[] }
  | {
      kind: 'Fetch'
      service: string
      /** Where in the answer the entities are that it completes. */
      at?: string
      operation: string
      variables: readonly string[]
      /** How often it was asked; none: it was not needed, or all of it was kept. */
      asked: { began: number; ms: number; about: number; answered: boolean }[]
    }
  /** `later`: each begins when what it goes on from is there, and is told as a part of the answer. */
  | { kind: 'Defer'; first?: PlanTold; later: PlanTold[] }
  | { kind: 'Other'; is: string }

export function tellPlan({ plan, fetches, began }: Seen): PlanTold | null {
  const rounded = (ms: number) => Math.round(ms * 100) / 100
  const times = Map.groupBy(fetches, ({ node }) => node)
  const told = (node: PlanNode, path: readonly (string | number)[]): PlanTold => {
    switch (node.kind) {
      case 'Sequence':
      case 'Parallel':
        return { kind: node.kind, nodes: node.nodes.map((child) => told(child, path)) }
      case 'Flatten':
        return told(node.node, [...path, ...node.path])
      case 'Fetch':
        return {
          kind: 'Fetch',
          service: node.serviceName,
          ...(path.length > 0 ? { at: path.join('.') } : {}),
          operation: node.operation,
          variables: node.variableUsages ?? [],
          asked: (times.get(node) ?? []).map(({ began: from, ms, asked: about, answered }) => ({
            began: rounded(from - began),
            ms: rounded(ms),
            about,
            answered,
          })),
        }
      case 'Defer':
        return {
          kind: 'Defer',
          ...(node.primary.node ? { first: told(node.primary.node, path) } : {}),
          later: node.deferred.flatMap(({ node: below }) => (below ? [told(below, path)] : [])),
        }
      case 'Condition':
      case 'Subscription':
        return { kind: 'Other', is: node.kind }
    }
  }
  return plan ? told(plan, []) : null
}

/** No line of the log is longer for a plan. */
const mostCharacters = 2_000

const roots = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const

/** What a fetch is about, in schema's names only: no value of a client's is in it. */
const fetchShape = (node: FetchNode, path: readonly (string | number)[]) => {
  const fields = fetchedFields(node.operation, roots[node.operationKind]).join(' ')
  return `${node.serviceName}(${fields}${path.length > 0 ? ` at ${path.join('.')}` : ''})`
}

/** `hotels(Query.hotel) > (customers(Hotel.visits at hotel) | payments(...))`: what follows what, and what goes side by side. */
export function planShape(plan: PlanNode): string {
  const shape = (node: PlanNode, path: readonly (string | number)[]): string => {
    switch (node.kind) {
      case 'Fetch':
        return fetchShape(node, path)
      case 'Flatten':
        return shape(node.node, [...path, ...node.path])
      case 'Sequence':
        return node.nodes.map((child) => shape(child, path)).join(' > ')
      case 'Parallel':
        return `(${node.nodes.map((child) => shape(child, path)).join(' | ')})`
      case 'Defer': {
        const [first, ...later] = [node.primary.node, ...node.deferred.map((one) => one.node)].map((below) => (below ? shape(below, path) : '')) // prettier-ignore
        return `${first} then [${later.filter(Boolean).join(' | ')}]`
      }
      case 'Condition':
      case 'Subscription':
        return node.kind
    }
  }
  const told = shape(plan, [])
  return told.length > mostCharacters ? `${told.slice(0, mostCharacters)}…` : told
}

/** How long each fetch took, in the order they were begun. */
export const fetchTimes = (fetches: readonly Fetched[], began: number) =>
  fetches
    .toSorted((one, other) => one.began - other.began)
    .slice(0, 50)
    .map(({ node: { serviceName }, began: from, ms, asked, answered }) => ({
      service: serviceName,
      at: Math.round(from - began),
      ms: Math.round(ms),
      ...(asked > 1 ? { about: asked } : {}),
      ...(answered ? {} : { answered }),
    }))
