import { subgraphSchema } from '@staygraph/subgraph-kit/schema'

import { resolvers } from './graphql/resolvers.ts'

/** The subgraph: its contract and who answers it. No I/O, so that a test can import it. */
export const schema = subgraphSchema(new URL('../schema.graphql', import.meta.url), resolvers)
