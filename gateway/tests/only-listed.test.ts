import { metrics } from '@staygraph/subgraph-kit/metrics'
import { describe, expect, test } from 'vitest'

import { manifestOf } from '../register.ts'
import { hashOf } from '../src/execution/registered-operations.ts'
import { developers } from '../src/policies/developers.ts'
import type { ListedMode } from '../src/policies/only-listed.ts'
import { overSocket, overSse, type Heard } from './live-clients.ts'
import { contracts, folderWith, stageGraph, type Answered, type StageOptions } from './staged-graph.ts'

const hotels = `${contracts.hotels}
  type Subscription { ticks: String! }`
const answers: NonNullable<StageOptions['answers']> = {
  Subscription: {
    ticks: {
      subscribe: async function* () {
        yield { ticks: 'one' }
      },
    },
  },
}

const manifest = manifestOf([
  'query One($id: ID!) { hotel(id: $id) { id name } }',
  'mutation Rename { rename(id: 1, name: "New") { name } }',
  'subscription Ticks { ticks }',
])
const [one = '', rename = '', ticks = ''] = (JSON.parse(manifest) as { operations: { body: string }[] }).operations.map(
  ({ body }) => body,
)
const other = '{ hotels { id } }'
const otherTicks = 'subscription { ticks }'

const folder = await folderWith({ 'site.json': manifest })

const key = `sg_test_${'a'.repeat(40)}`
async function stage(onlyListed: ListedMode, more: StageOptions = {}) {
  const typeDefs = { ...contracts, hotels }
  const staged = await stageGraph({ typeDefs, answers, operations: folder, onlyListed, ...more })
  staged.apiKeys.set(key, { clientId: 'partner', scopes: ['SEARCH'], mode: 'TEST' })
  return staged
}

async function send(url: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, ...((await response.json()) as Answered) }
}
const byHash = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(text) } } })
const variables = { id: '7' }
const no = { status: 403, errors: [{ extensions: { code: 'OPERATION_NOT_LISTED' } }] }

/** What is told first. */
async function heardFirst(heard: AsyncGenerator<Heard>) {
  try {
    return ((await heard.next()).value ?? {}) as Heard
  } finally {
    await heard.return(undefined)
  }
}
const counted = async (outcome: string) => {
  const found = await metrics.getSingleMetric('gateway_operations_not_listed_total')?.get()
  return (found?.values ?? []).filter(({ labels }) => labels['outcome'] === outcome).reduce((sum, { value }) => sum + value, 0) // prettier-ignore
}

describe('where people may ask only for what is registered', async () => {
  const { url, accessToken, seen } = await stage('people')

  test('what is registered is answered, by its text or its hash, whichever way it is asked for', async () => {
    for (const asked of [{ query: one }, byHash(one)])
      expect((await send(url, { ...asked, variables })).data).toEqual({ hotel: { id: '7', name: 'Hotel 7' } })
    expect((await send(url, { query: rename })).data).toEqual({ rename: { name: 'New' } })
    const search = new URLSearchParams({ query: one, variables: JSON.stringify(variables) })
    expect(await (await fetch(`${url}/graphql?${search.toString()}`)).json()).toHaveProperty('data.hotel')
    expect((await heardFirst(overSse(url, { query: ticks }))).data).toEqual({ ticks: 'one' })
    expect((await heardFirst(overSocket(url, { query: ticks }))).data).toEqual({ ticks: 'one' })
  })

  test('anything else is refused, and no subgraph hears of it', async () => {
    const before = [await counted('refused'), seen.hotels.length]
    const signedIn = { authorization: `Bearer ${await accessToken()}` }
    const asked = [
      { query: other },
      { query: `${one} ` }, // the text itself, not one like it
      { query: '{ __schema { types { name } } }' },
      { query: other, ...byHash(one) },
      byHash(other),
      { query: other, ...byHash(other) },
      { query: '' },
    ]
    for (const body of asked) expect({ ...(await send(url, body)), body }).toMatchObject(no)
    expect(await send(url, { query: other }, signedIn)).toMatchObject(no)
    const search = new URLSearchParams({ query: other })
    expect((await fetch(`${url}/graphql?${search.toString()}`)).status).toBe(403)
    await expect(heardFirst(overSse(url, { query: otherTicks }))).rejects.toThrow('OPERATION_NOT_LISTED')
    for (const query of [otherTicks, other])
      expect((await heardFirst(overSocket(url, { query }))).errors?.[0]?.extensions['code']).toBe('OPERATION_NOT_LISTED') // prettier-ignore
    expect([await counted('refused'), seen.hotels.length]).toEqual([(before[0] ?? 0) + 12, before[1]])
  })

  test('integrators may ask for anything, and what they register by themselves is not listed for others', async () => {
    const integrator = { 'x-api-key': key }
    const registering = await send(url, { query: other, ...byHash(other) }, integrator)
    expect(registering.data).toHaveProperty('hotels')
    expect((await send(url, byHash(other), integrator)).data).toHaveProperty('hotels')
    for (const asked of [byHash(other), { query: other }]) expect(await send(url, asked)).toMatchObject(no)
  })

  test('what is no operation at all is told so in the usual words', async () => {
    expect((await send(url, {})).status).toBe(400)
    expect((await send(url, { query: 7 })).status).toBe(400)
  })
})

test('where everyone may ask only for what is registered, integrators are refused as well, developers are not', async () => {
  const strict = await stage('everyone')
  expect(await send(strict.url, { query: other }, { 'x-api-key': key })).toMatchObject(no)
  expect((await send(strict.url, { query: one, variables }, { 'x-api-key': key })).status).toBe(200)
  const { url } = await stage('everyone', { isDeveloper: developers(['partner']) })
  expect((await send(url, { query: other }, { 'x-api-key': key })).data).toHaveProperty('hotels')
  expect(await send(url, { query: other })).toMatchObject(no)
})

test('audit refuses nothing and counts what would be; off does not even count', async () => {
  const [told, refused] = [await counted('told'), await counted('refused')]
  const { url } = await stage('audit')
  expect((await send(url, { query: other })).data).toHaveProperty('hotels')
  expect((await send(url, { query: other }, { 'x-api-key': key })).data).toHaveProperty('hotels')
  expect((await send(url, { query: one, variables })).data).toHaveProperty('hotel')
  expect((await heardFirst(overSocket(url, { query: otherTicks }))).data).toEqual({ ticks: 'one' })
  expect([await counted('told'), await counted('refused')]).toEqual([told + 3, refused])
  const open = await stage('off')
  expect((await send(open.url, { query: other })).data).toHaveProperty('hotels')
  expect(await counted('told')).toBe(told + 3)
})
