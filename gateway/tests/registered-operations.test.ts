import { readdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { metrics } from '@staygraph/subgraph-kit/metrics'
import { beforeAll, describe, expect, test } from 'vitest'

import { manifestOf } from '../register.ts'
import { createTexts, hashOf, readRegistered } from '../src/execution/registered-operations.ts'
import { composeStaged, contracts, folderWith, stageGraph, type Answered, type Staged } from './staged-graph.ts'

const entry = (name: string, body: string) => ({ id: hashOf(body), name, type: 'query', body })
const manifest = (...operations: object[]) =>
  JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations })

/** So many operations were planned: because somebody asked, or before. */
async function planned(when: 'asked' | 'ahead') {
  const counted = await metrics.getSingleMetric('gateway_operations_planned_total')?.get()
  return counted?.values.find(({ labels }) => labels['when'] === when)?.value ?? 0
}

const [one, two, soon] = [
  'query One($id: ID!) { hotel(id: $id) { id name visits } }',
  'query Two { hotels { id name } }',
  'query Soon { fresh }',
]
const files = { 'site.json': manifest(entry('One', one), entry('Soon', soon)), 'partners/p.json': manifest(entry('Two', two)) } // prettier-ignore

async function send(url: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, ...((await response.json()) as Answered) }
}
const byHash = (text: string, more: object = {}) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(text) } },
  ...more,
})
const codeOf = ({ errors }: Answered) => errors?.[0]?.extensions['code']

describe('an operation that is registered', () => {
  let staged: Staged
  beforeAll(async () => {
    staged = await stageGraph({ operations: await folderWith(files), maximumCost: 60 })
  })

  test('is answered by its hash alone, and not even its first request plans anything', async () => {
    const before = await planned('asked')
    const answer = await send(staged.url, byHash(one, { variables: { id: '7' } }))
    expect(answer).toEqual({ status: 200, data: { hotel: { id: '7', name: 'Hotel 7', visits: 70 } } })
    // Whatever the client accepts and however it asks.
    expect((await send(staged.url, byHash(two), { accept: 'application/json;q=0.5' })).data).toHaveProperty('hotels')
    expect((await send(staged.url, { query: two })).data).toHaveProperty('hotels')
    const search = new URLSearchParams({ extensions: JSON.stringify(byHash(two).extensions) })
    expect(await (await fetch(`${staged.url}/graphql?${search.toString()}`)).json()).toHaveProperty('data.hotels')
    expect(await planned('asked')).toBe(before)
    // What is not registered is: the count can tell.
    await send(staged.url, { query: `${two} # not registered` })
    expect(await planned('asked')).toBe(before + 1)
  })

  test('has its variables looked at, and is refused if they are wrong', async () => {
    expect(codeOf(await send(staged.url, byHash(one)))).toBe('BAD_USER_INPUT')
  })

  test('and is not of the graph served now is refused as any other', async () => {
    const answer = await send(staged.url, byHash(soon))
    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] })
    expect(answer.data).toBeUndefined()
  })

  test('is subject to the limits of rate and cost, and to what is guarded', async () => {
    const hotels = contracts.hotels
      .replace('import: ["@key"]', 'import: ["@key", "@authenticated", "@listSize"]')
      .replace('neighbour: Hotel }', 'neighbour: Hotel  secret: String @authenticated }')
      .replace('picky: String', 'picky: String  many(first: Int): [Hotel!] @listSize(slicingArguments: ["first"])')
    const [secret, many] = ['{ hotel(id: 1) { secret } }', 'query M($n: Int) { many(first: $n) { id } }']
    const own = await stageGraph({
      typeDefs: { ...contracts, hotels },
      operations: await folderWith({ 'a.json': manifest(entry('S', secret), entry('M', many)) }),
      maximumCost: 60,
      rateLimits: { anonymous: 2, customer: 0, integrator: 0, unknownCredentials: 0 },
    })
    expect(codeOf(await send(own.url, byHash(secret)))).toBe('UNAUTHENTICATED')
    expect(codeOf(await send(own.url, byHash(many, { variables: { n: 99 } })))).toBe('COST_ESTIMATED_TOO_EXPENSIVE')
    expect((await send(own.url, byHash(many, { variables: { n: 1 } }))).status).toBe(429)
  })
})

test('a hash that is not known is answered in Apollo’s words, so that its client sends the text', async () => {
  const { url } = await stageGraph({ operations: await folderWith(files) })
  const text = '{ hotels { id } }'
  expect(codeOf(await send(url, byHash(text)))).toBe('PERSISTED_QUERY_NOT_FOUND')
  expect((await send(url, byHash(text, { query: text }))).data).toBeDefined()
  // From then on by the hash alone, by either way.
  for (const accept of ['*/*', 'application/json'])
    expect((await send(url, byHash(text), { accept })).data).toBeDefined()
})

test('a text under another’s hash is neither answered nor kept', async () => {
  const { url } = await stageGraph({ operations: await folderWith(files) })
  const other = '{ hotels { name } }'
  const forged = await send(url, { ...byHash(one), query: other })
  expect(forged).toMatchObject({ status: 400, errors: [{ extensions: { code: 'PERSISTED_QUERY_HASH_WRONG' } }] })
  expect((await send(url, { ...byHash('{ a }'), query: other })).status).toBe(400)
  expect(codeOf(await send(url, byHash('{ a }')))).toBe('PERSISTED_QUERY_NOT_FOUND')
  expect((await send(url, byHash(one, { variables: { id: '1' } }))).data).toHaveProperty('hotel.name')
  for (const persistedQuery of [{ version: 2, sha256Hash: hashOf(one) }, { version: 1, sha256Hash: 'x' }, 7])
    expect(await send(url, { extensions: { persistedQuery } })).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_REQUEST' } }] }) // prettier-ignore
})

test('what clients register by themselves is bounded, and takes no place from what is registered', async () => {
  const { cache, find } = createTexts([{ name: 'One', hash: hashOf(one), text: one }])
  for (let at = 0; at < 1_001; at += 1) await cache.set(`apq:${at}`, 'x')
  expect([find('0'), find('1000'), find(hashOf(one))]).toEqual([undefined, 'x', one])
  for (let at = 0; at < 10; at += 1) await cache.set(`apq:${at}`, 'x'.repeat(128_000))
  expect([find('2'), find('9')?.length]).toEqual([undefined, 128_000])
  await cache.set(`apq:${hashOf(one)}`, 'forged')
  expect(await cache.get(`apq:${hashOf(one)}`)).toBe(one)
})

test('a manifest whose hash is not that of its text is not even loaded', async () => {
  const tampered = { ...entry('One', one), body: one.replace('name', 'visits') }
  await expect(readRegistered(await folderWith({ 'a.json': manifest(tampered) }))).rejects.toThrow('the hash of One')
  await expect(stageGraph({ operations: await folderWith({ 'a.json': '{}' }) })).rejects.toThrow('format')
})

test('before another supergraph is served, what is registered and what is asked for now is planned over it', async () => {
  const { url, supergraph } = await stageGraph({ operations: await folderWith(files) })
  const hot = '{ hotels { neighbour { id } } }'
  const gone = '{ slow(ms: 1) }'
  for (const query of [hot, gone]) expect((await send(url, { query })).status).toBe(200)
  expect((await send(url, byHash(soon))).status).toBe(400)
  const hotels = contracts.hotels.replace('slow(ms: Int!): String', 'fresh: String')
  await writeFile(supergraph, composeStaged({ ...contracts, hotels }))
  await expect.poll(async () => (await send(url, byHash(soon))).status, { timeout: 5_000 }).toBe(200)
  const before = await planned('asked')
  for (const body of [byHash(one, { variables: { id: '1' } }), byHash(two), byHash(soon), { query: hot }])
    expect((await send(url, body)).data).toBeDefined()
  expect(await planned('asked')).toBe(before)
  expect(codeOf(await send(url, { query: gone }))).toBe('GRAPHQL_VALIDATION_FAILED')
})

test('every operation that is registered with us is of our graph, and planned by our executor', async () => {
  const supergraph = fileURLToPath(new URL('../supergraph.graphql', import.meta.url))
  const operations = fileURLToPath(new URL('../operations', import.meta.url))
  await stageGraph({ supergraph, operations })
  const registered = await readRegistered(operations)
  expect(registered.map(({ name }) => name)).toEqual(expect.arrayContaining(['SearchHotels', 'BookRoom', 'FindACity']))
  const states = await metrics.getSingleMetric('gateway_registered_operations')?.get()
  expect(states?.values.map(({ labels, value }) => [labels['state'], value])).toEqual([
    ['ready', registered.length],
    ['refused', 0],
  ])
  const fallen = await metrics.getSingleMetric('gateway_operations_fallen_back_total')?.get()
  expect(fallen?.values).toEqual([])
})

test('the examples of the explorer are registered as they are', async () => {
  const folder = new URL('../explorer/operations/', import.meta.url)
  const files = (await readdir(folder)).toSorted()
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')))
  const registered = new URL('../operations/partners/examples.json', import.meta.url)
  expect(await readFile(registered, 'utf8'), 'node register.ts examples explorer/operations/*').toBe(manifestOf(texts))
})
