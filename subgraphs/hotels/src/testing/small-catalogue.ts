import { ApolloServer } from '@apollo/server'
import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { createGraphServer } from '@staygraph/subgraph-kit/serve'
import { exportJWK, generateKeyPair } from 'jose'

import { createContext, type Context, type Surroundings } from '../context.ts'
import { followNights } from '../database/availability-log.ts'
import { KeptNames } from '../database/kept-names.ts'
import { Shelves } from '../database/shelves.ts'
import type { PartnerSupply } from '../partners/partner-supply.ts'
import type { PhotoTaking } from '../photos/photo-store.ts'
import { readPlaces } from '../seed/places.ts'
import { seedCatalogue } from '../seed/seed.ts'
import { schema } from '../server.ts'
import { keepSearches } from '../use-cases/kept-searches.ts'
import { createOfferSigner } from '../use-cases/offer-signer.ts'
import { seededDatabase } from './seeded-database.ts'

/** Towns with unlike taxes, currencies, hemispheres and scripts; Savusavu and Taveuni lie on both sides of 180 degrees. */
const towns: Record<string, string[]> = {
  PT: ['Lisbon', 'Almada'],
  DE: ['Munich'],
  JP: ['Kyoto'],
  IT: ['Rome'],
  FJ: ['Labasa', 'Savusavu'],
  KI: ['Tarawa'],
}

export const lisbon = 'c2267057'
export const munich = 'c2867714'
export const kyoto = 'c1857910'
export const rome = 'c3169070'

/** The instant all tests live in, unless they say otherwise. */
export const testNow = new Date('2026-12-01T10:00:00Z')

export type Answer<Data> = { data: Data; errors?: readonly { message: string; extensions?: { code?: unknown } }[] }

/** A server over a fresh database with a small catalogue: asked as the gateway asks it. */
export async function smallCatalogue({
  hotels = 320,
  everywhere = false,
  partners = [],
  partnersWithinMs = 1_500,
  photos,
}: {
  hotels?: number
  everywhere?: boolean
  partners?: PartnerSupply[]
  partnersWithinMs?: number
  photos?: PhotoTaking
} = {}) {
  const { db, sql, url } = await seededDatabase(
    `${hotels} hotels${everywhere ? ' everywhere' : ''}`,
    async (seeding) => {
      const places = await readPlaces((country, name) => everywhere || (towns[country]?.includes(name) ?? false))
      await seedCatalogue(seeding, { hotels, places, tell: () => {} })
    },
  )
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  const surroundings: Surroundings = {
    db,
    sql,
    shelves: new Shelves(sql, { lookEveryMs: 0 }),
    names: new KeptNames(sql, createLogger('hotels', 'silent'), { lookEveryMs: 0 }),
    kept: keepSearches(sql),
    availability: followNights(sql, createLogger('hotels', 'silent')),
    cacheTags: { whileChanging: (_, work) => work() }, // nothing is kept before us
    signer: createOfferSigner(await exportJWK(privateKey)),
    partners,
    partnersWithinMs,
    logger: createLogger('hotels', 'silent'),
    mostHotels: 50_000,
    photos,
  }
  const server: ApolloServer<Context> = createGraphServer<Context>({ schema }, createLogger('hotels', 'silent'))
  const ask = async <Data>(
    query: string,
    variables: object = {},
    { now = testNow, viewer = { kind: 'anonymous' } as Viewer } = {},
  ): Promise<Answer<Data>> => {
    const answer = await server.executeOperation(
      { query, variables: JSON.parse(JSON.stringify(variables)) },
      { contextValue: createContext(surroundings, viewer, now) },
    )
    if (answer.body.kind !== 'single') throw new Error('one answer was expected')
    return JSON.parse(JSON.stringify(answer.body.singleResult)) as Answer<Data>
  }
  return Object.assign(surroundings, { url, ask })
}
