import type { DocumentNode } from 'graphql'

import type { FetchNode, PlanNode } from '../execution/plan.ts'
import { fieldFetchSeconds } from '../gateway-metrics.ts'
import { fetchedFields } from './fetched-fields.ts'

/** What is known of a request beside its answer: for metrics, the log of slow operations and who asks how it was planned. */
export type Seen = {
  /** What the operation is called in metrics. */
  operation: string
  document: DocumentNode
  /** `refused` until it is answered; `errors`: in part. */
  outcome: 'ok' | 'errors' | 'refused'
  plan: PlanNode | undefined
  /** When its plan was begun, by `performance.now()`. */
  began: number
  fetches: Fetched[]
}

/** One fetch as it was. What was kept whole is not asked for, and is none. */
export type Fetched = {
  node: FetchNode
  /** By `performance.now()`. */
  began: number
  ms: number
  /** About so many entities, or one question. */
  asked: number
  answered: boolean
}

const roots = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const

/** Notes each fetch of a plan's node: its time is told for each field that it brings. */
export function compileSeen(node: FetchNode) {
  const fields = fetchedFields(node.operation, roots[node.operationKind])
  const spreads = fields.map((field) => fieldFetchSeconds.of(node.serviceName, field))
  return (seen: Seen | undefined, began: number, asked: number, answered: boolean) => {
    const ms = performance.now() - began
    for (const spread of spreads) spread.observe(ms / 1_000)
    seen?.fetches.push({ node, began, ms, asked, answered })
  }
}
