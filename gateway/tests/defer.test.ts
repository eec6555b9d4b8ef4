import { once } from 'node:events'
import { request as ask, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { Defer20220824Handler, GraphQL17Alpha9Handler } from '@apollo/client/incremental'
import { describe, expect, test } from 'vitest'

import { hashOf } from '../src/execution/registered-operations.ts'
import { stageGraph, type StageOptions } from './staged-graph.ts'
import { watchedSubgraph } from './watched-subgraph.ts'

// Real sockets: a gateway before a subgraph that answers at once and one that answers when the test says so.

/** Hotels answers at once; customers says how often guests were there once the gate is open, or that it cannot. */
async function stageSlow(options: StageOptions = {}, visits = 'Int') {
  let gate = Promise.withResolvers<void>()
  let fails = false
  const hotels = await watchedSubgraph(async () => ({
    data: {
      hotels: ['1', '2'].map((id) => ({
        __typename: 'Hotel',
        id,
        name: `Hotel ${id}`,
        place: id === '1' ? { town: 'Bern', street: 'Aarstrasse' } : null,
      })),
    },
  }))
  const customers = await watchedSubgraph(async ({ variables: { representations = [] } }) => {
    await gate.promise
    if (fails) return { data: null, errors: [{ message: 'no', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] }
    return { data: { _entities: representations.map(({ id }) => ({ visits: Number(id) * 10 })) } }
  })
  const federation = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])'
  const typeDefs = {
    hotels: `${federation} type Query { hotels: [Hotel!]! }  type Mutation { rename(id: ID!, name: String!): Hotel }
      type Hotel @key(fields: "id") { id: ID!  name: String!  place: Place }  type Place { town: String  street: String }`,
    customers: `${federation} type Query { whoAsks: String! }  type Hotel @key(fields: "id") { id: ID!  visits: ${visits} }`,
  }
  const subgraphUrls = { hotels: hotels.url, customers: customers.url }
  const staged = await stageGraph({ typeDefs, subgraphUrls, ...options })
  return {
    ...staged,
    hotels,
    customers,
    open: () => gate.resolve(),
    shut: () => (gate = Promise.withResolvers()),
    fail: () => (fails = true),
  }
}

const defer20220824 = 'multipart/mixed;deferSpec=20220824, application/json'
const incremental = 'multipart/mixed;incrementalSpec=v0.2, application/json'
const query = '{ hotels { name ... @defer(label: "later") { visits } } }'
const whole = { hotels: [{ name: 'Hotel 1', visits: 10 }, { name: 'Hotel 2', visits: 20 }] } // prettier-ignore

/** Sends an operation; answers its head, and its parts as they come. */
async function open(url: string, body: object, accept = defer20220824) {
  const sent = ask(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', accept } })
  sent.on('error', () => undefined)
  sent.end(JSON.stringify(body))
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  response.setEncoding('utf8')
  let text = ''
  response.on('data', (chunk: string) => (text += chunk))
  response.on('error', () => undefined)
  const ended = once(response, 'end').catch(() => undefined)
  return {
    response,
    leave: () => sent.destroy(),
    text: () => text,
    /** So many parts, once they are there. */
    parts: async (count: number) => {
      await expect.poll(() => text.split('\r\n--').length - 2, { timeout: 20_000 }).toBeGreaterThanOrEqual(count)
      return partsOf(text)
    },
    ended: async () => {
      await ended
      return partsOf(text)
    },
  }
}
const partsOf = (text: string) =>
  text
    .split('\r\n---')
    .slice(1, -1)
    .map((part) => JSON.parse(part.slice(part.indexOf('\r\n\r\n'))) as Record<string, unknown>)

describe('what is deferred', () => {
  test('does not hold up the rest, and comes when it is there, byte by byte as the protocol of 2022-08-24 has it', async () => {
    const staged = await stageSlow()
    const answer = await open(staged.url, { query })
    expect(answer.response.headers['content-type']).toBe('multipart/mixed; boundary="-"; deferSpec=20220824')
    const head = '\r\n---\r\ncontent-type: application/json; charset=utf-8\r\n\r\n'
    const first = `${head}{"data":{"hotels":[{"name":"Hotel 1"},{"name":"Hotel 2"}]},"hasNext":true}\r\n---`
    await expect.poll(answer.text).toBe(first)
    staged.open()
    await answer.ended()
    expect(answer.text()).toBe(
      `${first}${head.slice(5)}{"incremental":[{"data":{"visits":10},"path":["hotels",0],"label":"later"},{"data":{"visits":20},"path":["hotels",1],"label":"later"}],"hasNext":false}\r\n-----\r\n`,
    )
  })

  test('is announced, given and done with in the form of incremental delivery v0.2', async () => {
    const staged = await stageSlow()
    const answer = await open(staged.url, { query }, incremental)
    expect(answer.response.headers['content-type']).toBe('multipart/mixed; boundary="-"; incrementalSpec=v0.2')
    const pending = [0, 1].map((n) => ({ id: `${n}`, path: ['hotels', n], label: 'later' }))
    expect(await answer.parts(1)).toEqual([
      { data: { hotels: [{ name: 'Hotel 1' }, { name: 'Hotel 2' }] }, pending, hasNext: true },
    ])
    staged.open()
    expect((await answer.ended())[1]).toEqual({
      incremental: [
        { id: '0', data: { visits: 10 } },
        { id: '1', data: { visits: 20 } },
      ],
      completed: [{ id: '0' }, { id: '1' }],
      hasNext: false,
    })
  })

  test('comes with the rest where nobody asks for parts, or a variable says so, one fetch brings it all, or it is too much', async () => {
    const staged = await stageSlow()
    staged.open()
    expect((await staged.ask(query)).data).toEqual(whole)
    const whole_ = async (body: object, accept?: string) => {
      const { response, ended, text } = await open(staged.url, body, accept)
      await ended()
      expect(response.headers['content-type']).toMatch(/^application\/json/)
      return JSON.parse(text()) as unknown
    }
    const conditional = 'query ($now: Boolean!) { hotels { name ... @defer(if: $now) { visits } } }'
    expect(await whole_({ query: conditional, variables: { now: false } })).toEqual({ data: whole })
    expect(await whole_({ query: '{ hotels { place { town ... @defer { street } } } }' })).toEqual({
      data: { hotels: [{ place: { town: 'Bern', street: 'Aarstrasse' } }, { place: null }] },
    })
    expect(await whole_({ query }, 'application/json')).toEqual({ data: whole })
    const many = Array.from({ length: 17 }, () => `... @defer { visits }`).join(' ')
    expect(await whole_({ query: `{ hotels { ${many} } }` })).toEqual({
      data: { hotels: [{ visits: 10 }, { visits: 20 }] },
    })
    const { parts } = await open(staged.url, { query: conditional, variables: { now: true } })
    expect(await parts(2)).toHaveLength(2)
  })

  test('has its errors with it, takes nothing else with it, and is explained at the end', async () => {
    const staged = await stageSlow({}, 'Int!')
    staged.fail()
    staged.open()
    const [first, second] = await (await open(staged.url, { query, extensions: { cost: true } })).ended()
    expect(first).toEqual({ data: { hotels: [{ name: 'Hotel 1' }, { name: 'Hotel 2' }] }, hasNext: true })
    const { incremental: parts, hasNext } = second as { incremental: Record<string, unknown>[]; hasNext: boolean }
    expect(hasNext).toBe(false)
    expect(parts.map(({ path, data }) => ({ path, data }))).toEqual([
      { path: ['hotels', 0], data: null },
      { path: ['hotels', 1], data: null },
    ])
    expect(parts[0]?.['errors']).toMatchObject([{ extensions: { service: 'customers' } }])
    expect(parts[1]?.['extensions']).toMatchObject({ cost: { actual: 2 } })
    const again = await (await open(staged.url, { query }, incremental)).ended()
    expect(again[1]).toMatchObject({ completed: [{ id: '0', errors: [{}] }, { id: '1' }], hasNext: false })
    expect(again[1]).not.toHaveProperty('incremental')
  })

  test('is null with a reason where it may be null', async () => {
    const staged = await stageSlow({ deadlineMs: 400 })
    const [, second] = await (await open(staged.url, { query })).ended()
    const { incremental: parts } = second as { incremental: { data: unknown; extensions?: unknown }[] }
    expect(parts.map(({ data }) => data)).toEqual([{ visits: null }, { visits: null }])
    expect(parts.at(-1)?.extensions).toEqual({
      nulls: [{ field: 'hotels[].visits', service: 'customers', why: 'TIMEOUT', retryable: true }],
    })
  })
})

describe('whoever is answered in parts', () => {
  test('ends what is under way by leaving', async () => {
    const staged = await stageSlow()
    const answer = await open(staged.url, { query })
    await answer.parts(1)
    await expect.poll(() => staged.customers.seen.asked).toBe(1)
    answer.leave()
    await expect.poll(() => staged.customers.seen.aborted, { timeout: 20_000 }).toBe(1)
  })

  test('gets the rest from a gateway that stops', async () => {
    const staged = await stageSlow()
    const answer = await open(staged.url, { query })
    await answer.parts(1)
    const closed = staged.gateway.close()
    await sleep(100)
    staged.open()
    const parts = await answer.ended()
    expect(parts.at(-1)).toMatchObject({ hasNext: false })
    const began = performance.now()
    await closed
    expect(performance.now() - began).toBeLessThan(3_000)
  })

  test('is under the same rules as everybody', async () => {
    const staged = await stageSlow({ maximumCost: 1 })
    const told = async (body: object) => {
      const answer = await open(staged.url, body)
      await answer.ended()
      return { status: answer.response.statusCode, ...(JSON.parse(answer.text()) as object) }
    }
    expect(await told({ query })).toMatchObject({ errors: [{ extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE' } }] })
    const invalid = { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] }
    expect(await told({ query: '{ hotels { ... @defer { nothing } } }' })).toMatchObject(invalid)
    expect(await told({ query: '{ hotels { ...@defer(label: "a") { id } ...@defer(label: "a") { id } } }' })).toMatchObject(invalid) // prettier-ignore
    expect(await told({ query: 'mutation { ... @defer { rename(id: 1, name: "A") { id } } }' })).toMatchObject(invalid)
    expect(staged.hotels.seen.asked).toBe(0)
  })

  test('may ask by the hash of a text', async () => {
    const staged = await stageSlow()
    staged.open()
    const persistedQuery = { version: 1, sha256Hash: hashOf(query) }
    await staged.ask(query, { extensions: { persistedQuery } })
    const answer = await open(staged.url, { extensions: { persistedQuery } })
    expect(await answer.ended()).toHaveLength(2)
  })
})

test.each([
  ['as it asks by itself (2022-08-24)', new Defer20220824Handler()],
  ['in the form of graphql-js 17 (v0.2)', new GraphQL17Alpha9Handler()],
])('Apollo Client reads it %s', async (_, incrementalHandler) => {
  const staged = await stageSlow()
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: new HttpLink({ uri: `${staged.url}/graphql` }),
    incrementalHandler,
  })
  const seen: unknown[] = []
  const document = gql('{ hotels { id name ... @defer { visits } } }')
  const watched = client.watchQuery({ query: document }).subscribe(({ data, dataState }) => {
    if (data) seen.push([dataState, JSON.parse(JSON.stringify(data, (key, value: unknown) => (key === '__typename' ? undefined : value)))]) // prettier-ignore
  })
  await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(1)
  staged.open()
  await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(2)
  watched.unsubscribe()
  expect(seen).toEqual([
    ['streaming', { hotels: [{ id: '1', name: 'Hotel 1' }, { id: '2', name: 'Hotel 2' }] }],
    ['complete', { hotels: [{ id: '1', name: 'Hotel 1', visits: 10 }, { id: '2', name: 'Hotel 2', visits: 20 }] }],
  ]) // prettier-ignore
})
