import { createHash } from 'node:crypto'
import fs from 'node:fs'

import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { expect, test } from 'vitest'

import { siteManifest } from '../../build/registered-operations.ts'
import { OFFERS } from '../hotel/hotel-query.ts'
import { SEARCH_HOTELS } from '../search/search-query.ts'
import { RESERVATION } from '../trips/reservation-query.ts'
import { byHash } from './by-hash.ts'

type Sent = { operationName: string; query?: string; extensions?: { persistedQuery?: { sha256Hash: string } } }

/** The site's client before a gateway that knows these hashes. */
function clientOf(known: readonly string[]) {
  const sent: Sent[] = []
  const answer = async (_: unknown, init?: RequestInit) => {
    const body = JSON.parse(init?.body as string) as Sent
    sent.push(body)
    const isKnown = body.query !== undefined || known.includes(body.extensions?.persistedQuery?.sha256Hash ?? '')
    const errors = [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }]
    return Response.json(isKnown ? { data: { hotel: null, reservation: null, searchHotels: null } } : { errors })
  }
  const link = ApolloLink.from([byHash, new HttpLink({ uri: 'http://gateway/graphql', fetch: answer })])
  return { sent, client: new ApolloClient({ link, cache: new InMemoryCache() }) }
}

const manifest = JSON.parse(siteManifest()) as { operations: { id: string; name: string; body: string }[] }
const idOf = (wanted: string) => manifest.operations.find(({ name }) => name === wanted)?.id
const ask = { fetchPolicy: 'network-only', errorPolicy: 'all' } as const

test('an operation that the gateway knows is asked for by its hash, without its text', async () => {
  const { client, sent } = clientOf([idOf('SearchHotels') ?? ''])
  await client.query({ query: SEARCH_HOTELS, variables: {} as never, ...ask })
  expect(sent).toMatchObject([{ operationName: 'SearchHotels', extensions: { persistedQuery: { version: 1 } } }])
  expect(sent[0]).not.toHaveProperty('query')
})

test('one that it does not know is sent as text, the next time at once; and that text is the registered one', async () => {
  for (const [query, name] of [
    [OFFERS, 'Offers'],
    [RESERVATION, 'Reservation'],
  ] as const) {
    // prettier-ignore
    const { client, sent } = clientOf([])
    for (let times = 0; times < 2; times += 1)
      expect((await client.query({ query, variables: {} as never, ...ask })).error).toBeUndefined()
    expect(sent.map((body) => ['query' in body, body.extensions?.persistedQuery !== undefined])).toEqual([
      [false, true],
      [true, false],
      [true, false],
    ])
    expect(
      createHash('sha256')
        .update(sent[1]?.query ?? '')
        .digest('hex'),
    ).toBe(idOf(name))
  }
})

test('what the gateway has of the site is what the pages ask', () => {
  const registered = new URL('../../../gateway/operations/site.json', import.meta.url)
  expect(fs.readFileSync(registered, 'utf8'), 'run npm run generate').toBe(siteManifest())
})
