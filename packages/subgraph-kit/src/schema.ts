import { readFileSync } from 'node:fs'

import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'

import { observedResolvers } from './observed-resolvers.ts'

type Module = Extract<Parameters<typeof buildSubgraphSchema>[0], unknown[]>[number]
type SubgraphResolvers = Extract<Module, { resolvers?: unknown }>['resolvers']

/** A subgraph's contract stands in `schema.graphql`, beside its package.json: read it first. What answers it is measured. */
export const subgraphSchema = (schemaFile: URL, resolvers: object) =>
  buildSubgraphSchema([
    {
      typeDefs: parse(readFileSync(schemaFile, 'utf8')),
      resolvers: observedResolvers(resolvers) as NonNullable<SubgraphResolvers>,
    },
  ])
