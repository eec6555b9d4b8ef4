import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'

import { testRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import { buildSchema, Kind, parse, type OperationDefinitionNode } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'

import { readCostRules } from '../src/policies/cost-rules.ts'
import { compileDemand } from '../src/policies/demand.ts'
import { contracts, stageGraph, type Staged } from './staged-graph.ts'

const link = (spec: string, rest = '') => `@link(url: "https://specs.apollo.dev/${spec}"${rest})`
const linked = link('cost/v0.1', ', import: ["@cost", "@listSize"]')
const directives = `
  directive @link(url: String, as: String, for: P, import: [I]) repeatable on SCHEMA  scalar I  enum P { SECURITY }
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION`
const graph = `
  type Query {
    one: House  many: [House!]!  few: [House!]! @listSize(assumedSize: 3)
    first(n: Int = 4, page: Page): [House!]! @listSize(slicingArguments: ["n", "page.size"])
    search(first: Int, where: Where): Found @listSize(slicingArguments: ["first"], sizedFields: ["edges"], assumedSize: 7)
    any: Any  grid: [[House!]!]! @listSize(assumedSize: 5)  dear: String @cost(weight: 50)
  }
  type Mutation { change(input: Where!): House }
  input Page { size: Int }
  input Where { near: Near  name: String  rare: String @cost(weight: 9) }
  input Near { lat: Float }
  type Found { total: Int  edges: [Edge!]! }
  type Edge { node: House }
  type House { id: ID  name: String  weighed: Heavy  beds: [Bed!]! @listSize(assumedSize: 2) }
  type Bed { size: Int }
  type Heavy @cost(weight: 20) { id: ID }
  union Any = House | Bed | Heavy`

function costOf(text: string, variables: Record<string, unknown> = {}, data?: unknown, links = linked) {
  const sdl = `schema ${links} { query: Query mutation: Mutation } ${directives} ${graph}`
  const whole = buildSchema(sdl, { assumeValid: true })
  const document = parse(text)
  const fragments = new Map(
    document.definitions.flatMap((found) =>
      found.kind === Kind.FRAGMENT_DEFINITION ? [[found.name.value, found] as const] : [],
    ),
  )
  const operation = document.definitions[0] as OperationDefinitionNode
  const demand = compileDemand(readCostRules(parse(sdl), whole), whole, fragments, operation)
  return data === undefined ? demand.estimate(variables) : demand.actual(data, variables)
}

describe('the cost of an operation', () => {
  test.each<[string, string, number, object?]>([
    ['leaves are free', '{ __typename }', 0],
    ['an object is one, with what is in it', '{ one { id name } }', 1],
    ['a type may weigh more', '{ one { weighed { id } } }', 21],
    ['a field may weigh, a leaf too', '{ dear }', 50],
    ['a list of which nothing is known is ten', '{ many { id } }', 10],
    ['a list as the schema assumes it', '{ few { beds { size } } }', 3 * (1 + 2)],
    ['a list as long as it is asked for', '{ first(n: 6) { id } }', 6],
    ['a list as long as it is by itself', '{ first { id } }', 4],
    ['a list as a variable says', 'query ($n: Int) { first(n: $n) { beds { size } } }', 8 * 3, { n: 8 }],
    ['an input’s field that says how many', '{ first(n: 1, page: { size: 9 }) { id } }', 9 + 1],
    ['the list below a field that says its size', '{ search(first: 5) { edges { node { id } } } }', 1 + 5 * 2],
    ['its size where none is asked for', '{ search { edges { node { id } } } }', 1 + 7 * 2],
    ['aliases count each', '{ a: one { id } b: one { id } }', 2],
    [
      'objects of an input count, and what weighs in them',
      '{ search(where: { near: { lat: 1 }, rare: "x" }) { total } }',
      12,
    ],
    ['also within variables', 'query ($w: Where) { search(where: $w) { total } }', 12, { w: { near: {}, rare: 'x' } }],
    ['a mutation is ten more', 'mutation { change(input: {}) { id } }', 10 + 1 + 1],
    [
      'of several types the dearest',
      '{ any { ... on House { beds { size } } ... on Bed { size } ... on Heavy { id } } }',
      1 + 2,
    ],
    [
      'fragments count where they are spread',
      '{ a: one { ...F } b: one { ...F } } fragment F on House { beds { size } }',
      6,
    ],
    ['what is skipped is free', 'query ($s: Boolean!) { many @skip(if: $s) { id } }', 0, { s: true }],
    ['what is not skipped is not', 'query ($s: Boolean!) { ... @include(if: $s) { many { id } } }', 10, { s: true }],
    ['the schema’s description of itself', '{ __schema { types { name } } }', 100],
    ['a negative number costs nothing', '{ first(n: -5) { id } }', 0],
  ])('%s', (_, text, cost, variables) => {
    expect(costOf(text, variables as Record<string, unknown>)).toBe(cost)
  })

  test('afterwards it is what the answer really has', () => {
    const data = { search: { edges: [{ node: { id: 1, beds: [{}, {}, {}] } }, { node: null }] } }
    expect(costOf('{ search(first: 50) { edges { node { id beds { size } } } } }', {}, data)).toBe(1 + 2 + 1 + 3)
    expect(costOf('{ grid { id } }', {}, { grid: [[{}, {}], [{}]] })).toBe(3)
    expect(costOf('{ one { id } }', {}, { one: null })).toBe(0)
  })

  test('directives are known by the names the supergraph gives them, and not believed without a link', () => {
    expect(costOf('{ few { id } }', {}, undefined, link('cost/v0.1', ', import: ["@listSize"]'))).toBe(3)
    expect(costOf('{ few { id } }', {}, undefined, link('other/v0.1', ', import: ["@listSize"]'))).toBe(10)
    expect(costOf('{ few { id } }', {}, undefined, link('cost/v0.1'))).toBe(10) // then it is @cost__listSize
    expect(costOf('{ dear }', {}, undefined, link('cost/v0.1', ', import: ["@listSize"]'))).toBe(50)
  })

  test('every list of objects in our graph says how long it is', () => {
    const file = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
    const sdl = file('supergraph.graphql')
    const { sizes } = readCostRules(parse(sdl), buildSchema(sdl, { assumeValid: true }))
    const objects = new Set([...file('schema.graphql').matchAll(/^(?:type|union|interface) (\w+)/gm)].map(([, n]) => n))
    const sized = new Set(
      [...sizes].flatMap(([field, { sizedFields }]) => (sizedFields ?? []).map((name) => `${field}>${name}`)),
    )
    expect(sized.size).toBeGreaterThan(3)
    const unsaid: string[] = []
    let type = ''
    for (const line of file('schema.graphql').split('\n')) {
      type = /^type (\w+)/.exec(line)?.[1] ?? type
      const [, field = '', of] = /^ {2}(\w+)(?:\(.*\))?: \[(\w+)/.exec(line) ?? []
      if (of !== undefined && objects.has(of) && !sizes.has(`${type}.${field}`) && !type.endsWith('Connection'))
        unsaid.push(`${type}.${field}`)
    }
    expect(unsaid).toEqual([])
  })
})

const priced = {
  hotels: contracts.hotels
    .replace('import: ["@key"]', 'import: ["@key", "@listSize"]')
    .replace('hotels: [Hotel!]!', 'hotels(first: Int = 2): [Hotel!]! @listSize(slicingArguments: ["first"])'),
  customers: contracts.customers,
}
let staged: Staged
beforeAll(async () => {
  staged = await stageGraph({ typeDefs: priced, maximumCost: 100 })
})
const tell = { extensions: { cost: true } }

describe('an operation', () => {
  test('above the maximum is refused before any subgraph is asked, each time, the short way too', async () => {
    const asked = staged.seen.hotels.length
    const query = 'query Q($n: Int!) { hotels(first: $n) { id visits } }'
    expect((await staged.ask(query, { variables: { n: 5 } })).errors).toBeUndefined()
    for (let times = 0; times < 3; times += 1) {
      const { status, data, errors } = await staged.ask(query, { variables: { n: 101 } })
      expect(status).toBe(400)
      expect(data).toBeUndefined()
      expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'COST_ESTIMATED_TOO_EXPENSIVE' }])
    }
    expect(staged.seen.hotels.length - asked).toBe(1)
  })

  test('says what it costs when asked, the same the first and the second time', async () => {
    const query = '{ hotels(first: 50) { id neighbour { id } } }'
    const first = await staged.ask(query, tell)
    expect(first.extensions).toEqual({ cost: { estimated: 100, actual: 2, maximum: 100 } })
    expect((await staged.ask(query, tell)).extensions).toEqual(first.extensions)
    expect((await staged.ask(query)).extensions).toBeUndefined()
  })
})

describe('a client’s budget', () => {
  const address = () => ({ 'x-forwarded-for': `2001:db8:2::${randomUUID().slice(0, 4)}` })
  const query = '{ hotels(first: 50) { id } }'
  const budgets = { anonymous: 200, customer: 400, integrator: 400 }

  test('is spent by what operations cost, over all gateways together, and refills', async () => {
    const one = await stageGraph({ typeDefs: priced, costBudgets: budgets, redisUrl: testRedisUrl() })
    const two = await stageGraph({ typeDefs: priced, costBudgets: budgets, redisUrl: testRedisUrl() })
    const headers = address()
    const statuses = []
    for (const { ask } of [one, two, one, two]) statuses.push((await ask(query, { headers })).status)
    expect(statuses).toEqual([200, 200, 200, 200])
    const refused = await one.ask(query, { headers })
    expect(refused.status).toBe(429)
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(5)
    expect(seconds).toBeLessThanOrEqual(15)
    expect(refused.errors?.[0]?.extensions).toEqual({ code: 'COST_BUDGET_SPENT', retryAfterSeconds: seconds })
    // Something cheaper has not so long to wait; nothing has to be paid for what costs nothing; others have their own.
    const cheaper = await one.ask('{ hotels(first: 5) { id } }', { headers })
    expect([200, 429]).toContain(cheaper.status)
    expect(Number(cheaper.headers.get('retry-after') ?? 1)).toBeLessThan(seconds)
    expect((await one.ask('{ __typename }', { headers })).status).toBe(200)
    expect((await one.ask(query, { headers: address() })).status).toBe(200)
  })

  test('of a customer is their own, wherever they are', async () => {
    const { ask, accessToken } = await stageGraph({ typeDefs: priced, costBudgets: budgets, redisUrl: testRedisUrl() })
    const authorization = `Bearer ${await accessToken({ sub: randomUUID() })}`
    const statuses = []
    for (let n = 0; n < 9; n += 1)
      statuses.push((await ask(query, { headers: { authorization, ...address() } })).status)
    expect(statuses).toEqual([...Array<number>(8).fill(200), 429])
  })

  test('is kept by this process alone, and smaller, while Redis is away', async () => {
    const { ask } = await stageGraph({ typeDefs: priced, costBudgets: budgets, redisUrl: 'redis://127.0.0.1:1' })
    expect((await ask(query)).status).toBe(200)
    expect((await ask(query)).status).toBe(429)
  })
})
