import type { ApolloGateway } from '@apollo/gateway'
import type { Logger } from '@staygraph/subgraph-kit/log'
import type { GraphQLSchema } from 'graphql'

import type { Supergraph } from './compile-operation.ts'
import { createExecutor } from './executor.ts'
import { kindsOf } from './kinds.ts'
import type { Subgraph } from './run.ts'

/**
 * The client's fragments are not kept in what is sent to subgraphs: looking for where they would fit is the dearest part
 * of planning, and where fields had to be renamed they do not fit.
 */
export const queryPlannerConfig = { reuseQueryFragments: false }

/**
 * Apollo's gateway with our executor: it loads, plans and reloads as it does, and answers by compiled plans. A request
 * is answered over the supergraph by which it was found valid, even when another was taken over meanwhile.
 */
export function withCompiledPlans(
  gateway: ApolloGateway,
  subgraphs: ReadonlyMap<string, Subgraph>,
  logger: Logger,
): Pick<ApolloGateway, 'load' | 'onSchemaLoadOrUpdate' | 'stop'> {
  const supergraphs = new WeakMap<GraphQLSchema, Supergraph>()
  // Heard before Apollo Server hears of it: no request is valid by a schema that is not known here.
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    const planner = gateway.__testing().queryPlanner
    if (!planner) return
    const { supergraph } = planner
    supergraphs.set(apiSchema, {
      schema: apiSchema,
      planner,
      planned: supergraph.apiSchema(),
      kinds: kindsOf(supergraph.schema.toGraphQLJSSchema()),
      subgraphs: new Map(subgraphs),
    })
  })
  return {
    async load(options) {
      const { schema, executor } = await gateway.load(options)
      const supergraphOf = (of: GraphQLSchema) => supergraphs.get(of)
      return { schema, executor: createExecutor({ supergraphOf, otherwise: executor, logger }) }
    },
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
  }
}
