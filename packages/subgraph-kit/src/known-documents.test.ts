import { buildSubgraphSchema } from '@apollo/subgraph'
import { GraphQLError, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { identityHeader, mintIdentity, type Identity } from './identity.ts'
import { createLogger } from './log.ts'
import { metrics } from './metrics.ts'
import { createService, mountSubgraph } from './serve.ts'
import { testKeys } from './testing/identity.ts'

// A subgraph is asked the same again and again: the first answer comes the long way, through Apollo Server, the third
// the short way. Both must be the same, whatever goes wrong.

const { pairs } = await testKeys('gateway', 'hotels')
const logger = createLogger('test', 'silent')
const made = { contexts: 0, rooms: 0 }
const schema = buildSubgraphSchema([
  {
    typeDefs: parse(`
      type Query { who: String! hotel(id: ID!, nights: Int = 2): Hotel fail: String refused: String lost: String must: String! }
      type Mutation { book(name: String!): Int! }
      type Hotel { id: ID! name: String nights: Int! }`),
    resolvers: {
      Query: {
        who: (_: unknown, __: unknown, { viewer }: Identity) => viewer.kind,
        hotel: async (_: unknown, { id, nights }: { id: string; nights: number }) => ({
          id,
          name: `Hotel ${id}`,
          nights,
        }),
        fail: () => {
          throw new Error('secret path /etc/passwd')
        },
        refused: async () => {
          throw new GraphQLError('Not today.', { extensions: { code: 'BAD_USER_INPUT', http: { status: 402 } } })
        },
        lost: () => {
          throw new Error('a query failed', { cause: Object.assign(new Error('lost'), { code: 'CONNECTION_CLOSED' }) })
        },
        must: () => null,
      },
      Mutation: { book: () => (made.rooms += 1) },
    },
  },
])
const app = createService({ name: 'hotels', logger, ready: async () => ({ ready: true }) })
await mountSubgraph(app, {
  schema,
  keys: pairs.hotels,
  logger,
  context: (identity) => {
    made.contexts += 1
    return { ...identity }
  },
})
let url = ''
beforeAll(async () => {
  url = await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

async function ask(asked: object) {
  const body = JSON.stringify(asked)
  const identity = mintIdentity(pairs.gateway, 'hotels', body, { kind: 'anonymous' })
  const headers = { 'content-type': 'application/json', [identityHeader]: identity }
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body })
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}
const ways = async () => {
  const told = (await metrics.metrics()).matchAll(/^graph_requests_total\{way="(\w+)"[^}]*\} (\d+)$/gm)
  return Object.fromEntries([...told].map(([, way, count]) => [way, Number(count)])) as { short: number; long: number }
}

describe('the short way answers as the long way', () => {
  test.each([
    ['a question', { query: '{ who }' }],
    [
      'values',
      { query: 'query Q($id: ID!) { hotel(id: $id) { id name nights } }', variables: { id: '1' }, operationName: 'Q' },
    ],
    ['other names', { query: '{ a: hotel(id: 7, nights: 1) { __typename id } b: hotel(id: "8") { n: nights } }' }],
    ['a bug', { query: '{ who fail }' }],
    ['a refusal with a status', { query: '{ who refused }' }],
    ['a database that is away', { query: '{ lost }' }],
    ['nothing where something must be', { query: '{ must }' }],
    ['the schema', { query: '{ _service { sdl } }' }],
  ])('%s', async (_, asked) => {
    const before = await ways()
    const answers = [await ask(asked), await ask(asked), await ask(asked)]
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    expect(answers[0]?.text).not.toContain('passwd')
    const after = await ways()
    expect([after.long - before.long, after.short - before.short]).toEqual([1, 2])
  })

  test.each([
    ['what is not valid', { query: '{ nothingLikeThat }' }],
    ['what is no GraphQL', { query: '{' }],
    ['introspection', { query: '{ __schema { queryType { name } } }' }],
    ['what depends on variables', { query: 'query ($a: Boolean!) { who @include(if: $a) }', variables: { a: true } }],
    ['another operation’s name', { query: 'query One { who }', operationName: 'Two' }],
    ['variables of another type', { query: 'query ($id: ID!) { hotel(id: $id) { id } }', variables: { id: {} } }],
    ['variables that are a list', { query: 'query ($id: ID!) { hotel(id: $id) { id } }', variables: [] }],
    ['two operations', { query: 'query One { who } query Two { fail }', operationName: 'One' }],
    ['no text', { variables: {} }],
  ])('%s goes the long way each time', async (_, asked) => {
    const before = await ways()
    const answers = [await ask(asked), await ask(asked), await ask(asked)]
    expect(answers[2]).toEqual(answers[0])
    expect((await ways()).short).toBe(before.short)
  })
})

test('a change is made once each time it is asked for', async () => {
  made.rooms = 0
  made.contexts = 0
  for (let times = 1; times <= 4; times += 1)
    expect(JSON.parse((await ask({ query: 'mutation { book(name: "Ada") }' })).text)).toEqual({ data: { book: times } })
  expect(made).toEqual({ rooms: 4, contexts: 4 })
})

test('texts without end are forgotten again', async () => {
  const known = { query: '{ known: who }' }
  const short = async () => (await ways()).short
  for (let times = 0; times < 3; times += 1) await ask(known)
  const padding = '#'.repeat(90_000)
  for (let n = 0; n < 30; n += 1) await ask({ query: `{ who } ${padding}${n}` })
  const before = await short()
  await ask(known)
  expect(await short()).toBe(before) // it is seen for the first time
})
