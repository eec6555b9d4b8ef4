import { metrics } from '@staygraph/subgraph-kit/metrics'
import { buildSchema, execute, getOperationAST, parse, validate, type DocumentNode } from 'graphql'
import { expect, test } from 'vitest'

import { fragmentsOf } from '../src/execution/collect.ts'
import { withoutLiterals } from '../src/execution/literals.ts'
import { contracts, stageGraph } from './staged-graph.ts'

// Texts that differ in nothing but values of arguments share a plan; everything else about them is their own.

const schema = buildSchema(`
  scalar Day
  enum Sort { PRICE STARS }
  input Stay { from: Day!  nights: Int = 1  rooms: [Room!] }
  input Room { adults: Int!  beds: [Float] }
  interface Named { called(as: String): String }
  type Query implements Named {
    called(as: String): String
    one(id: ID!, at: Day, sort: Sort = STARS, is: Boolean): String
    sum(of: Float, stay: Stay, ids: [ID!], count: Int): String
    deep(n: Int): Query
  }`)
const unvalued = (text: string) => {
  const document = parse(text)
  expect(validate(schema, document)).toEqual([])
  const definition = getOperationAST(document)
  if (!definition) throw new Error('no operation')
  return withoutLiterals(document, definition, fragmentsOf(document), schema)
}
/** What resolvers are given, in the order of the text. */
async function given(document: DocumentNode, variableValues: Record<string, unknown>) {
  const seen: unknown[] = []
  const tell = (args: unknown) => {
    seen.push(args)
    return {}
  }
  const rootValue = Object.fromEntries(['called', 'one', 'sum', 'deep'].map((name) => [name, tell]))
  const { errors } = await execute({ schema, document, rootValue, variableValues })
  // What it answers is no text: only what it was asked with counts.
  expect((errors ?? []).filter(({ message }) => !message.startsWith('String cannot represent'))).toEqual([])
  return JSON.parse(JSON.stringify(seen)) as unknown
}

test.each([
  ['{ one(id: 7, at: "2027-01-01", sort: PRICE, is: true) }', '{ one(id: "h8", at: "x", sort: STARS, is: false) }'],
  ['{ sum(of: 1, count: 3) }', '{ sum(of: 2.50, count: -4) }'],
  ['{ sum(stay: { from: "a", rooms: [{ adults: 2, beds: [1, 0.5] }] }, ids: ["a", 2]) }', '{ sum(stay: { from: "b" }, ids: []) }'], // prettier-ignore
  ['{ deep(n: 1) { ...F } } fragment F on Query { one(id: 1) ... on Named { called(as: "x") } }', '{ deep(n: 2) { ...F } } fragment F on Query { one(id: 5) ... on Named { called(as: """y""") } }'], // prettier-ignore
  ['query Q($id: ID!) { one(id: $id) a: one(id: 1) b: one(id: "2") }', 'query Q($id: ID!) { one(id: $id) a: one(id: 4) b: one(id: 5) }'], // prettier-ignore
])('%s shares a plan with %s, and each asks for its own', async (one, other) => {
  const [first, second] = [unvalued(one), unvalued(other)]
  expect(first?.key).toBe(second?.key)
  for (const [text, found] of [
    [one, first],
    [other, second],
  ] as const) {
    // prettier-ignore
    const document = found?.document() ?? parse(text)
    expect(validate(schema, document)).toEqual([])
    // The plan is the first one's, the values are each one's own.
    const shared = first?.document() ?? document
    expect(await given(shared, { id: 'given', ...found?.values })).toEqual(await given(parse(text), { id: 'given' }))
  }
})

test.each([
  ['equal values and unlike ones', '{ one(id: 1) a: one(id: 1) }', '{ one(id: 1) a: one(id: 2) }'],
  ['what is there and what is null', '{ one(id: 1, at: null) }', '{ one(id: 1, at: "x") }'],
  ['a number of a scalar that only its owner can read', '{ one(id: 1, at: 1) }', '{ one(id: 1, at: 2) }'],
  ['conditions', '{ one(id: 1) @skip(if: true) }', '{ one(id: 1) @skip(if: false) }'],
  [
    'defaults',
    'query ($n: Int = 1) { sum(count: $n) one(id: 1) }',
    'query ($n: Int = 2) { sum(count: $n) one(id: 1) }',
  ],
  ['one for a list, and a list', '{ sum(ids: "a") one(id: 1) }', '{ sum(ids: ["a"]) one(id: 1) }'],
  ['names', '{ a: one(id: 1) }', '{ b: one(id: 1) }'],
])('%s make plans of their own', (_, one, other) => {
  expect(unvalued(one)?.key).not.toBe(unvalued(other)?.key)
})

test.each([
  '{ one(id: 1) __type(name: "Query") { name } }',
  'query A { one(id: 1) } query B { one(id: 2) }',
  'query ($literal_0: Int) { one(id: 1) sum(count: $literal_0) }',
  '{ __typename }',
])('in %s nothing is taken for what it is not', (text) => {
  const document = parse(text)
  const definition = getOperationAST(document, text.includes('query B') ? 'B' : undefined)
  if (!definition) throw new Error('no operation')
  expect(withoutLiterals(document, definition, fragmentsOf(document), schema)).toBeUndefined()
})

test('a text like one that was planned is not planned; its cost, its guards and its answer are its own', async () => {
  const hotels = contracts.hotels
    .replace('import: ["@key"]', 'import: ["@key", "@listSize"]')
    .replace('picky: String', 'picky: String  many(first: Int): [Hotel!] @listSize(slicingArguments: ["first"])')
  const { ask } = await stageGraph({ typeDefs: { ...contracts, hotels }, maximumCost: 60 })
  const planned = async () => {
    const { values = [] } = (await metrics.getSingleMetric('gateway_operations_planned_total')?.get()) ?? {}
    return values.find(({ labels }) => labels['when'] === 'asked')?.value ?? 0
  }
  const before = await planned()
  for (const id of [3, 4, 5, 4]) {
    const { data } = await ask(`{ hotel(id: ${id}) { id name visits } }`)
    expect(data).toEqual({ hotel: { id: `${id}`, name: `Hotel ${id}`, visits: id * 10 } })
  }
  expect(await planned()).toBe(before + 1)
  await ask('{ many(first: 3) { id } }')
  const dear = await ask('{ many(first: 61) { id } }')
  expect(dear.errors?.[0]?.extensions['code']).toBe('COST_ESTIMATED_TOO_EXPENSIVE')
  // What is not valid never gets so far.
  expect((await ask('{ hotel(id: true) { id } }')).status).toBe(400)
})
