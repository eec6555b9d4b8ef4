import type { ApolloGateway, Experimental_DidResolveQueryPlanCallback } from '@apollo/gateway'

// Apollo's planner, and its plans as they are.

export type Planner = NonNullable<ReturnType<ApolloGateway['__testing']>['queryPlanner']>
export type Plan = Parameters<Experimental_DidResolveQueryPlanCallback>[0]['queryPlan']
export type PlanNode = NonNullable<Plan['node']>
export type FetchNode = Extract<PlanNode, { kind: 'Fetch' }>
export type Selection = NonNullable<FetchNode['requires']>[number]
export type Rewrite = NonNullable<FetchNode['inputRewrites']>[number]

/** A plan or a document has a shape we do not know: Apollo's executor takes it. The message is a label of a metric. */
export class UnknownShape extends Error {
  override name = 'UnknownShape'
}
