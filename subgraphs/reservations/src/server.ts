import { readRecap as readRecapCommand } from '@staygraph/reservations/contract/reservation-recap'
import { mount } from '@staygraph/subgraph-kit/command'
import type { Trust } from '@staygraph/subgraph-kit/identity'
import { subgraphSchema } from '@staygraph/subgraph-kit/schema'
import { createService, mountSubgraph, type Readiness } from '@staygraph/subgraph-kit/serve'
import type { FastifyInstance } from 'fastify'

import type { Context, Services } from './context.ts'
import { resolvers } from './graphql/resolvers.ts'
import { readRecap } from './use-cases/read-recap.ts'

export const schema = subgraphSchema(new URL('../schema.graphql', import.meta.url), resolvers)

/** The subgraph and its commands for sisters. */
export async function createServer(services: Services, trust: Trust, ready: Readiness): Promise<FastifyInstance> {
  const { logger } = services
  const app = createService({ name: 'reservations', logger, ready })
  await mountSubgraph<Context>(app, {
    name: 'reservations',
    schema,
    trust,
    logger,
    commands: [mount(readRecapCommand, ['workers'], (input) => readRecap(input, services))],
    context: ({ viewer, client }) => ({ ...services, viewer, client }),
  })
  return app
}
