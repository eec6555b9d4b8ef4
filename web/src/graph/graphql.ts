import { initGraphQLTada } from 'gql.tada'

import type { introspection } from './schema.generated.ts'

/** Operations typed from the one graph: ``graphql(`query { ... }`)``. Write each beside the page that sends it. */
export const graphql = initGraphQLTada<{
  introspection: introspection
  scalars: { Date: string; DateTime: string; CurrencyCode: string; MinorUnits: number }
  disableMasking: true
}>()

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada'
