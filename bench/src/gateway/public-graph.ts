import { parse } from 'graphql'

import { answer, type CannedGraph } from './canned.ts'

// The shape of the public benchmark of gateways (the-guild-org/gateways-benchmark, MIT), in our trade's words: four
// subgraphs, lists in lists across three of them, a field that needs another subgraph's, and few objects that are met
// again and again.

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])\n`
const contracts = {
  guests: `${link}
    type Query { guests: [Guest!]! }
    type Guest @key(fields: "id") { id: ID!  name: String!  nickname: String! }`,
  houses: `${link}
    type Query { topHouses: [House!]! }
    type House @key(fields: "id") { id: ID!  name: String!  price: Int!  rooms: Int! }`,
  nights: `${link}
    type House @key(fields: "id") { id: ID!  price: Int! @external  rooms: Int! @external  free: Boolean!
      cleaning: Int @requires(fields: "price rooms") }`,
  reviews: `${link}
    type Guest @key(fields: "id") { id: ID!  reviews: [Review!]! }
    type House @key(fields: "id") { id: ID!  reviews: [Review!]! }
    type Review @key(fields: "id") { id: ID!  text: String!  guest: Guest!  house: House! }`,
}

type Linked = { __typename: string; id: string; [field: string]: unknown }
const ids = (count: number) => Array.from({ length: count }, (_, at) => at + 1)
const guests = ids(6).map((id): Linked => ({
  __typename: 'Guest',
  id: `${id}`,
  name: `Guest number ${id}`,
  nickname: `guest${id}`,
  reviews: () => reviews.filter((one) => one['by'] === id),
}))
const houses = ids(9).map((id): Linked => ({
  __typename: 'House',
  id: `${id}`,
  name: `House number ${id}`,
  price: id * 1_000,
  rooms: (id % 4) + 1,
  free: id % 2 === 0,
  cleaning: id * 50 + (id % 4) + 1,
  reviews: () => reviews.filter((one) => one['of'] === id),
}))
const reviews = ids(11).map((id): Linked => ({
  __typename: 'Review',
  id: `${id}`,
  text: `We stayed ${id} nights, and would again.`,
  by: (id % 6) + 1,
  of: (id % 9) + 1,
  guest: () => guests[id % 6],
  house: () => houses[id % 9],
}))
const byName: Record<string, readonly Linked[]> = { Guest: guests, House: houses, Review: reviews }
const roots = { guests, topHouses: houses.slice(0, 5) }

const query = `
  fragment Guest on Guest { id name nickname }
  fragment Review on Review { id text }
  fragment House on House { id name price rooms free cleaning }
  query Public {
    guests { ...Guest reviews { ...Review house { ...House reviews { ...Review guest { ...Guest reviews { ...Review house { ...House } } } } } } }
    topHouses { ...House reviews { ...Review guest { ...Guest reviews { ...Review house { ...House } } } } }
  }`

export const publicGraph: CannedGraph<'public'> = {
  contracts,
  operations: { public: () => ({ query }) },
  expected: { public: answer(parse(query), roots) },
  roots,
  entity: ({ __typename, id }) => byName[__typename]?.[Number(id) - 1],
}
