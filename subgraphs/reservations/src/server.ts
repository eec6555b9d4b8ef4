import { readRecap as readRecapCommand } from '@staygraph/reservations/contract/reservation-recap'
import {
  tellNights as tellNightsCommand,
  tellUnderWay as tellUnderWayCommand,
} from '@staygraph/reservations/contract/tell-nights'
import { mount } from '@staygraph/subgraph-kit/command'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import type { PairKeys } from '@staygraph/subgraph-kit/pair-keys'
import { subgraphSchema } from '@staygraph/subgraph-kit/schema'
import { changesSomething, createService, mountSubgraph, type Readiness } from '@staygraph/subgraph-kit/serve'
import type { FastifyInstance } from 'fastify'

import type { Context, Lane, Pools, Services } from './context.ts'
import { resolvers } from './graphql/resolvers.ts'
import { readRecap } from './use-cases/read-recap.ts'
import { tellNights, tellUnderWay } from './use-cases/tell-nights.ts'

export const schema = subgraphSchema(new URL('../schema.graphql', import.meta.url), resolvers)

/** The subgraph and its commands for sisters. `pools`: unless each kind of work has its own, all use the services'. */
export async function createServer(
  services: Services,
  keys: PairKeys,
  ready: Readiness,
  pools?: Pools,
): Promise<FastifyInstance> {
  const { logger } = services
  const poolOf = (lane: Lane): Partial<Services> => {
    if (!pools) return {}
    const { db, sql } = pools[lane]
    return { db, sql }
  }
  const app = createService({ name: 'reservations', logger, ready })
  await mountSubgraph<Context>(app, {
    schema,
    keys,
    logger,
    commands: [
      mount(readRecapCommand, ['workers'], (input) => readRecap(input, { ...services, ...poolOf('reads') })),
      // Behind the guests: however much of it hotels wants to know, it takes none of their connections.
      mount(tellNightsCommand, ['hotels'], (input) => tellNights(input, { ...services, ...poolOf('behind') })),
      mount(tellUnderWayCommand, ['hotels'], (input) => tellUnderWay(input, { ...services, ...poolOf('behind') })),
    ],
    context: ({ viewer, client }, request, _, live) => ({
      ...services,
      ...poolOf(laneOf(viewer, changesSomething(request))),
      viewer,
      client,
      live,
    }),
  })
  return app
}

const laneOf = (viewer: Viewer, changes: boolean): Lane => {
  if (viewer.kind === 'customer' && viewer.staffOf?.length) return 'staff'
  return changes ? 'changes' : 'reads'
}
