import { writeFile } from 'node:fs/promises'

import { beforeAll, describe, expect, test } from 'vitest'

import { hashOf } from '../src/execution/registered-operations.ts'
import { answersWritten } from '../src/gateway-metrics.ts'
import { cannedSubgraphs } from './canned-subgraphs.ts'
import { composeStaged, contracts, kill, stageGraph, type Staged } from './staged-graph.ts'

// An operation goes through Apollo Server's pipeline when its text is first seen, and by the short way afterwards.
// Nobody may see which.

let staged: Staged
beforeAll(async () => {
  const hotels = contracts.hotels
    .replace('import: ["@key"]', 'import: ["@key", "@authenticated", "@listSize"]')
    .replace('neighbour: Hotel }', 'neighbour: Hotel  secret: String @authenticated }')
    .replace('picky: String', 'picky: String  many(first: Int): [Hotel!] @listSize(slicingArguments: ["first"])')
  staged = await stageGraph({ typeDefs: { ...contracts, hotels }, maximumCost: 60 })
})

const send = async (body: object, headers: Record<string, string> = {}) => {
  const response = await fetch(`${staged.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const { date: _, ...told } = Object.fromEntries(response.headers)
  return { status: response.status, headers: told, text: await response.text() }
}

/** As a client sends it that registers it by itself: it goes through Apollo Server's pipeline each time. */
const withHash = (query: string) => ({
  query,
  extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(query) } },
})

const nest = (levels: number): unknown => (levels === 0 ? 1 : [nest(levels - 1)])

describe('the second time an operation is sent, it is answered as the first time', () => {
  const fragments = 'fragment F on Hotel { id name ... @include(if: $also) { visits } }'
  test.each<[string, object, Record<string, string>?]>([
    ['a plain one', { query: '{ hotels { id name } }' }],
    ['one over two subgraphs', { query: '{ hotels { id name visits neighbour { id } } }' }],
    ['one with variables', { query: 'query Q($id: ID!) { hotel(id: $id) { id name } }', variables: { id: '7' } }],
    ['one with a condition', { query: `query Q($also: Boolean = true) { hotel(id: 1) { ...F } } ${fragments}` }],
    ['one of several', { query: 'query A { hotels { id } } query B { hotels { name } }', operationName: 'B' }],
    ['none of several', { query: 'query A { hotels { id } } query B { hotels { name } }' }],
    ['one whose name is not there', { query: 'query A { hotels { id } }', operationName: 'Z' }],
    ['one whose variable is missing', { query: 'query V($id: ID!) { hotel(id: $id) { id } }' }],
    ['one whose variable is wrong', { query: 'query W($ms: Int!) { slow(ms: $ms) }', variables: { ms: 'long' } }],
    ['one whose variables are no object', { query: '{ hotels { id } }', variables: [1] }],
    ['one with extensions', { query: '{ hotels { id } }', extensions: { clientLibrary: { name: 'x' } } }],
    [
      'one that asks by hash alone',
      { query: '{ hotels { id } }', extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
    ],
    ['one with its hash', withHash('{ hotels { id name visits } }')],
    ['one with its hash that fails in a subgraph', withHash('{ broken hotel(id: 1) { name } }')],
    ['one that fails in a subgraph', { query: '{ broken hotel(id: 1) { name } }' }],
    ['one with a mistake', { query: '{ picky }' }],
    ['a mutation', { query: 'mutation { rename(id: 1, name: "A") { name } }' }],
    [
      'a mutation that sets a cookie',
      { query: 'mutation { refreshSession }' },
      { cookie: '__Host-staygraph-refresh=a' },
    ],
    ['one that is guarded', { query: '{ hotel(id: 1) { id secret } }' }],
    ['one that costs too much', { query: '{ many(first: 61) { id } }' }],
    [
      'one that costs too much by its variables',
      { query: 'query M($n: Int) { many(first: $n) { id } }', variables: { n: 99 } },
    ],
    ['one that may cost that much', { query: 'query M($n: Int) { many(first: $n) { id } }', variables: { n: 6 } }],
    ['one that asks what it costs', { query: '{ hotels { id } picky }', extensions: { cost: true } }],
    [
      'one that is deep in variables',
      { query: 'query D($a: Anything) { echo(given: $a) }', variables: { a: nest(40) } },
    ],
    ['one that is too large', { query: `{ ${'hotels { id } '.repeat(2_000)} }` }],
    ['one that spreads itself', { query: '{ hotels { ...F } } fragment F on Hotel { ...F }' }],
    ['a mistake, asked for as JSON alone', { query: '{ nothing }' }, { accept: 'application/json' }],
    ['introspection', { query: '{ __type(name: "Hotel") { name fields { name } } }' }],
    [
      'one accepted as a GraphQL response',
      { query: '{ hotels { id } }' },
      { accept: 'application/graphql-response+json' },
    ],
    ['one accepted as anything', { query: '{ hotels { id } }' }, { accept: '*/*' }],
    ['one that cannot be accepted', { query: '{ hotels { id } }' }, { accept: 'text/html' }],
  ])('%s', async (_, body, headers) => {
    const first = await send(body, headers)
    expect(first.text).toMatch(/"data"|"errors"/)
    expect(await send(body, headers)).toEqual(first)
    expect(await send(body, headers)).toEqual(first)
  })
})

describe.each(['known', 'registering'])(
  'what subgraphs write is given on in every script to a client that is %s',
  (way) => {
    const id = 'höf 旅館 😀'
    const written = answersWritten.of('as written')
    const ask = async (name: string | Buffer) => {
      const [before, after] = JSON.stringify({ data: { hotels: [{ __typename: 'Hotel', id, name: '?' }] } }).split('?')
      const { urls } = await cannedSubgraphs(contracts, {
        hotels: (_, response) => {
          response.end(Buffer.concat([Buffer.from(`${before}`), Buffer.from(name), Buffer.from(`${after}`)]))
          return undefined
        },
        customers: (body) => {
          if (body === '') return '{"keys":[]}' // it is asked for its keys, too
          const { variables } = JSON.parse(body) as { variables: { representations: { id: string }[] } }
          return JSON.stringify({
            data: { _entities: variables.representations.map((one) => ({ visits: one.id === id ? 7 : 0 })) },
          })
        },
      })
      const own = await stageGraph({ subgraphUrls: urls })
      const count = written.n
      const answers = []
      const { query, extensions } = withHash('{ hotels { id name visits } }')
      const asking = way === 'registering' ? { extensions } : {}
      for (let times = 0; times < 3; times += 1) answers.push((await own.ask(query, asking)).data)
      return { answers, asWritten: written.n - count }
    }

    test.each(['Hotel', 'Zürich', 'Ağaoğlu’nun Köşkü', '東京ホテル', '🏨\u{1f468}\u200d\u{1f373}', '\ufeff'])(
      '%s',
      async (name) => {
        const answer = { hotels: [{ id, name, visits: 7 }] }
        expect(await ask(name)).toEqual({ answers: [answer, answer, answer], asWritten: 2 })
      },
    )

    test('and what is not UTF-8 is given as it is read everywhere', async () => {
      const answer = { hotels: [{ id, name: 'Z\ufffdrich', visits: 7 }] }
      expect(await ask(Buffer.from('Zürich', 'latin1'))).toEqual({ answers: [answer, answer, answer], asWritten: 2 })
    })
  },
)

test('an operation that is known is not answered over a supergraph in which it is not valid any more', async () => {
  const own = await stageGraph()
  const ask = () => own.ask('{ hotel(id: 1) { name } slow(ms: 1) }')
  expect((await ask()).status).toBe(200)
  expect((await ask()).status).toBe(200)
  await writeFile(
    own.supergraph,
    composeStaged({ ...contracts, hotels: contracts.hotels.replace('slow(ms: Int!): String', '') }),
  )
  await expect.poll(async () => (await ask()).status, { timeout: 5_000 }).toBe(400)
})

test('a subgraph that is away is told of in the same way', async () => {
  const own = await stageGraph()
  const ask = () => own.ask('{ hotels { id visits } }')
  expect((await ask()).errors).toBeUndefined()
  await kill(own.subgraphs.customers.app)
  expect((await ask()).errors).toMatchObject([
    { path: ['hotels'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'customers' } },
  ])
})

test('who may ask, and how often, is asked of a known operation too', async () => {
  const own = await stageGraph({ rateLimits: { anonymous: 2, customer: 0, integrator: 0, unknownCredentials: 0 } })
  const statuses = []
  for (let times = 0; times < 3; times += 1) statuses.push((await own.ask('{ hotels { id } }')).status)
  expect(statuses).toEqual([200, 200, 429])
  expect((await staged.ask('{ hotels { id } }', { headers: { authorization: 'Bearer hello' } })).status).toBe(401)
})
