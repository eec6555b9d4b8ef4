import { resolved } from '../graph.ts'

/** Both subgraphs as one schema, over data that is there: what a graph costs that nobody took apart. */
export const monolith = `
  type Query { houses(first: Int = 20): [House!]!  house(id: ID!): House }
  type House { id: ID!  name: String!  stars: Int  city: String!  rating: Float  reviews: [Review!]! }
  type Review { id: ID!  text: String!  author: Author }
  type Author { name: String! }
`

export const monolithResolvers = {
  Query: { houses: () => resolved, house: (_: unknown, { id }: { id: string }) => resolved[Number(id) - 1] ?? null },
}
