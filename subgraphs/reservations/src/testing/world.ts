import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Viewer } from '@staygraph/subgraph-kit/identity'
import { createLogger } from '@staygraph/subgraph-kit/log'
import { createGraphServer } from '@staygraph/subgraph-kit/serve'
import { freshDatabase, testRedisUrl } from '@staygraph/subgraph-kit/testing/database'
import { testKeys } from '@staygraph/subgraph-kit/testing/identity'
import type { JWK } from 'jose'
import { afterAll } from 'vitest'

import type { Context, Services } from '../context.ts'
import { createEqualRequests } from '../memory/equal-requests.ts'
import { connectCounting, createLookUpLimiter } from '../memory/look-up-limiter.ts'
import { createTakenRooms } from '../memory/taken-rooms.ts'
import { openOfferKeys } from '../offers/offer-keys.ts'
import { schema } from '../server.ts'
import type { HotelFacts } from '../sisters/hotels.ts'
import { resumeUnfinished } from '../use-cases/resume-unfinished.ts'
import { createClock } from './clock.ts'
import { claimsFor, createOfferKey, type OfferWishes } from './offers.ts'
import { cards, createPaymentsStandIn } from './payments-stand-in.ts'

export const migrations = new URL('../../migrations', import.meta.url)

const anonymous: Viewer = { kind: 'anonymous' }
export const ada = { givenName: 'Ada', familyName: 'Lovelace', email: 'ada@example.com', phone: null }

/**
 * A reservations service on a real, fresh Postgres and the run's Redis. payments and customers are stand-ins that keep
 * their contract; hotels' keys are a real key. Time goes when the test says so.
 */
export async function createWorld({ connections = 10 } = {}) {
  const { db, sql, url } = await freshDatabase(migrations, { max: connections })
  const clock = createClock()
  const keys = await testKeys('gateway', 'reservations', 'payments', 'customers', 'workers')
  const offerKey = await createOfferKey()
  const payments = createPaymentsStandIn()
  const redis = connectCounting(testRedisUrl())
  afterAll(() => redis.disconnect())
  const known = new Map<string, string>()
  const houses = new Map<string, HotelFacts>()
  const logger = createLogger('reservations', 'silent')
  const hotels = await serveOfferKeys(() => [offerKey.jwk])
  afterAll(() => hotels.stop())
  const offers = openOfferKeys({ db, hotelsUrl: hotels.url, logger, now: clock.now })
  await offers.refresh()

  const services: Services = {
    db,
    sql,
    now: clock.now,
    pause: (milliseconds) => sleep(milliseconds),
    random: Math.random,
    logger,
    signer: keys.signers.reservations,
    trust: keys.trust,
    customerOf: async ({ email }) => {
      if (!known.has(email)) known.set(email, `c-${known.size + 1}`)
      return known.get(email) ?? null
    },
    factsOf: async (hotelId) => houses.get(hotelId) ?? null,
    payments: payments.port,
    offers,
    suppliers: new Map(),
    lookUps: createLookUpLimiter(redis),
    takenRooms: createTakenRooms(clock.now),
    equalRequests: createEqualRequests(),
    settings: {
      publicSiteUrl: 'https://stay.example',
      holdMinutes: 10,
      waitingOfferMinutes: 120,
      returnOrigins: ['https://partner.example'],
    },
  }
  const server = createGraphServer<Context>({ schema }, logger)

  const world = {
    db,
    sql,
    url,
    clock,
    keys,
    offerKey,
    payments,
    /** Our own hotels, as hotels describes them to a desk. */
    houses,
    services,
    offer: (wishes: OfferWishes = {}) => offerKey.sign(claimsFor(wishes, clock.now())),
    /** A request's context: of the world as it is, or with parts of it exchanged. */
    contextOf: (viewer: Viewer = anonymous, exchanged: Partial<Services> & { client?: string } = {}): Context => ({
      ...services,
      client: randomUUID(), // nobody else's misses
      ...exchanged,
      viewer,
    }),
    graph: async (query: string, variables: object, context: Context = world.contextOf()) => {
      const { body } = await server.executeOperation({ query, variables: { ...variables } }, { contextValue: context })
      if (body.kind !== 'single') throw new Error('answered in parts')
      return body.singleResult
    },
    /** Everything that is due now is done, as often as it takes. */
    sweep: async (exchanged: Partial<Services> = {}) => {
      while (await resumeUnfinished({ ...services, ...exchanged }));
    },
    input: async (changed: object = {}) => ({
      offerId: await world.offer(),
      guest: ada,
      paymentMethodId: cards.good,
      idempotencyKey: randomUUID(),
      ...changed,
    }),
  }
  return world
}
export type World = Awaited<ReturnType<typeof createWorld>>

/** hotels, as far as reservations asks it: its keys, at their address. Null: it is there, and not yet able to answer. */
export async function serveOfferKeys(keys: () => readonly JWK[] | null) {
  const server = createHttpServer((_, response) => {
    const shown = keys()
    response.statusCode = shown === null ? 503 : 200
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: shown ?? [] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { url: `http://127.0.0.1:${address.port}`, stop }
}
