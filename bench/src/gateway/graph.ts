import { createHash } from 'node:crypto'

import type { CannedGraph } from './canned.ts'

/** Two subgraphs as small as they can be and still need each other: houses, and what guests say of them. */
const contracts: Record<string, string> = {
  houses: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { houses(first: Int = 20): [House!]!  house(id: ID!): House }
    type House @key(fields: "id") { id: ID!  name: String!  stars: Int  city: String! }`,
  reviews: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type House @key(fields: "id") { id: ID!  rating: Float  reviews: [Review!]! }
    type Review { id: ID!  text: String!  author: Author }
    type Author { name: String! }`,
}

export const subgraphNames = Object.keys(contracts)

const cross = 'id name stars rating reviews { id text author { name } }'

const crossText = `query Cross { houses { ${cross} } }`
const sha256Hash = createHash('sha256').update(crossText).digest('hex')

/** What is sent the nth time. */
const operations = {
  /** One fetch, one object. */
  simple: () => ({ query: 'query Simple($id: ID!) { house(id: $id) { id name stars city } }', variables: { id: '1' } }),
  /** Two fetches, one after the other, the second for twenty entities. */
  cross: () => ({ query: crossText }),
  /** The same, as a client registers it: through Apollo Server's whole pipeline each time, in gateways that have it. */
  pipeline: () => ({ query: crossText, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
  /** The same, each time with another literal: it was not seen before, but its like was. */
  literals: (n: number) => ({ query: `query Literals { houses(first: ${n + 20}) { ${cross} } }` }),
  /** The same, each time with another leaf: it was not seen before, but what is planned alike was. */
  leaves: (n: number) => ({ query: `query Leaves { houses { ${cross} s${n}: stars } }` }),
  /** The same, each time by another name: its like was never seen. */
  unseen: (n: number) => ({ query: `query Unseen { h${n}: houses { ${cross} } }` }),
}

const house = (id: number) => ({
  __typename: 'House',
  id: `${id}`,
  name: `House number ${id}`,
  stars: (id % 5) + 1,
  city: 'Lisbon',
})
const reviewed = (id: number) => ({
  __typename: 'House',
  rating: 8.5,
  reviews: [0, 1, 2].map((n) => ({
    id: `${id}-${n}`,
    text: `We stayed ${n + 1} nights, and would again.`,
    author: { name: `Guest ${n}` },
  })),
})
const twenty = Array.from({ length: 20 }, (_, at) => at + 1)

/** All that both know of each house. */
export const resolved = twenty.map((id) => ({ ...house(id), ...reviewed(id) }))

const crossed = twenty.map((id) => {
  const { rating, reviews } = reviewed(id)
  return { id: `${id}`, name: `House number ${id}`, stars: (id % 5) + 1, rating, reviews }
})

/** What every gateway must answer the first time. */
const expected = {
  simple: { house: { id: '1', name: 'House number 1', stars: 2, city: 'Lisbon' } },
  cross: { houses: crossed },
  pipeline: { houses: crossed },
  literals: { houses: crossed },
  leaves: { houses: crossed.map((house) => ({ ...house, s0: house.stars })) },
  unseen: { h0: crossed },
}

export const smallGraph: CannedGraph<keyof typeof operations> = {
  contracts,
  operations,
  expected,
  roots: { house: house(1), houses: twenty.map(house) },
  entity: ({ id }) => reviewed(Number(id)),
}
