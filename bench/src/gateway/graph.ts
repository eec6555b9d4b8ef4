import { composeServices } from '@apollo/composition'
import { Kind, parse, type SelectionSetNode } from 'graphql'

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

export const composeSupergraph = (urls: Record<string, string>): string => {
  const composed = composeServices(
    Object.entries(contracts).map(([name, text]) => ({ name, url: urls[name] ?? '', typeDefs: parse(text) })),
  )
  if (composed.errors) throw new Error(composed.errors.join('\n'))
  return composed.supergraphSdl
}

const cross = 'id name stars rating reviews { id text author { name } }'

/** What is sent the nth time. */
export const operations = {
  /** One fetch, one object. */
  simple: () => ({ query: 'query Simple($id: ID!) { house(id: $id) { id name stars city } }', variables: { id: '1' } }),
  /** Two fetches, one after the other, the second for twenty entities. */
  cross: () => ({ query: `query Cross { houses { ${cross} } }` }),
  /** The same, each time with another literal: it was not seen before, but its like was. */
  literals: (n: number) => ({ query: `query Literals { houses(first: ${n + 20}) { ${cross} } }` }),
  /** The same, each time with another leaf: it was not seen before, but what is planned alike was. */
  leaves: (n: number) => ({ query: `query Leaves { houses { ${cross} s${n}: stars } }` }),
  /** The same, each time by another name: its like was never seen. */
  unseen: (n: number) => ({ query: `query Unseen { h${n}: houses { ${cross} } }` }),
} satisfies Record<string, (n: number) => { query: string; variables?: object }>
export type OperationName = keyof typeof operations

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

const roots: Record<string, unknown> = { house: house(1), houses: twenty.map(house), _entities: twenty.map(reviewed) }

/** What was asked of what is there, by the names it was asked by: what a subgraph may answer, no more. */
function pick(value: unknown, set: SelectionSetNode): unknown {
  if (Array.isArray(value)) return value.map((element) => pick(element, set))
  const picked: Record<string, unknown> = {}
  for (const selection of set.selections)
    if (selection.kind === Kind.INLINE_FRAGMENT) Object.assign(picked, pick(value, selection.selectionSet))
    else if (selection.kind === Kind.FIELD) {
      const found = (value as Record<string, unknown>)[selection.name.value]
      picked[selection.alias?.value ?? selection.name.value] = selection.selectionSet
        ? pick(found, selection.selectionSet)
        : found
    }
  return picked
}

/** What either subgraph answers: written down once for each body, so that they cost next to nothing. */
export const createReplies = () => {
  const written = new Map<string, string>()
  return (body: string): string => {
    let text = written.get(body)
    if (text === undefined) {
      const { query } = JSON.parse(body) as { query: string }
      const definition = parse(query, { noLocation: true }).definitions.find(
        (one) => one.kind === Kind.OPERATION_DEFINITION,
      )
      if (!definition) throw new Error('not an operation')
      text = `${JSON.stringify({ data: pick(roots, definition.selectionSet) })}\n`
      if (written.size > 100) written.clear()
      written.set(body, text)
    }
    return text
  }
}

/** All that both know of each house. */
export const resolved = twenty.map((id) => ({ ...house(id), ...reviewed(id) }))

const crossed = twenty.map((id) => {
  const { rating, reviews } = reviewed(id)
  return { id: `${id}`, name: `House number ${id}`, stars: (id % 5) + 1, rating, reviews }
})

/** What every gateway must answer the first time. */
export const expected: Record<OperationName, unknown> = {
  simple: { house: { id: '1', name: 'House number 1', stars: 2, city: 'Lisbon' } },
  cross: { houses: crossed },
  literals: { houses: crossed },
  leaves: { houses: crossed.map((house) => ({ ...house, s0: house.stars })) },
  unseen: { h0: crossed },
}
